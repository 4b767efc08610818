// The layers that transformers are made of. A layer knows where its parameters lie in the model's flat buffers, and keeps what
// its forward pass computed, and where its input was, for its backward pass, which must follow with the same Pass. That one
// overwrites its parameters' gradients, unless told to add to them.
// N = B T tokens, C = n_embd, H heads of HS = C/H, F hidden values.
#pragma once

#include <optional>
#include <string>

#include "models/workspace.hpp"
#include "ops/activation.hpp"
#include "ops/attention.hpp"

namespace iambic {

/// How the layers of a model are made.
struct LayerOptions {
  std::size_t C = 0, n_head = 1, F = 0;  // F = 0: no feed-forward part
  double scale = 1;                      // of attention's scores
  double dropout = 0;
  Activation activation = Activation::relu;
  bool layer_norm = false;  // before each sublayer
  bool residual = false;    // each sublayer adds to its input, and for that ends in a linear layer of its own, as in the lecture
  std::size_t head_size() const { return C / n_head; }
};

template <class T>
class Trace;

/// x (N,in) -> y (N,out) = x weight^T + bias
template <class T>
class LinearLayer {
 public:
  /// With a bias: `name`.weight, `name`.bias.
  LinearLayer(Workspace<T>& w, const std::string& name, std::size_t in, std::size_t out);
  /// Without one. `weight` may be the first of several parameters that lie one after the other.
  static LinearLayer without_bias(Workspace<T>& w, const std::string& weight, std::size_t in, std::size_t out);

  void forward(T* y, const T* x, std::size_t N) const;
  /// dx is overwritten.
  void backward(T* dx, const T* dy, const T* x, std::size_t N, Into gradients = Into::overwrite) const;

 private:
  LinearLayer(Workspace<T>& w, std::size_t weight, std::optional<std::size_t> bias, std::size_t in, std::size_t out);

  Workspace<T>& w_;
  std::size_t weight_;
  std::optional<std::size_t> bias_;
  std::size_t in_, out_;
};

template <class T>
class LayerNormLayer {
 public:
  LayerNormLayer(Workspace<T>& w, const std::string& name, std::size_t C);
  void prepare(std::size_t N);
  /// x (N,C) -> (N,C), valid until the next forward
  const T* forward(const T* x, std::size_t N);
  /// dx is overwritten.
  void backward(T* dx, const T* dy, std::size_t N) const;
  void trace(Trace<T>& trace, const std::string& name, std::size_t N) const;
  /// What each part of the residual stream has in what the last forward gave, and the bias.
  void trace_contributions(Trace<T>& trace, const std::string& name, std::size_t N) const;

 private:
  Workspace<T>& w_;
  std::size_t weight_, bias_, C_;
  const T* x_ = nullptr;
  Tensor<T, 1> y_, mean_, inverse_std_;
};

enum class Attends { causally, everywhere, to_memory };

/// softmax(scale q k^T) v of every head, and a projection. Queries come from x; keys and values from x, or from a memory.
template <class T>
class AttentionLayer {
 public:
  /// `first_head`: the prefix of the first head's key, query and value; `projection`: the linear layer that follows.
  AttentionLayer(Workspace<T>& w, const LayerOptions& options, Attends attends, const std::string& first_head,
                 const std::string& projection);
  void prepare(const Room& room);

  /// x, memory (B,T,C) -> y (B,T,C)
  void forward(T* y, const T* x, const Pass& pass, const T* memory = nullptr);
  /// dx is overwritten; dmemory is added to.
  void backward(T* dx, const T* dy, const Pass& pass, T* dmemory = nullptr);
  /// x (C), the token at `position`; cache (T,3C): keys and values of those before, to which its own are added -> y (C)
  void append(T* y, const T* x, T* cache, std::size_t position);
  /// What the heads looked at: (H,B,T,T)
  const T* probs() const { return probs_.data(); }
  /// heads: what the first head's name begins with, without its number: blocks.0.sa.heads.
  void trace(Trace<T>& trace, const std::string& heads, const Pass& pass);

 private:
  AttentionShape shape_of(const Pass& pass) const;
  void project(T* y, std::size_t N, bool dropout);

  Workspace<T>& w_;
  LayerOptions o_;
  Attends attends_;
  LinearLayer<T> qkv_layer_;  // the key, query and value matrices of every head lie one after the other
  std::optional<LinearLayer<T>> projection_;
  const T *x_ = nullptr, *memory_ = nullptr;
  Tensor<T, 1> qkv_, memory_qkv_;              // (N,H,3,HS): key, query, value
  Tensor<T, 1> probs_, dropped_, probs_mask_;  // (H,B,T,T)
  Tensor<T, 1> heads_, projection_mask_;       // (N,C)
};

/// x[b,t] = token_embedding_table[idx[b,t]] + position_embedding_table[first_position + t]
template <class T>
class EmbeddingLayer {
 public:
  EmbeddingLayer(Workspace<T>& w, std::size_t C);
  /// idx (B,T) -> x (B,T,C), which is returned
  const T* forward(T* x, const std::int32_t* idx, const Pass& pass, std::size_t first_position = 0) const;
  /// Of positions from 0 on.
  void backward(const T* dx, const std::int32_t* idx, const Pass& pass, Into gradients = Into::overwrite) const;
  void trace(Trace<T>& trace, const std::string& prefix, const std::int32_t* idx, const Pass& pass) const;

 private:
  Workspace<T>& w_;
  const Parameter &tokens_, &positions_;
  std::size_t C_;
};

/// Linear, activation, and with residual connections a second linear: every token by itself.
template <class T>
class FeedForwardLayer {
 public:
  FeedForwardLayer(Workspace<T>& w, const LayerOptions& options, const std::string& name);
  void prepare(const Room& room);
  void forward(T* y, const T* x, const Pass& pass);
  /// dx is overwritten.
  void backward(T* dx, const T* dy, const Pass& pass);
  void trace(Trace<T>& trace, const std::string& name, const Pass& pass);

 private:
  Workspace<T>& w_;
  LayerOptions o_;
  LinearLayer<T> hidden_;
  std::optional<LinearLayer<T>> out_;
  const T* x_ = nullptr;
  Tensor<T, 1> slope_, activated_;  // (N,F); slope_ holds what comes to the activation first
  Tensor<T, 1> mask_;               // (N,C)
};

}  // namespace iambic
