// The one exception of the core: a sentence written for the person who caused it, and a code for the program around.
#pragma once

#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace iambic {

/// A named value of an error, a number or a text: which setting it was, what was given, what is allowed.
struct Detail {
  Detail(const char* its_name, double value);
  Detail(const char* its_name, const std::string& value);
  template <class Whole, class = std::enable_if_t<std::is_integral_v<Whole>>>
  Detail(const char* its_name, Whole value) : Detail(its_name, static_cast<double>(value)) {}
  const char* name;
  bool is_number;
  double number = 0;
  std::string text;
};

/// Bad input, said in the user's words: one sentence that names the value and what is allowed.
///
/// The code stays the same when the sentence becomes a better one; web/protocol/error-codes.js tells what each means and which
/// details it has, for pages that say it in words, or a language, of their own.
class Error : public std::runtime_error {
 public:
  Error(const char* code, const std::string& sentence, std::initializer_list<Detail> details = {});

  const char* code() const { return code_; }
  const std::vector<Detail>& details() const { return details_; }

 private:
  const char* code_;
  std::vector<Detail> details_;
};

}  // namespace iambic
