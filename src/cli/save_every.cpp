#include "save_every.hpp"

#include <cmath>

#include "arguments.hpp"

SaveEvery parse_save_every(const std::string& text) {
  constexpr double kMost = 1e9;
  const bool in_minutes = !text.empty() && text.back() == 'm';
  const double number = iambic::parse_number(text.substr(0, text.size() - in_minutes)).value_or(0);
  if (in_minutes && number > 0 && number <= kMost) return {0, number};
  if (!in_minutes && number >= 1 && number <= kMost && number == std::floor(number)) return {static_cast<std::int64_t>(number), 0};
  throw BadInput("--save-every must be a whole number of steps from 1 to 1,000,000,000, or minutes as in 5m, not " +
                 (text.empty() ? "empty" : text));
}
