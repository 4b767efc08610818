#include "trainer.hpp"

#include <cmath>

#include "error.hpp"
#include "simd.hpp"

namespace iambic {

namespace {

constexpr std::size_t kStepsBetweenSnapshots = 1024;

// Entropy in nats of counts (n) that add up to total, times total.
double weighted_entropy(const std::uint32_t* counts, std::size_t n, double total) {
  double result = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (counts[i] > 0) result -= counts[i] * simd::log(counts[i] / total);
  return result;
}

const Settings& checked(const Settings& settings, const Corpus& corpus) {
  check(settings, corpus.tokenizer.vocab_size());
  return settings;
}

}  // namespace

Trainer::Trainer(const Corpus& corpus, const Settings& settings)
    : settings_(checked(settings, corpus)),
      dataset_(corpus, static_cast<int>(settings.block_size), static_cast<int>(settings.holdback)),
      model_(corpus.tokenizer.vocab_size()),
      optimizer_(model_.parameters().size()),
      generator_(static_cast<std::uint64_t>(settings.seed)),
      batch_(static_cast<int>(settings.batch_size), static_cast<int>(settings.block_size)),
      train_counts_(dataset_.pair_counts(Split::train)),
      val_counts_(dataset_.pair_counts(Split::val)) {
  model_.initialise(generator_);
}

Trainer::Trainer(const Corpus& corpus, const Checkpoint& checkpoint) : Trainer(corpus, checkpoint.settings) {
  if (checkpoint.tokenizer.characters() != corpus.tokenizer.characters())
    throw Error("the checkpoint knows " + grouped(checkpoint.tokenizer.characters().size()) +
                " characters and the text has " + grouped(corpus.tokenizer.characters().size()) +
                ", not the same ones; open the text that it was trained on");
  restore(checkpoint.state);
}

Checkpoint Trainer::checkpoint() const { return {settings_, corpus().tokenizer, corpus().sha256, state()}; }

TrainingState Trainer::state() const {
  return {model_.parameters().values, optimizer_.exp_avg, optimizer_.exp_avg_sq, generator_, step_};
}

void Trainer::restore(const TrainingState& state) {
  model_.parameters().values = state.values;
  optimizer_.exp_avg = state.exp_avg;
  optimizer_.exp_avg_sq = state.exp_avg_sq;
  generator_ = state.generator;
  step_ = state.step;
}

// Changes nothing but the stream when the loss is not finite.
float Trainer::take_step() {
  dataset_.get_batch(Split::train, generator_, batch_);
  const double loss = model_.loss_and_gradients(batch_);
  if (!std::isfinite(loss)) return static_cast<float>(loss);
  AdamWSettings adamw;
  adamw.learning_rate = settings_.learning_rate;
  optimizer_.update(model_.parameters().values, model_.parameters().grads, ++step_, adamw);
  return static_cast<float>(loss);
}

Progress Trainer::train(std::size_t steps, float* losses) {
  Progress progress;
  TrainingState snapshot = state();
  for (; progress.done < steps; ++progress.done) {
    if (progress.done % kStepsBetweenSnapshots == 0) snapshot = state();
    const float loss = take_step();
    losses[progress.done] = loss;
    if (std::isfinite(loss)) continue;
    // The update before this one spoiled the weights. A run is a function of its state: go back, and repeat up to there.
    const std::int64_t failed = step_ + 1;
    restore(snapshot);
    while (step_ + 2 < failed) take_step();
    progress.stopped = "training stopped at step " + grouped(static_cast<std::uint64_t>(failed)) +
                       ": its loss is not a finite number; the weights of step " + grouped(static_cast<std::uint64_t>(step_)) +
                       " are kept, try a learning rate below " + number_text(settings_.learning_rate);
    break;
  }
  return progress;
}

Losses Trainer::evaluate() const { return {model_.loss(train_counts_), model_.loss(val_counts_)}; }

Losses Trainer::estimate_loss(std::size_t iters) {
  const auto mean = [&](Split split) {
    double total = 0;
    for (std::size_t k = 0; k < iters; ++k) {
      dataset_.get_batch(split, generator_, batch_);
      total += model_.loss(batch_);
    }
    return total / static_cast<double>(iters);
  };
  const double train = mean(Split::train);
  return {train, mean(Split::val)};
}

Baselines Trainer::baselines() const {
  const auto V = static_cast<std::size_t>(model_.vocab_size());
  std::vector<std::uint32_t> followed(V, 0);
  double pairs = 0, conditional = 0;
  for (std::size_t i = 0; i < V; ++i) {
    for (std::size_t j = 0; j < V; ++j) followed[i] += train_counts_[i * V + j];
    conditional += weighted_entropy(&train_counts_[i * V], V, followed[i]);
    pairs += followed[i];
  }
  ++followed[static_cast<std::size_t>(corpus().ids[dataset_.size(Split::train) - 1])];  // the last character starts no pair
  const double characters = pairs + 1;
  return {simd::log(static_cast<double>(V)), weighted_entropy(followed.data(), V, characters) / characters, conditional / pairs};
}

std::vector<std::int32_t> Trainer::generate(std::vector<std::int32_t> prompt, std::size_t tokens, const SamplerSettings& settings,
                                            Generator& generator) const {
  if (prompt.empty()) prompt.push_back(0);
  Sampler sampler(settings);
  for (std::size_t i = 0; i < tokens; ++i)
    prompt.push_back(sampler.sample(model_.next_logits(prompt.back()), static_cast<std::size_t>(model_.vocab_size()), generator));
  return prompt;
}

std::vector<std::int32_t> Trainer::generate(std::vector<std::int32_t> prompt, std::size_t tokens, const SamplerSettings& settings) {
  return generate(std::move(prompt), tokens, settings, generator_);
}

std::vector<float> Trainer::probabilities() const {
  const auto V = static_cast<std::size_t>(model_.vocab_size());
  std::vector<float> probs(V * V);
  for (std::size_t i = 0; i < V; ++i) {
    const auto row = simd::row_exp(model_.next_logits(static_cast<std::int32_t>(i)), &probs[i * V], V);
    simd::scale(&probs[i * V], 1.0f / row.total, V);
  }
  return probs;
}

}  // namespace iambic
