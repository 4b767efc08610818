#include "models/gpt.hpp"

#include <algorithm>

#include "base/throw_error.hpp"
#include "ops/cross_entropy.hpp"
#include "ops/linear.hpp"

namespace iambic {

GptShape gpt_shape(const Settings& s, int vocab_size) {
  if (s.n_embd % s.n_head != 0)
    throw_error("setting.heads", "n_embd {nEmbd} must be divisible by n_head {nHead}, so that every head gets the same share",
                {{"nEmbd", s.n_embd}, {"nHead", s.n_head}});
  const auto C = static_cast<std::size_t>(s.n_embd);
  const bool norm = s.model == "gpt" || s.model == "encoder-decoder", blocks = norm || s.model == "blocks";
  const std::size_t n_head = s.model == "self-attention" ? 1 : static_cast<std::size_t>(s.n_head);
  // The paper scales by the head's size; the lecture's code of the published run by C, which was n_embd there.
  const double scale = 1 / simd::sqrt(static_cast<double>(s.attention_scale == "n_embd" ? C : C / n_head));
  const Activation activation = s.activation == "gelu" ? Activation::gelu : Activation::relu;
  const std::size_t F = blocks ? 4 * C : s.model == "feed-forward" ? C : 0;
  return {static_cast<std::size_t>(vocab_size),
          static_cast<std::size_t>(s.block_size),
          C,
          blocks ? static_cast<std::size_t>(s.n_layer) : 1,
          blocks                        ? "sa.heads."
          : s.model == "self-attention" ? "sa_head"
                                        : "sa_heads.heads.",
          {{C, n_head, scale, s.dropout, blocks}, {C, F, activation, s.dropout, blocks}, norm, blocks, true, false}};
}

double activations_around_blocks(const GptShape& s, double N) {
  const auto C = static_cast<double>(s.C), F = static_cast<double>(s.block.feed_forward.F), T = static_cast<double>(s.T);
  const double scratch = 6 * C + std::max(F, C), packed = 2 * std::min(4 * C, 256.0);  // of Workspace, and of Matmul
  return N * (3 * C + static_cast<double>(s.V) + scratch + packed) + T * T;
}

double gpt_activations(const Settings& settings, int vocab_size) {
  const GptShape s = gpt_shape(settings, vocab_size);
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), C = static_cast<double>(s.C),
             F = static_cast<double>(s.block.feed_forward.F), T = static_cast<double>(s.T),
             H = static_cast<double>(s.block.attention.n_head);
  const bool masks = settings.dropout > 0;
  const double sublayers = F > 0 ? 2 : 1, each = 1 + s.block.layer_norm + masks;
  const double block = N * ((4 + sublayers * each) * C + 2 * F + (masks ? 3 : 1) * H * T), cache = 3 * T * C;  // of a decoder
  return static_cast<double>(s.n_layer) * (block + cache) + activations_around_blocks(s, N);
}

namespace {

// Blocks have a number.
std::string prefix_of(const GptShape& s, std::size_t l) { return s.block.residual ? "blocks." + std::to_string(l) + "." : ""; }

}  // namespace

std::vector<Parameter> gpt_table(const GptShape& s) {
  ParameterTable table;
  table.add("token_embedding_table.weight", {s.V, s.C}, Init::normal());
  table.add("position_embedding_table.weight", {s.T, s.C}, Init::normal());
  for (std::size_t l = 0; l < s.n_layer; ++l) {
    declare_attention(table, prefix_of(s, l), s.heads, s.block.attention);
    declare_feed_forward(table, prefix_of(s, l) + "ffwd", s.block.feed_forward);
    if (!s.block.layer_norm) continue;
    table.layer_norm(prefix_of(s, l) + "ln1", s.C);
    table.layer_norm(prefix_of(s, l) + "ln2", s.C);
  }
  if (s.block.layer_norm) table.layer_norm("ln_f", s.C);
  table.linear("lm_head", s.C, s.V, true);
  return table.table();
}

template <class T>
Gpt<T>::Gpt(const GptShape& shape)
    : Model<T>(static_cast<int>(shape.V), gpt_table(shape)),
      shape_(shape),
      w_{this->parameters_, {}, {}, {}, {}, {}, {}, {}, {}},
      embedding_(w_),
      lm_head_weight_(w_.offset("lm_head.weight")),
      lm_head_bias_(w_.offset("lm_head.bias")) {
  for (std::size_t l = 0; l < shape.n_layer; ++l)
    blocks_.emplace_back(w_, shape.block, prefix_of(shape, l), shape.heads.back() == '.' ? shape.heads + "0" : shape.heads);
  if (shape.block.layer_norm) ln_f_.emplace(w_, "ln_f");
}

// Room for a batch of B sequences of T tokens; nothing is allocated while the batches stay within it. When memory runs out
// on the way no buffer is smaller than it was, and the room is what it was.
template <class T>
void Gpt<T>::prepare(std::size_t B, std::size_t T_) {
  if (room_.holds(Room::of(B, T_))) return;
  const Room room = room_.with(Room::of(B, T_));
  for (Block<T>& block : blocks_) block.prepare(room);
  if (ln_f_) ln_f_->prepare(room.N, shape_.C);
  w_.prepare(room, shape_.C, shape_.block.feed_forward.F, false);
  embedded_ = zeros<T>(room.N * shape_.C);
  dx_ = zeros<T>(room.N * shape_.C);
  logits_ = zeros<T>(room.N * shape_.V);
  room_ = room;
}

// --- Forth.

// x (N,C) -> logits (N,V)
template <class T>
void Gpt<T>::head(const T* x, std::size_t N) {
  if (ln_f_) x = ln_f_->forward(w_, x, N, shape_.C);
  linear_forward(logits_.data(), x, w_.value(lm_head_weight_), w_.value(lm_head_bias_), N, shape_.C, shape_.V, w_.matmul);
}

// idx (B,T) -> logits of its `rows`
template <class T>
void Gpt<T>::run(const Tokens2& idx, Rows rows, Generator* generator) {
  const std::size_t B = rows.count, T_ = idx.shape()[1];
  const double p = shape_.block.attention.dropout;
  const bool dropout = generator && p > 0;
  prepare(B, T_);
  embedding_.forward(w_, embedded_.data(), idx.data() + rows.first * T_, B, T_, shape_.C);
  for (std::size_t l = 0; l < blocks_.size(); ++l) {
    if (dropout) blocks_[l].draw_masks({idx.shape()[0], rows, p, *generator}, T_);
    blocks_[l].forward(w_, block_input(l), nullptr, B, T_, dropout);
  }
  head(block_input(blocks_.size()), B * T_);
}

template <class T>
Tensor<T, 3> Gpt<T>::forward(const Tokens2& idx) {
  const std::size_t B = idx.shape()[0], T_ = idx.shape()[1], at_once = rows_at_once(room_, shape_.T, T_);
  Tensor<T, 3> logits = zeros<T>(B, T_, shape_.V);
  for (std::size_t b = 0; b < B; b += at_once) {
    const Rows rows{b, std::min(at_once, B - b)};
    run(idx, rows, nullptr);
    std::copy_n(logits_.data(), rows.count * T_ * shape_.V, logits.data() + b * T_ * shape_.V);
  }
  return logits;
}

template <class T>
double Gpt<T>::loss(const Batch& batch) {
  run(batch.x, {0, batch.x.shape()[0]}, nullptr);
  return cross_entropy_forward(logits_.data(), logits_.data(), batch.y.data(), batch.y.size(), shape_.V);
}

// --- Back.

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
  const T* const last = block_input(blocks_.size());
  T* const dx = dx_.data();
  T* const dlast = ln_f_ ? w_.dbranch.data() : dx;
  linear_backward(dlast, w_.grad(lm_head_weight_), w_.grad(lm_head_bias_), logits_.data(), ln_f_ ? ln_f_->output() : last,
                  w_.value(lm_head_weight_), N, C, V, w_.matmul);
  if (ln_f_) ln_f_->backward(w_, dx, dlast, last, N, C);
  for (std::size_t l = blocks_.size(); l-- > 0;) blocks_[l].backward(w_, dx, nullptr, block_input(l), nullptr, B, T_);
  embedding_.backward(w_, dx, x, B, T_, C);
  return loss;
}

// --- Inference.

/// Keys and values of the tokens so far are kept, so that a new token costs one row. When the text outgrows block_size all
/// positions move, and the last block_size tokens are computed afresh each time, as the lecture's generate() does.
template <class T>
class Gpt<T>::CachedDecoder final : public Decoder<T> {
 public:
  explicit CachedDecoder(Gpt& model) : model_(model), caches_(model.blocks_.size()) {
    for (Tensor<T, 1>& cache : caches_) cache = zeros<T>(model.shape_.T * 3 * model.shape_.C);
  }

  const T* append(std::int32_t token) override {
    const std::size_t T_ = model_.shape_.T;
    text_.push_back(token);
    if (text_.size() <= T_) return one_row(token, text_.size() - 1);
    text_.erase(text_.begin());
    Tokens2 idx = zeros<std::int32_t>(1, T_);
    std::copy(text_.begin(), text_.end(), idx.begin());
    model_.run(idx, {0, 1}, nullptr);
    return model_.logits_.data() + (T_ - 1) * model_.shape_.V;
  }

  // What is longer than block_size has been forgotten at its end but for that many tokens.
  void read(const std::vector<std::int32_t>& tokens) override {
    const std::size_t seen = std::min(tokens.size(), model_.shape_.T);
    Decoder<T>::read({tokens.end() - static_cast<std::ptrdiff_t>(seen), tokens.end()});
  }

 private:
  const T* one_row(std::int32_t token, std::size_t position) {
    model_.prepare(1, model_.shape_.T);
    model_.embedding_.forward(model_.w_, model_.embedded_.data(), &token, 1, 1, model_.shape_.C, position);
    for (std::size_t l = 0; l < caches_.size(); ++l)
      model_.blocks_[l].append(model_.w_, model_.block_input(l), caches_[l].data(), position);
    model_.head(model_.block_input(caches_.size()), 1);
    return model_.logits_.data();
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
