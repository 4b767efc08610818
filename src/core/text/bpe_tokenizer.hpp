// Subwords <-> token ids: the text's characters, and what byte-pair encoding made of them.
#pragma once

#include <array>
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
  // Two tokens side by side, and which merge makes one of them.
  struct Rule {
    std::uint64_t pair;
    std::uint32_t merge;
  };
  // Where a merge can be made, and the next such place of the same merge.
  struct Place {
    std::uint32_t at, next;
  };
  // What a piece is worked on with, made once for all of them.
  struct Scratch {
    std::vector<std::uint32_t> first, last;  // of each merge's places
    std::vector<Place> places;
  };
  static constexpr std::uint32_t kNone = ~0u;

  std::vector<std::int32_t> characters_of(std::string_view text) const;
  void add_rules();
  std::size_t slot_of(std::uint64_t pair) const;
  std::uint32_t merge_of(std::uint32_t left, std::uint32_t right) const;
  bool can_cut(std::int32_t left, std::int32_t right) const;
  template <class Ids, class Out>
  void encode_piece(const Ids& characters, std::size_t begin, std::size_t size, Scratch& scratch, Out& out) const;
  template <class Ids, class Out>
  void encode_all(const Ids& characters, std::size_t begin, std::size_t size, Out& out) const;

  CharTokenizer characters_;
  std::array<std::int32_t, 128> ascii_ids_;  // -1 for those that the text has not
  std::vector<Merge> merges_;
  TokenLengths lengths_;
  std::size_t often_ = 0;                     // tokens, those that stand in a text most often
  std::vector<std::uint32_t> often_merge_;    // (often, often)
  std::vector<Rule> rules_;                   // of all pairs: a hash table, at most half full, searched from slot_of on
  std::unordered_set<std::uint64_t> joined_;  // characters that stand side by side in some token
};

}  // namespace iambic
