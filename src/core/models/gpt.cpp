#include "models/gpt.hpp"

#include <algorithm>

#include "base/throw_error.hpp"
#include "ops/cross_entropy.hpp"

namespace iambic {

GptShape gpt_shape(const Settings& s, int vocab_size) {
  if (s.n_embd % s.n_head != 0)
    throw_error("setting.heads", "embedding size {nEmbd} must be divisible by the {nHead} heads, so that each of them gets the same share",
                {{"nEmbd", s.n_embd}, {"nHead", s.n_head}});
  const bool layer_norm = s.model == "gpt" || s.model == "encoder-decoder", blocks = layer_norm || s.model == "blocks";
  GptShape shape;
  shape.V = static_cast<std::size_t>(vocab_size);
  shape.T = static_cast<std::size_t>(s.block_size);
  shape.n_layer = blocks ? static_cast<std::size_t>(s.n_layer) : 1;
  shape.heads = blocks ? "sa.heads." : s.model == "self-attention" ? "sa_head" : "sa_heads.heads.";
  LayerOptions& layers = shape.layers;
  layers.C = static_cast<std::size_t>(s.n_embd);
  layers.n_head = s.model == "self-attention" ? 1 : static_cast<std::size_t>(s.n_head);
  layers.F = blocks ? 4 * layers.C : s.model == "feed-forward" ? layers.C : 0;
  // The paper scales by the head's size; the lecture's code of the published run by C, which was n_embd there.
  layers.scale = 1 / simd::sqrt(static_cast<double>(s.attention_scale == "n_embd" ? layers.C : layers.head_size()));
  layers.dropout = s.dropout;
  layers.activation = s.activation == "gelu" ? Activation::gelu : Activation::relu;
  layers.layer_norm = layer_norm;
  layers.residual = blocks;
  return shape;
}

// Of Matmul, for a layer from C values to `widest`: both operands of the product that takes the most, forward or backward.
static double packed_for(double N, double C, double widest) {
  const auto stretch = [](double k) { return std::min(k, static_cast<double>(kStretch)); };
  return std::max(N * stretch(widest), widest * stretch(N)) + std::max(widest * stretch(C), C * stretch(N));
}

double activations_around_blocks(const GptShape& s, double N) {
  const auto C = static_cast<double>(s.layers.C), F = static_cast<double>(s.layers.F), T = static_cast<double>(s.T);
  const double V = static_cast<double>(s.V), widest = std::max(V, 4 * C), scratch = 6 * C + std::max(F, C);  // of Workspace
  return N * (3 * C + V + scratch) + T * T + packed_for(N, C, widest);
}

double gpt_activations(const Settings& settings, int vocab_size) {
  const GptShape s = gpt_shape(settings, vocab_size);
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), C = static_cast<double>(s.layers.C),
             F = static_cast<double>(s.layers.F), T = static_cast<double>(s.T), H = static_cast<double>(s.layers.n_head);
  const bool masks = settings.dropout > 0;
  const double sublayers = F > 0 ? 2 : 1, each = 1 + s.layers.layer_norm + masks;
  const double block = N * ((4 + sublayers * each) * C + 2 * F + (masks ? 3 : 1) * H * T), cache = 3 * T * C;  // of a decoder
  return static_cast<double>(s.n_layer) * (block + cache) + activations_around_blocks(s, N);
}

namespace {

// Blocks have a number.
std::string prefix_of(const GptShape& s, std::size_t l) { return s.layers.residual ? "blocks." + std::to_string(l) + "." : ""; }

}  // namespace

std::vector<Parameter> gpt_table(const GptShape& s) {
  ParameterTable table;
  const std::size_t C = s.layers.C;
  table.add("token_embedding_table.weight", {s.V, C}, Init::normal());
  table.add("position_embedding_table.weight", {s.T, C}, Init::normal());
  for (std::size_t l = 0; l < s.n_layer; ++l) {
    declare_attention(table, prefix_of(s, l), s.heads, s.layers);
    declare_feed_forward(table, prefix_of(s, l) + "ffwd", s.layers);
    if (!s.layers.layer_norm) continue;
    table.layer_norm(prefix_of(s, l) + "ln1", C);
    table.layer_norm(prefix_of(s, l) + "ln2", C);
  }
  if (s.layers.layer_norm) table.layer_norm("ln_f", C);
  table.linear("lm_head", C, s.V);
  return std::move(table).table();
}

template <class T>
Gpt<T>::Gpt(const GptShape& shape)
    : Model<T>(static_cast<int>(shape.V), gpt_table(shape)),
      shape_(shape),
      w_(this->parameters_),
      embedding_(w_, shape.layers.C),
      lm_head_(w_, "lm_head", shape.layers.C, shape.V) {
  const std::string first_head = shape.heads.back() == '.' ? shape.heads + "0" : shape.heads;
  for (std::size_t l = 0; l < shape.n_layer; ++l)
    blocks_.push_back(std::make_unique<Block<T>>(w_, shape.layers, Attends::causally, prefix_of(shape, l), first_head));
  if (shape.layers.layer_norm) ln_f_.emplace(w_, "ln_f", shape.layers.C);
}

// Room for a batch of B sequences of T tokens; nothing is allocated while the batches stay within it. When memory runs out
// on the way no buffer is smaller than it was, and the room is what it was.
template <class T>
void Gpt<T>::prepare(std::size_t B, std::size_t T_) {
  if (room_.holds(Room::of(B, T_))) return;
  const Room room = room_.with(Room::of(B, T_));
  const std::size_t C = shape_.layers.C;
  for (const auto& block : blocks_) block->prepare(room);
  if (ln_f_) ln_f_->prepare(room.N);
  w_.prepare(room, C, shape_.layers.F, false);
  embedded_ = zeros<T>(room.N * C);
  dx_ = zeros<T>(room.N * C);
  logits_ = zeros<T>(room.N * shape_.V);
  room_ = room;
}

// idx (B,T) -> logits_ (B,T,V). https://github.com/karpathy/ng-video-lecture/blob/master/gpt.py, forward()
template <class T>
void Gpt<T>::forward_pass(const std::int32_t* idx, const Pass& pass) {
  prepare(pass.B, pass.T);
  const T* x = embedding_.forward(embedded_.data(), idx, pass);  // (B,T,C): tok_emb + pos_emb
  for (const auto& block : blocks_) {
    x = block->self_attention.forward(x, pass);                          // x + sa(ln1(x))
    if (block->feed_forward) x = block->feed_forward->forward(x, pass);  // x + ffwd(ln2(x))
  }
  features_ = ln_f_ ? ln_f_->forward(x, pass.N()) : x;
  lm_head_.forward(logits_.data(), features_, pass.N());  // (B,T,V)
}

// logits_ (B,T,V): in, their gradient. The same backwards.
template <class T>
void Gpt<T>::backward_pass(const std::int32_t* idx, const Pass& pass) {
  T* const dx = dx_.data();
  T* const dfeatures = ln_f_ ? w_.dbranch.data() : dx;
  lm_head_.backward(dfeatures, logits_.data(), features_, pass.N());
  if (ln_f_) ln_f_->backward(dx, dfeatures, pass.N());
  for (std::size_t l = blocks_.size(); l-- > 0;) {
    if (blocks_[l]->feed_forward) blocks_[l]->feed_forward->backward(dx, pass);
    blocks_[l]->self_attention.backward(dx, pass);
  }
  embedding_.backward(dx, idx, pass);
}

template <class T>
Tensor<T, 3> Gpt<T>::forward(const Tokens2& idx) {
  const std::size_t B = idx.shape()[0], T_ = idx.shape()[1], V = shape_.V, at_once = rows_at_once(room_, shape_.T, T_);
  Tensor<T, 3> logits = zeros<T>(B, T_, V);
  for (std::size_t b = 0; b < B; b += at_once) {
    const Pass pass{std::min(at_once, B - b), T_};
    forward_pass(idx.data() + b * T_, pass);
    std::copy_n(logits_.data(), pass.N() * V, logits.data() + b * T_ * V);
  }
  return logits;
}

template <class T>
double Gpt<T>::loss(const Batch& batch) {
  forward_pass(batch.x.data(), {batch.x.shape()[0], batch.x.shape()[1]});
  return cross_entropy_forward(logits_.data(), logits_.data(), batch.y.data(), batch.y.size(), shape_.V);
}

template <class T>
double Gpt<T>::loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) {
  const Masks masks{batch.x.shape()[0], rows, shape_.layers.dropout, generator};
  const Pass pass{rows.count, batch.x.shape()[1], masks.dropout > 0 ? &masks : nullptr};
  const std::int32_t* const x = batch.x.data() + rows.first * pass.T;
  const std::int32_t* const y = batch.y.data() + rows.first * pass.T;
  forward_pass(x, pass);
  const double share = static_cast<double>(pass.N()) / static_cast<double>(batch.x.size());
  const double loss = share * cross_entropy_forward(logits_.data(), logits_.data(), y, pass.N(), shape_.V);

  cross_entropy_backward(logits_.data(), logits_.data(), y, pass.N(), shape_.V, T{1} / static_cast<T>(batch.x.size()));
  backward_pass(x, pass);
  return loss;
}

template <class T>
void Gpt<T>::trace(const Tokens2& idx, Trace<T>& trace) {
  const Pass pass{1, idx.size()};
  const std::vector<std::size_t> of_logits = {pass.T, shape_.V};
  forward_pass(idx.data(), pass);
  embedding_.trace(trace, "", idx.data(), pass);
  for (std::size_t l = 0; l < blocks_.size(); ++l) {
    blocks_[l]->trace(trace, prefix_of(shape_, l), shape_.heads, pass);
    if (!shape_.layers.residual) continue;
    const T* const x = blocks_[l]->output();
    const T* const features = ln_f_ ? ln_f_->forward(x, pass.T) : x;
    lm_head_.forward(trace.add(prefix_of(shape_, l) + "logits", of_logits), features, pass.T);
  }
  if (ln_f_) {  // which the last block's output came through last
    ln_f_->trace(trace, "ln_f", pass.T);
    ln_f_->trace_contributions(trace, "ln_f", pass.T);
  }
  if (!ln_f_ && shape_.layers.residual)
    for (const std::string& part : trace.stream()) trace.copy(part + ".contribution", part);
  trace.add("lm_head", of_logits, logits_.data());
}

// --- Inference.

/// Keys and values of the tokens so far are kept, so that a new token costs one row. When the text outgrows block_size all
/// positions move, and the last block_size tokens are computed afresh each time, as the lecture's generate() does.
template <class T>
class Gpt<T>::CachedDecoder final : public Decoder<T> {
 public:
  explicit CachedDecoder(Gpt& model) : model_(model), caches_(model.blocks_.size()) {
    for (Tensor<T, 1>& cache : caches_) cache = zeros<T>(model.shape_.T * 3 * model.shape_.layers.C);
  }

  const T* append(std::int32_t token) override {
    const std::size_t T_ = model_.shape_.T;
    text_.push_back(token);
    if (text_.size() <= T_) return one_row(token, text_.size() - 1);
    text_.erase(text_.begin());
    model_.forward_pass(text_.data(), {1, T_});
    return model_.logits_.data() + (T_ - 1) * model_.shape_.V;
  }

  // What is longer than block_size has been forgotten at its end but for that many tokens.
  void read(const std::vector<std::int32_t>& tokens) override {
    const std::size_t seen = std::min(tokens.size(), model_.shape_.T);
    Decoder<T>::read({tokens.end() - static_cast<std::ptrdiff_t>(seen), tokens.end()});
  }

 private:
  // The forward pass of a single token.
  const T* one_row(std::int32_t token, std::size_t position) {
    model_.prepare(1, model_.shape_.T);
    const Pass pass{1, 1};
    const T* x = model_.embedding_.forward(model_.embedded_.data(), &token, pass, position);
    for (std::size_t l = 0; l < caches_.size(); ++l) {
      Block<T>& block = *model_.blocks_[l];
      x = block.self_attention.append(x, caches_[l].data(), position);
      if (block.feed_forward) x = block.feed_forward->forward(x, pass);
    }
    if (model_.ln_f_) x = model_.ln_f_->forward(x, 1);
    model_.lm_head_.forward(model_.logits_.data(), x, 1);
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
