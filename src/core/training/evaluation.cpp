#include "training/evaluation.hpp"

#include <algorithm>
#include <numeric>

#include "base/simd.hpp"
#include "ops/softmax.hpp"

namespace iambic {

namespace {

// Entropy in nats of counts (n) that add up to total, times total.
double weighted_entropy(const std::uint32_t* counts, std::size_t n, double total) {
  double result = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (counts[i] > 0) result -= counts[i] * simd::log(counts[i] / total);
  return result;
}

}  // namespace

PartialLoss evaluate_part(Model<float>& model, const Dataset& dataset, const Settings& settings, Split split, std::size_t first,
                          std::size_t batches) {
  const auto B = static_cast<std::size_t>(settings.batch_size), T = static_cast<std::size_t>(settings.block_size);
  const std::size_t pairs = dataset.size(split) - (dataset.size(split) > 0);
  if (model.layers() == 0) {
    if (first > 0 || batches == 0 || pairs == 0) return {0, 0, pairs > 0};
    return {model.loss_of_pairs(dataset.pair_counts(split)) * static_cast<double>(pairs), pairs, 1};
  }
  const std::size_t whole = pairs / T, last = pairs % T > 0;
  PartialLoss part{0, 0, (whole + B - 1) / B + last};
  Batch windows;
  for (std::size_t i = first; i < first + batches && i < part.batches; ++i) {
    dataset.consecutive_batch(split, std::min(i * B, whole) * T, B, windows);
    part.nats += model.loss(windows) * static_cast<double>(windows.x.size());
    part.targets += windows.x.size();
  }
  return part;
}

Baselines baselines(const Dataset& dataset) {
  const auto V = static_cast<std::size_t>(dataset.corpus().tokenizer.vocab_size());
  const std::vector<std::uint32_t>& counts = dataset.pair_counts(Split::train);
  std::vector<std::uint32_t> targets(V, 0);  // how often each character is what follows
  double pairs = 0, conditional = 0;
  for (std::size_t i = 0; i < V; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < V; ++j) {
      row += counts[i * V + j];
      targets[j] += counts[i * V + j];
    }
    conditional += weighted_entropy(&counts[i * V], V, row);
    pairs += row;
  }
  return {simd::log(static_cast<double>(V)), weighted_entropy(targets.data(), V, pairs) / pairs, conditional / pairs};
}

std::vector<float> probabilities(Model<float>& model) {
  const auto V = static_cast<std::size_t>(model.vocab_size());
  constexpr std::size_t kAtOnce = 64;  // the table alone may be large
  std::vector<float> probs(V * V);
  for (std::size_t first = 0; first < V; first += kAtOnce) {
    Tokens2 each_alone = zeros<std::int32_t>(std::min(kAtOnce, V - first), 1);
    std::iota(each_alone.begin(), each_alone.end(), static_cast<std::int32_t>(first));
    const Tensor<float, 3> logits = model.forward(each_alone);
    std::copy(logits.begin(), logits.end(), probs.begin() + static_cast<std::ptrdiff_t>(first * V));
  }
  for (std::size_t i = 0; i < V; ++i) softmax_forward(&probs[i * V], &probs[i * V], V);
  return probs;
}

}  // namespace iambic
