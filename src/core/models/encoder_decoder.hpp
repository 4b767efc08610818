// A transformer with an encoder and a decoder that looks at it by cross-attention, as in "Attention is all you need". Its
// task: read a line, write it backwards. https://arxiv.org/abs/1706.03762
#pragma once

#include <vector>

#include "models/gpt.hpp"
#include "text/reversal.hpp"

namespace iambic {

std::vector<Parameter> encoder_decoder_table(const GptShape& shape);

/// What training keeps of a batch, and its scratch: how many numbers.
double encoder_decoder_activations(const Settings& settings, int vocab_size);

template <class T>
class EncoderDecoder final : public Model<T> {
 public:
  /// n_layer blocks in the encoder and as many in the decoder.
  EncoderDecoder(const Settings& settings, int vocab_size);
  EncoderDecoder(const EncoderDecoder&) = delete;
  EncoderDecoder& operator=(const EncoderDecoder&) = delete;

  /// idx (B,T): windows of text -> logits (B,T,V) of their first lines backwards.
  Tensor<T, 3> forward(const Tokens2& idx) override;
  double loss(const Batch& batch) override;  // of batch.x: what follows in the text does not matter
  using Model<T>::loss_and_gradients;
  double loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) override;
  /// Of a text that alternates: a line, its line break, the line backwards, a line break. Within a line that is read, and
  /// after T characters of an answer, what follows is the line break.
  std::unique_ptr<Decoder<T>> decoder() override;

  /// The decoder's cross-attention: row t shows where in the line it looked for its t-th character.
  std::size_t layers() const override { return decoder_.size(); }
  std::size_t heads() const override { return shape_.block.attention.n_head; }
  const T* attention(std::size_t layer) const override { return decoder_[layer].cross_attention(); }

 private:
  class LineDecoder;

  void prepare(std::size_t B, std::size_t T_);
  void encode(const Tokens2& source, Masks* masks);
  void decode(const Tokens2& given, Masks* masks);
  void run(const Reversal& lines, Masks* masks);
  void stack_backward(std::vector<Block<T>>& stack, const T* embedded, T* dx, T* dmemory, const T* memory, std::size_t B);
  const T* input(const std::vector<Block<T>>& stack, std::size_t l, const T* embedded) const {
    return l == 0 ? embedded : stack[l - 1].output();
  }

  GptShape shape_;
  Workspace<T> w_;
  EmbeddingLayer<T> embedding_;
  std::size_t lm_head_weight_, lm_head_bias_;
  std::vector<Block<T>> encoder_, decoder_;
  LayerNormLayer<T> encoder_ln_, decoder_ln_;
  Room room_;                           // of the buffers
  Tensor<T, 1> source_, given_;         // embedded, (N,C)
  Tensor<T, 1> logits_, dx_, dmemory_;  // (N,V), (N,C), (N,C)
};

}  // namespace iambic
