#include "training_run.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/error.hpp"
#include "base/number_text.hpp"
#include "base/sha256.hpp"
#include "endings.hpp"
#include "generation/writer.hpp"
#include "memory.hpp"
#include "message.hpp"

using iambic::grouped;
using iambic::Split;

namespace {

double seconds_between(std::chrono::steady_clock::time_point start, std::chrono::steady_clock::time_point end) {
  return std::chrono::duration<double>(end - start).count();
}

std::string step_text(std::int64_t step) { return "step " + grouped(static_cast<std::uint64_t>(step)); }

// The first multiple of `interval` after `step`.
std::int64_t next_multiple(std::int64_t step, std::int64_t interval) { return (step / interval + 1) * interval; }

}  // namespace

void SliceLength::took(std::size_t steps, double seconds) {
  const double per_second = static_cast<double>(steps) / std::max(seconds, 1e-9);
  steps_ = std::clamp<std::size_t>(static_cast<std::size_t>(per_second / 20), 1, 2 * steps_);
}

Run::Run(iambic::Trainer& trainer, const Plan& plan, Report& report, OutputFile* out)
    : trainer_(trainer), plan_(plan), report_(report), out_(out), start_(trainer.step()), end_(start_ + plan.steps) {}

int Run::go() {
  report_.info(trainer_, bytes_of_run(trainer_, plan_.workers, plan_.resumed));
  if (!sample("before", plan_.sample_before)) return break_off();
  group_.emplace(trainer_, plan_.workers);
  const auto start = Clock::now();
  while (trainer_.step() < end_) {
    if (is_over() || (evaluation_is_due() && !evaluate())) return break_off();
    if (const auto failure = train_slice()) return stop(*failure, 1);
    report_.progress(trainer_.step() - start_, plan_.steps, seconds_between(start, Clock::now()));
    save_if_due();
  }
  return finish(seconds_between(start, Clock::now()));
}

// Saved before anything else: what follows may take long, draws from the stream, and can be done again.
int Run::finish(double seconds) {
  save();
  // The lecture evaluates before updates only, and what it draws for that would change what is sampled now.
  if ((plan_.eval_interval == 0 || plan_.eval_iters == 0) && !evaluate()) return break_off();
  report_.done(trainer_, plan_.steps, seconds);
  if (!sample("after", plan_.sample_after) || is_over()) return break_off();
  report_saved();
  return is_over() ? break_off() : 0;
}

bool Run::is_over() const { return ending_signal() != 0 || report_.failure() != 0; }

int Run::break_off() {
  const int signal = ending_signal(), lost = report_.failure();
  if (signal != 0) return stop(ending_word(signal) + " after " + step_text(trainer_.step()), kEndedBySignal + signal);
  return stop("standard output cannot be written (" + std::string(std::strerror(lost)) + "); stopped after " + step_text(trainer_.step()),
              lost == EPIPE ? kEndedBySignal + SIGPIPE : 1);
}

// Saves what there is, and says why there is no more.
int Run::stop(const std::string& why, int status) {
  report_.end_progress();
  save();
  const bool told = report_.failure() == 0 || saved_step_ < 0;
  const std::string saved = told ? "" : "; saved " + out_->path() + " (SHA-256 " + saved_sha256_ + ")";
  say(why + saved + (out_ && !has_trained() ? "; there is nothing to save" : ""));
  report_saved();
  return status;
}

// --- What may take long looks at is_over() and gives false, or nothing, when it was broken off.

bool Run::sample(const char* when, std::int64_t tokens) {
  if (tokens == 0) return true;
  iambic::Writer writer(trainer_.model(), {}, {});
  for (std::int64_t i = 0; i < tokens; ++i) {
    if (is_over()) return false;
    trainer_.write(writer);
  }
  report_.sample(when, trainer_.corpus().tokenizer->decode(writer.text()));
  return true;
}

bool Run::evaluation_is_due() const {
  const std::int64_t iteration = trainer_.step();
  return plan_.eval_interval > 0 && (iteration % plan_.eval_interval == 0 || iteration == end_ - 1);
}

bool Run::evaluate() {
  if (plan_.eval_iters > 0) before_estimate_ = trainer_.generator();
  const auto loss = [&](Split split) { return plan_.eval_iters > 0 ? estimated_loss(split) : exact_loss(split); };
  const std::optional<double> train = loss(Split::train), val = train ? loss(Split::val) : std::nullopt;
  if (!val) return false;
  before_estimate_.reset();
  report_.evaluation(trainer_.step(), {*train, *val});
  return true;
}

std::optional<double> Run::exact_loss(Split split) {
  const std::size_t batches = trainer_.evaluate_part(split, 0, 0).batches;
  double nats = 0;
  std::size_t targets = 0;
  for (std::size_t i = 0; i < batches; i += group_->size()) {
    if (is_over()) return std::nullopt;
    for (const iambic::PartialLoss& part : group_->evaluate(split, i)) nats += part.nats, targets += part.targets;
  }
  return nats / static_cast<double>(targets);
}

std::optional<double> Run::estimated_loss(Split split) {
  const auto iters = static_cast<std::size_t>(plan_.eval_iters);
  double total = 0;
  for (std::size_t done = 0; done < iters; done += group_->size()) {
    if (is_over()) return std::nullopt;
    for (const double loss : group_->estimate(split, std::min(group_->size(), iters - done))) total += loss;
  }
  return total / static_cast<double>(iters);
}

// Up to the next evaluation or save.
std::int64_t Run::steps_ahead() const {
  const std::int64_t step = trainer_.step();
  std::int64_t next = end_;
  if (plan_.eval_interval > 0) next = std::min(next_multiple(step, plan_.eval_interval), step < end_ - 1 ? end_ - 1 : end_);
  if (plan_.save_every.steps > 0) next = std::min(next, next_multiple(step, plan_.save_every.steps));
  return next - step;
}

// Why training must stop, if it must.
std::optional<std::string> Run::train_slice() {
  const std::int64_t first = trainer_.step() + 1;
  losses_.resize(std::min(slice_.steps(), static_cast<std::size_t>(steps_ahead())));
  const auto start = Clock::now();
  const iambic::Progress progress = group_->train(losses_.size(), losses_.data());
  slice_.took(losses_.size(), seconds_between(start, Clock::now()));
  for (std::size_t i = 0; i < progress.done; ++i) {
    const std::int64_t step = first + static_cast<std::int64_t>(i);
    if (plan_.log_every > 0 && step % plan_.log_every == 0) report_.step(step, losses_[i]);
  }
  return progress.stopped;
}

// --- Saving.

void Run::save_if_due() {
  if (trainer_.step() == end_) return;  // finish() saves
  const SaveEvery& every = plan_.save_every;
  const bool is_due = every.steps > 0 ? trainer_.step() % every.steps == 0
                                      : every.minutes > 0 && seconds_between(last_save_, Clock::now()) >= 60 * every.minutes;
  if (!is_due) return;
  save();
  report_.checkpoint(out_->path(), saved_sha256_);
}

void Run::save() {
  if (!out_ || !has_trained() || saved_step_ == trainer_.step()) return;
  group_->gather();
  const iambic::CheckpointView now = trainer_.view();
  const iambic::CheckpointView run{now.settings,      now.tokenizer,
                                   now.corpus_sha256, before_estimate_ ? *before_estimate_ : now.generator,
                                   now.step,          {now.tensors[0], now.tensors[1], now.tensors[2]}};
  const std::string header = iambic::checkpoint_header(run);
  Pieces pieces = {{reinterpret_cast<const std::uint8_t*>(header.data()), header.size()}};
  for (const auto* const tensor : run.tensors)
    pieces.push_back({reinterpret_cast<const std::uint8_t*>(tensor->data()), tensor->size() * sizeof(float)});
  try {
    out_->write(pieces);
  } catch (const iambic::Error& e) {
    throw iambic::Error(e.code(), e.what() + (saved_step_ < 0 ? "" : "; it holds " + step_text(saved_step_)));
  }
  iambic::Sha256 hash;
  for (const Piece& piece : pieces) hash.update(piece.bytes, piece.size);
  saved_sha256_ = hash.finish();
  saved_step_ = trainer_.step();
  last_save_ = Clock::now();
}

void Run::report_saved() {
  if (saved_step_ < 0) return;
  report_.checkpoint(out_->path(), saved_sha256_);
  if (out_->was_replaced()) say("another program has written " + out_->path() + " since this run saved it");
}
