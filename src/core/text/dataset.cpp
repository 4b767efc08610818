#include "text/dataset.hpp"

#include <algorithm>

#include "base/simd.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

template <class Id>
IAMBIC_KERNEL void copy_all_windows(const Id* ids, const std::vector<std::size_t>& starts, std::int32_t* x, std::int32_t* y,
                                    std::size_t T) {
  for (std::size_t b = 0; b < starts.size(); ++b) x[b * T] = ids[starts[b]];  // first touch them all: the cache misses overlap
  for (const std::size_t start : starts) {
    for (std::size_t t = 0; t < T; ++t) x[t] = ids[start + t];
    for (std::size_t t = 0; t < T; ++t) y[t] = ids[start + 1 + t];
    x += T, y += T;
  }
}

// Of each start: x (T) from there on, y (T) the same one further.
void copy_windows(const TokenIds& ids, Batch& batch) {
  ids.with_data([&](const auto* data) { copy_all_windows(data, batch.starts, batch.x.data(), batch.y.data(), batch.x.shape()[1]); });
}

}  // namespace

Dataset::Dataset(const Corpus& corpus, int block_size, int holdback) : corpus_(&corpus), block_size_(block_size), holdback_(holdback) {
  const std::size_t length = corpus.ids.size();
  const auto needed = static_cast<std::size_t>(block_size) + 2;
  if (length < needed)
    throw_error("text.too-short", "block size {blockSize} needs at least {low} {unit}, the text has {value}",
                {{"blockSize", block_size}, {"low", needed}, {"unit", corpus.unit}, {"value", length}});
  const auto window = static_cast<std::size_t>(block_size + 1 + holdback);
  train_size_ = std::max(corpus.train_tokens, std::min(window, length));
}

void Dataset::check_window(Split split) const {
  const std::size_t length = size(split), T = static_cast<std::size_t>(block_size_);
  if (length <= T + static_cast<std::size_t>(holdback_))
    throw_error("text.part-too-short",
                "the {part} part of the text has {value} {unit}, too few for windows of block size {blockSize}; take a longer text or "
                "a smaller block size",
                {{"part", split == Split::train ? "training" : "validation"},
                 {"value", length},
                 {"unit", corpus_->unit},
                 {"blockSize", block_size_}});
}

IAMBIC_KERNEL void Dataset::get_batch(Split split, Generator& generator, Batch& batch) const {
  check_window(split);
  const std::size_t choices = size(split) - static_cast<std::size_t>(block_size_ + holdback_);
  for (std::size_t& start : batch.starts) start = begin(split) + static_cast<std::size_t>(generator.randint(choices));
  copy_windows(corpus_->ids, batch);
}

bool Dataset::consecutive_batch(Split split, std::size_t first, std::size_t B, Batch& batch) const {
  const std::size_t targets = size(split) > 0 ? size(split) - 1 : 0;
  if (first >= targets) return false;
  const std::size_t left = targets - first, T = std::min(static_cast<std::size_t>(block_size_), left);
  const std::size_t windows = std::min(B, left / T);
  if (batch.x.shape()[0] != windows || batch.x.shape()[1] != T) batch = Batch(static_cast<int>(windows), static_cast<int>(T));
  for (std::size_t b = 0; b < windows; ++b) batch.starts[b] = begin(split) + first + b * T;
  copy_windows(corpus_->ids, batch);
  return true;
}

const std::vector<std::uint32_t>& Dataset::pair_counts(Split split) const {
  PairCounts& kept = corpus_->pairs[split == Split::train ? 0 : 1];
  if (!kept.counts.empty() && kept.begin == begin(split) && kept.size == size(split)) return kept.counts;
  const auto V = static_cast<std::size_t>(corpus_->tokenizer->vocab_size());
  kept = {};  // before there are two of them
  std::vector<std::uint32_t> counts(V * V, 0);
  for (std::size_t i = begin(split) + 1; i < begin(split) + size(split); ++i)
    ++counts[static_cast<std::size_t>(corpus_->ids[i - 1]) * V + static_cast<std::size_t>(corpus_->ids[i])];
  kept = {begin(split), size(split), std::move(counts)};
  return kept.counts;
}

}  // namespace iambic
