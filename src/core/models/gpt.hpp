// The transformer of "Let's build GPT", on every rung from one attention head to the whole GPT.
// https://www.youtube.com/watch?v=kCc8FmEb1nY, https://github.com/karpathy/ng-video-lecture
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/block.hpp"
#include "models/model.hpp"
#include "models/settings.hpp"

namespace iambic {

/// What the rungs of the ladder differ in.
struct GptShape {
  std::size_t V = 0, T = 0;  // vocabulary, block_size
  std::size_t n_layer = 1;
  std::string heads;  // how the lecture's code calls them: sa_head, sa_heads.heads.0, ... and in blocks sa.heads.0, ...
  LayerOptions layers;
};

/// Throws Error when the settings do not describe a transformer (n_embd not divisible by n_head).
GptShape gpt_shape(const Settings& settings, int vocab_size);

std::vector<Parameter> gpt_table(const GptShape& shape);

/// What training keeps of a batch, and its scratch: how many numbers.
double gpt_activations(const Settings& settings, int vocab_size);

/// The same of everything in a transformer but its blocks and their layers; N tokens.
double activations_around_blocks(const GptShape& shape, double N);

template <class T>
class Gpt final : public Model<T> {
 public:
  explicit Gpt(const GptShape& shape);
  Gpt(const Gpt&) = delete;
  Gpt& operator=(const Gpt&) = delete;

  Tensor<T, 3> forward(const Tokens2& idx) override;
  double loss(const Batch& batch) override;
  using Model<T>::loss_and_gradients;
  double loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) override;
  std::unique_ptr<Decoder<T>> decoder() override;
  /// idx (1,T): see trace.hpp.
  void trace(const Tokens2& idx, Trace<T>& trace);

  std::size_t layers() const override { return blocks_.size(); }
  std::size_t heads() const override { return shape_.layers.n_head; }
  const T* attention(std::size_t layer) const override { return blocks_[layer]->self_attention.layer().probs(); }

 private:
  class CachedDecoder;

  void prepare(std::size_t B, std::size_t T_);
  void forward_pass(const std::int32_t* idx, const Pass& pass);
  void backward_pass(const std::int32_t* idx, const Pass& pass);

  GptShape shape_;
  Workspace<T> w_;
  EmbeddingLayer<T> embedding_;
  std::vector<std::unique_ptr<Block<T>>> blocks_;
  std::optional<LayerNormLayer<T>> ln_f_;
  LinearLayer<T> lm_head_;
  Room room_;                            // of the buffers
  Tensor<T, 1> embedded_, logits_, dx_;  // (N,C), (N,V), (N,C)
  const T* features_ = nullptr;          // (N,C): what lm_head_ got; a layer's output
};

}  // namespace iambic
