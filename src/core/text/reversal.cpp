#include "text/reversal.hpp"

namespace iambic {

Reversal::Reversal(const Tokens2& windows, Rows rows)
    : source(zeros<std::int32_t>(rows.count, windows.shape()[1])), given(source), target(source) {
  const std::size_t T_ = windows.shape()[1];
  for (std::size_t b = 0; b < rows.count; ++b) {
    std::size_t length = 0;
    while (length < T_ && windows(rows.first + b, length) != kLineBreak) ++length;
    for (std::size_t t = 0; t < length; ++t) {
      source(b, t) = windows(rows.first + b, t);
      target(b, t) = windows(rows.first + b, length - 1 - t);
      if (t + 1 < T_) given(b, t + 1) = target(b, t);
    }
  }
}

}  // namespace iambic
