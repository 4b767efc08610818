#include "models/encoder_decoder.hpp"

#include <algorithm>

#include "ops/cross_entropy.hpp"
#include "ops/linear.hpp"

namespace iambic {

double encoder_decoder_activations(const Settings& settings, int vocab_size) {
  const GptShape s = gpt_shape(settings, vocab_size);
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), C = static_cast<double>(s.C),
             F = static_cast<double>(s.block.feed_forward.F), T = static_cast<double>(s.T),
             H = static_cast<double>(s.block.attention.n_head);
  const bool masks = settings.dropout > 0;
  const double blocks = N * ((masks ? 33 : 28) * C + 4 * F + 3 * (masks ? 3 : 1) * H * T);  // one of the encoder, one of the decoder
  return static_cast<double>(s.n_layer) * blocks + activations_around_blocks(s, N) + N * 8 * C;
}

namespace {

BlockOptions with(BlockOptions block, bool causal, bool cross) {
  block.layer_norm = block.residual = true;
  block.causal = causal, block.cross = cross;
  return block;
}

}  // namespace

std::vector<Parameter> encoder_decoder_table(const GptShape& s) {
  ParameterTable table;
  table.add("token_embedding_table.weight", {s.V, s.C}, Init::normal());
  table.add("position_embedding_table.weight", {s.T, s.C}, Init::normal());
  for (const std::string part : {"encoder", "decoder"}) {
    const bool cross = part == "decoder";
    for (std::size_t l = 0; l < s.n_layer; ++l) {
      const std::string block = part + ".blocks." + std::to_string(l) + ".";
      declare_attention(table, block, "sa.heads.", s.block.attention);
      if (cross) declare_attention(table, block, "ca.heads.", s.block.attention);
      declare_feed_forward(table, block + "ffwd", s.block.feed_forward);
      for (int i = 1; i <= (cross ? 3 : 2); ++i) table.layer_norm(block + "ln" + std::to_string(i), s.C);
    }
    table.layer_norm(part + ".ln_f", s.C);
  }
  table.linear("lm_head", s.C, s.V, true);
  return table.table();
}

template <class T>
EncoderDecoder<T>::EncoderDecoder(const Settings& settings, int vocab_size)
    : Model<T>(vocab_size, encoder_decoder_table(gpt_shape(settings, vocab_size))),
      shape_(gpt_shape(settings, vocab_size)),
      w_{this->parameters_, {}, {}, {}, {}, {}, {}, {}, {}},
      embedding_(w_),
      lm_head_weight_(w_.offset("lm_head.weight")),
      lm_head_bias_(w_.offset("lm_head.bias")),
      encoder_ln_(w_, "encoder.ln_f"),
      decoder_ln_(w_, "decoder.ln_f") {
  for (std::size_t l = 0; l < shape_.n_layer; ++l) {
    const std::string block = ".blocks." + std::to_string(l) + ".";
    encoder_.emplace_back(w_, with(shape_.block, false, false), "encoder" + block, "sa.heads.0");
    decoder_.emplace_back(w_, with(shape_.block, true, true), "decoder" + block, "sa.heads.0");
  }
}

template <class T>
void EncoderDecoder<T>::prepare(std::size_t B, std::size_t T_) {
  if (room_.holds(Room::of(B, T_))) return;
  const Room room = room_.with(Room::of(B, T_));
  const std::size_t C = shape_.C;
  for (auto* stack : {&encoder_, &decoder_})
    for (Block<T>& block : *stack) block.prepare(room);
  encoder_ln_.prepare(room.N, C);
  decoder_ln_.prepare(room.N, C);
  w_.prepare(room, C, shape_.block.feed_forward.F, true);
  for (Tensor<T, 1>* tensor : {&source_, &given_, &dx_, &dmemory_}) *tensor = zeros<T>(room.N * C);
  logits_ = zeros<T>(room.N * shape_.V);
  room_ = room;  // last: memory may run out on the way, as in a GPT
}

// --- Forth.

// source (B,T) -> encoder_ln_.output() (N,C)
template <class T>
void EncoderDecoder<T>::encode(const Tokens2& source, Masks* masks) {
  const std::size_t B = source.shape()[0], T_ = source.shape()[1];
  embedding_.forward(w_, source_.data(), source.data(), B, T_, shape_.C);
  for (std::size_t l = 0; l < encoder_.size(); ++l) {
    if (masks) encoder_[l].draw_masks(*masks, T_);
    encoder_[l].forward(w_, input(encoder_, l, source_.data()), nullptr, B, T_, masks != nullptr);
  }
  encoder_ln_.forward(w_, encoder_.back().output(), B * T_, shape_.C);
}

// given (B,T), and what encode() left -> logits_ (N,V)
template <class T>
void EncoderDecoder<T>::decode(const Tokens2& given, Masks* masks) {
  const std::size_t B = given.shape()[0], T_ = given.shape()[1], N = B * T_;
  embedding_.forward(w_, given_.data(), given.data(), B, T_, shape_.C);
  for (std::size_t l = 0; l < decoder_.size(); ++l) {
    if (masks) decoder_[l].draw_masks(*masks, T_);
    decoder_[l].forward(w_, input(decoder_, l, given_.data()), encoder_ln_.output(), B, T_, masks != nullptr);
  }
  const T* const x = decoder_ln_.forward(w_, decoder_.back().output(), N, shape_.C);
  linear_forward(logits_.data(), x, w_.value(lm_head_weight_), w_.value(lm_head_bias_), N, shape_.C, shape_.V, w_.matmul);
}

template <class T>
void EncoderDecoder<T>::run(const Reversal& lines, Masks* masks) {
  prepare(lines.source.shape()[0], lines.source.shape()[1]);
  encode(lines.source, masks);
  decode(lines.given, masks);
}

template <class T>
Tensor<T, 3> EncoderDecoder<T>::forward(const Tokens2& idx) {
  const std::size_t B = idx.shape()[0], T_ = idx.shape()[1], at_once = rows_at_once(room_, shape_.T, T_);
  Tensor<T, 3> logits = zeros<T>(B, T_, shape_.V);
  for (std::size_t b = 0; b < B; b += at_once) {
    const Rows rows{b, std::min(at_once, B - b)};
    run(Reversal(idx, rows), nullptr);
    std::copy_n(logits_.data(), rows.count * T_ * shape_.V, logits.data() + b * T_ * shape_.V);
  }
  return logits;
}

template <class T>
double EncoderDecoder<T>::loss(const Batch& batch) {
  const Reversal lines(batch.x, {0, batch.x.shape()[0]});
  run(lines, nullptr);
  return cross_entropy_forward(logits_.data(), logits_.data(), lines.target.data(), lines.target.size(), shape_.V);
}

// --- Back.

// dx: in, the gradient of the stack's output; out, of its embedded input
template <class T>
void EncoderDecoder<T>::stack_backward(std::vector<Block<T>>& stack, const T* embedded, T* dx, T* dmemory, const T* memory, std::size_t B) {
  for (std::size_t l = stack.size(); l-- > 0;) stack[l].backward(w_, dx, dmemory, input(stack, l, embedded), memory, B, shape_.T);
}

template <class T>
double EncoderDecoder<T>::loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) {
  const std::size_t B = rows.count, N = B * shape_.T, C = shape_.C, V = shape_.V;
  const double p = shape_.block.attention.dropout;
  const Reversal lines(batch.x, rows);
  Masks masks{batch.x.shape()[0], rows, p, generator};
  run(lines, p > 0 ? &masks : nullptr);
  const double share = static_cast<double>(N) / static_cast<double>(batch.x.size());
  const double loss = share * cross_entropy_forward(logits_.data(), logits_.data(), lines.target.data(), N, V);

  std::fill(this->parameters_.grads.begin(), this->parameters_.grads.end(), T{0});
  std::fill(dmemory_.begin(), dmemory_.end(), T{0});
  cross_entropy_backward(logits_.data(), logits_.data(), lines.target.data(), N, V, T{1} / static_cast<T>(batch.x.size()));
  T* const dx = dx_.data();
  linear_backward(w_.dbranch.data(), w_.grad(lm_head_weight_), w_.grad(lm_head_bias_), logits_.data(), decoder_ln_.output(),
                  w_.value(lm_head_weight_), N, C, V, w_.matmul);
  decoder_ln_.backward(w_, dx, w_.dbranch.data(), decoder_.back().output(), N, C);
  stack_backward(decoder_, given_.data(), dx, dmemory_.data(), encoder_ln_.output(), B);
  embedding_.backward(w_, dx, lines.given.data(), B, shape_.T, C);
  encoder_ln_.backward(w_, dx, dmemory_.data(), encoder_.back().output(), N, C);
  stack_backward(encoder_, source_.data(), dx, nullptr, nullptr, B);
  embedding_.backward(w_, dx, lines.source.data(), B, shape_.T, C);
  return loss;
}

// --- Inference.

template <class T>
class EncoderDecoder<T>::LineDecoder final : public Decoder<T> {
 public:
  explicit LineDecoder(EncoderDecoder& model) : model_(model), line_break_(zeros<T>(model.shape_.V)) {
    line_break_.fill(-T{60});
    line_break_(kLineBreak) = 0;
  }

  const T* append(std::int32_t token) override {
    const std::size_t T_ = model_.shape_.T;
    if (!writing_ && token != kLineBreak) {
      line_.push_back(token);
      return line_break_.data();
    }
    if (writing_ && token == kLineBreak) {  // the answer is whole: another line may come
      writing_ = false;
      line_.clear();
      return line_break_.data();
    }
    if (writing_ && written_.size() == T_) return line_break_.data();  // it fills the window: its line break comes next
    if (!writing_) begin_answer();
    written_.push_back(token);
    Tokens2 given = zeros<std::int32_t>(1, T_);
    std::copy(written_.begin(), written_.end(), given.begin());
    model_.prepare(1, T_);
    model_.encode(source_, nullptr);
    model_.decode(given, nullptr);
    return model_.logits_.data() + (written_.size() - 1) * model_.shape_.V;
  }

 private:
  // Of a line that is too long the end is read.
  void begin_answer() {
    const std::size_t T_ = model_.shape_.T, length = std::min(line_.size(), T_);
    source_ = zeros<std::int32_t>(1, T_);
    std::copy(line_.end() - static_cast<std::ptrdiff_t>(length), line_.end(), source_.begin());
    written_.clear();
    writing_ = true;
  }

  EncoderDecoder& model_;
  Tensor<T, 1> line_break_;  // (V): certainty
  bool writing_ = false;
  std::vector<std::int32_t> line_, written_;  // written_: what the decoder was given, its first token included
  Tokens2 source_;
};

template <class T>
std::unique_ptr<Decoder<T>> EncoderDecoder<T>::decoder() {
  return std::make_unique<LineDecoder>(*this);
}

template class EncoderDecoder<float>;
template class EncoderDecoder<double>;

}  // namespace iambic
