// One head of attention, line by line as the lecture has it in PyTorch: what attention.cpp computes in place, for all heads and
// without what is not seen. The oracle that the tests hold it to. https://github.com/karpathy/ng-video-lecture/blob/master/gpt.py, class
// Head
#pragma once

#include <limits>

#include "base/expressions.hpp"

namespace iambic {

template <class T>
struct AttentionReference {
  Tensor<T, 2> out, probs;  // (Tq,HS), (Tq,Tk)
};

template <class T>
struct AttentionGradients {
  Tensor<T, 2> dq, dk, dv;
};

/// q (Tq,HS), k and v (Tk,HS); mask (Tq,Tk): dropout of probs, ones without
template <class T>
AttentionReference<T> attention_reference(const Tensor<T, 2>& q, const Tensor<T, 2>& k, const Tensor<T, 2>& v, const Tensor<T, 2>& mask,
                                          T scale, bool causal) {
  const auto t = xt::arange<double>(static_cast<double>(q.shape()[0])), s = xt::arange<double>(static_cast<double>(k.shape()[0]));
  Tensor<T, 2> wei = product(q, transposed(k)) * scale;                              // wei = q @ k.transpose(-2,-1) * C**-0.5
  if (causal)                                                                        // wei = wei.masked_fill(
    wei = xt::where(column(t) >= row(s), wei, -std::numeric_limits<T>::infinity());  //   self.tril[:T, :T] == 0, float('-inf'))
  const Tensor<T, 2> probs = softmax(wei);                                           // wei = F.softmax(wei, dim=-1)
  const Tensor<T, 2> dropped = probs * mask;                                         // wei = self.dropout(wei)
  return {product(dropped, v), probs};                                               // out = wei @ v
}

/// The gradients of what attention_reference gave, from dout (Tq,HS). A position that is not seen has probability zero, and so
/// a gradient of zero.
template <class T>
AttentionGradients<T> attention_reference_backward(const Tensor<T, 2>& dout, const Tensor<T, 2>& probs, const Tensor<T, 2>& q,
                                                   const Tensor<T, 2>& k, const Tensor<T, 2>& v, const Tensor<T, 2>& mask, T scale) {
  const Tensor<T, 2> dropped = probs * mask;
  const Tensor<T, 2> dprobs = product(dout, transposed(v)) * mask;
  const Tensor<T, 2> terms = probs * dprobs;
  const Tensor<T, 2> inner = xt::sum(terms, {1}, xt::keep_dims);
  const Tensor<T, 2> dscores = probs * (dprobs - inner) * scale;  // ops/softmax.hpp derives it
  return {product(dscores, k), product(transposed(dscores), q), product(transposed(dropped), dout)};
}

}  // namespace iambic
