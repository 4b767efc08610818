#include "gradient_check.hpp"

#include <algorithm>
#include <cmath>

namespace iambic {

namespace {

constexpr int kMostSequences = 2;
constexpr double kSteps[] = {1e-5, 1e-6};  // the smaller where a ReLU may turn on or off within the larger

}  // namespace

std::vector<TensorCheck> check_gradients(const Trainer& trainer, std::size_t first, std::size_t tensors, std::size_t per_tensor) {
  Generator generator = trainer.generator();
  Batch batch(kMostSequences, static_cast<int>(trainer.settings().block_size));
  trainer.dataset().get_batch(Split::train, generator, batch);

  const std::unique_ptr<Model<double>> model = make_model<double>(trainer.settings(), trainer.model().vocab_size());
  Tensor<double, 1>& values = model->parameters().values;
  std::copy(trainer.model().parameters().values.begin(), trainer.model().parameters().values.end(), values.begin());
  const auto loss = [&] {
    Generator same_masks = generator;  // dropout must not differ between evaluations
    return model->loss_and_gradients(batch, same_masks);
  };
  loss();
  const Tensor<double, 1> grads = model->parameters().grads;

  std::vector<TensorCheck> checks;
  const std::vector<Parameter>& table = model->parameters().table();
  for (std::size_t i = first; i < table.size() && checks.size() < tensors; ++i) {
    const Parameter& p = table[i];
    Generator choice = generator;  // of the values to vary: the same whichever tensors are checked together
    TensorCheck check{p.name, p.size(), std::min(per_tensor, p.size()), 0, 0, true};
    for (std::size_t k = 0; k < p.size(); ++k) check.largest_gradient = std::max(check.largest_gradient, std::fabs(grads(p.offset + k)));
    for (std::size_t k = 0; k < check.checked; ++k) {
      const std::size_t at = p.offset + choice.randint(p.size());
      const double value = values(at);
      double error = HUGE_VAL;
      for (const double step : kSteps) {
        values(at) = value + step;
        const double above = loss();
        values(at) = value - step;
        const double difference = (above - loss()) / (2 * step);
        const double scale = std::max({std::fabs(grads(at)), std::fabs(difference), 1e-2 * check.largest_gradient, 1e-9});
        error = std::min(error, std::fabs(grads(at) - difference) / scale);
        if (error < kGradientTolerance) break;
      }
      values(at) = value;
      check.largest_error = std::max(check.largest_error, error);
    }
    check.agrees = check.largest_error < kGradientTolerance;
    checks.push_back(check);
  }
  return checks;
}

}  // namespace iambic
