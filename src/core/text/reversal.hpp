// The encoder-decoder's task: read a line, write it backwards.
#pragma once

#include "text/dataset.hpp"

namespace iambic {

inline constexpr std::int32_t kLineBreak = 0;  // the token, in a text of lines

/// What is read (B,T) and written (B,T): from each window of the text its first line, without the line break, and the same
/// backwards, both filled up with token 0, the line break of a text of lines. The decoder is given token 0 and what it
/// should have written before.
struct Reversal {
  Tokens2 source, given, target;
  Reversal(const Tokens2& windows, Rows rows);
};

}  // namespace iambic
