// A training run: model, optimiser, random stream and step count, and everything one does with them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "generation/sampler.hpp"
#include "generation/writer.hpp"
#include "models/model.hpp"
#include "models/settings.hpp"
#include "text/dataset.hpp"
#include "training/adamw.hpp"
#include "training/checkpoint.hpp"
#include "training/evaluation.hpp"

namespace iambic {

/// What a train() call did.
struct Progress {
  std::size_t done = 0;                // losses written, of the steps up to the one that spoiled the numbers
  std::optional<std::string> stopped;  // why it ended early: a sentence
};

/// Whether a trainer can be made of these, and can do all that a trainer does. Throws Error.
void check(const Settings& settings, const Corpus& corpus);
void check(const CheckpointFile& file, const Corpus& corpus);

class Trainer {
 public:
  /// Seeds the stream and draws the parameters. The corpus, which has the text's characters or what the settings make of them, must
  /// outlive the trainer. Throws Error (settings, short text).
  Trainer(const Corpus& corpus, const Settings& settings);
  /// Goes on where the checkpoint stopped. Throws Error when the corpus has other characters than the checkpoint's.
  Trainer(const Corpus& corpus, const Checkpoint& checkpoint);
  Trainer(const Corpus& corpus, const CheckpointFile& file);  // without a copy of what is in the file
  Checkpoint checkpoint() const;
  CheckpointView view() const;

  const Settings& settings() const { return settings_; }
  const Dataset& dataset() const { return dataset_; }
  const Corpus& corpus() const { return dataset_.corpus(); }
  Model<float>& model() { return *model_; }
  const Model<float>& model() const { return *model_; }
  const Generator& generator() const { return generator_; }
  std::int64_t step() const { return step_; }

  /// Takes `steps` steps; losses (steps) receives each step's batch loss before its update. When the numbers cease to be
  /// finite training stops, the last weights that had a finite loss are restored and `stopped` says so. That takes about a
  /// second at most, however dear a step is.
  /// shares: computes each step's gradients in so many parts of the batch and adds them in order, as that many workers do: see
  /// group_member.hpp.
  Progress train(std::size_t steps, float* losses, std::size_t shares = 1);

  /// Exact mean losses over both splits: a bigram's over every pair, a transformer's over windows of block_size that
  /// follow one another. Draws nothing.
  Losses evaluate();
  /// The same in parts, for those who must not wait: the nats of `batches` batches of windows from the first-th on.
  PartialLoss evaluate_part(Split split, std::size_t first, std::size_t batches);
  /// The lecture's estimate_loss: the mean over `iters` batches of each split. Draws from the training stream.
  Losses estimate_loss(std::size_t iters);
  /// The same in parts, train first: draws `iters` batches and gives the losses of every of-th one, from the rank-th on. Workers
  /// who share them so stay in the same state.
  std::vector<double> estimate_part(Split split, std::size_t iters, std::size_t rank = 0, std::size_t of = 1);
  Baselines baselines() const;

  /// Continues prompt by `tokens` tokens drawn from the training stream, as PyTorch would.
  std::vector<std::int32_t> generate(std::vector<std::int32_t> prompt, std::size_t tokens, const SamplerSettings& sampler);
  /// The next token, drawn from the training stream.
  void write(Writer& writer);

  /// (V*V): row i = the chances of what follows a text that consists of token i alone.
  std::vector<float> probabilities();
  /// How often each pair occurs in the training part, (V*V).
  const std::vector<std::uint32_t>& pair_counts() const;

 private:
  friend class GroupMember;
  Trainer(std::shared_ptr<const Corpus> tokens, const Settings& settings);

  TrainingState state() const;
  void restore(const TrainingState& state);
  void remember(const Generator& stream);
  void remember(const Generator& stream, const Slice& slice);
  void remember_stream();  // the same after drawing, when nothing else has changed
  bool is_finite() const;
  double take_step();
  double gradients_in_shares();
  void go_back_to_finite(std::int64_t failed);
  void stop(Progress& progress, std::int64_t start, std::int64_t failed);

  Settings settings_;
  std::shared_ptr<const Corpus> tokens_;
  Dataset dataset_;
  std::unique_ptr<Model<float>> model_;
  AdamW<float> optimizer_;
  Generator generator_;
  Batch batch_;
  std::size_t shares_ = 1;      // of a batch, whose gradients are computed one after the other
  Tensor<float, 1> sum_;        // of their gradients
  std::vector<float> squares_;  // of each parameter's gradients, summed
  std::int64_t step_ = 0;
  TrainingState remembered_;     // finite, never far back, and nothing but steps have drawn from the stream since
  std::int64_t remember_every_;  // steps
  Generator before_;             // the stream before the step that is being taken, when the state before it is to be remembered
};

}  // namespace iambic
