// x (N,C), weight (OC,C), bias (OC) or null -> y (N,OC) = x weight^T + bias
// https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
#pragma once

#include <algorithm>

#include "ops/kernels.hpp"
#include "ops/matmul.hpp"

namespace iambic {

template <class T>
void linear_forward(T* y, const T* x, const T* weight, const T* bias, std::size_t N, std::size_t C, std::size_t OC, Matmul<T>& matmul) {
  matmul({y, OC}, {x, C}, {weight, 1, C}, N, OC, C);
  if (bias) kernels<T>().add_bias(y, bias, N, OC);
}

// dx = dy weight;  dweight = or += dy^T x;  dbias = or += the sum of dy's rows.  dx may be null.
template <class T>
void linear_backward(T* dx, T* dweight, T* dbias, const T* dy, const T* x, const T* weight, std::size_t N, std::size_t C, std::size_t OC,
                     Matmul<T>& matmul, Into into) {
  if (dx) matmul({dx, C}, {dy, OC}, {weight, C}, N, C, OC);
  matmul({dweight, C}, {dy, 1, OC}, {x, C}, OC, C, N, into);
  if (dbias && into == Into::overwrite) std::fill_n(dbias, OC, T{0});
  if (dbias) kernels<T>().add_bias_backward(dbias, dy, N, OC);
}

}  // namespace iambic
