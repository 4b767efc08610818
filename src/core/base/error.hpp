// The one exception of the core: a sentence written for the person who caused it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace iambic {

/// Bad input, said in the user's words: one sentence that names the value and what is allowed.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// 1115394 -> "1,115,394".
std::string grouped(std::uint64_t value);
/// A number as a sentence shows it: 1000 -> "1,000", 0.001 -> "0.001".
std::string number_text(double value);

}  // namespace iambic
