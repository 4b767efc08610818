// The bigram model: a table whose row i holds the logits of what follows token i.
#pragma once

#include <memory>
#include <vector>

#include "models/model.hpp"
#include "models/trace.hpp"

namespace iambic {

std::vector<Parameter> bigram_table(int vocab_size);

template <class T>
class Bigram final : public Model<T> {
 public:
  explicit Bigram(int vocab_size);

  Tensor<T, 3> forward(const Tokens2& idx) override;
  double loss(const Batch& batch) override;
  using Model<T>::loss_and_gradients;
  double loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) override;  // has no dropout: draws nothing
  std::unique_ptr<Decoder<T>> decoder() override;
  /// idx (1,T): see trace.hpp.
  void trace(const Tokens2& idx, Trace<T>& trace);

  double loss_of_pairs(const std::vector<std::uint32_t>& counts) const override;

  /// The logits (V) of what follows `token`.
  const T* next_logits(std::int32_t token) const { return weight() + static_cast<std::size_t>(token) * V_; }

 private:
  const T* weight() const { return this->parameters_.values.data(); }

  std::size_t V_;
  // Scratch of a step, so that training allocates nothing.
  Tensor<T, 1> largest_, log_total_;  // (V) each
  Tokens1 occurrences_;               // (V): how often token i is an input of the batch
};

}  // namespace iambic
