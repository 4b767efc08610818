// UTF-8 and the character tokenizer.
#include "text/tokenizer.hpp"

#include "support.hpp"

using namespace iambic;

namespace {

std::string bad_utf8(const std::string& text) {
  return error_of([&] { from_utf8(text); });
}

std::string not_utf8_at(const std::string& offset) {
  return "the text is not UTF-8: the byte at offset " + offset + " does not start a valid character; save the text as UTF-8";
}

// Decodes `text` cut after the given numbers of bytes.
std::vector<char32_t> decoded_in_pieces(const std::string& text, const std::vector<std::size_t>& cuts) {
  std::vector<char32_t> characters;
  Utf8Decoder decoder;
  std::size_t from = 0;
  const auto append = [&](std::size_t to) {
    decoder.append(reinterpret_cast<const std::uint8_t*>(text.data()) + from, to - from, [&](char32_t c) { characters.push_back(c); });
    from = to;
  };
  for (const std::size_t cut : cuts) append(cut);
  append(text.size());
  decoder.finish();
  return characters;
}

}  // namespace

TEST_CASE("UTF-8 of every length decodes to its code points") {
  CHECK(from_utf8("") == std::vector<char32_t>{});
  CHECK(from_utf8("aé€😀") == std::vector<char32_t>{U'a', 0xe9, 0x20ac, 0x1f600});
  CHECK(from_utf8(std::string("\0", 1)) == std::vector<char32_t>{0});
  CHECK(from_utf8("\r\n") == std::vector<char32_t>{13, 10});
}

TEST_CASE("every code point survives the way to UTF-8 and back") {
  std::string text;
  std::vector<char32_t> characters;
  for (char32_t c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    characters.push_back(c);
    text += to_utf8(c);
  }
  for (const char32_t edge : {0xd7ffu, 0xe000u, 0xffffu, 0x10000u, 0x10ffffu}) {
    characters.push_back(edge);
    text += to_utf8(edge);
  }
  CHECK(from_utf8(text) == characters);
}

TEST_CASE("what RFC 3629 forbids is refused at the byte where the bad sequence starts") {
  const std::vector<std::pair<const char*, const char*>> bad = {
      {"a continuation byte alone", "\x80"},
      {"the highest continuation byte alone", "\xbf"},
      {"an overlong slash in two bytes", "\xc0\xaf"},
      {"the largest overlong in two bytes", "\xc1\xbf"},
      {"an overlong in three bytes", "\xe0\x9f\xbf"},
      {"an overlong in four bytes", "\xf0\x8f\xbf\xbf"},
      {"the first surrogate", "\xed\xa0\x80"},
      {"the last surrogate", "\xed\xbf\xbf"},
      {"beyond U+10FFFF", "\xf4\x90\x80\x80"},
      {"a five-byte lead", "\xf8\x88\x80\x80\x80"},
      {"a lead that never was", "\xf5\x80\x80\x80"},
      {"the byte FE", "\xfe"},
      {"the byte FF", "\xff"},
      {"a lead followed by ASCII", "\xc3("},
      {"three bytes broken off by ASCII", "\xe2\x82("},
      {"three bytes broken off by a lead", "\xe2\xe2\x82\xac"},
      {"Latin-1", "\xe9t\xe9"},
  };
  for (const auto& [what, bytes] : bad) {
    INFO(what);
    CHECK(bad_utf8(bytes) == not_utf8_at("0"));
    CHECK(bad_utf8(std::string("é.") + bytes + "z") == not_utf8_at("3"));
  }
}

TEST_CASE("a text that stops inside a character is refused at that character") {
  for (const std::string cut : {"\xc3", "\xe2", "\xe2\x82", "\xf0", "\xf0\x9f", "\xf0\x9f\x98"}) {
    CHECK(bad_utf8("ab" + cut) == not_utf8_at("2"));
  }
}

TEST_CASE("large offsets are written with commas") { CHECK(bad_utf8(std::string(1234567, 'x') + "\xff") == not_utf8_at("1,234,567")); }

TEST_CASE("text decodes the same however it is cut, inside characters too") {
  const std::string text = "é€\r\n😀z\xef\xbb\xbf";
  const std::vector<char32_t> whole = from_utf8(text);
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      INFO("cut at " << first << " and " << second);
      REQUIRE(decoded_in_pieces(text, {first, second}) == whole);
    }
  }
}

TEST_CASE("bad text is refused at the same offset however it is cut") {
  const std::string text = "ab\xe2\x82(";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) CHECK(error_of([&] { decoded_in_pieces(text, {cut}); }) == not_utf8_at("2"));
}

TEST_CASE("encode and decode are the notes'") {
  const Tokenizer& tokenizer = *shakespeare().tokenizer;
  CHECK(tokenizer.vocab_size() == 65);
  CHECK(tokenizer.encode("Bee3") == std::vector<std::int32_t>{14, 43, 43, 9});
  CHECK(tokenizer.decode({14, 43, 43, 9}) == "Bee3");
  CHECK(tokenizer.encode("").empty());
  CHECK(tokenizer.decode(std::vector<std::int32_t>{}).empty());
}

TEST_CASE("a character outside the vocabulary is an error that names it and its position") {
  const Tokenizer& tokenizer = *shakespeare().tokenizer;
  CHECK(error_of([&] { tokenizer.encode("Bee7"); }) ==
        "character 4, \"7\", is not among the 65 characters of the text that the model learns from");
  const CharTokenizer accents({U'a', U'é'});
  CHECK(error_of([&] { accents.encode("éa😀"); }) ==
        "character 3, \"😀\", is not among the 2 characters of the text that the model learns from");
}

TEST_CASE("an id outside the vocabulary is an error that names it") {
  const CharTokenizer tokenizer({U'a', U'b'});
  CHECK(error_of([&] { tokenizer.decode(std::vector<std::int32_t>{0, 2}); }) == "token id 2 is not one of 0 to 1");
  CHECK(error_of([&] { tokenizer.decode(-1); }) == "token id -1 is not one of 0 to 1");
}

TEST_CASE("ids are ranks: the vocabulary must ascend") {
  CHECK(error_of([] { CharTokenizer({U'b', U'a'}); }) == "a vocabulary's characters must be in ascending order, each once");
  CHECK(error_of([] { CharTokenizer({U'a', U'a'}); }) == "a vocabulary's characters must be in ascending order, each once");
}
