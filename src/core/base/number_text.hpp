// Numbers as a sentence shows them.
#pragma once

#include <cstdint>
#include <string>

namespace iambic {

/// 1115394 -> "1,115,394".
std::string grouped(std::uint64_t value);
/// A number as a sentence shows it: 1000 -> "1,000", 0.001 -> "0.001".
std::string number_text(double value);

}  // namespace iambic
