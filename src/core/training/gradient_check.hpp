// Compares a live model's gradients with finite differences, tensor by tensor, in double precision.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "training/trainer.hpp"

namespace iambic {

struct TensorCheck {
  std::string name;
  std::size_t size, checked;  // values of the tensor, and how many of them were varied
  double largest_gradient;    // of the whole tensor
  double largest_error;       // |gradient - difference| / max(|gradient|, |difference|, a hundredth of the tensor's largest gradient)
  bool agrees;                // largest_error < kGradientTolerance
};

inline constexpr double kGradientTolerance = 1e-3;

/// Varies up to `most` of a tensor's values, chosen by `choice`, and compares the gradient of each with what becomes of `loss`.
TensorCheck compare_gradients(const Parameter& parameter, const Tensor<double, 1>& grads, Tensor<double, 1>& values,
                              const std::function<double()>& loss, Generator choice, std::size_t most);

/// Looks at a trainer's weights as they are when it is made, on a small batch drawn from a copy of the stream; the trainer
/// notices nothing, and need not outlive it.
class GradientChecker {
 public:
  /// Throws Error when there is not room for it beside the trainer.
  explicit GradientChecker(const Trainer& trainer);

  std::size_t tensors() const { return model_->parameters().table().size(); }
  /// Varies up to `most` values of the i-th tensor, the same whichever tensors are checked before.
  TensorCheck check(std::size_t i, std::size_t most = 4);

 private:
  double loss();

  Generator generator_;
  Batch batch_;
  bool dropout_;
  std::unique_ptr<Model<double>> model_;
  Tensor<double, 1> grads_;
};

/// All tensors.
std::vector<TensorCheck> check_gradients(const Trainer& trainer, std::size_t most = 4);

}  // namespace iambic
