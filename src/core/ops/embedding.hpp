// ids (N), weight (V,C) -> out (N,C): out[n] = weight[ids[n]]
#pragma once

#include "base/tensor.hpp"

namespace iambic {

template <class T>
void embedding_forward(T* out, const std::int32_t* ids, const T* weight, std::size_t N, std::size_t C) {
  for (std::size_t n = 0; n < N; ++n) std::copy_n(weight + static_cast<std::size_t>(ids[n]) * C, C, out + n * C);
}

// dweight[ids[n]] += dout[n]: a row that was looked up twice collects twice.
template <class T>
void embedding_backward(T* dweight, const std::int32_t* ids, const T* dout, std::size_t N, std::size_t C) {
  for (std::size_t n = 0; n < N; ++n) {
    T* const row = dweight + static_cast<std::size_t>(ids[n]) * C;
    for (std::size_t c = 0; c < C; ++c) row[c] += dout[n * C + c];
  }
}

}  // namespace iambic
