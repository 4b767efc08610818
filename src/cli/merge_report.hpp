// How far the learning of merges is: a bar on a terminal, elsewhere a line for each tenth; of a large text, and what memory it takes.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ostream>

#include "progress_bar.hpp"
#include "text/corpus.hpp"

class MergeReport {
 public:
  /// Of a text that learns `vocab_size` tokens. Says at once, on standard error, how much memory learning takes where that is much.
  MergeReport(std::ostream& out, bool on_terminal, const iambic::Corpus& characters, std::size_t vocab_size);
  /// One more.
  void merged();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& out_;
  const bool in_lines_;
  const std::int64_t merges_;
  std::int64_t made_ = 0;
  const Clock::time_point start_ = Clock::now();
  ProgressBar bar_;
};
