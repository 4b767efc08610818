// How far a run is, and how long it will still take: one line at the bottom of a terminal, which goes before anything else is said.
#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

/// "[######......]  50 %  step 500 of 1,000, 1 min 20 s left"; `of`: what is counted, "step"
std::string progress_line(const char* of, std::int64_t done, std::int64_t steps, double seconds);

/// Whether a descriptor leads to one that can move its cursor.
bool is_terminal(int descriptor);

class ProgressBar {
 public:
  /// Where lines are kept, in a pipe or a file, it shows nothing.
  ProgressBar(std::ostream& out, bool on_terminal, const char* of = "step") : out_(out), on_terminal_(on_terminal), of_(of) {}
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() { clear(); }

  /// done of so many steps in so many seconds. Shows it, at most ten times a second.
  void show(std::int64_t done, std::int64_t steps, double seconds);
  /// Takes it away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& out_;
  const bool on_terminal_;
  const char* const of_;
  bool shown_ = false;
  Clock::time_point last_;
};
