#include "models/layers.hpp"

#include <algorithm>

#include "ops/embedding.hpp"
#include "ops/kernels.hpp"
#include "ops/linear.hpp"

namespace iambic {

// --- Linear.

template <class T>
LinearLayer<T>::LinearLayer(Workspace<T>& w, std::size_t weight, std::optional<std::size_t> bias, std::size_t in, std::size_t out)
    : w_(w), weight_(weight), bias_(bias), in_(in), out_(out) {}

template <class T>
LinearLayer<T>::LinearLayer(Workspace<T>& w, const std::string& name, std::size_t in, std::size_t out)
    : LinearLayer(w, w.offset(name + ".weight"), w.offset(name + ".bias"), in, out) {}

template <class T>
LinearLayer<T> LinearLayer<T>::without_bias(Workspace<T>& w, const std::string& weight, std::size_t in, std::size_t out) {
  return LinearLayer(w, w.offset(weight), std::nullopt, in, out);
}

template <class T>
void LinearLayer<T>::forward(T* y, const T* x, std::size_t N) const {
  linear_forward(y, x, w_.value(weight_), bias_ ? w_.value(*bias_) : nullptr, N, in_, out_, w_.matmul);
}

template <class T>
void LinearLayer<T>::backward(T* dx, const T* dy, const T* x, std::size_t N, Into gradients) const {
  linear_backward(dx, w_.grad(weight_), bias_ ? w_.grad(*bias_) : nullptr, dy, x, w_.value(weight_), N, in_, out_, w_.matmul, gradients);
}

// --- Layer norm.

template <class T>
LayerNormLayer<T>::LayerNormLayer(Workspace<T>& w, const std::string& name, std::size_t C)
    : w_(w), weight_(w.offset(name + ".weight")), bias_(w.offset(name + ".bias")), C_(C) {}

template <class T>
void LayerNormLayer<T>::prepare(std::size_t N) {
  y_ = zeros<T>(N * C_);
  mean_ = zeros<T>(N);
  inverse_std_ = zeros<T>(N);
}

template <class T>
const T* LayerNormLayer<T>::forward(const T* x, std::size_t N) {
  x_ = x;
  kernels<T>().layer_norm_forward(y_.data(), mean_.data(), inverse_std_.data(), x, w_.value(weight_), w_.value(bias_), N, C_);
  return y_.data();
}

template <class T>
void LayerNormLayer<T>::backward(T* dx, const T* dy, std::size_t N) const {
  for (const std::size_t parameter : {weight_, bias_}) std::fill_n(w_.grad(parameter), C_, T{0});
  kernels<T>().layer_norm_backward(dx, w_.grad(weight_), w_.grad(bias_), dy, x_, w_.value(weight_), mean_.data(), inverse_std_.data(), N,
                                   C_);
}

// --- Attention.

namespace {

// The key, query or value matrices within rows of qkv (H,3,HS).
template <class T>
struct Qkv {
  Heads<T> k, q, v;
  Qkv(T* qkv, std::size_t T_, const LayerOptions& o) {
    const std::size_t C = o.C, HS = o.head_size();
    k = {qkv, T_ * 3 * C, 3 * C, 3 * HS};
    q = {qkv + HS, T_ * 3 * C, 3 * C, 3 * HS};
    v = {qkv + 2 * HS, T_ * 3 * C, 3 * C, 3 * HS};
  }
};

template <class T>
Heads<T> heads_of(T* values, std::size_t T_, const LayerOptions& o) {
  return {values, T_ * o.C, o.C, o.head_size()};
}

}  // namespace

template <class T>
AttentionLayer<T>::AttentionLayer(Workspace<T>& w, const LayerOptions& options, Attends attends, const std::string& first_head,
                                  const std::string& projection)
    : w_(w),
      o_(options),
      attends_(attends),
      qkv_layer_(LinearLayer<T>::without_bias(w, first_head + ".key.weight", options.C, 3 * options.C)) {
  if (options.residual) projection_.emplace(w, projection, options.C, options.C);
}

template <class T>
void AttentionLayer<T>::prepare(const Room& room) {
  const std::size_t N = room.N, pairs = o_.n_head * room.pairs, masked = o_.dropout > 0;
  qkv_ = zeros<T>(N * 3 * o_.C);
  memory_qkv_ = zeros<T>(attends_ == Attends::to_memory ? N * 3 * o_.C : 0);
  probs_ = zeros<T>(pairs);
  dropped_ = zeros<T>(masked * pairs);
  probs_mask_ = zeros<T>(masked * pairs);
  heads_ = zeros<T>(N * o_.C);
  projection_mask_ = zeros<T>(masked * N * o_.C);
}

template <class T>
AttentionShape AttentionLayer<T>::shape_of(const Pass& pass) const {
  AttentionShape shape;
  shape.B = pass.B, shape.Tq = shape.Tk = pass.T;
  shape.H = o_.n_head, shape.HS = o_.head_size();
  shape.causal = attends_ == Attends::causally;
  shape.scale = o_.scale;
  return shape;
}

// Masks are drawn in PyTorch's order: every head's attention, the projection.
template <class T>
void AttentionLayer<T>::forward(T* y, const T* x, const Pass& pass, const T* memory) {
  x_ = x, memory_ = memory;
  const std::size_t T_ = pass.T;
  const Masks* const masks = pass.masks;
  for (std::size_t h = 0; masks && h < o_.n_head; ++h) masks->draw(probs_mask_.data() + h * pass.B * T_ * T_, T_ * T_);
  if (masks && projection_) masks->draw(projection_mask_.data(), T_ * o_.C);

  qkv_layer_.forward(qkv_.data(), x, pass.N());
  if (memory) qkv_layer_.forward(memory_qkv_.data(), memory, pass.N());
  const Qkv<const T> of_x(qkv_.data(), T_, o_), seen(memory ? memory_qkv_.data() : qkv_.data(), T_, o_);
  attention_forward<T>(heads_of(heads_.data(), T_, o_), probs_.data(), dropped_.data(), masks ? probs_mask_.data() : nullptr, of_x.q,
                       seen.k, seen.v, shape_of(pass), w_.matmul);
  project(y, pass.N(), masks);
}

// heads (N,C) -> y (N,C)
template <class T>
void AttentionLayer<T>::project(T* y, std::size_t N, bool dropout) {
  if (!projection_) {
    std::copy_n(heads_.data(), N * o_.C, y);
    return;
  }
  projection_->forward(y, heads_.data(), N);
  if (dropout) kernels<T>().dropout_apply(y, y, projection_mask_.data(), N * o_.C);
}

template <class T>
void AttentionLayer<T>::backward(T* dx, const T* dy, const Pass& pass, T* dmemory) {
  const std::size_t T_ = pass.T, N = pass.N(), C = o_.C;
  const bool masks = pass.masks;
  const T* dheads = dy;
  if (projection_) {
    if (masks) kernels<T>().dropout_apply(w_.dmasked.data(), dy, projection_mask_.data(), N * C), dy = w_.dmasked.data();
    projection_->backward(dx, dy, heads_.data(), N);
    dheads = dx;
  }
  if (memory_) {  // which gives keys and values, and x the queries
    std::fill(w_.dqkv.begin(), w_.dqkv.end(), T{0});
    std::fill(w_.dmemory_qkv.begin(), w_.dmemory_qkv.end(), T{0});
  }
  const Qkv<const T> of_x(qkv_.data(), T_, o_), seen(memory_ ? memory_qkv_.data() : qkv_.data(), T_, o_);
  const Qkv<T> d_of_x(w_.dqkv.data(), T_, o_), d_seen(memory_ ? w_.dmemory_qkv.data() : w_.dqkv.data(), T_, o_);
  attention_backward<T>(d_of_x.q, d_seen.k, d_seen.v, w_.dprobs.data(), heads_of(dheads, T_, o_), probs_.data(),
                        masks ? dropped_.data() : probs_.data(), masks ? probs_mask_.data() : nullptr, of_x.q, seen.k, seen.v,
                        shape_of(pass), w_.matmul);
  qkv_layer_.backward(dx, w_.dqkv.data(), x_, N);
  if (!memory_) return;
  qkv_layer_.backward(w_.dmasked.data(), w_.dmemory_qkv.data(), memory_, N, Into::add);
  kernels<T>().add(dmemory, w_.dmasked.data(), N * C);
}

template <class T>
void AttentionLayer<T>::append(T* y, const T* x, T* cache, std::size_t position) {
  const std::size_t C = o_.C, seen = position + 1;
  AttentionShape shape = shape_of({1, 1});
  shape.Tk = seen, shape.causal = false;  // the last token sees all
  qkv_layer_.forward(qkv_.data(), x, 1);
  std::copy_n(qkv_.data(), 3 * C, cache + position * 3 * C);
  const Qkv<const T> row(qkv_.data(), 1, o_), past(cache, seen, o_);
  attention_forward<T>(heads_of(heads_.data(), 1, o_), probs_.data(), nullptr, nullptr, row.q, past.k, past.v, shape, w_.matmul);
  project(y, 1, false);
}

// --- Embedding.

template <class T>
EmbeddingLayer<T>::EmbeddingLayer(Workspace<T>& w, std::size_t C)
    : w_(w), tokens_(w.parameter("token_embedding_table.weight")), positions_(w.parameter("position_embedding_table.weight")), C_(C) {}

template <class T>
const T* EmbeddingLayer<T>::forward(T* x, const std::int32_t* idx, const Pass& pass, std::size_t first_position) const {
  const std::size_t TC = pass.T * C_;
  embedding_forward(x, idx, w_.value(tokens_.offset), pass.N(), C_);
  for (std::size_t b = 0; b < pass.B; ++b) kernels<T>().add(x + b * TC, w_.value(positions_.offset) + first_position * C_, TC);
  return x;
}

template <class T>
void EmbeddingLayer<T>::backward(const T* dx, const std::int32_t* idx, const Pass& pass, Into gradients) const {
  const std::size_t TC = pass.T * C_;
  for (const Parameter* const table : {&tokens_, &positions_})
    if (gradients == Into::overwrite) std::fill_n(w_.grad(table->offset), table->size(), T{0});
  embedding_backward(w_.grad(tokens_.offset), idx, dx, pass.N(), C_);
  for (std::size_t b = 0; b < pass.B; ++b) kernels<T>().add(w_.grad(positions_.offset), dx + b * TC, TC);
}

// --- Feed-forward.

template <class T>
FeedForwardLayer<T>::FeedForwardLayer(Workspace<T>& w, const LayerOptions& options, const std::string& name)
    : w_(w), o_(options), hidden_(w, name + ".net.0", options.C, options.F) {
  if (options.residual) out_.emplace(w, name + ".net.2", options.F, options.C);
}

template <class T>
void FeedForwardLayer<T>::prepare(const Room& room) {
  slope_ = zeros<T>(room.N * o_.F);
  activated_ = zeros<T>(room.N * o_.F);
  mask_ = zeros<T>(o_.dropout > 0 ? room.N * o_.C : 0);
}

template <class T>
void FeedForwardLayer<T>::forward(T* y, const T* x, const Pass& pass) {
  x_ = x;
  const std::size_t N = pass.N();
  hidden_.forward(slope_.data(), x, N);
  kernels<T>().activation_forward(o_.activation, out_ ? activated_.data() : y, slope_.data(), slope_.data(), N * o_.F);
  if (!out_) return;
  out_->forward(y, activated_.data(), N);
  if (!pass.masks) return;
  pass.masks->draw(mask_.data(), pass.T * o_.C);
  kernels<T>().dropout_apply(y, y, mask_.data(), N * o_.C);
}

template <class T>
void FeedForwardLayer<T>::backward(T* dx, const T* dy, const Pass& pass) {
  const std::size_t N = pass.N();
  T* const dhidden = w_.dhidden.data();
  if (out_) {
    if (pass.masks) kernels<T>().dropout_apply(w_.dmasked.data(), dy, mask_.data(), N * o_.C), dy = w_.dmasked.data();
    out_->backward(dhidden, dy, activated_.data(), N);
    dy = dhidden;
  }
  kernels<T>().activation_backward(dhidden, dy, slope_.data(), N * o_.F);
  hidden_.backward(dx, dhidden, x_, N);
}

#define IAMBIC_INSTANTIATE(T)       \
  template class LinearLayer<T>;    \
  template class LayerNormLayer<T>; \
  template class AttentionLayer<T>; \
  template class EmbeddingLayer<T>; \
  template class FeedForwardLayer<T>;
IAMBIC_INSTANTIATE(float)
IAMBIC_INSTANTIATE(double)
#undef IAMBIC_INSTANTIATE

}  // namespace iambic
