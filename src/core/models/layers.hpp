// The layers that transformers are made of. A layer knows where its parameters lie in the model's flat buffers and keeps
// what its way forth computed for its way back. N = B T tokens, C = n_embd, H heads of HS = C/H, F hidden values.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "models/model.hpp"
#include "ops/activation.hpp"
#include "ops/attention.hpp"
#include "ops/matmul.hpp"

namespace iambic {

/// A model's parameters in the order in which PyTorch's modules create them.
class ParameterTable {
 public:
  void add(const std::string& name, std::vector<std::size_t> shape, Init init) { table_.push_back({name, std::move(shape), init}); }
  void linear(const std::string& name, std::size_t in, std::size_t out, bool bias);
  void layer_norm(const std::string& name, std::size_t C);
  /// Laid out.
  std::vector<Parameter> table() const {
    std::vector<Parameter> table = table_;
    lay_out(table);
    return table;
  }

 private:
  std::vector<Parameter> table_;
};

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

/// What the layers of a model share: its parameters, and scratch of the way back.
template <class T>
struct Workspace {
  Parameters<T>& parameters;
  Matmul<T> matmul;
  Tensor<T, 1> dmasked, dbranch, dnorm;  // (N,C)
  Tensor<T, 1> dqkv, dmemory_qkv;        // (N,3C)
  Tensor<T, 1> dhidden, dprobs;          // (N,max(F,C)), (T,T)

  T* value(std::size_t offset) { return parameters.values.data() + offset; }
  T* grad(std::size_t offset) { return parameters.grads.data() + offset; }
  /// Where the parameter begins. Throws Error when the model has none of that name.
  std::size_t offset(const std::string& name) const;
  void prepare(const Room& room, std::size_t C, std::size_t F, bool cross);
};

/// Which sequences a layer works on: `rows` of a batch of B of them, the masks of all of which are drawn.
struct Masks {
  std::size_t B;
  Rows rows;
  double dropout;
  Generator& generator;

  /// One mask for `per_sequence` values of every row.
  template <class T>
  void draw(T* mask, std::size_t per_sequence) const;
};

template <class T>
class LayerNormLayer {
 public:
  LayerNormLayer(const Workspace<T>& w, const std::string& name);
  void prepare(std::size_t N, std::size_t C);
  const T* forward(Workspace<T>& w, const T* x, std::size_t N, std::size_t C);
  /// dx is overwritten.
  void backward(Workspace<T>& w, T* dx, const T* dy, const T* x, std::size_t N, std::size_t C) const;
  const T* output() const { return y_.data(); }

 private:
  std::size_t weight_, bias_;
  Tensor<T, 1> y_, mean_, inverse_std_;
};

/// What the attention layers of a model have in common.
struct AttentionOptions {
  std::size_t C, n_head;
  double scale, dropout;
  bool projection;  // of the heads' outputs
};

/// softmax(scale q k^T) v of every head, and a projection. Keys and values come from x itself, or from `memory`.
template <class T>
class AttentionLayer {
 public:
  /// `first_head`: the prefix of the first head's key, query and value; `projection`: that of proj.
  AttentionLayer(const Workspace<T>& w, const AttentionOptions& options, bool causal, const std::string& first_head,
                 const std::string& projection);
  void prepare(const Room& room);
  void draw_masks(const Masks& masks, std::size_t Tq, std::size_t Tk);

  /// x (B,Tq,C), memory (B,Tk,C) or null -> y (B,Tq,C)
  void forward(Workspace<T>& w, T* y, const T* x, const T* memory, std::size_t B, std::size_t Tq, std::size_t Tk, bool dropout);
  /// dx is overwritten; dmemory (null without a memory) is added to.
  void backward(Workspace<T>& w, T* dx, T* dmemory, const T* dy, const T* x, const T* memory, std::size_t B, std::size_t Tq,
                std::size_t Tk);
  /// x (C), the token at `position`; cache (T,3C): keys and values of those before, to which its own are added -> y (C)
  void append(Workspace<T>& w, T* y, const T* x, T* cache, std::size_t position);
  const T* probs() const { return probs_.data(); }

 private:
  std::size_t head_size() const { return o_.C / o_.n_head; }
  void project(Workspace<T>& w, T* y, std::size_t N, bool dropout);

  AttentionOptions o_;
  bool causal_;
  std::size_t qkv_weight_, proj_weight_, proj_bias_;
  Tensor<T, 1> qkv_, memory_qkv_;              // (N,H,3,HS): key, query, value
  Tensor<T, 1> probs_, dropped_, probs_mask_;  // (H,B,Tq,Tk)
  Tensor<T, 1> heads_, proj_mask_;             // (N,C)
};

/// x[b,t] = token_embedding_table[idx[b,t]] + position_embedding_table[first_position + t]
template <class T>
class EmbeddingLayer {
 public:
  explicit EmbeddingLayer(const Workspace<T>& w);
  void forward(Workspace<T>& w, T* x, const std::int32_t* idx, std::size_t B, std::size_t T_, std::size_t C,
               std::size_t first_position = 0) const;
  /// The gradients are added to; of positions from 0 on.
  void backward(Workspace<T>& w, const T* dx, const std::int32_t* idx, std::size_t B, std::size_t T_, std::size_t C) const;

 private:
  std::size_t tokens_, positions_;
};

struct FeedForwardOptions {
  std::size_t C, F;
  Activation activation;
  double dropout;
  bool second_linear;  // back to C; without it F = C
};

/// Linear, activation, and a second linear: every token by itself.
template <class T>
class FeedForwardLayer {
 public:
  FeedForwardLayer(const Workspace<T>& w, const FeedForwardOptions& options, const std::string& name);
  void prepare(std::size_t N);
  void draw_mask(const Masks& masks, std::size_t T_);
  void forward(Workspace<T>& w, T* y, const T* x, std::size_t N, bool dropout);
  /// dx is overwritten.
  void backward(Workspace<T>& w, T* dx, const T* dy, const T* x, std::size_t N);

 private:
  FeedForwardOptions o_;
  std::size_t fc_weight_, fc_bias_, out_weight_, out_bias_;
  Tensor<T, 1> slope_, activated_;  // (N,F); slope_ holds what comes to the activation first
  Tensor<T, 1> mask_;               // (N,C)
};

struct BlockOptions {
  AttentionOptions attention;
  FeedForwardOptions feed_forward;  // F = 0: none
  bool layer_norm, residual;
  bool causal, cross;  // cross: a second attention, to another sequence
};

/// x -> x + attention(ln1 x) -> (x + cross-attention(ln_cross x, memory)) -> x + feed_forward(ln2 x). Without residual
/// connections, and without layer norm, on the ladder's lower rungs.
template <class T>
class Block {
 public:
  /// `first_head` without the prefix.
  Block(const Workspace<T>& w, const BlockOptions& options, const std::string& prefix, const std::string& first_head);
  void prepare(const Room& room);
  void draw_masks(const Masks& masks, std::size_t T_);
  /// x, memory (B,T,C) -> (B,T,C), valid until the next forward
  const T* forward(Workspace<T>& w, const T* x, const T* memory, std::size_t B, std::size_t T_, bool dropout);
  /// dx: in, the gradient of the output; out, of x. dmemory is added to.
  void backward(Workspace<T>& w, T* dx, T* dmemory, const T* x, const T* memory, std::size_t B, std::size_t T_);
  const T* append(Workspace<T>& w, const T* x, T* cache, std::size_t position);

  const T* output() const { return states_.back().data(); }
  const T* attention() const { return attentions_.front().probs(); }
  const T* cross_attention() const { return attentions_.back().probs(); }

 private:
  const T* state(std::size_t i, const T* x) const { return i == 0 ? x : states_[i - 1].data(); }
  const T* normalised(Workspace<T>& w, std::size_t i, const T* x, std::size_t N);
  void add_residual(T* y, const T* x, std::size_t N) const;
  void branch_backward(Workspace<T>& w, T* dx, std::size_t i, const T* x, std::size_t N);

  BlockOptions o_;
  std::vector<LayerNormLayer<T>> norms_;  // one for each sublayer, or none
  std::vector<AttentionLayer<T>> attentions_;
  std::vector<FeedForwardLayer<T>> feed_forward_;  // one or none
  std::vector<Tensor<T, 1>> states_;               // (N,C): what each sublayer leaves
};

/// Declares the parameters of a block in PyTorch's order.
void declare_attention(ParameterTable& table, const std::string& block, const std::string& heads, const AttentionOptions& options);
void declare_feed_forward(ParameterTable& table, const std::string& name, const FeedForwardOptions& options);

}  // namespace iambic
