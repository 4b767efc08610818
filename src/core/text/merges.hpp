// Byte-pair encoding learns its tokens: the most frequent pair of neighbours becomes a new one, again and again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "text/corpus.hpp"

namespace iambic {

/// Two tokens that became a new one.
struct Merge {
  std::uint32_t left, right;
  std::size_t count;   // how often they stood side by side
  std::size_t tokens;  // of the text after it
};

inline constexpr double kBytesToLearn = 12;

using MergeProgress = std::function<void(const Merge&)>;

/// The merges of a text, in their order: merge i makes token `characters + i`. Of pairs that are equally frequent the one that occurs
/// first is taken, and within it from left to right, as minbpe's BasicTokenizer does on bytes
/// (https://github.com/karpathy/minbpe, basic.py).
/// ids: of the first `size` characters, 0 to characters-1. progress, if any, hears of each merge.
/// Time grows with size * log(vocab_size); about kBytesToLearn a character are taken meanwhile.
/// Throws Error when vocab_size is less than `characters`, or the text runs out of pairs before that many tokens are there.
std::vector<Merge> learn_merges(const TokenIds& ids, std::size_t size, std::size_t characters, std::size_t vocab_size,
                                const MergeProgress& progress = {});

}  // namespace iambic
