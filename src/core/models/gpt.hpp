// The transformer of "Let's build GPT", on every rung from one attention head to the whole GPT.
// https://www.youtube.com/watch?v=kCc8FmEb1nY, https://github.com/karpathy/ng-video-lecture
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/layers.hpp"
#include "models/settings.hpp"

namespace iambic {

/// What the rungs of the ladder differ in.
struct GptShape {
  std::size_t V, T, C;  // vocabulary, block_size, n_embd
  std::size_t n_layer;
  std::string heads;  // how the lecture's code calls them: sa_head, sa_heads.heads.0, ... and in blocks sa.heads.0, ...
  BlockOptions block;
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

  std::size_t layers() const override { return blocks_.size(); }
  std::size_t heads() const override { return shape_.block.attention.n_head; }
  const T* attention(std::size_t layer) const override { return blocks_[layer].attention(); }

 private:
  class CachedDecoder;

  void prepare(std::size_t B, std::size_t T_);
  void head(const T* x, std::size_t N);
  void run(const Tokens2& idx, Rows rows, Generator* dropout);
  const T* block_input(std::size_t l) const { return l == 0 ? embedded_.data() : blocks_[l - 1].output(); }

  GptShape shape_;
  Workspace<T> w_;
  EmbeddingLayer<T> embedding_;
  std::size_t lm_head_weight_, lm_head_bias_;
  std::vector<Block<T>> blocks_;
  std::optional<LayerNormLayer<T>> ln_f_;
  Room room_;                            // of the buffers
  Tensor<T, 1> embedded_, logits_, dx_;  // (N,C), (N,V), (N,C)
};

}  // namespace iambic
