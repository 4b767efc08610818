// Matrices as products see them, and which part of a product counts.
#pragma once

#include <cstddef>

namespace iambic {

/// A matrix somewhere in memory: element (i,j) is data[i * row_stride + j * column_stride].
template <class T>
struct Matrix {
  T* data;
  std::size_t row_stride, column_stride = 1;

  T& at(std::size_t i, std::size_t j) const { return data[i * row_stride + j * column_stride]; }
  Matrix transposed() const { return {data, column_stride, row_stride}; }
};

enum class Into { overwrite, add };

/// What of a product must be computed, in causal attention's square matrices: all of it; only c(i,j) with j <= i, what is
/// above may hold anything; or all of it from an `a` that is zero above, or below, its diagonal.
enum class Part { all, lower_c, lower_a, upper_a };

}  // namespace iambic
