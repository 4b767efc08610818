// Subwords <-> token ids: the text's characters, and what byte-pair encoding made of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "text/merged_text.hpp"
#include "text/merges.hpp"
#include "text/tokenizer.hpp"

namespace iambic {

inline constexpr std::size_t kLongestToken = 1 << 20;  // characters: a file's merges may promise more than memory holds

/// The first ids are the characters', as CharTokenizer has them; merge i makes token characters + i. Without merges the two are one.
class BpeTokenizer : public Tokenizer {
 public:
  /// Throws Error when a merge takes a token that is not there yet, or makes one that is longer than kLongestToken.
  BpeTokenizer(std::vector<char32_t> characters, std::vector<Merge> merges);

  const std::vector<char32_t>& characters() const override { return characters_.characters(); }
  const std::vector<Merge>& merges() const { return merges_; }
  int vocab_size() const override { return static_cast<int>(lengths_.size()); }
  /// How many characters each token has.
  const TokenLengths& lengths() const { return lengths_; }

  /// text -> ids: every merge wherever it can be made, in their order, each from left to right. Throws Error as CharTokenizer.
  std::vector<std::int32_t> encode(std::string_view text) const override;
  /// The same of `size` characters that are ids already, from `begin` on, appended to `out`. About 20 bytes for each of a piece of
  /// some 65,000 characters are taken meanwhile, of all of a text that offers no place to cut it.
  void encode(const TokenIds& characters, std::size_t begin, std::size_t size, TokenIds& out) const;
  std::string decode(std::int32_t id) const override;
  using Tokenizer::decode;

  /// {"characters": "abc", "merges": [[left, right], ...]}
  std::string vocabulary() const override;

 private:
  // Where two tokens side by side merge, and in which order: by left token, then right.
  struct Rule {
    std::uint32_t right, merge;
  };
  static constexpr std::uint32_t kNone = ~0u;

  std::uint32_t merge_of(std::uint32_t left, std::uint32_t right) const;
  bool can_cut(std::int32_t left, std::int32_t right) const;
  template <class Ids, class Out>
  void encode_piece(const Ids& characters, std::size_t begin, std::size_t size, Out& out) const;
  template <class Ids, class Out>
  void encode_all(const Ids& characters, std::size_t begin, std::size_t size, Out& out) const;

  CharTokenizer characters_;
  std::vector<Merge> merges_;
  TokenLengths lengths_;
  std::vector<std::vector<Rule>> rules_;      // by left token, ascending by right
  std::unordered_set<std::uint64_t> joined_;  // characters that stand side by side in some token
};

}  // namespace iambic
