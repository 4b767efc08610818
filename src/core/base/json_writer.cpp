// The only file that names RapidJSON: the shortest digits of a double are its own, as they stand in every checkpoint.
#include <rapidjson/internal/dtoa.h>

#include <cmath>

#include "base/json.hpp"

namespace iambic {

namespace {

constexpr double kLargestWhole = 9007199254740992.0;  // 2^53

}  // namespace

// A value, with a comma before it unless it is the first in its brackets or has a key.
JsonWriter& JsonWriter::add(std::string_view value) {
  if (!text_.empty() && std::string_view("{[:").find(text_.back()) == std::string_view::npos) text_ += ',';
  text_ += value;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  open_ += static_cast<char>(bracket + 2);  // { and }, [ and ] lie two apart
  return add({&bracket, 1});
}

JsonWriter& JsonWriter::end() {
  text_ += open_.back();
  open_.pop_back();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  value(name);
  text_ += ':';
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  constexpr std::string_view kEscaped = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
  add("\"");
  for (const char c : text) {
    const std::size_t i = kEscaped.find(c);
    if (i < kLetters.size()) {
      text_ += '\\';
      text_ += kLetters[i];
    } else if (static_cast<unsigned char>(c) < ' ') {
      text_ += c < 16 ? "\\u000" : "\\u001";
      text_ += "0123456789ABCDEF"[c % 16];
    } else {
      text_ += c;
    }
  }
  text_ += '"';
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) { return add(truth ? "true" : "false"); }

JsonWriter& JsonWriter::value(double number) {
  if (number == std::floor(number) && std::fabs(number) < kLargestWhole) return integer(static_cast<std::int64_t>(number));
  if (!std::isfinite(number)) return add("null");
  char digits[32];  // of the 25 that it takes at most
  return add({digits, static_cast<std::size_t>(rapidjson::internal::dtoa(number, digits) - digits)});
}

}  // namespace iambic
