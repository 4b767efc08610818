#include "models/encoder_decoder.hpp"

#include <algorithm>

#include "ops/cross_entropy.hpp"

namespace iambic {

double encoder_decoder_activations(const Settings& settings, int vocab_size) {
  const GptShape s = gpt_shape(settings, vocab_size);
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), C = static_cast<double>(s.layers.C),
             F = static_cast<double>(s.layers.F), T = static_cast<double>(s.T), H = static_cast<double>(s.layers.n_head);
  const bool masks = settings.dropout > 0;
  const double blocks = N * ((masks ? 30 : 25) * C + 4 * F + 3 * (masks ? 3 : 1) * H * T);  // one of the encoder, one of the decoder
  return static_cast<double>(s.n_layer) * blocks + activations_around_blocks(s, N) + N * 8 * C;
}

std::vector<Parameter> encoder_decoder_table(const GptShape& s) {
  ParameterTable table;
  const std::size_t C = s.layers.C;
  table.add("token_embedding_table.weight", {s.V, C}, Init::normal());
  table.add("position_embedding_table.weight", {s.T, C}, Init::normal());
  for (const std::string part : {"encoder", "decoder"}) {
    const bool cross = part == "decoder";
    for (std::size_t l = 0; l < s.n_layer; ++l) {
      const std::string block = part + ".blocks." + std::to_string(l) + ".";
      declare_attention(table, block, "sa.heads.", s.layers);
      if (cross) declare_attention(table, block, "ca.heads.", s.layers);
      declare_feed_forward(table, block + "ffwd", s.layers);
      for (int i = 1; i <= (cross ? 3 : 2); ++i) table.layer_norm(block + "ln" + std::to_string(i), C);
    }
    table.layer_norm(part + ".ln_f", C);
  }
  table.linear("lm_head", C, s.V);
  return std::move(table).table();
}

template <class T>
EncoderDecoder<T>::EncoderDecoder(const Settings& settings, int vocab_size)
    : Model<T>(vocab_size, encoder_decoder_table(gpt_shape(settings, vocab_size))),
      shape_(gpt_shape(settings, vocab_size)),
      w_(this->parameters_),
      embedding_(w_, shape_.layers.C),
      encoder_ln_(w_, "encoder.ln_f", shape_.layers.C),
      decoder_ln_(w_, "decoder.ln_f", shape_.layers.C),
      lm_head_(w_, "lm_head", shape_.layers.C, shape_.V) {
  for (std::size_t l = 0; l < shape_.n_layer; ++l) {
    const std::string block = ".blocks." + std::to_string(l) + ".";
    encoder_.push_back(std::make_unique<Block<T>>(w_, shape_.layers, Attends::everywhere, "encoder" + block, "sa.heads.0"));
    decoder_.push_back(std::make_unique<Block<T>>(w_, shape_.layers, "decoder" + block));
  }
}

template <class T>
void EncoderDecoder<T>::prepare(std::size_t B, std::size_t T_) {
  if (room_.holds(Room::of(B, T_))) return;
  const Room room = room_.with(Room::of(B, T_));
  const std::size_t C = shape_.layers.C;
  for (auto* stack : {&encoder_, &decoder_})
    for (const auto& block : *stack) block->prepare(room);
  encoder_ln_.prepare(room.N);
  decoder_ln_.prepare(room.N);
  w_.prepare(room, C, shape_.layers.F, true);
  for (Tensor<T, 1>* tensor : {&source_, &given_, &dx_, &dmemory_}) *tensor = zeros<T>(room.N * C);
  logits_ = zeros<T>(room.N * shape_.V);
  room_ = room;  // last: memory may run out on the way, as in a GPT
}

// source (B,T) -> memory_ (B,T,C)
template <class T>
void EncoderDecoder<T>::encode(const Tokens2& source, const Pass& pass) {
  const T* x = embedding_.forward(source_.data(), source.data(), pass);
  for (const auto& block : encoder_) {
    x = block->self_attention.forward(x, pass);
    x = block->feed_forward->forward(x, pass);
  }
  memory_ = encoder_ln_.forward(x, pass.N());
}

// given (B,T), and what encode() left -> logits_ (B,T,V)
template <class T>
void EncoderDecoder<T>::decode(const Tokens2& given, const Pass& pass) {
  const T* x = embedding_.forward(given_.data(), given.data(), pass);
  for (const auto& block : decoder_) {
    x = block->self_attention.forward(x, pass);
    x = block->cross_attention->forward(x, pass, memory_);
    x = block->feed_forward->forward(x, pass);
  }
  features_ = decoder_ln_.forward(x, pass.N());
  lm_head_.forward(logits_.data(), features_, pass.N());
}

template <class T>
void EncoderDecoder<T>::forward_pass(const Reversal& lines, const Pass& pass) {
  prepare(pass.B, pass.T);
  encode(lines.source, pass);
  decode(lines.given, pass);
}

// logits_ (B,T,V): in, their gradient.
template <class T>
void EncoderDecoder<T>::backward_pass(const Reversal& lines, const Pass& pass) {
  T *const dx = dx_.data(), *const dmemory = dmemory_.data();
  std::fill(dmemory_.begin(), dmemory_.end(), T{0});
  lm_head_.backward(w_.dbranch.data(), logits_.data(), features_, pass.N());
  decoder_ln_.backward(dx, w_.dbranch.data(), pass.N());
  for (std::size_t l = decoder_.size(); l-- > 0;) {
    decoder_[l]->feed_forward->backward(dx, pass);
    decoder_[l]->cross_attention->backward(dx, pass, dmemory);
    decoder_[l]->self_attention.backward(dx, pass);
  }
  embedding_.backward(dx, lines.given.data(), pass);
  encoder_ln_.backward(dx, dmemory, pass.N());
  for (std::size_t l = encoder_.size(); l-- > 0;) {
    encoder_[l]->feed_forward->backward(dx, pass);
    encoder_[l]->self_attention.backward(dx, pass);
  }
  embedding_.backward(dx, lines.source.data(), pass, Into::add);
}

template <class T>
Tensor<T, 3> EncoderDecoder<T>::forward(const Tokens2& idx) {
  const std::size_t B = idx.shape()[0], T_ = idx.shape()[1], V = shape_.V, at_once = rows_at_once(room_, shape_.T, T_);
  Tensor<T, 3> logits = zeros<T>(B, T_, V);
  for (std::size_t b = 0; b < B; b += at_once) {
    const Pass pass{std::min(at_once, B - b), T_};
    forward_pass(Reversal(idx, {b, pass.B}), pass);
    std::copy_n(logits_.data(), pass.N() * V, logits.data() + b * T_ * V);
  }
  return logits;
}

template <class T>
double EncoderDecoder<T>::loss(const Batch& batch) {
  const Pass pass{batch.x.shape()[0], batch.x.shape()[1]};
  const Reversal lines(batch.x, {0, pass.B});
  forward_pass(lines, pass);
  return cross_entropy_forward(logits_.data(), logits_.data(), lines.target.data(), pass.N(), shape_.V);
}

template <class T>
double EncoderDecoder<T>::loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) {
  const Masks masks{batch.x.shape()[0], rows, shape_.layers.dropout, generator};
  const Pass pass{rows.count, batch.x.shape()[1], masks.dropout > 0 ? &masks : nullptr};
  const Reversal lines(batch.x, rows);
  forward_pass(lines, pass);
  const double share = static_cast<double>(pass.N()) / static_cast<double>(batch.x.size());
  const double loss = share * cross_entropy_forward(logits_.data(), logits_.data(), lines.target.data(), pass.N(), shape_.V);

  cross_entropy_backward(logits_.data(), logits_.data(), lines.target.data(), pass.N(), shape_.V, T{1} / static_cast<T>(batch.x.size()));
  backward_pass(lines, pass);
  return loss;
}

template <class T>
void EncoderDecoder<T>::trace(const Tokens2& idx, Trace<T>& trace) {
  const Pass pass{1, idx.size()};
  const Reversal lines(idx, {0, 1});
  const auto block_of = [](const char* part, std::size_t l) { return part + std::to_string(l) + "."; };
  forward_pass(lines, pass);
  embedding_.trace(trace, "encoder.", lines.source.data(), pass);
  for (std::size_t l = 0; l < encoder_.size(); ++l) encoder_[l]->trace(trace, block_of("encoder.blocks.", l), "sa.heads.", pass);
  encoder_ln_.trace(trace, "encoder.ln_f", pass.T);
  trace.stream().clear();  // the decoder has one of its own
  embedding_.trace(trace, "decoder.", lines.given.data(), pass);
  for (std::size_t l = 0; l < decoder_.size(); ++l) {
    const std::string block = block_of("decoder.blocks.", l);
    decoder_[l]->trace(trace, block, "sa.heads.", pass);
    const T* const features = decoder_ln_.forward(decoder_[l]->output(), pass.T);
    lm_head_.forward(trace.add(block + "logits", {pass.T, shape_.V}), features, pass.T);
  }
  decoder_ln_.trace(trace, "decoder.ln_f", pass.T);
  decoder_ln_.trace_contributions(trace, "decoder.ln_f", pass.T);
  trace.add("lm_head", {pass.T, shape_.V}, logits_.data());
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
    model_.encode(source_, {1, T_});
    model_.decode(given, {1, T_});
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
