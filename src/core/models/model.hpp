// What a model is: parameters, a loss with gradients, and a way to continue a text.
#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "base/random.hpp"
#include "base/tensor.hpp"
#include "models/parameters.hpp"
#include "text/dataset.hpp"

namespace iambic {

/// Continues one text token by token, remembering what it has computed for the tokens before.
template <class T>
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Appends `token` to the text; returns the logits (V) of what follows, valid until the next call.
  virtual const T* append(std::int32_t token) = 0;
  /// Appends many, of which no logits are wanted.
  virtual void read(const std::vector<std::int32_t>& tokens) {
    for (const std::int32_t token : tokens) append(token);
  }
};

/// float trains, double checks gradients.
template <class T>
class Model {
 public:
  Model(int vocab_size, std::vector<Parameter> table) : parameters_(std::move(table)), vocab_size_(vocab_size) {}
  virtual ~Model() = default;

  Parameters<T>& parameters() { return parameters_; }
  const Parameters<T>& parameters() const { return parameters_; }
  int vocab_size() const { return vocab_size_; }

  /// idx (B,T) -> logits (B,T,V), without dropout.
  virtual Tensor<T, 3> forward(const Tokens2& idx) = 0;
  /// Mean cross-entropy of a batch in nats, without dropout.
  virtual double loss(const Batch& batch) = 0;
  /// The same with dropout, whose masks come from `generator`; sets the gradients (they do not accumulate). Of `rows` alone:
  /// their part of the batch's mean and of its gradients, with the masks that they have in the whole batch.
  virtual double loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) = 0;
  double loss_and_gradients(const Batch& batch, Generator& generator) {
    return loss_and_gradients(batch, {0, batch.x.shape()[0]}, generator);
  }
  /// Mean loss over pairs that occur counts (V*V) times, NaN when there are none, of a model without layers of attention: it
  /// sees one token.
  virtual double loss_of_pairs(const std::vector<std::uint32_t>&) const { return std::nan(""); }
  /// A text that is still empty. The model must outlive it and must not train while it is used.
  virtual std::unique_ptr<Decoder<T>> decoder() = 0;

  /// How many layers of attention there are, and heads in each.
  virtual std::size_t layers() const { return 0; }
  virtual std::size_t heads() const { return 0; }
  /// What the heads of a layer looked at in the last forward() of one sequence: (H,T,T), rows sum to one.
  virtual const T* attention(std::size_t) const { return nullptr; }

 protected:
  Parameters<T> parameters_;

 private:
  int vocab_size_;
};

}  // namespace iambic
