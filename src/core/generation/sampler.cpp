#include "generation/sampler.hpp"

#include <algorithm>
#include <functional>
#include <limits>

#include "base/simd.hpp"

namespace iambic {

const std::vector<float>& Sampler::probabilities(const float* logits, std::size_t n) {
  const auto temperature = static_cast<float>(settings_.temperature);
  probs_.resize(n);
  const float largest = simd::row_max(logits, n);  // taken off first, so that a tiny temperature cannot overflow
  for (std::size_t i = 0; i < n; ++i) probs_[i] = (logits[i] - largest) / temperature;
  const auto k = static_cast<std::size_t>(settings_.top_k);
  constexpr float kLeftOut = -std::numeric_limits<float>::infinity();
  float smallest_kept = kLeftOut;
  if (k > 0 && k < n) {
    ranked_ = probs_;
    std::partial_sort(ranked_.begin(), ranked_.begin() + static_cast<std::ptrdiff_t>(k), ranked_.end(), std::greater<float>());
    smallest_kept = ranked_[k - 1];
  }
  for (float& logit : probs_)
    if (logit < smallest_kept) logit = kLeftOut;
  ranked_ = probs_;
  const auto row = simd::row_exp(probs_.data(), probs_.data(), n);
  for (std::size_t i = 0; i < n; ++i) probs_[i] = ranked_[i] == kLeftOut ? 0 : probs_[i] / row.total;  // exp stops at exp(-60)
  return probs_;
}

std::int32_t Sampler::sample(const float* logits, std::size_t n, Generator& generator) {
  if (settings_.temperature == 0) return static_cast<std::int32_t>(std::max_element(logits, logits + n) - logits);
  return static_cast<std::int32_t>(generator.multinomial(probabilities(logits, n).data(), n));
}

}  // namespace iambic
