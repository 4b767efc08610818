#include "training/evaluation.hpp"

#include <algorithm>
#include <numeric>

#include "base/simd.hpp"
#include "models/limits.hpp"
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

// Calls take(counts, n, tokens) for each token in turn: which n tokens follow it within the training part, ascending, and how often.
// Without a table: what follows each is put in order.
template <class Take>
void each_row_in_order(const Dataset& dataset, std::size_t V, Take&& take) {
  const TokenIds& ids = dataset.corpus().ids;
  const std::size_t first = dataset.begin(Split::train), last = first + dataset.size(Split::train) - 1;
  std::vector<std::size_t> ends(V + 1, 0);  // of each token's part of `following`; at first, where it begins
  for (std::size_t i = first; i < last; ++i) ++ends[static_cast<std::size_t>(ids[i]) + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<std::uint16_t> following(last - first);
  for (std::size_t i = first; i < last; ++i) following[ends[static_cast<std::size_t>(ids[i])]++] = static_cast<std::uint16_t>(ids[i + 1]);
  std::vector<std::uint32_t> tokens, counts;
  for (std::size_t i = 0, from = 0; i < V; from = ends[i++]) {
    const auto begin = following.begin() + static_cast<std::ptrdiff_t>(from),
               end = following.begin() + static_cast<std::ptrdiff_t>(ends[i]);
    std::sort(begin, end);
    tokens.clear(), counts.clear();
    for (auto at = begin; at != end; ++at) {
      if (tokens.empty() || tokens.back() != *at) tokens.push_back(*at), counts.push_back(0);
      ++counts.back();
    }
    take(counts.data(), tokens.size(), tokens.data());
  }
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
  const auto V = static_cast<std::size_t>(dataset.corpus().tokenizer->vocab_size());
  std::vector<std::uint32_t> targets(V, 0);  // how often each character is what follows
  double pairs = 0, conditional = 0;
  const auto add = [&](const std::uint32_t* counts, std::size_t n, const std::uint32_t* tokens) {
    double row = 0;
    for (std::size_t k = 0; k < n; ++k) {
      row += counts[k];
      targets[tokens ? tokens[k] : k] += counts[k];
    }
    conditional += weighted_entropy(counts, n, row);
    pairs += row;
  };
  if (!has_table_of_pairs(dataset.corpus().tokenizer->vocab_size())) {
    each_row_in_order(dataset, V, add);
  } else {
    const std::vector<std::uint32_t>& counts = dataset.pair_counts(Split::train);
    for (std::size_t i = 0; i < V; ++i) add(&counts[i * V], V, nullptr);
  }
  return {simd::log(static_cast<double>(V)), weighted_entropy(targets.data(), V, pairs) / pairs, conditional / pairs};
}

void check_paired(int vocab_size) {
  if (!has_table_of_pairs(vocab_size)) check_vocabulary(vocab_size, kMostPaired);
}

double text_bytes(const Corpus& corpus) {
  return static_cast<double>(corpus.ids.bytes()) * (has_table_of_pairs(corpus.tokenizer->vocab_size()) ? 1 : 2);
}

std::vector<float> probabilities(Model<float>& model) {
  const auto V = static_cast<std::size_t>(model.vocab_size());
  constexpr std::size_t kAtOnce = 64;  // the table alone may be large
  check_paired(model.vocab_size());
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
