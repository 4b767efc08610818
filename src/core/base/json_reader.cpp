#include "base/json_reader.hpp"

#include "base/utf8.hpp"

namespace iambic {

namespace {

constexpr char32_t kInvalid = 0xffffffff;

bool is_lead_surrogate(char32_t c) { return c >= 0xd800 && c < 0xdc00; }
bool is_trail_surrogate(char32_t c) { return c >= 0xdc00 && c < 0xe000; }

}  // namespace

Json::Value JsonReader::read() { return document() ? pending_.front() : Value(); }

bool JsonReader::take(char c) {
  if (next() != c) return false;
  ++at_;
  return true;
}

void JsonReader::skip_blanks() {
  while (take(' ') || take('\n') || take('\r') || take('\t')) continue;
}

void JsonReader::add(char kind, std::size_t begin, std::size_t end) {
  pending_.push_back({kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)});
}

// What stands in the innermost brackets is complete, and becomes one value.
void JsonReader::close() {
  const Value bracket = open_.back();
  open_.pop_back();
  std::vector<Value>& inner = document_.inner;
  const std::size_t begin = inner.size();
  inner.insert(inner.end(), pending_.begin() + static_cast<std::ptrdiff_t>(bracket.begin), pending_.end());
  pending_.resize(bracket.begin);
  add(bracket.kind, begin, inner.size());
}

// Not recursive, so that no nesting is too deep.
bool JsonReader::document() {
  for (;;) {
    skip_blanks();
    const char first = next();
    if (first == '{' || first == '[') {
      ++at_;
      open_.push_back({first, static_cast<std::uint32_t>(pending_.size())});
      skip_blanks();
      if (next() != first + 2) {  // { and }, [ and ] lie two apart
        if (first == '{' && !key()) return false;
        continue;
      }
    } else if (!scalar()) {
      return false;
    }
    for (skip_blanks(); !open_.empty() && take(static_cast<char>(open_.back().kind + 2)); skip_blanks()) close();
    if (open_.empty()) return at_ == text_.size();
    if (!take(',') || (open_.back().kind == '{' && !key())) return false;
  }
}

bool JsonReader::key() {
  skip_blanks();
  if (!string()) return false;
  skip_blanks();
  return take(':');
}

bool JsonReader::scalar() {
  switch (next()) {
    case '"':
      return string();
    case 't':
      return word("true");
    case 'f':
      return word("false");
    case 'n':
      return word("null");
    default:
      return number();
  }
}

bool JsonReader::word(std::string_view word) {
  if (text_.compare(at_, word.size(), word) != 0) return false;
  add(word.front(), at_, at_ + word.size());
  at_ += word.size();
  return true;
}

bool JsonReader::number() {
  const std::size_t begin = at_;
  take('-');
  if (!take('0') && !digits()) return false;
  if (take('.') && !digits()) return false;
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!digits()) return false;
  }
  add('0', begin, at_);
  return true;
}

bool JsonReader::digits() {
  const std::size_t begin = at_;
  while (next() >= '0' && next() <= '9') ++at_;
  return at_ > begin;
}

// Written back without its escapes, which are never shorter than what they stand for.
bool JsonReader::string() {
  if (!take('"')) return false;
  const std::size_t begin = at_;
  std::size_t end = begin;
  while (!take('"')) {
    const char32_t c = take('\\') ? escaped() : character();
    if (c == kInvalid) return false;
    for (const char byte : to_utf8(c)) text_[end++] = byte;
  }
  add('"', begin, end);
  return true;
}

// UTF-8 as RFC 3629 has it, without control characters.
char32_t JsonReader::character() {
  const auto lead = static_cast<unsigned char>(text_[at_++]);
  if (lead < 0x80) return lead < ' ' ? kInvalid : lead;
  if (lead < 0xc0 || lead >= 0xf8) return kInvalid;
  const int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  char32_t c = lead & (0x3fu >> more);
  for (int i = 0; i < more; ++i) {
    const auto byte = static_cast<unsigned char>(next());
    if ((byte & 0xc0) != 0x80) return kInvalid;
    c = c << 6 | (byte & 0x3fu);
    ++at_;
  }
  constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};  // below it, the sequence is longer than need be
  return c < kSmallest[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? kInvalid : c;
}

// Behind a backslash.
char32_t JsonReader::escaped() {
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
  if (!take('u')) {
    const std::size_t i = kLetters.find(next());
    ++at_;
    return i < kMeanings.size() ? static_cast<char32_t>(kMeanings[i]) : kInvalid;
  }
  const char32_t c = hexadecimal();
  if (!is_lead_surrogate(c)) return is_trail_surrogate(c) ? kInvalid : c;
  const char32_t trail = take('\\') && take('u') ? hexadecimal() : kInvalid;
  return is_trail_surrogate(trail) ? 0x10000 + ((c - 0xd800) << 10) + (trail - 0xdc00) : kInvalid;
}

// Four digits.
char32_t JsonReader::hexadecimal() {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  char32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const std::size_t digit = kDigits.find(next());
    if (digit == kDigits.npos) return kInvalid;
    value = value << 4 | static_cast<char32_t>(digit < 16 ? digit : digit - 6);
    ++at_;
  }
  return value;
}

}  // namespace iambic
