#include "base/throw_error.hpp"

#include <string_view>

#include "base/number_text.hpp"

namespace iambic {

namespace {

// What stands for a place in a sentence: its name and, behind a bar, what to say instead of nothing.
std::string filled(std::string_view place, std::initializer_list<Detail> details) {
  const std::size_t bar = place.find('|');
  for (const Detail& detail : details) {
    if (place.substr(0, bar) != detail.name) continue;
    if (detail.is_number) return number_text(detail.number);
    return detail.text.empty() && bar != place.npos ? std::string(place.substr(bar + 1)) : detail.text;
  }
  return "";
}

}  // namespace

void throw_error(const char* code, const char* sentence, std::initializer_list<Detail> details) {
  std::string text;
  const std::string_view rest = sentence;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] != '{') {
      text += rest[i];
      continue;
    }
    const std::size_t end = rest.find('}', i);
    text += filled(rest.substr(i + 1, end - i - 1), details);
    i = end;
  }
  throw Error(code, text, details);
}

}  // namespace iambic
