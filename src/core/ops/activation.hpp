// x (N) -> y (N), elementwise: ReLU, and GELU in GPT-2's form.
#pragma once

#include "../simd.hpp"

namespace iambic {

enum class Activation { relu, gelu };

// relu(x) = max(x, 0)
template <class T>
IAMBIC_KERNEL void relu_forward(T* y, const T* x, std::size_t N) {
  simd::each<T>(N, [&](auto load, auto store) { store(y, simd::positive_part(load(x))); });
}

// dx = dy where x > 0, else 0. dx may be dy.
template <class T>
IAMBIC_KERNEL void relu_backward(T* dx, const T* dy, const T* x, std::size_t N) {
  simd::each<T>(N, [&](auto load, auto store) { store(dx, simd::where_positive(load(x), load(dy))); });
}

// gelu(x) = x/2 (1 + tanh u) = x sigmoid(2u),  u = sqrt(2/pi) (x + 0.044715 x^3).  https://arxiv.org/abs/1606.08415
template <class T>
IAMBIC_KERNEL void gelu_forward(T* y, const T* x, std::size_t N) {
  simd::each<T>(N, [&](auto load, auto store) {
    const auto v = load(x);
    store(y, v * simd::sigmoid(v * (T(1.5957691216057308) + v * v * T(1.5957691216057308 * 0.044715))));
  });
}

// With s = sigmoid(2u): dx = dy (s + x s (1 - s) 2u'),  2u' = 2 sqrt(2/pi) (1 + 3 * 0.044715 x^2). dx may be dy.
template <class T>
IAMBIC_KERNEL void gelu_backward(T* dx, const T* dy, const T* x, std::size_t N) {
  simd::each<T>(N, [&](auto load, auto store) {
    const auto v = load(x), v2 = v * v;
    const auto s = simd::sigmoid(v * (T(1.5957691216057308) + v2 * T(1.5957691216057308 * 0.044715)));
    const auto slope = s + v * s * (T(1) - s) * (T(1.5957691216057308) + v2 * T(3 * 1.5957691216057308 * 0.044715));
    store(dx, load(dy) * slope);
  });
}

template <class T>
void activation_forward(Activation kind, T* y, const T* x, std::size_t N) {
  kind == Activation::relu ? relu_forward(y, x, N) : gelu_forward(y, x, N);
}
template <class T>
void activation_backward(Activation kind, T* dx, const T* dy, const T* x, std::size_t N) {
  kind == Activation::relu ? relu_backward(dx, dy, x, N) : gelu_backward(dx, dy, x, N);
}

}  // namespace iambic
