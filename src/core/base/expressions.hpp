// xtensor's views, broadcasting and reductions, for code that is written to be read: the oracles. With tensor.hpp the only
// files that include xtensor.
#pragma once

#include "base/tensor.hpp"

#if __has_include(<xtensor/core/xmath.hpp>)  // xtensor 0.27 moved its headers
#include <xtensor/core/xmath.hpp>
#include <xtensor/generators/xbuilder.hpp>
#include <xtensor/views/xview.hpp>
#else
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xview.hpp>
#endif

namespace iambic {

/// x[:, None], x[None, :]: a vector as a column, as a row.
template <class X>
auto column(const X& x) {
  return xt::view(x, xt::all(), xt::newaxis());
}
template <class X>
auto row(const X& x) {
  return xt::view(x, xt::newaxis(), xt::all());
}

/// a @ b: (M,K), (K,N) -> (M,N)
template <class T>
Tensor<T, 2> product(const Tensor<T, 2>& a, const Tensor<T, 2>& b) {
  const Tensor<T, 3> terms = xt::view(a, xt::all(), xt::all(), xt::newaxis()) * xt::view(b, xt::newaxis(), xt::all(), xt::all());
  return xt::sum(terms, {1});
}

/// x.T
template <class T>
Tensor<T, 2> transposed(const Tensor<T, 2>& x) {
  return xt::transpose(x);
}

/// F.softmax(x, dim=-1): (M,N) -> (M,N)
template <class T>
Tensor<T, 2> softmax(const Tensor<T, 2>& x) {
  const Tensor<T, 2> largest = xt::amax(x, {1}, xt::keep_dims);  // a reduction is evaluated before it is broadcast
  const Tensor<T, 2> e = xt::exp(x - largest);
  const Tensor<T, 2> total = xt::sum(e, {1}, xt::keep_dims);
  return e / total;
}

}  // namespace iambic
