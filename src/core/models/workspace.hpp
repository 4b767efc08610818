// What the layers of a model share: its parameters, scratch, and how large a batch there is room for.
#pragma once

#include <algorithm>
#include <string>

#include "base/random.hpp"
#include "base/tensor.hpp"
#include "models/parameters.hpp"
#include "ops/matmul.hpp"
#include "text/dataset.hpp"

namespace iambic {

/// How large a batch (B,T) the buffers hold: tokens N = B T, pairs of positions B T T, positions T. Kept apart from B and T
/// themselves, so that many short sequences and one long one do not make room for many long ones.
struct Room {
  std::size_t N = 0, pairs = 0, T = 0;
  static Room of(std::size_t B, std::size_t T) { return {B * T, B * T * T, T}; }
  bool holds(const Room& other) const { return N >= other.N && pairs >= other.pairs && T >= other.T; }
  /// What holds both.
  Room with(const Room& other) const { return {std::max(N, other.N), std::max(pairs, other.pairs), std::max(T, other.T)}; }
};

/// How many of many sequences of T tokens are computed at a time, so that looking at them needs hardly more room than
/// there is anyway: for the batches of training, or a sequence of block_size.
inline std::size_t rows_at_once(const Room& room, std::size_t block_size, std::size_t T) {
  return std::max<std::size_t>(1, std::max(room.N, block_size) / T);
}

/// Where a pass gets its dropout masks: those of all B sequences of a batch are drawn, those of its `rows` are kept.
struct Masks {
  std::size_t B;
  Rows rows;
  double dropout;
  Generator& generator;

  /// One mask for `per_sequence` values of every row.
  template <class T>
  void draw(T* mask, std::size_t per_sequence) const;
};

/// A forward pass, and the backward pass behind it: B sequences of T tokens, without masks without dropout.
struct Pass {
  std::size_t B, T;
  const Masks* masks = nullptr;
  std::size_t N() const { return B * T; }
};

template <class T>
struct Workspace {
  explicit Workspace(Parameters<T>& the_parameters) : parameters(the_parameters) {}

  Parameters<T>& parameters;
  Matmul<T> matmul;
  // Scratch of the backward pass.
  Tensor<T, 1> dmasked, dbranch, dnorm;  // (N,C)
  Tensor<T, 1> dqkv, dmemory_qkv;        // (N,3C)
  Tensor<T, 1> dhidden, dprobs;          // (N,max(F,C)), (T,T)

  T* value(std::size_t offset) { return parameters.values.data() + offset; }
  T* grad(std::size_t offset) { return parameters.grads.data() + offset; }
  /// Throws Error when the model has none of that name.
  const Parameter& parameter(const std::string& name) const;
  /// Where the parameter begins.
  std::size_t offset(const std::string& name) const { return parameter(name).offset; }
  void prepare(const Room& room, std::size_t C, std::size_t F, bool cross);
};

}  // namespace iambic
