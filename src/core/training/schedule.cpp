#include "training/schedule.hpp"

#include "base/simd.hpp"

namespace iambic {

double learning_rate_at(const Settings& s, std::int64_t iteration) {
  const auto i = static_cast<double>(iteration), warmup = static_cast<double>(s.warmup_steps), end = static_cast<double>(s.decay_steps);
  if (i < warmup) return s.learning_rate * (i + 1) / (warmup + 1);
  if (s.decay_steps == 0) return s.learning_rate;
  if (i > end || end <= warmup) return s.min_learning_rate;
  constexpr double kPi = 3.14159265358979323846;
  const double done = (i - warmup) / (end - warmup);
  const double share = 0.5 * (1 + simd::sincos<double>(kPi * done).second.get(0));
  return s.min_learning_rate + share * (s.learning_rate - s.min_learning_rate);
}

}  // namespace iambic
