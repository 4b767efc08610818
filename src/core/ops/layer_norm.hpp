// x (N,C), weight (C), bias (C) -> y (N,C) = (x - mean) / sqrt(variance + eps) * weight + bias, mean and variance of a row
// https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
#pragma once

#include "base/simd.hpp"

namespace iambic {

inline constexpr double kLayerNormEps = 1e-5;  // PyTorch's default

/// mean, inverse_std (N): kept for the backward pass.
template <class T, class A = simd::InstructionSet>
IAMBIC_KERNEL void layer_norm_forward(T* y, T* mean, T* inverse_std, const T* x, const T* weight, const T* bias, std::size_t N,
                                      std::size_t C) {
  const T inverse_C = T{1} / static_cast<T>(C);
  for (std::size_t n = 0; n < N; ++n, x += C, y += C) {
    const T m = simd::sum_of<T>(C, [&](auto load) { return load(x); }) * inverse_C;
    const T variance = simd::sum_of<T>(C,
                                       [&](auto load) {
                                         const auto d = load(x) - m;
                                         return d * d;
                                       }) *
                       inverse_C;
    const T s = T{1} / simd::sqrt(static_cast<T>(variance + static_cast<T>(kLayerNormEps)));
    simd::each<T, A>(C, [&](auto load, auto store) { store(y, (load(x) - m) * s * load(weight) + load(bias)); });
    mean[n] = m;
    inverse_std[n] = s;
  }
}

// y = xhat weight + bias, xhat = (x - m) s with m = mean(x), s = (mean((x - m)^2) + eps)^(-1/2). Each x_c moves m, by 1/C, and
// s, by -s^2 xhat_c / C, so that it moves every xhat_j:
//   dxhat_j/dx_c = s ((1 if j = c, else 0) - 1/C - xhat_j xhat_c / C).   Summed over j with g = dxhat = dy weight:
//   dx_c = s (g_c - mean(g) - xhat_c mean(g xhat));  dweight += sum dy xhat;  dbias += sum dy
template <class T, class A = simd::InstructionSet>
IAMBIC_KERNEL void layer_norm_backward(T* dx, T* dweight, T* dbias, const T* dy, const T* x, const T* weight, const T* mean,
                                       const T* inverse_std, std::size_t N, std::size_t C) {
  const T inverse_C = T{1} / static_cast<T>(C);
  for (std::size_t n = 0; n < N; ++n, x += C, dy += C, dx += C) {
    const T m = mean[n], s = inverse_std[n];
    const T g_mean = simd::sum_of<T>(C, [&](auto load) { return load(dy) * load(weight); }) * inverse_C;
    const T gx_mean = simd::sum_of<T>(C, [&](auto load) { return load(dy) * load(weight) * ((load(x) - m) * s); }) * inverse_C;
    simd::each<T, A>(C, [&](auto load, auto store) {
      const auto xhat = (load(x) - m) * s;
      store(dweight, load(dweight) + load(dy) * xhat);
      store(dbias, load(dbias) + load(dy));
      store(dx, (load(dy) * load(weight) - g_mean - xhat * gx_mean) * s);
    });
  }
}

}  // namespace iambic
