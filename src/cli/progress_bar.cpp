#include "progress_bar.hpp"

#include <unistd.h>
#include <algorithm>
#include <cstdlib>

#include "base/number_text.hpp"

namespace {

// 1:05 min, or 2:30 h, or seconds alone.
std::string duration(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::min(seconds + 0.5, 3.6e9));
  if (whole < 60) return std::to_string(whole) + " s";
  const bool hours = whole >= 3600;
  const std::int64_t small = (hours ? whole / 60 : whole) % 60;
  return std::to_string(whole / (hours ? 3600 : 60)) + (small < 10 ? ":0" : ":") + std::to_string(small) + (hours ? " h" : " min");
}

}  // namespace

std::string progress_line(const char* of, std::int64_t done, std::int64_t steps, double seconds) {
  constexpr std::int64_t kCells = 24;
  const double part = static_cast<double>(done) / static_cast<double>(steps);
  const auto filled = static_cast<std::size_t>(part * kCells);
  const std::string percent = std::to_string(static_cast<int>(100 * part));
  return "[" + std::string(filled, '#') + std::string(kCells - filled, '.') + "] " + std::string(3 - percent.size(), ' ') + percent +
         " %  " + of + " " + iambic::grouped(static_cast<std::uint64_t>(done)) + " of " +
         iambic::grouped(static_cast<std::uint64_t>(steps)) + ", " + duration(seconds / part - seconds) + " left";
}

bool is_terminal(int descriptor) {
  const char* const kind = std::getenv("TERM");
  return isatty(descriptor) && kind && std::string(kind) != "dumb";
}

// The terminal cuts the line off at its edge instead of wrapping it, which could not be taken away.
void ProgressBar::show(std::int64_t done, std::int64_t steps, double seconds) {
  const auto now = Clock::now();
  if (!on_terminal_ || (shown_ && now - last_ < std::chrono::milliseconds(100))) return;
  last_ = now;
  shown_ = true;
  out_ << "\r\x1b[?7l" + progress_line(of_, done, steps, seconds) + "\x1b[K\x1b[?7h" << std::flush;
}

void ProgressBar::clear() {
  if (shown_) out_ << "\r\x1b[K" << std::flush;
  shown_ = false;
}
