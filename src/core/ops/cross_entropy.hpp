// logits (N,V), targets (N) -> probs (N,V), loss: the mean over n of -log softmax(logits[n])[targets[n]]
// https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
#pragma once

#include "base/simd.hpp"
#include "base/tensor.hpp"
#include "ops/softmax.hpp"

namespace iambic {

/// Returns the mean loss in nats, 0 of no rows at all. probs may be the logits' own memory.
template <class T>
double cross_entropy_forward(T* probs, const T* logits, const std::int32_t* targets, std::size_t N, std::size_t V) {
  double loss = 0;
  for (std::size_t n = 0; n < N; ++n) {
    const T target_logit = logits[n * V + static_cast<std::size_t>(targets[n])];
    const simd::RowSoftmax<T> row = softmax_forward(probs + n * V, logits + n * V, V);
    loss += simd::log(row.total) - (target_logit - row.largest);  // differences first: logits may be large
  }
  return N > 0 ? loss / static_cast<double>(N) : 0;
}

// loss_n = log(sum_j exp(l_j)) - l_target, and the derivative of the first by l_j is exp(l_j) / sum = probs_j. So
//   dlogits[n] = (probs[n] - onehot(targets[n])) weight,  weight = 1/N for the mean over N.  dlogits may be probs.
template <class T>
void cross_entropy_backward(T* dlogits, const T* probs, const std::int32_t* targets, std::size_t N, std::size_t V, T weight) {
  for (std::size_t n = 0; n < N; ++n) {
    simd::each<T>(V, [&](auto load, auto store) { store(dlogits + n * V, load(probs + n * V) * weight); });
    dlogits[n * V + static_cast<std::size_t>(targets[n])] -= weight;
  }
}

}  // namespace iambic
