// The 90/10 split of a text, and the random batches that training draws from it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "base/tensor.hpp"
#include "text/corpus.hpp"

namespace iambic {

/// The last of `ids`, at most `most` of them, as one sequence (1,T).
inline Tokens2 last_window(const std::vector<std::int32_t>& ids, std::size_t most) {
  const std::size_t T = std::min(ids.size(), most);
  Tokens2 window = zeros<std::int32_t>(1, T);
  std::copy(ids.end() - static_cast<std::ptrdiff_t>(T), ids.end(), window.begin());
  return window;
}

/// inputs x and targets y, both (B,T); y is x moved on by one character.
struct Batch {
  Tokens2 x, y;
  std::vector<std::size_t> starts;  // (B), where each sequence begins in the text
  Batch() = default;
  Batch(int B, int T) : x(zeros<std::int32_t>(B, T)), y(zeros<std::int32_t>(B, T)), starts(static_cast<std::size_t>(B)) {}
};

/// Which sequences of a batch one worker takes: rows [first, first + count) of (B,T).
struct Rows {
  std::size_t first, count;
};

/// The rank-th of `of` shares of B sequences, as even as can be.
inline Rows share_of(std::size_t B, std::size_t rank, std::size_t of) {
  const std::size_t first = B * rank / of;
  return {first, B * (rank + 1) / of - first};
}

enum class Split { train, val };

/// The corpus's first train_tokens train, the rest validate. A view: the corpus must outlive it.
class Dataset {
 public:
  /// A text too short for that still trains on one window of block_size + 1 + holdback tokens.
  /// Throws Error when it has fewer than block_size + 2 characters.
  Dataset(const Corpus& corpus, int block_size, int holdback);

  const Corpus& corpus() const { return *corpus_; }
  std::size_t begin(Split split) const { return split == Split::train ? 0 : train_size_; }
  std::size_t size(Split split) const { return split == Split::train ? train_size_ : corpus_->ids.size() - train_size_; }

  /// Draws B starts with randint(size - block_size - holdback), as the notes (holdback 1) and the lecture (0) do, and
  /// fills batch (B,T), T = block_size. Throws Error when the split is shorter than a window.
  void get_batch(Split split, Generator& generator, Batch& batch) const;

  /// Throws Error when the split is shorter than a window.
  void check_window(Split split) const;

  /// The windows of block_size tokens that follow one another, at most B at a time: fills batch (b,T) with those from the
  /// first-th target on, the last one alone because it may be shorter. False when none are left.
  bool consecutive_batch(Split split, std::size_t first, std::size_t B, Batch& batch) const;

  /// How often token j follows token i within a split: (V*V), row i. Counted when first asked for, and kept with the text.
  /// Of at most kMostPaired tokens.
  const std::vector<std::uint32_t>& pair_counts(Split split) const;

 private:
  const Corpus* corpus_;
  std::size_t train_size_;
  int block_size_, holdback_;
};

}  // namespace iambic
