// The text as token ids, its 90/10 split, and the random batches that training draws from it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/sha256.hpp"
#include "base/tensor.hpp"
#include "text/tokenizer.hpp"

namespace iambic {

/// Token ids in one byte each while the vocabulary allows it, else in two: a 50 MB text stays 50 MB.
class TokenIds {
 public:
  std::size_t size() const { return wide_.empty() ? narrow_.size() : wide_.size(); }
  std::size_t bytes() const { return narrow_.size() + 2 * wide_.size(); }
  std::int32_t operator[](std::size_t i) const { return wide_.empty() ? narrow_[i] : wide_[i]; }

  void reserve(std::size_t tokens) { narrow_.reserve(tokens); }
  void push_back(std::uint32_t id);
  /// ids (from .. from+count) -> out (count)
  void copy(std::size_t from, std::size_t count, std::int32_t* out) const;
  /// starts (B) -> x (B,T) = ids[start .. start+T), y (B,T) = the same one further
  void copy_windows(const std::vector<std::size_t>& starts, Tokens2& x, Tokens2& y) const;
  /// Replaces every id by table[id].
  void remap(const std::vector<std::uint32_t>& table);

 private:
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> wide_;
};

/// How many tokens a vocabulary may have at most for a table of all their pairs: one takes 64 MB then.
constexpr int kMostPaired = 4096;

/// How often each pair of tokens occurs (V*V) in `size` tokens of a text from `begin` on.
struct PairCounts {
  std::size_t begin = 0, size = 0;
  std::vector<std::uint32_t> counts;
};

/// A text that has been read: its vocabulary, its ids, and its fingerprint.
struct Corpus {
  CharTokenizer tokenizer;
  TokenIds ids;
  std::string sha256;                            // of the bytes as they came
  mutable std::array<PairCounts, 2> pairs = {};  // of both splits, once somebody has asked Dataset for them
};

/// Reads a UTF-8 text that arrives in pieces, in one pass, never holding more than the ids.
/// A byte order mark at the start is dropped; every other character counts, carriage returns too.
class CorpusReader {
 public:
  /// total_bytes: how much will come, a hint for the allocation.
  explicit CorpusReader(std::size_t total_bytes = 0);
  /// Throws Error (not UTF-8, or a zero byte, with the offset; more than 65,536 different characters).
  void append(const std::uint8_t* bytes, std::size_t size);
  /// Throws Error when the text is empty, or has only one character to learn.
  Corpus finish();

 private:
  void refuse_zeros(const std::uint8_t* bytes, std::size_t size);
  void take(char32_t character);

  std::uint64_t bytes_ = 0;  // so far
  Utf8Decoder decoder_;
  Sha256 hash_;
  std::vector<std::uint32_t> arrival_;  // code point -> order of first appearance
  std::vector<char32_t> characters_;    // in order of first appearance
  TokenIds ids_;
  bool started_ = false;
};

Corpus read_corpus(std::string_view text);

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

/// How many of `length` characters train; the rest validate.
inline std::size_t train_part(std::size_t length) { return static_cast<std::size_t>(0.9 * static_cast<double>(length)); }

/// The first train_part(n) tokens train, the rest validate. A view: the corpus must outlive it.
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
