#include "models/layers.hpp"

#include <algorithm>

#include "base/throw_error.hpp"
#include "ops/dropout.hpp"
#include "ops/embedding.hpp"
#include "ops/layer_norm.hpp"
#include "ops/linear.hpp"

namespace iambic {

void ParameterTable::linear(const std::string& name, std::size_t in, std::size_t out, bool bias) {
  add(name + ".weight", {out, in}, Init::uniform_fan_in(in));
  if (bias) add(name + ".bias", {out}, Init::uniform_fan_in(in));
}

void ParameterTable::layer_norm(const std::string& name, std::size_t C) {
  add(name + ".weight", {C}, Init::ones());
  add(name + ".bias", {C}, Init::zeros());
}

void declare_attention(ParameterTable& table, const std::string& block, const std::string& heads, const AttentionOptions& o) {
  for (std::size_t h = 0; h < o.n_head; ++h) {
    const std::string head = block + heads + (heads.back() == '.' ? std::to_string(h) : "");
    for (const char* part : {".key", ".query", ".value"}) table.linear(head + part, o.C, o.C / o.n_head, false);
  }
  if (o.projection) table.linear(block + heads.substr(0, heads.find('.')) + ".proj", o.C, o.C, true);
}

void declare_feed_forward(ParameterTable& table, const std::string& name, const FeedForwardOptions& o) {
  if (o.F == 0) return;
  table.linear(name + ".net.0", o.C, o.F, true);
  if (o.second_linear) table.linear(name + ".net.2", o.F, o.C, true);
}

// --- What layers share.

template <class T>
std::size_t Workspace<T>::offset(const std::string& name) const {
  const Parameter* const parameter = parameters.find(name);
  if (!parameter) throw_error("weights.unknown", "the model has no weights called {name}", {{"name", name}});
  return parameter->offset;
}

template <class T>
void Workspace<T>::prepare(const Room& room, std::size_t C, std::size_t F, bool cross) {
  for (Tensor<T, 1>* scratch : {&dmasked, &dbranch, &dnorm}) *scratch = zeros<T>(room.N * C);
  dqkv = zeros<T>(room.N * 3 * C);
  dmemory_qkv = zeros<T>(cross ? room.N * 3 * C : 0);
  dhidden = zeros<T>(room.N * std::max(F, C));
  dprobs = zeros<T>(room.T * room.T);
}

template <class T>
void Masks::draw(T* mask, std::size_t per_sequence) const {
  skip_dropout_mask(rows.first * per_sequence, generator);
  draw_dropout_mask(mask, dropout, rows.count * per_sequence, generator);
  skip_dropout_mask((B - rows.first - rows.count) * per_sequence, generator);
}

// --- Layer norm.

template <class T>
LayerNormLayer<T>::LayerNormLayer(const Workspace<T>& w, const std::string& name)
    : weight_(w.offset(name + ".weight")), bias_(w.offset(name + ".bias")) {}

template <class T>
void LayerNormLayer<T>::prepare(std::size_t N, std::size_t C) {
  y_ = zeros<T>(N * C);
  mean_ = zeros<T>(N);
  inverse_std_ = zeros<T>(N);
}

template <class T>
const T* LayerNormLayer<T>::forward(Workspace<T>& w, const T* x, std::size_t N, std::size_t C) {
  layer_norm_forward(y_.data(), mean_.data(), inverse_std_.data(), x, w.value(weight_), w.value(bias_), N, C);
  return y_.data();
}

template <class T>
void LayerNormLayer<T>::backward(Workspace<T>& w, T* dx, const T* dy, const T* x, std::size_t N, std::size_t C) const {
  layer_norm_backward(dx, w.grad(weight_), w.grad(bias_), dy, x, w.value(weight_), mean_.data(), inverse_std_.data(), N, C);
}

// --- Attention.

namespace {

// The key, query or value matrices within rows of qkv (H,3,HS).
template <class T>
struct Qkv {
  Heads<T> k, q, v;
  Qkv(T* qkv, std::size_t T_, std::size_t C, std::size_t HS)
      : k{qkv, T_ * 3 * C, 3 * C, 3 * HS}, q{qkv + HS, T_ * 3 * C, 3 * C, 3 * HS}, v{qkv + 2 * HS, T_ * 3 * C, 3 * C, 3 * HS} {}
};

}  // namespace

template <class T>
AttentionLayer<T>::AttentionLayer(const Workspace<T>& w, const AttentionOptions& options, bool causal, const std::string& first_head,
                                  const std::string& projection)
    : o_(options),
      causal_(causal),
      qkv_weight_(w.offset(first_head + ".key.weight")),  // the three matrices of every head lie one after the other
      proj_weight_(options.projection ? w.offset(projection + ".weight") : 0),
      proj_bias_(options.projection ? w.offset(projection + ".bias") : 0) {}

template <class T>
void AttentionLayer<T>::prepare(const Room& room) {
  const std::size_t N = room.N, pairs = o_.n_head * room.pairs, masked = o_.dropout > 0;
  qkv_ = zeros<T>(N * 3 * o_.C);
  memory_qkv_ = zeros<T>(causal_ ? 0 : N * 3 * o_.C);
  probs_ = zeros<T>(pairs);
  dropped_ = zeros<T>(masked * pairs);
  probs_mask_ = zeros<T>(masked * pairs);
  heads_ = zeros<T>(N * o_.C);
  proj_mask_ = zeros<T>(masked * N * o_.C);
}

// In PyTorch's order: every head's attention, the projection.
template <class T>
void AttentionLayer<T>::draw_masks(const Masks& masks, std::size_t Tq, std::size_t Tk) {
  for (std::size_t h = 0; h < o_.n_head; ++h) masks.draw(probs_mask_.data() + h * masks.rows.count * Tq * Tk, Tq * Tk);
  if (o_.projection) masks.draw(proj_mask_.data(), Tq * o_.C);
}

template <class T>
void AttentionLayer<T>::forward(Workspace<T>& w, T* y, const T* x, const T* memory, std::size_t B, std::size_t Tq, std::size_t Tk,
                                bool dropout) {
  const std::size_t C = o_.C, HS = head_size();
  const T* const no_bias = nullptr;
  linear_forward(qkv_.data(), x, w.value(qkv_weight_), no_bias, B * Tq, C, 3 * C, w.matmul);
  if (memory) linear_forward(memory_qkv_.data(), memory, w.value(qkv_weight_), no_bias, B * Tk, C, 3 * C, w.matmul);
  const Qkv<const T> of_x(qkv_.data(), Tq, C, HS), seen(memory ? memory_qkv_.data() : qkv_.data(), Tk, C, HS);
  attention_forward<T>({heads_.data(), Tq * C, C, HS}, probs_.data(), dropped_.data(), dropout ? probs_mask_.data() : nullptr, of_x.q,
                       seen.k, seen.v, {B, Tq, Tk, o_.n_head, HS, causal_, o_.scale}, w.matmul);
  project(w, y, B * Tq, dropout);
}

// heads (N,C) -> y (N,C)
template <class T>
void AttentionLayer<T>::project(Workspace<T>& w, T* y, std::size_t N, bool dropout) {
  if (!o_.projection) {
    std::copy_n(heads_.data(), N * o_.C, y);
    return;
  }
  linear_forward(y, heads_.data(), w.value(proj_weight_), w.value(proj_bias_), N, o_.C, o_.C, w.matmul);
  if (dropout) dropout_apply(y, y, proj_mask_.data(), N * o_.C);
}

template <class T>
void AttentionLayer<T>::backward(Workspace<T>& w, T* dx, T* dmemory, const T* dy, const T* x, const T* memory, std::size_t B,
                                 std::size_t Tq, std::size_t Tk) {
  const std::size_t N = B * Tq, C = o_.C, HS = head_size();
  const bool dropout = o_.dropout > 0;
  const T* dheads = dy;
  if (o_.projection) {
    if (dropout) dropout_apply(w.dmasked.data(), dy, proj_mask_.data(), N * C), dy = w.dmasked.data();
    linear_backward(dx, w.grad(proj_weight_), w.grad(proj_bias_), dy, heads_.data(), w.value(proj_weight_), N, C, C, w.matmul);
    dheads = dx;
  }
  if (memory) {  // which gives keys and values, and x the queries
    std::fill(w.dqkv.begin(), w.dqkv.end(), T{0});
    std::fill(w.dmemory_qkv.begin(), w.dmemory_qkv.end(), T{0});
  }
  const Qkv<const T> of_x(qkv_.data(), Tq, C, HS), seen(memory ? memory_qkv_.data() : qkv_.data(), Tk, C, HS);
  const Qkv<T> d_of_x(w.dqkv.data(), Tq, C, HS), d_seen(memory ? w.dmemory_qkv.data() : w.dqkv.data(), Tk, C, HS);
  attention_backward<T>(d_of_x.q, d_seen.k, d_seen.v, w.dprobs.data(), {dheads, Tq * C, C, HS}, probs_.data(),
                        dropout ? dropped_.data() : probs_.data(), dropout ? probs_mask_.data() : nullptr, of_x.q, seen.k, seen.v,
                        {B, Tq, Tk, o_.n_head, HS, causal_, o_.scale}, w.matmul);
  T* const no_bias = nullptr;
  linear_backward(dx, w.grad(qkv_weight_), no_bias, w.dqkv.data(), x, w.value(qkv_weight_), N, C, 3 * C, w.matmul);
  if (!memory) return;
  linear_backward(w.dmasked.data(), w.grad(qkv_weight_), no_bias, w.dmemory_qkv.data(), memory, w.value(qkv_weight_), B * Tk, C, 3 * C,
                  w.matmul);
  simd::add(dmemory, w.dmasked.data(), B * Tk * C);
}

template <class T>
void AttentionLayer<T>::append(Workspace<T>& w, T* y, const T* x, T* cache, std::size_t position) {
  const std::size_t C = o_.C, HS = head_size();
  linear_forward(qkv_.data(), x, w.value(qkv_weight_), static_cast<const T*>(nullptr), 1, C, 3 * C, w.matmul);
  std::copy_n(qkv_.data(), 3 * C, cache + position * 3 * C);
  const Qkv<const T> row(qkv_.data(), 1, C, HS), past(cache, position + 1, C, HS);
  attention_forward<T>({heads_.data(), C, C, HS}, probs_.data(), nullptr, nullptr, row.q, past.k, past.v,
                       {1, 1, position + 1, o_.n_head, HS, false, o_.scale}, w.matmul);
  project(w, y, 1, false);
}

// --- Embedding.

template <class T>
EmbeddingLayer<T>::EmbeddingLayer(const Workspace<T>& w)
    : tokens_(w.offset("token_embedding_table.weight")), positions_(w.offset("position_embedding_table.weight")) {}

template <class T>
void EmbeddingLayer<T>::forward(Workspace<T>& w, T* x, const std::int32_t* idx, std::size_t B, std::size_t T_, std::size_t C,
                                std::size_t first_position) const {
  embedding_forward(x, idx, w.value(tokens_), B * T_, C);
  for (std::size_t b = 0; b < B; ++b) simd::add(x + b * T_ * C, w.value(positions_) + first_position * C, T_ * C);
}

template <class T>
void EmbeddingLayer<T>::backward(Workspace<T>& w, const T* dx, const std::int32_t* idx, std::size_t B, std::size_t T_,
                                 std::size_t C) const {
  embedding_backward(w.grad(tokens_), idx, dx, B * T_, C);
  for (std::size_t b = 0; b < B; ++b) simd::add(w.grad(positions_), dx + b * T_ * C, T_ * C);
}

// --- Feed-forward.

template <class T>
FeedForwardLayer<T>::FeedForwardLayer(const Workspace<T>& w, const FeedForwardOptions& options, const std::string& name)
    : o_(options),
      fc_weight_(w.offset(name + ".net.0.weight")),
      fc_bias_(w.offset(name + ".net.0.bias")),
      out_weight_(options.second_linear ? w.offset(name + ".net.2.weight") : 0),
      out_bias_(options.second_linear ? w.offset(name + ".net.2.bias") : 0) {}

template <class T>
void FeedForwardLayer<T>::prepare(std::size_t N) {
  slope_ = zeros<T>(N * o_.F);
  activated_ = zeros<T>(N * o_.F);
  mask_ = zeros<T>(o_.dropout > 0 ? N * o_.C : 0);
}

template <class T>
void FeedForwardLayer<T>::draw_mask(const Masks& masks, std::size_t T_) {
  if (o_.second_linear) masks.draw(mask_.data(), T_ * o_.C);
}

template <class T>
void FeedForwardLayer<T>::forward(Workspace<T>& w, T* y, const T* x, std::size_t N, bool dropout) {
  linear_forward(slope_.data(), x, w.value(fc_weight_), w.value(fc_bias_), N, o_.C, o_.F, w.matmul);
  activation_forward(o_.activation, o_.second_linear ? activated_.data() : y, slope_.data(), slope_.data(), N * o_.F);
  if (!o_.second_linear) return;
  linear_forward(y, activated_.data(), w.value(out_weight_), w.value(out_bias_), N, o_.F, o_.C, w.matmul);
  if (dropout) dropout_apply(y, y, mask_.data(), N * o_.C);
}

template <class T>
void FeedForwardLayer<T>::backward(Workspace<T>& w, T* dx, const T* dy, const T* x, std::size_t N) {
  T* const dhidden = w.dhidden.data();
  if (o_.second_linear) {
    if (o_.dropout > 0) dropout_apply(w.dmasked.data(), dy, mask_.data(), N * o_.C), dy = w.dmasked.data();
    linear_backward(dhidden, w.grad(out_weight_), w.grad(out_bias_), dy, activated_.data(), w.value(out_weight_), N, o_.F, o_.C, w.matmul);
    dy = dhidden;
  }
  activation_backward(dhidden, dy, slope_.data(), N * o_.F);
  linear_backward(dx, w.grad(fc_weight_), w.grad(fc_bias_), dhidden, x, w.value(fc_weight_), N, o_.C, o_.F, w.matmul);
}

// --- Blocks.

template <class T>
Block<T>::Block(const Workspace<T>& w, const BlockOptions& options, const std::string& prefix, const std::string& first_head)
    : o_(options) {
  attentions_.emplace_back(w, o_.attention, o_.causal, prefix + first_head, prefix + "sa.proj");
  if (o_.cross) attentions_.emplace_back(w, o_.attention, false, prefix + "ca.heads.0", prefix + "ca.proj");
  if (o_.feed_forward.F > 0) feed_forward_.emplace_back(w, o_.feed_forward, prefix + "ffwd");
  states_.resize(attentions_.size() + feed_forward_.size());
  if (!o_.layer_norm) return;
  for (std::size_t i = 0; i < states_.size(); ++i) norms_.emplace_back(w, prefix + "ln" + std::to_string(i + 1));
}

template <class T>
void Block<T>::prepare(const Room& room) {
  const std::size_t C = o_.attention.C;
  for (LayerNormLayer<T>& norm : norms_) norm.prepare(room.N, C);
  for (AttentionLayer<T>& attention : attentions_) attention.prepare(room);
  for (FeedForwardLayer<T>& layer : feed_forward_) layer.prepare(room.N);
  for (Tensor<T, 1>& state : states_) state = zeros<T>(room.N * C);
}

template <class T>
void Block<T>::draw_masks(const Masks& masks, std::size_t T_) {
  for (AttentionLayer<T>& attention : attentions_) attention.draw_masks(masks, T_, T_);
  for (FeedForwardLayer<T>& layer : feed_forward_) layer.draw_mask(masks, T_);
}

template <class T>
const T* Block<T>::normalised(Workspace<T>& w, std::size_t i, const T* x, std::size_t N) {
  return o_.layer_norm ? norms_[i].forward(w, x, N, o_.attention.C) : x;
}

template <class T>
void Block<T>::add_residual(T* y, const T* x, std::size_t N) const {
  if (o_.residual) simd::add(y, x, N * o_.attention.C);
}

template <class T>
const T* Block<T>::forward(Workspace<T>& w, const T* x, const T* memory, std::size_t B, std::size_t T_, bool dropout) {
  const std::size_t N = B * T_;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const T* const input = state(i, x);
    const T* const branch = normalised(w, i, input, N);
    T* const y = states_[i].data();
    if (i < attentions_.size())
      attentions_[i].forward(w, y, branch, i > 0 ? memory : nullptr, B, T_, T_, dropout);
    else
      feed_forward_[0].forward(w, y, branch, N, dropout);
    add_residual(y, input, N);
  }
  return output();
}

template <class T>
const T* Block<T>::append(Workspace<T>& w, const T* x, T* cache, std::size_t position) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const T* const input = state(i, x);
    const T* const branch = normalised(w, i, input, 1);
    T* const y = states_[i].data();
    if (i < attentions_.size())
      attentions_[i].append(w, y, branch, cache, position);
    else
      feed_forward_[0].forward(w, y, branch, 1, false);
    add_residual(y, input, 1);
  }
  return output();
}

template <class T>
void Block<T>::backward(Workspace<T>& w, T* dx, T* dmemory, const T* x, const T* memory, std::size_t B, std::size_t T_) {
  const std::size_t N = B * T_;
  for (std::size_t i = states_.size(); i-- > 0;) {
    const T* const branch = o_.layer_norm ? norms_[i].output() : state(i, x);
    T* const dbranch = w.dbranch.data();
    if (i < attentions_.size())
      attentions_[i].backward(w, dbranch, dmemory, dx, branch, i > 0 ? memory : nullptr, B, T_, T_);
    else
      feed_forward_[0].backward(w, dbranch, dx, branch, N);
    branch_backward(w, dx, i, state(i, x), N);
  }
}

// w.dbranch: the gradient of what a sublayer got -> dx: of the block's state before it
template <class T>
void Block<T>::branch_backward(Workspace<T>& w, T* dx, std::size_t i, const T* x, std::size_t N) {
  const std::size_t C = o_.attention.C;
  const T* dinput = w.dbranch.data();
  if (o_.layer_norm) {
    norms_[i].backward(w, w.dnorm.data(), dinput, x, N, C);
    dinput = w.dnorm.data();
  }
  if (o_.residual)
    simd::add(dx, dinput, N * C);
  else
    std::copy_n(dinput, N * C, dx);
}

#define IAMBIC_INSTANTIATE(T)         \
  template struct Workspace<T>;       \
  template class LayerNormLayer<T>;   \
  template class AttentionLayer<T>;   \
  template class EmbeddingLayer<T>;   \
  template class FeedForwardLayer<T>; \
  template class Block<T>;
IAMBIC_INSTANTIATE(float)
IAMBIC_INSTANTIATE(double)
#undef IAMBIC_INSTANTIATE

}  // namespace iambic
