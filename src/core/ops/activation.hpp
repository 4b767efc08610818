// x (N) -> y (N), elementwise: ReLU, and GELU in GPT-2's form. slope (N) = dy/dx is kept for the backward pass; it may be x.
#pragma once

#include "base/simd.hpp"

namespace iambic {

enum class Activation { relu, gelu };

// relu(x) = max(x, 0)
template <class T, class A = simd::InstructionSet>
IAMBIC_KERNEL void relu_forward(T* y, T* slope, const T* x, std::size_t N) {
  simd::each<T, A>(N, [&](auto load, auto store) {
    const auto v = load(x);
    store(y, simd::positive_part(v));
    store(slope, simd::where_positive(v, decltype(+v)(T(1))));
  });
}

// With s = sigmoid(2u): gelu(x) = x/2 (1 + tanh u) = x s,  u = sqrt(2/pi) (x + 0.044715 x^3),
// slope = s + x s (1 - s) 2u',  2u' = 2 sqrt(2/pi) (1 + 3 * 0.044715 x^2).  https://arxiv.org/abs/1606.08415
template <class T, class A = simd::InstructionSet>
IAMBIC_KERNEL void gelu_forward(T* y, T* slope, const T* x, std::size_t N) {
  simd::each<T, A>(N, [&](auto load, auto store) {
    const auto v = load(x), v2 = v * v;
    const auto s = simd::sigmoid(v * (T(1.5957691216057308) + v2 * T(1.5957691216057308 * 0.044715)));
    store(y, v * s);
    store(slope, s + v * s * (T(1) - s) * (T(1.5957691216057308) + v2 * T(3 * 1.5957691216057308 * 0.044715)));
  });
}

template <class T, class A = simd::InstructionSet>
void activation_forward(Activation kind, T* y, T* slope, const T* x, std::size_t N) {
  kind == Activation::relu ? relu_forward<T, A>(y, slope, x, N) : gelu_forward<T, A>(y, slope, x, N);
}

// dx = dy slope. dx may be dy.
template <class T, class A = simd::InstructionSet>
IAMBIC_KERNEL void activation_backward(T* dx, const T* dy, const T* slope, std::size_t N) {
  simd::each<T, A>(N, [&](auto load, auto store) { store(dx, load(dy) * load(slope)); });
}

}  // namespace iambic
