// Draws the next token from logits.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"

namespace iambic {

struct SamplerSettings {
  double temperature = 1;  // logits / temperature; 0 takes the likeliest token and draws nothing
  std::int64_t top_k = 0;  // only the k largest logits, and their equals; 0 means all
};

class Sampler {
 public:
  explicit Sampler(SamplerSettings settings = {}) : settings_(settings) {}

  /// logits (n) -> probabilities (n), softmax(top_k(logits / temperature)), valid until the next call. What the k largest
  /// leave out is zero. The temperature must not be.
  const std::vector<float>& probabilities(const float* logits, std::size_t n);

  /// logits (n) -> a token id, as the lecture's and nanoGPT's generate():
  /// multinomial(softmax(top_k(logits / temperature)), 1).
  std::int32_t sample(const float* logits, std::size_t n, Generator& generator);

 private:
  SamplerSettings settings_;
  std::vector<float> probs_, ranked_;  // scratch (n)
};

}  // namespace iambic
