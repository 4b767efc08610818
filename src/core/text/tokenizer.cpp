#include "text/tokenizer.hpp"

#include <algorithm>

#include "base/throw_error.hpp"

namespace iambic {

void Utf8Decoder::refuse() const {
  throw_error("text.not-utf8",
              "the text is not UTF-8: the byte at offset {offset} does not start a valid character; save the text as UTF-8",
              {{"offset", start_}});
}

void Utf8Decoder::finish() const {
  if (missing_ > 0) refuse();
}

std::string to_utf8(char32_t character) {
  const auto c = static_cast<std::uint32_t>(character);
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xc0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xe0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | c >> 18), tail(12), tail(6), tail(0)};
}

std::vector<char32_t> from_utf8(std::string_view text) {
  std::vector<char32_t> characters;
  Utf8Decoder decoder;
  decoder.append(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), [&](char32_t c) { characters.push_back(c); });
  decoder.finish();
  return characters;
}

CharTokenizer::CharTokenizer(std::vector<char32_t> characters) : characters_(std::move(characters)) {
  for (std::size_t i = 1; i < characters_.size(); ++i)
    if (characters_[i - 1] >= characters_[i])
      throw_error("vocabulary.order", "a vocabulary's characters must be in ascending order, each once");
}

std::vector<std::int32_t> CharTokenizer::encode(std::string_view text) const {
  std::vector<std::int32_t> ids;
  std::size_t position = 0;
  for (const char32_t c : from_utf8(text)) {
    const auto found = std::lower_bound(characters_.begin(), characters_.end(), c);
    if (found == characters_.end() || *found != c)
      throw_error("text.unknown-character",
                  "character {position}, \"{character}\", is not among the {known} characters of the text that the model learns from",
                  {{"position", position + 1}, {"character", to_utf8(c)}, {"known", characters_.size()}});
    ids.push_back(static_cast<std::int32_t>(found - characters_.begin()));
    ++position;
  }
  return ids;
}

std::string CharTokenizer::decode(std::int32_t id) const {
  if (id < 0 || id >= vocab_size())
    throw_error("token.range", "token id {value} is not one of 0 to {high}",
                {{"value", std::to_string(id)}, {"high", std::to_string(vocab_size() - 1)}});
  return to_utf8(characters_[static_cast<std::size_t>(id)]);
}

std::string CharTokenizer::vocabulary() const {
  std::string text;
  for (const char32_t c : characters_) text += to_utf8(c);
  return text;
}

std::shared_ptr<const Tokenizer> char_tokenizer(std::vector<char32_t> characters) {
  return std::make_shared<CharTokenizer>(std::move(characters));
}

std::string Tokenizer::decode(const std::vector<std::int32_t>& ids) const {
  std::string text;
  for (const std::int32_t id : ids) text += decode(id);
  return text;
}

}  // namespace iambic
