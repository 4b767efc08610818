#include "training/optimizer_step.hpp"

#include <cmath>

#include "base/heartbeat.hpp"
#include "base/simd.hpp"
#include "ops/kernels.hpp"
#include "training/schedule.hpp"

namespace iambic {

void sum_squares(std::vector<float>& squares, const Parameters<float>& parameters, const Slice& slice, const Settings& settings) {
  squares.clear();
  if (settings.grad_clip == 0) return;
  for (const Parameter& p : slice) {
    const float* const grads = parameters.grads.data() + p.offset;
    squares.push_back(simd::sum_of<float>(p.size(), [&](auto load) { return load(grads) * load(grads); }));
  }
}

// Shortens the gradients, seen as one vector, to `limit`. https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
static void clip_gradients(float* grads, std::size_t size, const std::vector<float>& squares, double limit) {
  double sum = 0;
  for (const float one : squares) sum += static_cast<double>(one);
  const double factor = limit / (std::sqrt(sum) + 1e-6);
  if (factor < 1) kernels<float>().scale(grads, static_cast<float>(factor), size);
}

void optimizer_step(Parameters<float>& parameters, AdamW<float>& optimizer, const Slice& slice, const std::vector<float>& squares,
                    std::int64_t iteration, const Settings& settings) {
  worked(150 * slice.size);
  if (settings.grad_clip > 0) clip_gradients(parameters.grads.data() + slice.offset, slice.size, squares, settings.grad_clip);
  AdamWSettings adamw;
  adamw.learning_rate = learning_rate_at(settings, iteration);
  adamw.beta2 = settings.beta2;
  for (const Parameter& p : slice) {
    adamw.weight_decay = settings.decayed == "all" || p.shape.size() > 1 ? settings.weight_decay : 0;
    optimizer.update(parameters.values, parameters.grads, p.offset, p.size(), iteration + 1, adamw);
  }
}

}  // namespace iambic
