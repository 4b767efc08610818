#include "gpt.hpp"

#include <algorithm>

#include "error.hpp"
#include "ops/cross_entropy.hpp"
#include "ops/dropout.hpp"
#include "ops/embedding.hpp"
#include "ops/layer_norm.hpp"
#include "ops/linear.hpp"

namespace iambic {

GptShape gpt_shape(const Settings& s, int vocab_size) {
  if (s.n_embd % s.n_head != 0)
    throw Error("n_embd " + grouped(static_cast<std::uint64_t>(s.n_embd)) + " must be divisible by n_head " +
                grouped(static_cast<std::uint64_t>(s.n_head)) + ", so that every head gets the same share");
  const auto C = static_cast<std::size_t>(s.n_embd);
  const bool blocks = s.model == "blocks" || s.model == "gpt";
  GptShape shape{};
  shape.V = static_cast<std::size_t>(vocab_size);
  shape.T = static_cast<std::size_t>(s.block_size);
  shape.C = C;
  shape.n_layer = blocks ? static_cast<std::size_t>(s.n_layer) : 1;
  shape.n_head = s.model == "self-attention" ? 1 : static_cast<std::size_t>(s.n_head);
  shape.blocks = blocks;
  shape.layer_norm = s.model == "gpt";
  shape.feed_forward = blocks ? 4 * C : s.model == "feed-forward" ? C : 0;
  shape.activation = s.activation == "gelu" ? Activation::gelu : Activation::relu;
  // The paper scales by the head's size; the lecture's code of the published run by C, which was n_embd there.
  const std::size_t scaled_by = s.attention_scale == "n_embd" ? C : shape.head_size();
  shape.attention_scale = 1 / simd::sqrt(static_cast<double>(scaled_by));
  shape.dropout = s.dropout;
  return shape;
}

double gpt_bytes(const Settings& settings, int vocab_size) {
  const GptShape s = gpt_shape(settings, vocab_size);
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), C = static_cast<double>(s.C),
             F = static_cast<double>(s.feed_forward);
  const double heads = static_cast<double>(s.n_head * s.T), layers = static_cast<double>(s.n_layer), V = static_cast<double>(s.V);
  const double parameters = layers * (4 * C * C + 2 * C * F) + (2 * V + static_cast<double>(s.T)) * C;
  const double activations = N * (layers * ((s.dropout > 0 ? 11 : 9) * C + 2 * F + (s.dropout > 0 ? 3 : 1) * heads) + 8 * C + F + V);
  return (7 * parameters + activations) * sizeof(float);  // the weights, their gradients and moments, and the state remembered
}

// --- Parameters, in the order in which PyTorch's modules create them.

template <class T>
std::vector<Parameter> Gpt<T>::table(const GptShape& s) {
  std::vector<Parameter> table;
  const auto add = [&](const std::string& name, std::vector<std::size_t> shape, Init init) {
    table.push_back({name, std::move(shape), init});
  };
  const auto linear = [&](const std::string& name, std::size_t in, std::size_t out, bool bias) {
    add(name + ".weight", {out, in}, Init::uniform_fan_in(in));
    if (bias) add(name + ".bias", {out}, Init::uniform_fan_in(in));
  };
  const auto layer_norm = [&](const std::string& name) {
    add(name + ".weight", {s.C}, Init::ones());
    add(name + ".bias", {s.C}, Init::zeros());
  };
  add("token_embedding_table.weight", {s.V, s.C}, Init::normal());
  add("position_embedding_table.weight", {s.T, s.C}, Init::normal());
  for (std::size_t l = 0; l < s.n_layer; ++l) {
    const std::string block = s.blocks ? "blocks." + std::to_string(l) + "." : "";
    for (std::size_t h = 0; h < s.n_head; ++h) {
      const std::string head = s.blocks        ? block + "sa.heads." + std::to_string(h)
                               : s.n_head == 1 ? "sa_head"
                                               : "sa_heads.heads." + std::to_string(h);
      for (const char* part : {".key", ".query", ".value"}) linear(head + part, s.C, s.head_size(), false);
    }
    if (s.blocks) linear(block + "sa.proj", s.C, s.C, true);
    if (s.feed_forward > 0) linear(block + "ffwd.net.0", s.C, s.feed_forward, true);
    if (s.blocks) linear(block + "ffwd.net.2", s.feed_forward, s.C, true);
    if (s.layer_norm) layer_norm(block + "ln1");
    if (s.layer_norm) layer_norm(block + "ln2");
  }
  if (s.layer_norm) layer_norm("ln_f");
  linear("lm_head", s.C, s.V, true);
  return table;
}

template <class T>
Gpt<T>::Gpt(const GptShape& shape) : Model<T>(static_cast<int>(shape.V), table(shape)), shape_(shape), layers_(shape.n_layer) {
  find_offsets();
}

template <class T>
void Gpt<T>::find_offsets() {
  const auto offset = [this](const std::string& name) {
    const Parameter* const p = this->parameters_.find(name);
    return p ? p->offset : 0;  // of a part that this rung does not have
  };
  wte_ = offset("token_embedding_table.weight");
  wpe_ = offset("position_embedding_table.weight");
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const std::string block = shape_.blocks ? "blocks." + std::to_string(l) + "." : "";
    const char* const first_head = shape_.blocks ? "sa.heads.0" : shape_.n_head == 1 ? "sa_head" : "sa_heads.heads.0";
    layers_[l].at = {offset(block + "ln1.weight"),        offset(block + "ln1.bias"),          offset(block + first_head + ".key.weight"),
                     offset(block + "sa.proj.weight"),    offset(block + "sa.proj.bias"),      offset(block + "ln2.weight"),
                     offset(block + "ln2.bias"),          offset(block + "ffwd.net.0.weight"), offset(block + "ffwd.net.0.bias"),
                     offset(block + "ffwd.net.2.weight"), offset(block + "ffwd.net.2.bias")};
  }
  ln_f_weight_ = offset("ln_f.weight");
  ln_f_bias_ = offset("ln_f.bias");
  lm_head_weight_ = offset("lm_head.weight");
  lm_head_bias_ = offset("lm_head.bias");
}

// Room for a batch of B sequences of T tokens; nothing is allocated while the batches stay within it.
template <class T>
void Gpt<T>::prepare(std::size_t B, std::size_t T_) {
  if (B <= room_B_ && T_ <= room_T_) return;
  room_B_ = B = std::max(B, room_B_), room_T_ = T_ = std::max(T_, room_T_);
  const std::size_t N = B * T_, C = shape_.C, F = shape_.feed_forward, P = shape_.n_head * N * T_;
  const bool dropout = shape_.dropout > 0;
  const auto make = [](Tensor<T, 1>& tensor, bool needed, std::size_t size) { tensor = zeros<T>(needed ? size : 0); };
  for (Layer& layer : layers_) {
    make(layer.ln1, shape_.layer_norm, N * C), make(layer.ln2, shape_.layer_norm, N * C);
    for (auto* per_row : {&layer.ln1_mean, &layer.ln1_inverse_std, &layer.ln2_mean, &layer.ln2_inverse_std})
      make(*per_row, shape_.layer_norm, N);
    make(layer.qkv, true, N * 3 * C), make(layer.probs, true, P), make(layer.dropped, dropout, P), make(layer.probs_mask, dropout, P);
    make(layer.heads, true, N * C), make(layer.mid, true, N * C), make(layer.out, true, N * C);
    make(layer.proj_mask, dropout, N * C), make(layer.out_mask, dropout, N * C);
    make(layer.hidden, true, N * F), make(layer.activated, true, N * F);
  }
  make(embedded_, true, N * C), make(ln_f_, shape_.layer_norm, N * C), make(ln_f_mean_, true, N), make(ln_f_inverse_std_, true, N);
  make(logits_, true, N * shape_.V);
  make(dx_, true, N * C), make(dy_, true, N * C), make(dbranch_, true, N * C);
  make(dqkv_, true, N * 3 * C), make(dhidden_, true, N * std::max(F, C)), make(dprobs_, true, T_ * T_);
}

// --- Forth.

// x[b,t] = wte[idx[b,t]] + wpe[first_position + t]
template <class T>
void Gpt<T>::embed(const std::int32_t* idx, std::size_t B, std::size_t T_, std::size_t first_position) {
  const std::size_t C = shape_.C;
  embedding_forward(embedded_.data(), idx, value(wte_), B * T_, C);
  for (std::size_t b = 0; b < B; ++b) simd::add(embedded_.data() + b * T_ * C, value(wpe_) + first_position * C, T_ * C);
}

// The masks of `rows`, for which those of all B sequences are drawn, in PyTorch's order: every head's attention, the
// projection, the feed-forward part.
template <class T>
void Gpt<T>::draw_masks(Layer& layer, std::size_t B, Rows rows, std::size_t T_, Generator& generator) {
  const auto draw = [&](T* mask, std::size_t per_sequence) {
    skip_dropout_mask(rows.first * per_sequence, generator);
    draw_dropout_mask(mask, shape_.dropout, rows.count * per_sequence, generator);
    skip_dropout_mask((B - rows.first - rows.count) * per_sequence, generator);
  };
  for (std::size_t h = 0; h < shape_.n_head; ++h) draw(layer.probs_mask.data() + h * rows.count * T_ * T_, T_ * T_);
  if (!shape_.blocks) return;
  draw(layer.proj_mask.data(), T_ * shape_.C);
  draw(layer.out_mask.data(), T_ * shape_.C);
}

// x (N,C) -> qkv (N,3C)
template <class T>
void Gpt<T>::layer_before_attention(Layer& layer, const T* x, std::size_t N) {
  const std::size_t C = shape_.C;
  if (shape_.layer_norm)
    layer_norm_forward(layer.ln1.data(), layer.ln1_mean.data(), layer.ln1_inverse_std.data(), x, value(layer.at.ln1_weight),
                       value(layer.at.ln1_bias), N, C);
  linear_forward(layer.qkv.data(), shape_.layer_norm ? layer.ln1.data() : x, value(layer.at.qkv), static_cast<const T*>(nullptr), N, C,
                 3 * C, matmul_);
}

// x, heads (N,C) -> mid = x + proj(heads), out = mid + feed_forward(mid)
template <class T>
void Gpt<T>::layer_after_attention(Layer& layer, const T* x, std::size_t N, bool dropout) {
  const std::size_t C = shape_.C, F = shape_.feed_forward;
  T* const mid = layer.mid.data();
  T* const out = layer.out.data();
  if (shape_.blocks) {
    linear_forward(mid, layer.heads.data(), value(layer.at.proj_weight), value(layer.at.proj_bias), N, C, C, matmul_);
    if (dropout) dropout_apply(mid, mid, layer.proj_mask.data(), N * C);
    simd::add(mid, x, N * C);
  } else {
    std::copy_n(layer.heads.data(), N * C, mid);
  }
  if (F == 0) {
    std::copy_n(mid, N * C, out);
    return;
  }
  const T* branch = mid;
  if (shape_.layer_norm) {
    layer_norm_forward(layer.ln2.data(), layer.ln2_mean.data(), layer.ln2_inverse_std.data(), mid, value(layer.at.ln2_weight),
                       value(layer.at.ln2_bias), N, C);
    branch = layer.ln2.data();
  }
  linear_forward(layer.hidden.data(), branch, value(layer.at.fc_weight), value(layer.at.fc_bias), N, C, F, matmul_);
  activation_forward(shape_.activation, shape_.blocks ? layer.activated.data() : out, layer.hidden.data(), N * F);
  if (!shape_.blocks) return;
  linear_forward(out, layer.activated.data(), value(layer.at.out_weight), value(layer.at.out_bias), N, F, C, matmul_);
  if (dropout) dropout_apply(out, out, layer.out_mask.data(), N * C);
  simd::add(out, mid, N * C);
}

// The key, query or value matrices within rows of qkv (H,3,HS).
template <class T>
struct Qkv {
  Heads<T> k, q, v;
  Qkv(T* qkv, std::size_t T_, std::size_t C, std::size_t HS)
      : k{qkv, T_ * 3 * C, 3 * C, 3 * HS}, q{qkv + HS, T_ * 3 * C, 3 * C, 3 * HS}, v{qkv + 2 * HS, T_ * 3 * C, 3 * C, 3 * HS} {}
};

template <class T>
void Gpt<T>::layer_forward(Layer& layer, const T* x, std::size_t B, std::size_t T_, bool dropout) {
  const std::size_t C = shape_.C, HS = shape_.head_size();
  layer_before_attention(layer, x, B * T_);
  const Qkv<const T> in(layer.qkv.data(), T_, C, HS);
  attention_forward<T>({layer.heads.data(), T_ * C, C, HS}, layer.probs.data(), layer.dropped.data(),
                       dropout ? layer.probs_mask.data() : nullptr, in.q, in.k, in.v,
                       {B, T_, T_, shape_.n_head, HS, true, shape_.attention_scale}, matmul_);
  layer_after_attention(layer, x, B * T_, dropout);
}

// x (N,C) -> logits (N,V)
template <class T>
void Gpt<T>::head(const T* x, std::size_t N) {
  const std::size_t C = shape_.C;
  if (shape_.layer_norm) {
    layer_norm_forward(ln_f_.data(), ln_f_mean_.data(), ln_f_inverse_std_.data(), x, value(ln_f_weight_), value(ln_f_bias_), N, C);
    x = ln_f_.data();
  }
  linear_forward(logits_.data(), x, value(lm_head_weight_), value(lm_head_bias_), N, C, shape_.V, matmul_);
}

// idx (B,T) -> logits of its `rows`
template <class T>
void Gpt<T>::run(const Tokens2& idx, Rows rows, Generator* generator) {
  const std::size_t B = rows.count, T_ = idx.shape()[1];
  const bool dropout = generator && shape_.dropout > 0;
  prepare(B, T_);
  embed(idx.data() + rows.first * T_, B, T_, 0);
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    if (dropout) draw_masks(layers_[l], idx.shape()[0], rows, T_, *generator);
    layer_forward(layers_[l], layer_input(l), B, T_, dropout);
  }
  head(layer_input(layers_.size()), B * T_);
}

template <class T>
Tensor<T, 3> Gpt<T>::forward(const Tokens2& idx) {
  run(idx, {0, idx.shape()[0]}, nullptr);
  Tensor<T, 3> logits = zeros<T>(idx.shape()[0], idx.shape()[1], shape_.V);
  std::copy_n(logits_.data(), logits.size(), logits.data());
  return logits;
}

template <class T>
double Gpt<T>::loss(const Batch& batch) {
  run(batch.x, {0, batch.x.shape()[0]}, nullptr);
  return cross_entropy_forward(logits_.data(), logits_.data(), batch.y.data(), batch.y.size(), shape_.V);
}

// --- Back.

// dx: in, the gradient of the layer's output; out, of its input.
template <class T>
void Gpt<T>::layer_backward(Layer& layer, const T* x, T* dx, std::size_t B, std::size_t T_) {
  const std::size_t N = B * T_, C = shape_.C, F = shape_.feed_forward, HS = shape_.head_size();
  const bool dropout = shape_.dropout > 0;
  T* const dy = dy_.data();
  T* const dbranch = dbranch_.data();
  const auto through_layer_norm = [&](const T* input, std::size_t weight, std::size_t bias, const Tensor<T, 1>& mean,
                                      const Tensor<T, 1>& inverse_std) {
    layer_norm_backward(dy, grad(weight), grad(bias), dbranch, input, value(weight), mean.data(), inverse_std.data(), N, C);
    simd::add(dx, dy, N * C);
  };

  if (F > 0) {  // dx: of out -> of mid
    T* const dhidden = dhidden_.data();
    if (shape_.blocks) {
      const T* dout = dx;
      if (dropout) dropout_apply(dy, dx, layer.out_mask.data(), N * C), dout = dy;
      linear_backward(dhidden, grad(layer.at.out_weight), grad(layer.at.out_bias), dout, layer.activated.data(), value(layer.at.out_weight),
                      N, F, C, matmul_);
      activation_backward(shape_.activation, dhidden, dhidden, layer.hidden.data(), N * F);
    } else {
      activation_backward(shape_.activation, dhidden, dx, layer.hidden.data(), N * F);
    }
    const T* const branch = shape_.layer_norm ? layer.ln2.data() : layer.mid.data();
    linear_backward(dbranch, grad(layer.at.fc_weight), grad(layer.at.fc_bias), dhidden, branch, value(layer.at.fc_weight), N, C, F,
                    matmul_);
    if (shape_.layer_norm)
      through_layer_norm(layer.mid.data(), layer.at.ln2_weight, layer.at.ln2_bias, layer.ln2_mean, layer.ln2_inverse_std);
    else if (shape_.blocks)
      simd::add(dx, dbranch, N * C);
    else
      std::copy_n(dbranch, N * C, dx);
  }

  const T* dheads = dx;  // dx: of mid
  if (shape_.blocks) {
    const T* dproj = dx;
    if (dropout) dropout_apply(dy, dx, layer.proj_mask.data(), N * C), dproj = dy;
    linear_backward(dbranch, grad(layer.at.proj_weight), grad(layer.at.proj_bias), dproj, layer.heads.data(), value(layer.at.proj_weight),
                    N, C, C, matmul_);
    dheads = dbranch;
  }
  const Qkv<const T> in(layer.qkv.data(), T_, C, HS);
  const Qkv<T> d(dqkv_.data(), T_, C, HS);
  attention_backward<T>(d.q, d.k, d.v, dprobs_.data(), {dheads, T_ * C, C, HS}, layer.probs.data(),
                        dropout ? layer.dropped.data() : layer.probs.data(), dropout ? layer.probs_mask.data() : nullptr, in.q, in.k, in.v,
                        {B, T_, T_, shape_.n_head, HS, true, shape_.attention_scale}, matmul_);
  const T* const branch = shape_.layer_norm ? layer.ln1.data() : x;
  linear_backward(dbranch, grad(layer.at.qkv), static_cast<T*>(nullptr), dqkv_.data(), branch, value(layer.at.qkv), N, C, 3 * C, matmul_);
  if (shape_.layer_norm)
    through_layer_norm(x, layer.at.ln1_weight, layer.at.ln1_bias, layer.ln1_mean, layer.ln1_inverse_std);
  else if (shape_.blocks)
    simd::add(dx, dbranch, N * C);
  else
    std::copy_n(dbranch, N * C, dx);
}

template <class T>
double Gpt<T>::loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) {
  const std::size_t B = rows.count, T_ = batch.x.shape()[1], N = B * T_, C = shape_.C, V = shape_.V;
  const std::int32_t* const x = batch.x.data() + rows.first * T_;
  const std::int32_t* const y = batch.y.data() + rows.first * T_;
  run(batch.x, rows, &generator);
  const double share = static_cast<double>(N) / static_cast<double>(batch.x.size());
  const double loss = share * cross_entropy_forward(logits_.data(), logits_.data(), y, N, V);

  std::fill(this->parameters_.grads.begin(), this->parameters_.grads.end(), T{0});
  cross_entropy_backward(logits_.data(), logits_.data(), y, N, V, T{1} / static_cast<T>(batch.x.size()));
  const T* const last = layer_input(layers_.size());
  T* const dx = dx_.data();
  T* const dlast = shape_.layer_norm ? dbranch_.data() : dx;
  linear_backward(dlast, grad(lm_head_weight_), grad(lm_head_bias_), logits_.data(), shape_.layer_norm ? ln_f_.data() : last,
                  value(lm_head_weight_), N, C, V, matmul_);
  if (shape_.layer_norm)
    layer_norm_backward(dx, grad(ln_f_weight_), grad(ln_f_bias_), dlast, last, value(ln_f_weight_), ln_f_mean_.data(),
                        ln_f_inverse_std_.data(), N, C);
  for (std::size_t l = layers_.size(); l-- > 0;) layer_backward(layers_[l], layer_input(l), dx, B, T_);
  embedding_backward(grad(wte_), x, dx, N, C);
  for (std::size_t b = 0; b < B; ++b) simd::add(grad(wpe_), dx + b * T_ * C, T_ * C);
  return loss;
}

// --- Inference.

/// Keys and values of the tokens so far are kept, so that a new token costs one row. When the text outgrows block_size all
/// positions move, and the last block_size tokens are computed afresh each time, as the lecture's generate() does.
template <class T>
class Gpt<T>::CachedDecoder final : public Decoder<T> {
 public:
  explicit CachedDecoder(Gpt& model) : model_(model), caches_(model.layers_.size()) {
    for (Tensor<T, 1>& cache : caches_) cache = zeros<T>(model.shape_.T * 3 * model.shape_.C);
  }

  const T* append(std::int32_t token) override {
    const std::size_t T_ = model_.shape_.T, V = model_.shape_.V;
    text_.push_back(token);
    if (text_.size() <= T_) {
      one_row(token, text_.size() - 1);
      return model_.logits_.data();
    }
    text_.erase(text_.begin());
    Tokens2 idx = zeros<std::int32_t>(1, T_);
    std::copy(text_.begin(), text_.end(), idx.begin());
    model_.run(idx, {0, 1}, nullptr);
    return model_.logits_.data() + (T_ - 1) * V;
  }

 private:
  void one_row(std::int32_t token, std::size_t position) {
    const std::size_t T_ = model_.shape_.T, C = model_.shape_.C, HS = model_.shape_.head_size();
    model_.prepare(1, T_);
    model_.embed(&token, 1, 1, position);
    for (std::size_t l = 0; l < caches_.size(); ++l) {
      Layer& layer = model_.layers_[l];
      const T* const x = model_.layer_input(l);
      model_.layer_before_attention(layer, x, 1);
      std::copy_n(layer.qkv.data(), 3 * C, caches_[l].data() + position * 3 * C);
      const Qkv<const T> row(layer.qkv.data(), 1, C, HS), past(caches_[l].data(), T_, C, HS);
      attention_forward<T>({layer.heads.data(), C, C, HS}, layer.probs.data(), nullptr, nullptr, row.q, past.k, past.v,
                           {1, 1, position + 1, model_.shape_.n_head, HS, false, model_.shape_.attention_scale}, model_.matmul_);
      model_.layer_after_attention(layer, x, 1, false);
    }
    model_.head(model_.layer_input(caches_.size()), 1);
  }

  Gpt& model_;
  std::vector<std::int32_t> text_;
  std::vector<Tensor<T, 1>> caches_;  // (T,H,3,HS) per layer
};

template <class T>
std::unique_ptr<Decoder<T>> Gpt<T>::decoder() {
  return std::make_unique<CachedDecoder>(*this);
}

template class Gpt<float>;
template class Gpt<double>;

}  // namespace iambic
