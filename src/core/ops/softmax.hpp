// x (n) -> y (n) = exp(x) / sum exp(x)
// https://pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
#pragma once

#include "base/simd.hpp"

namespace iambic {

/// y may be x. Returns the largest of x and the sum of exp(x - largest): logsumexp = largest + log(total).
template <class T>
simd::RowSoftmax<T> softmax_forward(T* y, const T* x, std::size_t n) {
  const simd::RowSoftmax<T> row = simd::row_exp(x, y, n);
  simd::scale(y, T{1} / row.total, n);
  return row;
}

// Every y_i depends on every x_j, through the sum:  dy_i/dx_j = y_i (1 if i = j, else 0) - y_i y_j.
// So  dx_j = sum_i dy_i dy_i/dx_j = y_j dy_j - y_j sum_i dy_i y_i = y_j (dy_j - inner),  inner = sum_i dy_i y_i.
/// dx = scale times that, of a softmax of scale x. dx may be dy.
template <class T>
void softmax_backward(T* dx, const T* dy, const T* y, std::size_t n, T scale = T{1}) {
  const T inner = simd::sum_of<T>(n, [&](auto load) { return load(dy) * load(y); });
  simd::each<T>(n, [&](auto load, auto store) { store(dx, load(y) * (load(dy) - inner) * scale); });
}

}  // namespace iambic
