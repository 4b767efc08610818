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
  /// idx (1,T): see trace.hpp. Of its first line, read and written backwards as in forward().
  void trace(const Tokens2& idx, Trace<T>& trace);

  /// The decoder's cross-attention: row t shows where in the line it looked for its t-th character.
  std::size_t layers() const override { return decoder_.size(); }
  std::size_t heads() const override { return shape_.layers.n_head; }
  const T* attention(std::size_t layer) const override { return decoder_[layer]->cross_attention->layer().probs(); }

 private:
  class LineDecoder;

  void prepare(std::size_t B, std::size_t T_);
  void encode(const Tokens2& source, const Pass& pass);
  void decode(const Tokens2& given, const Pass& pass);
  void forward_pass(const Reversal& lines, const Pass& pass);
  void backward_pass(const Reversal& lines, const Pass& pass);

  GptShape shape_;
  Workspace<T> w_;
  EmbeddingLayer<T> embedding_;
  std::vector<std::unique_ptr<Block<T>>> encoder_, decoder_;
  LayerNormLayer<T> encoder_ln_, decoder_ln_;
  LinearLayer<T> lm_head_;
  Room room_;                                        // of the buffers
  Tensor<T, 1> source_, given_;                      // embedded, (N,C)
  const T *memory_ = nullptr, *features_ = nullptr;  // (N,C): what the decoder looks at across, what lm_head_ got
  Tensor<T, 1> logits_, dx_, dmemory_;               // (N,V), (N,C), (N,C)
};

}  // namespace iambic
