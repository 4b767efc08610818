// x (N,C), bias (C) -> x (N,C) = x + bias, in place
#pragma once

#include "base/simd.hpp"

namespace iambic {

template <class T, class A = simd::InstructionSet>
IAMBIC_KERNEL void add_bias(T* x, const T* bias, std::size_t N, std::size_t C) {
  for (std::size_t n = 0; n < N; ++n) simd::add<T, A>(x + n * C, bias, C);
}

// dbias += the sum of dx's rows
template <class T, class A = simd::InstructionSet>
void add_bias_backward(T* dbias, const T* dx, std::size_t N, std::size_t C) {
  for (std::size_t n = 0; n < N; ++n) simd::add<T, A>(dbias, dx + n * C, C);
}

}  // namespace iambic
