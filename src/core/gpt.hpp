// The transformer of "Let's build GPT", on every rung from one attention head to the whole GPT.
// https://www.youtube.com/watch?v=kCc8FmEb1nY, https://github.com/karpathy/ng-video-lecture
#pragma once

#include <vector>

#include "model.hpp"
#include "ops/activation.hpp"
#include "ops/attention.hpp"
#include "ops/matmul.hpp"

namespace iambic {

/// What the rungs of the ladder differ in.
struct GptShape {
  std::size_t V, T, C;  // vocabulary, block_size, n_embd
  std::size_t n_layer, n_head;
  bool blocks;               // parameters are called blocks.i.sa..., with output projections and residual connections
  bool layer_norm;           // before attention, before the feed-forward part, and at the end
  std::size_t feed_forward;  // hidden size of the feed-forward part; 0: none
  Activation activation;
  double attention_scale;
  double dropout;

  std::size_t head_size() const { return C / n_head; }
};

/// Throws Error when the settings do not describe a transformer (n_embd not divisible by n_head).
GptShape gpt_shape(const Settings& settings, int vocab_size);

/// About how many bytes training takes. Throws Error as gpt_shape.
double gpt_bytes(const Settings& settings, int vocab_size);

template <class T>
class Gpt final : public Model<T> {
 public:
  explicit Gpt(const GptShape& shape);

  Tensor<T, 3> forward(const Tokens2& idx) override;
  double loss(const Batch& batch) override;
  using Model<T>::loss_and_gradients;
  double loss_and_gradients(const Batch& batch, Rows rows, Generator& generator) override;
  std::unique_ptr<Decoder<T>> decoder() override;

  const GptShape& shape() const { return shape_; }
  std::size_t layers() const override { return layers_.size(); }
  std::size_t heads() const override { return shape_.n_head; }
  const T* attention(std::size_t layer) const override { return layers_[layer].probs.data(); }

 private:
  class CachedDecoder;

  /// Where a layer's parameters start in the flat buffers.
  struct LayerOffsets {
    std::size_t ln1_weight, ln1_bias, qkv, proj_weight, proj_bias, ln2_weight, ln2_bias;
    std::size_t fc_weight, fc_bias, out_weight, out_bias;
  };
  /// What a layer computes on the way forth and needs on the way back. N = B T.
  struct Layer {
    LayerOffsets at;
    Tensor<T, 1> ln1, ln1_mean, ln1_inverse_std;  // (N,C), (N), (N)
    Tensor<T, 1> qkv;                             // (N,H,3,HS): key, query, value
    Tensor<T, 1> probs, dropped, probs_mask;      // (H,B,T,T)
    Tensor<T, 1> heads, proj_mask, mid;           // (N,C)
    Tensor<T, 1> ln2, ln2_mean, ln2_inverse_std;
    Tensor<T, 1> hidden, activated;  // (N,F)
    Tensor<T, 1> out_mask, out;      // (N,C)
  };

  static std::vector<Parameter> table(const GptShape& shape);
  T* value(std::size_t offset) { return this->parameters_.values.data() + offset; }
  T* grad(std::size_t offset) { return this->parameters_.grads.data() + offset; }
  void find_offsets();
  void prepare(std::size_t B, std::size_t T_);
  void embed(const std::int32_t* idx, std::size_t B, std::size_t T_, std::size_t first_position);
  void draw_masks(Layer& layer, std::size_t B, Rows rows, std::size_t T_, Generator& generator);
  void layer_before_attention(Layer& layer, const T* x, std::size_t N);
  void layer_after_attention(Layer& layer, const T* x, std::size_t N, bool dropout);
  void layer_forward(Layer& layer, const T* x, std::size_t B, std::size_t T_, bool dropout);
  void layer_backward(Layer& layer, const T* x, T* dx, std::size_t B, std::size_t T_);
  void head(const T* x, std::size_t N);
  void run(const Tokens2& idx, Rows rows, Generator* dropout);
  const T* layer_input(std::size_t l) const { return l == 0 ? embedded_.data() : layers_[l - 1].out.data(); }

  GptShape shape_;
  std::size_t wte_, wpe_, ln_f_weight_ = 0, ln_f_bias_ = 0, lm_head_weight_, lm_head_bias_;
  std::vector<Layer> layers_;
  std::size_t room_B_ = 0, room_T_ = 0;                          // what the buffers below and above hold
  Tensor<T, 1> embedded_, ln_f_, ln_f_mean_, ln_f_inverse_std_;  // (N,C), (N,C), (N), (N)
  Tensor<T, 1> logits_;                                          // (N,V)
  Tensor<T, 1> dx_, dy_, dbranch_, dqkv_, dhidden_, dprobs_;     // scratch of the way back
  Matmul<T> matmul_;
};

}  // namespace iambic
