// PyTorch's CPU random stream: the same seed draws the same numbers as torch.manual_seed(seed) on a CPU.
// Source: aten/src/ATen/core/{MT19937RNGEngine,DistributionsHelper}.h, aten/src/ATen/native/cpu/DistributionTemplates.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace iambic {

class Generator {
 public:
  explicit Generator(std::uint64_t seed = 1337) { manual_seed(seed); }

  /// Starts the stream that torch.manual_seed(seed) starts: mt19937 from the low 32 bits, no cached normal.
  void manual_seed(std::uint64_t seed);

  std::uint32_t random();    ///< one 32-bit draw
  std::uint64_t random64();  ///< two draws, the first is the high half

  /// torch.randint(n): uniform in [0, n), n >= 1. As in PyTorch a plain remainder.
  std::uint64_t randint(std::uint64_t n);

  /// torch.rand: uniform in [0, 1), 24 and 53 bits.
  float uniform_float();
  double uniform_double();

  /// torch.randn / nn.init.normal_: fills values (n) from N(mean, std^2). Blocks of 16 for n >= 16, one by one below.
  void normal(float* values, std::size_t n, float mean = 0, float std = 1);

  /// nn.init.uniform_(from, to): fills values (n).
  void uniform(float* values, std::size_t n, float from, float to);

  /// tensor.exponential_(1): fills values (n).
  void exponential(float* values, std::size_t n);

  /// torch.multinomial(weights, 1): an index of weights (n), n >= 1, drawn with the weights' chances.
  /// The weights need not sum to one.
  std::size_t multinomial(const float* weights, std::size_t n);

  /// The whole state as text (hexadecimal), and back; throws Error when the text is not such a state.
  std::string state() const;
  void set_state(const std::string& text);

  bool operator==(const Generator& other) const;

 private:
  static constexpr std::size_t kWords = 624;
  void refill();
  double normal_double();

  std::array<std::uint32_t, kWords> words_{};
  std::size_t next_ = kWords;            // words_ are used up from next_ on
  std::optional<double> cached_normal_;  // Box-Muller makes two; the second waits here
};

}  // namespace iambic
