// Characters <-> token ids. A character is a Unicode code point; its id is its rank among the text's characters.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace iambic {

/// Decodes UTF-8 that arrives in pieces of any length; code points go to `take`. Refuses what RFC 3629 refuses.
class Utf8Decoder {
 public:
  /// The next bytes. Throws Error that names the offset of the byte at which the first bad sequence starts.
  template <class Take>
  void append(const std::uint8_t* bytes, std::size_t size, Take&& take);
  /// Throws Error when the text stopped in the middle of a character.
  void finish() const;

 private:
  [[noreturn]] void refuse() const;
  void start(std::uint8_t lead);

  std::uint64_t offset_ = 0;  // of the next byte
  std::uint64_t start_ = 0;   // of the sequence being read
  std::uint32_t code_point_ = 0;
  std::uint32_t smallest_ = 0;  // below it the sequence is overlong
  int missing_ = 0;             // continuation bytes still to come
};

std::string to_utf8(char32_t character);
std::vector<char32_t> from_utf8(std::string_view text);  ///< throws Error as Utf8Decoder

/// Text <-> token ids.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  /// The vocabulary's characters, strictly ascending. A character's id is its place among them.
  virtual const std::vector<char32_t>& characters() const = 0;
  virtual int vocab_size() const = 0;
  /// text -> ids. Throws Error that names the first character outside the vocabulary and its position.
  virtual std::vector<std::int32_t> encode(std::string_view text) const = 0;
  /// ids -> text. Throws Error that names an id outside [0, vocab_size).
  virtual std::string decode(std::int32_t id) const = 0;
  std::string decode(const std::vector<std::int32_t>& ids) const;

  /// All that it knows, as a checkpoint has it: the characters in their order, or JSON when there are other tokens.
  virtual std::string vocabulary() const = 0;
};

/// Each character is a token.
class CharTokenizer : public Tokenizer {
 public:
  CharTokenizer() = default;
  /// characters: the vocabulary, strictly ascending.
  explicit CharTokenizer(std::vector<char32_t> characters);

  const std::vector<char32_t>& characters() const override { return characters_; }
  int vocab_size() const override { return static_cast<int>(characters_.size()); }
  std::vector<std::int32_t> encode(std::string_view text) const override;
  std::string decode(std::int32_t id) const override;
  using Tokenizer::decode;
  std::string vocabulary() const override;

 private:
  std::vector<char32_t> characters_;
};

std::shared_ptr<const Tokenizer> char_tokenizer(std::vector<char32_t> characters);

// ---

inline void Utf8Decoder::start(std::uint8_t lead) {
  start_ = offset_;
  if (lead >= 0xc2 && lead <= 0xdf) {
    missing_ = 1, smallest_ = 0x80, code_point_ = lead & 0x1f;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    missing_ = 2, smallest_ = 0x800, code_point_ = lead & 0x0f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    missing_ = 3, smallest_ = 0x10000, code_point_ = lead & 0x07;
  } else {
    refuse();
  }
}

template <class Take>
void Utf8Decoder::append(const std::uint8_t* bytes, std::size_t size, Take&& take) {
  for (std::size_t i = 0; i < size; ++i, ++offset_) {
    const std::uint8_t byte = bytes[i];
    if (missing_ == 0 && byte < 0x80) {
      take(static_cast<char32_t>(byte));
    } else if (missing_ == 0) {
      start(byte);
    } else {
      if ((byte & 0xc0) != 0x80) refuse();
      code_point_ = code_point_ << 6 | (byte & 0x3f);
      if (--missing_ > 0) continue;
      const bool surrogate = code_point_ >= 0xd800 && code_point_ <= 0xdfff;
      if (code_point_ < smallest_ || surrogate || code_point_ > 0x10ffff) refuse();
      take(static_cast<char32_t>(code_point_));
    }
  }
}

}  // namespace iambic
