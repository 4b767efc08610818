// x (N) -> y (N) = x mask, mask = 0 with probability p, else 1/(1-p). The same draws as torch.nn.functional.dropout.
#pragma once

#include "base/random.hpp"
#include "base/simd.hpp"

namespace iambic {

/// Draws the mask (N): bernoulli_(1-p) in double, then divided by 1-p, as ATen's dropout on a CPU.
template <class T>
void draw_dropout_mask(T* mask, double p, std::size_t N, Generator& generator) {
  const T kept = T{1} / static_cast<T>(1 - p);
  for (std::size_t n = 0; n < N; ++n) mask[n] = generator.uniform_double() < 1 - p ? kept : T{0};
}

/// Leaves the generator where drawing a mask (N) would have left it.
inline void skip_dropout_mask(std::size_t N, Generator& generator) {
  for (std::size_t n = 0; n < N; ++n) generator.uniform_double();
}

// y = x mask; the backward pass is the same: dx = dy mask. y may be x.
template <class T, class A = simd::InstructionSet>
IAMBIC_KERNEL void dropout_apply(T* y, const T* x, const T* mask, std::size_t N) {
  simd::each<T, A>(N, [&](auto load, auto store) { store(y, load(x) * load(mask)); });
}

}  // namespace iambic
