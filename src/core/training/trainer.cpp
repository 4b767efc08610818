#include "training/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "base/heartbeat.hpp"
#include "base/number_text.hpp"
#include "base/simd.hpp"
#include "base/throw_error.hpp"
#include "models/limits.hpp"
#include "models/registry.hpp"
#include "ops/kernels.hpp"
#include "training/optimizer_step.hpp"

namespace iambic {

namespace {

// How far back, in steps, a run that left the finite numbers begins again: what takes about a second, for people wait for it.
// A weight costs six operations for each token, and as much as a hundred where AdamW and a copy of the state move it through memory.
std::int64_t steps_to_remember(const Settings& s, std::size_t parameters) {
  constexpr double kOperations = 2e10, kMost = 256;
  const auto P = static_cast<double>(parameters), T = static_cast<double>(s.block_size), N = static_cast<double>(s.batch_size) * T;
  const double attention = 12 * static_cast<double>(s.n_layer * s.n_embd) * T;
  const double step = 100 * P + N * (s.model == "bigram" ? 20 : 6 * P + attention);
  return static_cast<std::int64_t>(std::clamp(kOperations / step, 1.0, kMost));
}

// tokens: the text as the settings want it; when these are more than characters, the text stays beside it.
const Settings& checked(const Settings& settings, const Corpus& tokens) {
  const bool subwords = settings.tokenizer != "char";
  check(settings, tokens.tokenizer->vocab_size(), text_bytes(tokens) + (subwords ? static_cast<double>(tokens.characters) : 0));
  Dataset(tokens, static_cast<int>(settings.block_size), static_cast<int>(settings.holdback));
  return settings;
}

// Room for so many numbers is about to be made, which takes a while where memory is new.
std::size_t announced(std::size_t size) {
  worked(50 * size);
  return size;
}

// The text in a checkpoint's tokens, when it can go on with it.
std::shared_ptr<const Corpus> fitting(const Settings& settings, const std::shared_ptr<const Tokenizer>& tokenizer, std::size_t weights,
                                      const Corpus& corpus) {
  if (tokenizer->characters() != corpus.tokenizer->characters())
    throw_error("checkpoint.other-text",
                "the checkpoint knows {saved} characters and the text has {value}, not the same ones; open the text that it was trained on",
                {{"saved", tokenizer->characters().size()}, {"value", corpus.tokenizer->characters().size()}});
  std::shared_ptr<const Corpus> tokens = tokenized(corpus, settings, tokenizer);
  checked(settings, *tokens);
  const double wanted = parameter_count(settings, tokens->tokenizer->vocab_size());
  if (static_cast<double>(weights) != wanted)
    throw_error("checkpoint.other-model",
                "the checkpoint holds {saved} weights and these settings make a model of {value}; a model's shape cannot be changed when "
                "training goes on",
                {{"saved", weights}, {"value", wanted}});
  return tokens;
}

}  // namespace

void check(const CheckpointFile& file, const Corpus& corpus) { fitting(file.settings, file.tokenizer, file.size(), corpus); }

void check(const Settings& settings, const Corpus& corpus) { checked(settings, *tokenized(corpus, settings)); }

Trainer::Trainer(const Corpus& corpus, const Settings& settings) : Trainer(tokenized(corpus, settings), settings) {}

Trainer::Trainer(std::shared_ptr<const Corpus> tokens, const Settings& settings)
    : settings_(checked(settings, *tokens)),
      tokens_(std::move(tokens)),
      dataset_(*tokens_, static_cast<int>(settings.block_size), static_cast<int>(settings.holdback)),
      model_(make_model<float>(settings, tokens_->tokenizer->vocab_size())),
      optimizer_(announced(model_->parameters().size())),
      generator_(static_cast<std::uint64_t>(settings.seed)),
      batch_(static_cast<int>(settings.batch_size), static_cast<int>(settings.block_size)),
      remember_every_(steps_to_remember(settings, model_->parameters().size())),
      before_(generator_) {
  model_->parameters().initialise(generator_);
  remember(generator_);
}

Trainer::Trainer(const Corpus& corpus, const Checkpoint& checkpoint)
    : Trainer(fitting(checkpoint.settings, checkpoint.tokenizer, checkpoint.state.values.size(), corpus), checkpoint.settings) {
  restore(checkpoint.state);
  remember(generator_);
}

Trainer::Trainer(const Corpus& corpus, const CheckpointFile& file)
    : Trainer(fitting(file.settings, file.tokenizer, file.size(), corpus), file.settings) {
  file.read(0, model_->parameters().values);
  file.read(1, optimizer_.exp_avg);
  file.read(2, optimizer_.exp_avg_sq);
  generator_ = file.generator;
  step_ = file.step;
  remember(generator_);
}

CheckpointView Trainer::view() const {
  return {settings_,       *corpus().tokenizer,
          corpus().sha256, generator_,
          step_,           {&model_->parameters().values, &optimizer_.exp_avg, &optimizer_.exp_avg_sq}};
}

Checkpoint Trainer::checkpoint() const { return {settings_, corpus().tokenizer, corpus().sha256, state()}; }

TrainingState Trainer::state() const { return {model_->parameters().values, optimizer_.exp_avg, optimizer_.exp_avg_sq, generator_, step_}; }

void Trainer::restore(const TrainingState& state) {
  model_->parameters().values = state.values;
  optimizer_.exp_avg = state.exp_avg;
  optimizer_.exp_avg_sq = state.exp_avg_sq;
  generator_ = state.generator;
  step_ = state.step;
}

// The state as it is, in a run whose stream is there: of a slice, or all of it.
void Trainer::remember(const Generator& stream) { remember(stream, model_->parameters().all()); }

void Trainer::remember(const Generator& stream, const Slice& slice) {
  const auto copy = [&](Tensor<float, 1>& to, const Tensor<float, 1>& from) {
    worked(20 * slice.size);
    if (to.size() != from.size()) to = zeros<float>(from.size());
    std::copy_n(from.data() + slice.offset, slice.size, to.data() + slice.offset);
  };
  copy(remembered_.values, model_->parameters().values);
  copy(remembered_.exp_avg, optimizer_.exp_avg);
  copy(remembered_.exp_avg_sq, optimizer_.exp_avg_sq);
  remembered_.generator = stream;
  remembered_.step = step_;
}

void Trainer::remember_stream() {
  if (remembered_.step != step_) return remember(generator_);
  remembered_.generator = generator_;
}

// exp_avg is finite wherever exp_avg_sq, the mean of the squares of the same gradients, is.
bool Trainer::is_finite() const {
  const auto all_finite = [](const Tensor<float, 1>& values) {
    worked(10 * values.size());
    return simd::all_finite(values.data(), values.size());
  };
  return all_finite(model_->parameters().values) && all_finite(optimizer_.exp_avg_sq);
}

// Every share draws the masks of the whole batch, as the workers do.
double Trainer::gradients_in_shares() {
  const Generator before = generator_;
  Tensor<float, 1>& grads = model_->parameters().grads;
  double loss = 0;
  for (std::size_t rank = 0; rank < shares_; ++rank) {
    generator_ = before;
    loss += model_->loss_and_gradients(batch_, share_of(batch_.x.shape()[0], rank, shares_), generator_);
    if (rank == 0)
      sum_ = grads;
    else
      kernels<float>().add(sum_.data(), grads.data(), grads.size());
  }
  std::swap(grads, sum_);
  return loss;
}

// The batch's loss before the update. When it is not finite nothing but the stream has changed. Only here a state has proved
// itself: its loss is finite, and where it is to be remembered all of its weights are, too, or the loss returned is not.
double Trainer::take_step() {
  const bool remembers = step_ - remembered_.step >= remember_every_;
  if (remembers) before_ = generator_;  // a copy is dear beside a bigram's step
  dataset_.get_batch(Split::train, generator_, batch_);
  const double loss = shares_ == 1 ? model_->loss_and_gradients(batch_, generator_) : gradients_in_shares();
  if (!std::isfinite(loss)) return loss;
  if (remembers) {
    if (!is_finite()) return std::nan("");
    remember(before_);
  }
  Parameters<float>& parameters = model_->parameters();
  sum_squares(squares_, parameters, parameters.all(), settings_);
  optimizer_step(parameters, optimizer_, parameters.all(), squares_, step_++, settings_);
  return loss;
}

// A run is a function of its state: start again from the state remembered, remember every one that proves itself, and stop
// at the last, by step `failed` at the latest.
void Trainer::go_back_to_finite(std::int64_t failed) {
  restore(remembered_);
  const std::int64_t usual = std::exchange(remember_every_, 0);
  while (step_ < failed && std::isfinite(take_step())) continue;
  remember_every_ = usual;
  restore(remembered_);
}

Progress Trainer::train(std::size_t steps, float* losses, std::size_t shares) {
  shares_ = shares;
  Progress progress;
  const std::int64_t start = step_;
  for (; progress.done < steps; ++progress.done) {
    const double loss = take_step();
    if (!std::isfinite(loss)) break;
    losses[progress.done] = static_cast<float>(loss);
  }
  if (progress.done < steps || !is_finite()) stop(progress, start, step_ + 1);
  return progress;
}

// Of a run that began at step `start` and has left the finite numbers, by step `failed` at the latest.
void Trainer::stop(Progress& progress, std::int64_t start, std::int64_t failed) {
  go_back_to_finite(failed);
  progress.done = std::min(progress.done, static_cast<std::size_t>(std::max<std::int64_t>(step_ + 1 - start, 0)));
  progress.stopped = "training stopped: step " + grouped(static_cast<std::uint64_t>(step_ + 1)) +
                     " made the loss infinite or not a number; the weights of step " + grouped(static_cast<std::uint64_t>(step_)) +
                     " are kept, try a learning rate below " + number_text(settings_.learning_rate);
}

PartialLoss Trainer::evaluate_part(Split split, std::size_t first, std::size_t batches) {
  return iambic::evaluate_part(*model_, dataset_, settings_, split, first, batches);
}

Losses Trainer::evaluate() {
  const auto mean = [this](Split split) {
    const PartialLoss all = evaluate_part(split, 0, std::numeric_limits<std::size_t>::max());
    return all.nats / static_cast<double>(all.targets);
  };
  const double train = mean(Split::train);
  return {train, mean(Split::val)};
}

Losses Trainer::estimate_loss(std::size_t iters) {
  const auto mean = [&](Split split) {
    const std::vector<double> losses = estimate_part(split, iters);
    return std::accumulate(losses.begin(), losses.end(), 0.0) / static_cast<double>(iters);
  };
  const double train = mean(Split::train);
  return {train, mean(Split::val)};
}

std::vector<double> Trainer::estimate_part(Split split, std::size_t iters, std::size_t rank, std::size_t of) {
  for (const Split each : {Split::train, Split::val}) dataset_.check_window(each);  // before anything is drawn
  std::vector<double> losses;
  for (std::size_t k = 0; k < iters; ++k) {
    dataset_.get_batch(split, generator_, batch_);
    if (k % of == rank) losses.push_back(model_->loss(batch_));
  }
  remember_stream();
  return losses;
}

Baselines Trainer::baselines() const { return iambic::baselines(dataset_); }

std::vector<std::int32_t> Trainer::generate(std::vector<std::int32_t> prompt, std::size_t tokens, const SamplerSettings& sampler) {
  std::vector<std::int32_t> text = iambic::generate(*model_, std::move(prompt), tokens, sampler, generator_);
  remember_stream();
  return text;
}

void Trainer::write(Writer& writer) {
  writer.write(generator_);
  remember_stream();
}

const std::vector<std::uint32_t>& Trainer::pair_counts() const {
  check_paired(model_->vocab_size());
  return dataset_.pair_counts(Split::train);
}

std::vector<float> Trainer::probabilities() { return iambic::probabilities(*model_); }

}  // namespace iambic
