// A block of a transformer: "communication followed by computation", as the lecture has it.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "models/layers.hpp"
#include "models/trace.hpp"
#include "ops/kernels.hpp"

namespace iambic {

/// x -> x + layer(layer_norm(x)): without the sum where there are no residual connections, without the norm where there is none.
template <class T, class Layer>
class Sublayer {
 public:
  template <class... Arguments>
  Sublayer(Workspace<T>& w, const LayerOptions& options, const std::string& norm, const Arguments&... of_layer)
      : w_(w), C_(options.C), residual_(options.residual), layer_(w, options, of_layer...) {
    if (options.layer_norm) norm_.emplace(w, norm, options.C);
  }
  IAMBIC_KERNEL void prepare(const Room& room) {
    if (norm_) norm_->prepare(room.N);
    layer_.prepare(room);
    y_ = zeros<T>(room.N * C_);
  }

  /// x (B,T,C), of cross-attention a memory (B,T,C) -> (B,T,C), valid until the next forward
  template <class... Memory>
  IAMBIC_KERNEL const T* forward(const T* x, const Pass& pass, Memory... memory) {
    layer_.forward(y_.data(), normalised(x, pass.N()), pass, memory...);
    return with_residual(x, pass.N());
  }
  /// dx: in, the gradient of the output; out, of x. dmemory is added to.
  template <class... Memory>
  IAMBIC_KERNEL void backward(T* dx, const Pass& pass, Memory... dmemory) {
    layer_.backward(w_.dbranch.data(), dx, pass, dmemory...);
    branch_backward(dx, pass.N());
  }
  /// One token more, of attention that keeps keys and values in `cache`: see AttentionLayer.
  IAMBIC_KERNEL const T* append(const T* x, T* cache, std::size_t position) {
    layer_.append(y_.data(), normalised(x, 1), cache, position);
    return with_residual(x, 1);
  }
  const Layer& layer() const { return layer_; }
  /// What the last forward gave.
  const T* output() const { return y_.data(); }
  void trace(Trace<T>& trace, const std::string& block, const std::string& norm, const std::string& layer, const Pass& pass) {
    if (norm_) norm_->trace(trace, block + norm, pass.T);
    layer_.trace(trace, block + layer, pass);
    if (!residual_) return;
    trace.streams();
    trace.add(block + layer.substr(0, layer.find('.')) + ".residual", {pass.T, C_}, output());
  }

 private:
  const T* normalised(const T* x, std::size_t N) { return norm_ ? norm_->forward(x, N) : x; }
  const T* with_residual(const T* x, std::size_t N) {
    if (residual_) kernels<T>().add(y_.data(), x, N * C_);
    return y_.data();
  }
  // w_.dbranch: the gradient of what the layer got -> dx: of what came in
  void branch_backward(T* dx, std::size_t N) {
    const T* dinput = w_.dbranch.data();
    if (norm_) {
      norm_->backward(w_.dnorm.data(), dinput, N);
      dinput = w_.dnorm.data();
    }
    if (residual_)
      kernels<T>().add(dx, dinput, N * C_);
    else
      std::copy_n(dinput, N * C_, dx);
  }

  Workspace<T>& w_;
  std::size_t C_;
  bool residual_;
  Layer layer_;
  std::optional<LayerNormLayer<T>> norm_;
  Tensor<T, 1> y_;  // (N,C)
};

/// What a token sees of its own sequence, what it sees of another one, and what it makes of that by itself.
template <class T>
struct Block {
  Sublayer<T, AttentionLayer<T>> self_attention;
  std::optional<Sublayer<T, AttentionLayer<T>>> cross_attention;
  std::optional<Sublayer<T, FeedForwardLayer<T>>> feed_forward;

  /// Its self-attention and, where options have one, its feed-forward part. `first_head` without the prefix.
  Block(Workspace<T>& w, const LayerOptions& options, Attends attends, const std::string& prefix, const std::string& first_head);
  /// The same with cross-attention between them.
  Block(Workspace<T>& w, const LayerOptions& options, const std::string& prefix);
  void prepare(const Room& room);
  /// What the last forward gave.
  const T* output() const { return feed_forward ? feed_forward->output() : self_attention.output(); }
  /// prefix, heads: what the names of the block and of its heads begin with.
  void trace(Trace<T>& trace, const std::string& prefix, const std::string& heads, const Pass& pass);
};

/// Declares the parameters of a block in PyTorch's order.
void declare_attention(ParameterTable& table, const std::string& block, const std::string& heads, const LayerOptions& options);
void declare_feed_forward(ParameterTable& table, const std::string& name, const LayerOptions& options);

}  // namespace iambic
