// The bigram model: a table whose row i holds the logits of what follows token i.
#pragma once

#include "dataset.hpp"
#include "parameters.hpp"
#include "tensor.hpp"

namespace iambic {

/// float trains, double checks gradients.
template <class T>
class Bigram {
 public:
  explicit Bigram(int vocab_size);

  Parameters<T>& parameters() { return parameters_; }
  const Parameters<T>& parameters() const { return parameters_; }
  int vocab_size() const { return static_cast<int>(V_); }

  /// Draws the table as nn.Embedding does: N(0,1).
  void initialise(Generator& generator);

  /// idx (B,T) -> logits (B,T,V)
  Tensor<T, 3> forward(const Tokens2& idx) const;

  /// Mean cross-entropy of a batch in nats; sets the gradients (they do not accumulate).
  double loss_and_gradients(const Batch& batch);
  double loss(const Batch& batch) const;

  /// Exact mean loss, in nats, over pairs that occur counts (V*V) times. NaN when there are none.
  double loss(const std::vector<std::uint32_t>& counts) const;

  /// The logits (V) of what follows `token`.
  const T* next_logits(std::int32_t token) const { return weight() + static_cast<std::size_t>(token) * V_; }

 private:
  const T* weight() const { return parameters_.values.data(); }

  std::size_t V_;
  Parameters<T> parameters_;  // token_embedding_table.weight (V,V)
  // Scratch of a step, so that training allocates nothing.
  Tensor<T, 1> largest_, log_total_;  // (V) each
  Tokens1 occurrences_;               // (V): how often token i is an input of the batch
};

}  // namespace iambic
