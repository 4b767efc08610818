// x (N,C), weight (OC,C), bias (OC) or null -> y (N,OC) = x weight^T + bias
// https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
#pragma once

#include "ops/matmul.hpp"

namespace iambic {

template <class T>
IAMBIC_KERNEL void add_bias(T* y, const T* bias, std::size_t N, std::size_t OC) {
  for (std::size_t n = 0; n < N; ++n) simd::add(y + n * OC, bias, OC);
}

template <class T>
void linear_forward(T* y, const T* x, const T* weight, const T* bias, std::size_t N, std::size_t C, std::size_t OC, Matmul<T>& matmul) {
  matmul({y, OC}, {x, C}, {weight, 1, C}, N, OC, C);
  if (bias) add_bias(y, bias, N, OC);
}

// dx = dy weight;  dweight += dy^T x;  dbias += the sum of dy's rows.  dx may be null.
template <class T>
void linear_backward(T* dx, T* dweight, T* dbias, const T* dy, const T* x, const T* weight, std::size_t N, std::size_t C, std::size_t OC,
                     Matmul<T>& matmul) {
  if (dx) matmul({dx, C}, {dy, OC}, {weight, C}, N, C, OC);
  matmul({dweight, C}, {dy, 1, OC}, {x, C}, OC, C, N, Into::add);
  if (dbias)
    for (std::size_t n = 0; n < N; ++n) simd::add(dbias, dy + n * OC, OC);
}

}  // namespace iambic
