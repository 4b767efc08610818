// libFuzzer: any bytes, cut anywhere, decode as a plain reference decoder reads them whole, or are refused at the same offset.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/number_text.hpp"
#include "text/tokenizer.hpp"

using namespace iambic;

namespace {

struct Outcome {
  std::vector<char32_t> characters;
  std::string error;
  bool operator==(const Outcome& other) const { return error == other.error && (!error.empty() || characters == other.characters); }
};

// RFC 3629, section 3: the bytes of a code point.
std::string encoded(std::uint32_t c) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xc0 + c / 64), byte(0x80 + c % 64)};
  if (c < 0x10000) return {byte(0xe0 + c / 4096), byte(0x80 + c / 64 % 64), byte(0x80 + c % 64)};
  return {byte(0xf0 + c / 262144), byte(0x80 + c / 4096 % 64), byte(0x80 + c / 64 % 64), byte(0x80 + c % 64)};
}

// A character is what the encoding of some code point, not a surrogate, gives; read one after the other.
Outcome reference(const std::string& text) {
  Outcome outcome;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t c = length == 1 ? lead : lead & (0x7f >> length);
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i) c = c * 64 + (static_cast<std::uint8_t>(text[at + i]) & 0x3f);
    const bool possible = c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff);
    if (!possible || text.compare(at, length, encoded(c)) != 0) {
      outcome.error =
          "the text is not UTF-8: the byte at offset " + grouped(at) + " does not start a valid character; save the text as UTF-8";
      return outcome;
    }
    outcome.characters.push_back(static_cast<char32_t>(c));
    at += length;
  }
  return outcome;
}

// In pieces of 0 to 7 bytes, as `cuts` says.
Outcome ours(const std::string& text, std::uint32_t cuts) {
  Outcome outcome;
  try {
    Utf8Decoder decoder;
    for (std::size_t from = 0, length; from < text.size(); from += length) {
      cuts = cuts * 1664525u + 1013904223u;  // Numerical Recipes' generator
      length = std::min<std::size_t>(cuts >> 29, text.size() - from);
      decoder.append(reinterpret_cast<const std::uint8_t*>(text.data()) + from, length,
                     [&](char32_t c) { outcome.characters.push_back(c); });
    }
    decoder.finish();
  } catch (const Error& e) {
    outcome.error = e.what();
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  const Outcome expected = reference(text);
  if (!(ours(text, data[0]) == expected)) std::abort();
  std::string again;
  for (const char32_t c : expected.characters) again += to_utf8(c);
  if (expected.error.empty() && again != text) std::abort();
  return 0;
}
