// A training run as the command line wants it: trains, tells, evaluates and saves until its steps are done or something
// ends it, and then leaves what there is.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output_file.hpp"
#include "report.hpp"
#include "save_every.hpp"
#include "training/trainer.hpp"
#include "training_group.hpp"

/// What is to be done, and how much of it is told.
struct Plan {
  std::int64_t steps, sample_before, sample_after, log_every, eval_interval, eval_iters;
  SaveEvery save_every;
  std::size_t workers = 1;
  bool resumed = false;
};

/// How many steps to take at once: about a twentieth of a second's worth, so that Ctrl-C acts at once.
class SliceLength {
 public:
  std::size_t steps() const { return steps_; }
  void took(std::size_t steps, double seconds);

 private:
  std::size_t steps_ = 1;
};

class Run {
 public:
  /// out: where to save, nullptr for nowhere.
  Run(iambic::Trainer& trainer, const Plan& plan, Report& report, OutputFile* out);

  /// Returns the exit status. Throws Error when a checkpoint cannot be written: what was saved before is still there.
  int go();

 private:
  using Clock = std::chrono::steady_clock;

  bool is_over() const;
  int finish(double seconds);
  int stop(const std::string& why, int status);
  int break_off();

  bool sample(const char* when, std::int64_t tokens);
  bool evaluation_is_due() const;
  bool evaluate();
  std::optional<double> exact_loss(iambic::Split split);
  std::optional<double> estimated_loss(iambic::Split split);
  std::int64_t steps_ahead() const;
  std::optional<std::string> train_slice();

  bool has_trained() const { return trainer_.step() != start_; }
  void save_if_due();
  void save();
  void report_saved();

  iambic::Trainer& trainer_;
  std::optional<TrainingGroup> group_;  // with it, once training begins
  const Plan plan_;
  Report& report_;
  OutputFile* const out_;
  const std::int64_t start_, end_;
  SliceLength slice_;
  std::vector<float> losses_;
  std::optional<iambic::Generator> before_estimate_;  // while one is being made: a run that ends there begins it again
  Clock::time_point last_save_ = Clock::now();
  std::int64_t saved_step_ = -1;  // of the file that this run has written, none: -1
  std::string saved_sha256_;
};
