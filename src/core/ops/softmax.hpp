// x (n) -> y (n) = exp(x) / sum exp(x)
// https://pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
#pragma once

#include "base/simd.hpp"

namespace iambic {

/// y may be x. Returns the largest of x and the sum of exp(x - largest): logsumexp = largest + log(total).
template <class T, class A = simd::InstructionSet>
simd::RowSoftmax<T> softmax_forward(T* y, const T* x, std::size_t n) {
  const simd::RowSoftmax<T> row = simd::row_exp<T, A>(x, y, n);
  simd::scale<T, A>(y, T{1} / row.total, n);
  return row;
}

// Every y_i depends on every x_j, through the sum:  dy_i/dx_j = y_i ([i = j] - y_j).
// So, with the loss L,  dL/dx_j = sum_i dL/dy_i dy_i/dx_j = y_j (dL/dy_j - inner),  inner = sum_i dL/dy_i y_i.
/// dy holds dL/dy; dx gets dL/dx where y is the softmax of scale x, which is scale times the above. dx may be dy.
template <class T, class A = simd::InstructionSet>
void softmax_backward(T* dx, const T* dy, const T* y, std::size_t n, T scale = T{1}) {
  const T inner = simd::sum_of<T>(n, [&](auto load) { return load(dy) * load(y); });
  simd::each<T, A>(n, [&](auto load, auto store) { store(dx, load(y) * (load(dy) - inner) * scale); });
}

}  // namespace iambic
