// The notes' bigram, line by line as PyTorch has it: what bigram.cpp computes without a row for every token of the batch. The
// oracle that the tests hold it to.
#pragma once

#include "base/expressions.hpp"

namespace iambic {

template <class T>
struct BigramReference {
  T loss;
  Tensor<T, 2> dweight;  // (V,V)
};

/// weight (V,V), idx and targets (N), a batch (B,T) seen as one row: idx.view(B*T)
template <class T>
BigramReference<T> bigram_reference(const Tensor<T, 2>& weight, const Tokens1& idx, const Tokens1& targets) {
  const auto vocabulary = xt::arange<std::int32_t>(static_cast<std::int32_t>(weight.shape()[0]));
  const Tensor<T, 2> x = xt::cast<T>(xt::equal(column(idx), row(vocabulary)));      // F.one_hot(idx, V)
  const Tensor<T, 2> y = xt::cast<T>(xt::equal(column(targets), row(vocabulary)));  // F.one_hot(targets, V)

  const Tensor<T, 2> logits = xt::view(weight, xt::keep(idx), xt::all());  // logits = self.token_embedding_table(idx)
  const Tensor<T, 2> probs = softmax(logits);                              // loss = F.cross_entropy(logits, targets)
  const Tensor<T, 2> of_targets = probs * y;
  const Tensor<T, 1> chances = xt::sum(of_targets, {1});
  const T loss = -xt::mean(xt::log(chances))();

  const Tensor<T, 2> dlogits = (probs - y) / static_cast<T>(idx.size());  // loss.backward()
  return {loss, product(transposed(x), dlogits)};                         // a row that was looked up twice collects twice
}

}  // namespace iambic
