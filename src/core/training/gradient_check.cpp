#include "training/gradient_check.hpp"
#include "models/limits.hpp"
#include "models/registry.hpp"

#include <algorithm>
#include <cmath>

namespace iambic {

namespace {

constexpr int kMostSequences = 2;
constexpr double kSteps[] = {1e-5, 1e-6};  // the smaller where a ReLU may turn on or off within the larger

// A trainer's settings, if the same model fits beside it once more, in double precision, with its gradients twice.
const Settings& with_room(const Trainer& trainer) {
  const Corpus& corpus = trainer.corpus();
  const double bytes = 3 * sizeof(double) * static_cast<double>(trainer.model().parameters().size());
  check(trainer.settings(), corpus.tokenizer->vocab_size(), bytes + text_bytes(corpus));
  return trainer.settings();
}

}  // namespace

GradientChecker::GradientChecker(const Trainer& trainer)
    : generator_(trainer.generator()),
      batch_(kMostSequences, static_cast<int>(trainer.settings().block_size)),
      dropout_(trainer.settings().dropout > 0),
      model_(make_model<double>(with_room(trainer), trainer.model().vocab_size())) {
  trainer.dataset().get_batch(Split::train, generator_, batch_);
  const Tensor<float, 1>& values = trainer.model().parameters().values;
  std::copy(values.begin(), values.end(), model_->parameters().values.begin());
  Generator masks = generator_;
  model_->loss_and_gradients(batch_, masks);
  grads_ = model_->parameters().grads;
}

// The loss that grads_ is the gradient of: with the same masks.
double GradientChecker::loss() {
  Generator same_masks = generator_;
  return dropout_ ? model_->loss_and_gradients(batch_, same_masks) : model_->loss(batch_);
}

TensorCheck GradientChecker::check(std::size_t i, std::size_t most) {
  Parameters<double>& parameters = model_->parameters();
  return compare_gradients(
      parameters.table()[i], grads_, parameters.values, [this] { return loss(); }, generator_, most);
}

TensorCheck compare_gradients(const Parameter& p, const Tensor<double, 1>& grads, Tensor<double, 1>& values,
                              const std::function<double()>& loss, Generator choice, std::size_t most) {
  TensorCheck check{p.name, p.size(), std::min(most, p.size()), 0, 0, true};
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
  return check;
}

std::vector<TensorCheck> check_gradients(const Trainer& trainer, std::size_t most) {
  GradientChecker checker(trainer);
  std::vector<TensorCheck> checks;
  for (std::size_t i = 0; i < checker.tensors(); ++i) checks.push_back(checker.check(i, most));
  return checks;
}

}  // namespace iambic
