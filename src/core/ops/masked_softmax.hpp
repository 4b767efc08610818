// scores (Tq,Tk) -> probs (Tq,Tk): attention's softmax of each row, of what its position may see.
#pragma once

#include <algorithm>

#include "ops/softmax.hpp"

namespace iambic {

// How many of the Tk positions the t-th one sees.
static inline std::size_t visible_to(std::size_t t, std::size_t Tk, bool causal) { return causal ? std::min(t + 1, Tk) : Tk; }

// scores (Tq,Tk) -> softmax(scale scores) of each row; causal: of its first t+1 values, zeros behind them
template <class T, class A = simd::InstructionSet>
static IAMBIC_KERNEL void masked_softmax_rows(T* scores, std::size_t Tq, std::size_t Tk, T scale, bool causal) {
  for (std::size_t t = 0; t < Tq; ++t, scores += Tk) {
    const std::size_t visible = visible_to(t, Tk, causal);
    simd::scale<T, A>(scores, scale, visible);
    softmax_forward<T, A>(scores, scores, visible);
    std::fill(scores + visible, scores + Tk, T{0});
  }
}

// dprobs -> dscores, row by row, in place; zeros where nothing is visible
template <class T, class A = simd::InstructionSet>
static IAMBIC_KERNEL void softmax_rows_backward(T* dprobs, const T* probs, std::size_t Tq, std::size_t Tk, T scale, bool causal) {
  for (std::size_t t = 0; t < Tq; ++t, dprobs += Tk, probs += Tk) {
    const std::size_t visible = visible_to(t, Tk, causal);
    softmax_backward<T, A>(dprobs, dprobs, probs, visible, scale);
    std::fill(dprobs + visible, dprobs + Tk, T{0});
  }
}

}  // namespace iambic
