// A text in which neighbours become one token, in place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace iambic {

/// How many characters each token has: one for those of the vocabulary's characters, then what the merges make.
using TokenLengths = std::vector<std::uint32_t>;

/// Two tokens side by side, as one number to look them up by.
inline std::uint64_t pair_key(std::uint32_t left, std::uint32_t right) { return std::uint64_t{left} << 32 | right; }

/// One cell a character. A token's id stands in its first cell and, marked, in its last one, so that both neighbours are found from
/// any token without a list of either. The places of tokens are those of their first cells.
class MergedText {
 public:
  /// Of `size` characters that are still to be set. `lengths` may grow, and must outlive it.
  MergedText(std::size_t size, const TokenLengths& lengths) : cells_(size), lengths_(&lengths) {}

  void set(std::size_t place, std::uint32_t character) { cells_[place] = character; }
  std::size_t size() const { return cells_.size(); }
  std::uint32_t token(std::size_t place) const { return cells_[place]; }

  /// The place behind the token at `place`; size() at the end.
  std::size_t next(std::size_t place) const { return place + (*lengths_)[cells_[place]]; }

  /// The place of the token before the one at `place` > 0.
  std::size_t previous(std::size_t place) const {
    const std::uint32_t last = cells_[place - 1];
    return last & kLast ? place - (*lengths_)[last & ~kLast] : place - 1;
  }

  /// Whether the token `left` begins at `place`, and `right` follows it.
  bool has_pair(std::size_t place, std::uint32_t left, std::uint32_t right) const {
    if (cells_[place] != left) return false;
    const std::size_t behind = next(place);
    return behind < size() && cells_[behind] == right;
  }

  /// The token at `place` and the next one become `token`.
  void merge(std::size_t place, std::uint32_t token) {
    const std::size_t middle = next(place), end = next(middle);
    cells_[middle] = kInside;
    cells_[place] = token;
    cells_[end - 1] = token | kLast;
  }

 private:
  static constexpr std::uint32_t kLast = 1u << 31;
  static constexpr std::uint32_t kInside = ~0u;  // no token: nothing begins here any more

  std::vector<std::uint32_t> cells_;
  const TokenLengths* lengths_;
};

}  // namespace iambic
