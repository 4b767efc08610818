// A text that has been read, as token ids.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.hpp"
#include "text/tokenizer.hpp"

namespace iambic {

/// How many of `length` characters train; the rest validate.
inline std::size_t train_part(std::size_t length) { return static_cast<std::size_t>(0.9 * static_cast<double>(length)); }

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
  /// take(ids), as they lie in memory.
  template <class Take>
  void with_data(Take&& take) const {
    if (wide_.empty())
      take(narrow_.data());
    else
      take(wide_.data());
  }
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
  std::shared_ptr<const Tokenizer> tokenizer;
  TokenIds ids;
  std::string sha256;                                   // of the bytes as they came
  std::size_t characters = 0;                           // of the text
  std::size_t train_tokens = 0;                         // of the ids: the first 90 % of the characters
  const char* unit = "characters";                      // what its ids are, as errors call them
  mutable std::array<PairCounts, 2> pairs = {};         // of both splits, once somebody has asked Dataset for them
  mutable std::shared_ptr<const Corpus> subwords = {};  // the same text in the tokens that were last learned from it
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

}  // namespace iambic
