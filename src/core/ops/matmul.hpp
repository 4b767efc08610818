// a (M,K), b (K,N) -> c (M,N) = a b, or c += a b. Every operand is a view with strides, so a transpose costs nothing.
#pragma once

#include <cstddef>
#include <vector>

#include "ops/matrix.hpp"

namespace iambic {

/// The oracle.
template <class T>
void matmul_naive(Matrix<T> c, Matrix<const T> a, Matrix<const T> b, std::size_t M, std::size_t N, std::size_t K, Into into) {
  for (std::size_t i = 0; i < M; ++i)
    for (std::size_t j = 0; j < N; ++j) {
      T sum = 0;
      for (std::size_t k = 0; k < K; ++k) sum += a.at(i, k) * b.at(k, j);
      c.at(i, j) = into == Into::add ? c.at(i, j) + sum : sum;
    }
}

/// Tiles of 4 rows by 2 vectors (matmul_kernel.hpp) are summed over k in registers; a and b are first packed so that the tile's kernel
/// reads both in order. c must have column_stride 1. Each element is summed in the order of k: the result does not depend on M or N.
/// `Matmul` keeps its packing buffers: after the first call of a shape nothing is allocated.
template <class T>
class Matmul {
 public:
  /// With K = 0 a product is zero.
  void operator()(Matrix<T> c, Matrix<const T> a, Matrix<const T> b, std::size_t M, std::size_t N, std::size_t K,
                  Into into = Into::overwrite, Part part = Part::all);

 private:
  std::vector<T> a_packed_, b_packed_;
};

}  // namespace iambic
