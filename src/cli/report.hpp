// What a training run tells its user: sentences, or with --json one object a line.
#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "training/trainer.hpp"

class Report {
 public:
  explicit Report(std::ostream& out) : out_(out) {}
  virtual ~Report() = default;
  /// The errno of the first thing that could not be told, 0 while all is well.
  int failure() const { return failure_; }
  /// memory: about how many bytes the run takes at most.
  virtual void info(const iambic::Trainer& trainer, double memory) = 0;
  /// when: "before" or "after" the training.
  virtual void sample(const std::string& when, const std::string& text) = 0;
  /// step counts from 1; loss is its batch's, before its update.
  virtual void step(std::int64_t step, float loss) = 0;
  /// step: how many steps came before.
  virtual void evaluation(std::int64_t step, const iambic::Losses& losses) = 0;
  virtual void checkpoint(const std::string& path, const std::string& sha256) = 0;
  /// How far a run is that has taken so many seconds; nothing more of it is shown once something else is told.
  virtual void progress(std::int64_t, std::int64_t, double) {}
  virtual void end_progress() {}
  /// The end of a run that did all its `steps`, after the last evaluation.
  virtual void done(const iambic::Trainer& trainer, std::int64_t steps, double seconds) = 0;

 protected:
  /// Where the next line goes.
  std::ostream& out() {
    end_progress();
    return out_;
  }
  /// Ends a line, so that whoever reads along sees each event as it happens.
  void end_line();

 private:
  std::ostream& out_;
  int failure_ = 0;
};

std::unique_ptr<Report> json_report(std::ostream& out);
/// on_terminal: somebody watches, so that a bar shows how far it is.
std::unique_ptr<Report> plain_report(std::ostream& out, bool on_terminal);
