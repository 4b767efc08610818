// Compares a live model's gradients with finite differences, tensor by tensor, in double precision.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trainer.hpp"

namespace iambic {

struct TensorCheck {
  std::string name;
  std::size_t size, checked;  // values of the tensor, and how many of them were varied
  double largest_gradient;    // of the whole tensor
  double largest_error;       // |gradient - difference| / max(|gradient|, |difference|, a hundredth of the tensor's largest gradient)
  bool agrees;                // largest_error < kGradientTolerance
};

inline constexpr double kGradientTolerance = 1e-3;

/// The model's weights as they are now, on a small batch drawn from a copy of the stream; varies up to `per_tensor` values
/// of each of `tensors` tensors from the first-th on. Changes nothing.
std::vector<TensorCheck> check_gradients(const Trainer& trainer, std::size_t first = 0, std::size_t tensors = SIZE_MAX,
                                         std::size_t per_tensor = 4);

}  // namespace iambic
