// AdamW, as torch.optim.AdamW computes it. https://arxiv.org/abs/1711.05101
#pragma once

#include "base/tensor.hpp"

namespace iambic {

/// PyTorch's defaults.
struct AdamWSettings {
  double learning_rate = 1e-3;
  double beta1 = 0.9, beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0.01;
};

template <class T>
class AdamW {
 public:
  explicit AdamW(std::size_t size) : exp_avg(zeros<T>(size)), exp_avg_sq(zeros<T>(size)) {}

  /// One update of count values by their grads, both from place `first` on. step counts from 1.
  void update(Tensor<T, 1>& values, const Tensor<T, 1>& grads, std::size_t first, std::size_t count, std::int64_t step,
              const AdamWSettings& settings);

  Tensor<T, 1> exp_avg, exp_avg_sq;  // the moments, both (size)
};

}  // namespace iambic
