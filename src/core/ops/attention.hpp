// q (B,Tq,H,HS), k, v (B,Tk,H,HS) -> out (B,Tq,H,HS) = softmax(scale q k^T) v for every head. Self-attention takes q, k
// and v from one sequence and is causal: position t sees 0..t. Cross-attention takes k and v from another sequence.
// https://arxiv.org/abs/1706.03762, section 3.2
#pragma once

#include <cstddef>

#include "ops/matmul.hpp"

namespace iambic {

struct AttentionShape {
  std::size_t B, Tq, Tk, H, HS;
  bool causal;
  double scale;
};

/// The (T,HS) matrices of all heads within a larger array: element (b,t,h,i) is data[b*batch + t*row + h*head + i].
template <class T>
struct Heads {
  T* data;
  std::size_t batch, row, head;

  Matrix<T> of(std::size_t b, std::size_t h) const { return {data + b * batch + h * head, row}; }
};

/// probs (H,B,Tq,Tk): the softmax, kept for the backward pass. mask: dropout of probs, of the same shape, or null;
/// dropped (H,B,Tq,Tk) then receives probs * mask.
template <class T>
void attention_forward(Heads<T> out, T* probs, T* dropped, const T* mask, Heads<const T> q, Heads<const T> k, Heads<const T> v,
                       const AttentionShape& shape, Matmul<T>& matmul);

/// dq, dk, dv are overwritten. dprobs (Tq,Tk) is scratch. dropped: as the forward pass left it, probs when mask is null.
template <class T>
void attention_backward(Heads<T> dq, Heads<T> dk, Heads<T> dv, T* dprobs, Heads<const T> dout, const T* probs, const T* dropped,
                        const T* mask, Heads<const T> q, Heads<const T> k, Heads<const T> v, const AttentionShape& shape,
                        Matmul<T>& matmul);

}  // namespace iambic
