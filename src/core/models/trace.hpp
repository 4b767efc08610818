// Every named intermediate of a forward pass over one text, in one buffer.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace iambic {

struct TracedTensor {
  std::string name;
  std::vector<std::size_t> shape;
  std::size_t offset;  // of its first value in the buffer

  std::size_t size() const;
};

/// A module's name stands for what it gave, as a forward hook in PyTorch sees it, without the batch, which is one text. What the
/// lecture computes between modules is called after its line:
///   embedded                token_embedding_table + position_embedding_table
///   HEAD.scores, .scaled    q k^T, and that times the scale
///   HEAD.masked             -inf above the diagonal, of a head that is causal
///   HEAD.softmax, .out      of each row; times v
///   SUBLAYER.residual       what came in plus what the sublayer made of it
///   BLOCK.logits            ln_f and lm_head of what a block gave: what the model would say after it
///   TENSOR.contribution     what a part of the residual stream adds to the input of lm_head: they sum up to it
///   softmax                 of each row of the logits, which stand before it
template <class T>
class Trace {
 public:
  /// Room for a tensor. Pointers hold until the next one is added.
  T* add(const std::string& name, const std::vector<std::size_t>& shape);
  void add(const std::string& name, const std::vector<std::size_t>& shape, const T* values);
  /// A copy of the tensor `of`, to be changed.
  T* copy(const std::string& name, const std::string& of);
  /// Names the tensor that was added last as a part of the residual stream.
  void streams() { stream_.push_back(table_.back().name); }

  const std::vector<TracedTensor>& table() const { return table_; }
  const std::vector<T>& values() const { return values_; }
  /// The names of the tensors whose sum is the residual stream.
  std::vector<std::string>& stream() { return stream_; }

 private:
  std::vector<TracedTensor> table_;
  std::vector<T> values_;
  std::vector<std::string> stream_;
};

}  // namespace iambic
