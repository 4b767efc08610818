// What a training run tells its user: sentences, or with --json one object a line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "trainer.hpp"

class Report {
 public:
  virtual ~Report() = default;
  virtual void info(const iambic::Trainer& trainer) = 0;
  /// when: "before" or "after" the training.
  virtual void sample(const std::string& when, const std::string& text) = 0;
  /// step counts from 1; loss is its batch's, before its update.
  virtual void step(std::int64_t step, float loss) = 0;
  /// step: how many steps came before.
  virtual void evaluation(std::int64_t step, const iambic::Losses& losses) = 0;
  virtual void checkpoint(const std::string& path, const std::string& sha256) = 0;
  /// The end of a run that did all its `steps`, after the last evaluation.
  virtual void done(const iambic::Trainer& trainer, std::int64_t steps, double seconds) = 0;
};

std::unique_ptr<Report> json_report();
std::unique_ptr<Report> plain_report();
