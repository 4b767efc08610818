// The one exception of the core: a sentence written for the person who caused it.
#pragma once

#include <stdexcept>
#include <string>

namespace iambic {

/// Bad input, said in the user's words: one sentence that names the value and what is allowed.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace iambic
