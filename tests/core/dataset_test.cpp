// The corpus reader, the split and the batches.
#include "text/dataset.hpp"

#include <algorithm>

#include "base/sha256.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

Corpus read_in_pieces(const std::string& text, std::size_t piece) {
  CorpusReader reader;
  for (std::size_t from = 0; from < text.size(); from += piece)
    reader.append(reinterpret_cast<const std::uint8_t*>(text.data()) + from, std::min(piece, text.size() - from));
  return reader.finish();
}

std::vector<std::int32_t> all_ids(const Corpus& corpus) {
  std::vector<std::int32_t> ids(corpus.ids.size());
  corpus.ids.copy(0, ids.size(), ids.data());
  return ids;
}

// `count` different characters, from the highest code point down, each once.
std::string different_characters(std::size_t count, char32_t highest = 0x2ffff) {
  std::string text;
  for (char32_t c = highest; count > 0; --c, --count) text += to_utf8(c);
  return text;
}

std::string refusal(const std::string& text) {
  return error_of([&] { read_corpus(text); });
}

}  // namespace

TEST_CASE("tiny Shakespeare has the notes' length, characters and first ids") {
  const Corpus& corpus = shakespeare();
  CHECK(corpus.sha256 == "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed");
  CHECK(corpus.ids.size() == 1115394);
  const std::vector<std::int32_t> ids = all_ids(corpus);
  CHECK(std::vector<std::int32_t>(ids.begin(), ids.begin() + 5) == std::vector<std::int32_t>{18, 47, 56, 57, 58});
  CHECK(corpus.tokenizer->decode({ids.begin(), ids.begin() + 14}) == "First Citizen:");
}

TEST_CASE("ids are ranks among the sorted characters, not orders of appearance") {
  const Corpus corpus = read_corpus("cabbage");
  CHECK(corpus.tokenizer->characters() == std::vector<char32_t>{U'a', U'b', U'c', U'e', U'g'});
  CHECK(all_ids(corpus) == std::vector<std::int32_t>{2, 0, 1, 1, 0, 4, 3});
}

TEST_CASE("a text is the same in pieces of any size") {
  const std::string text = fixture_text("corpora/accents.txt");
  const Corpus whole = read_corpus(text);
  for (std::size_t piece = 1; piece <= 9; ++piece) {
    const Corpus pieces = read_in_pieces(text, piece);
    INFO("pieces of " << piece << " bytes");
    CHECK(all_ids(pieces) == all_ids(whole));
    CHECK(pieces.tokenizer->characters() == whole.tokenizer->characters());
    CHECK(pieces.sha256 == whole.sha256);
  }
}

TEST_CASE("a byte order mark at the start is dropped, elsewhere it is a character, also in pieces") {
  const std::string mark = "\xef\xbb\xbf";
  CHECK(read_corpus(mark + "ab").ids.size() == 2);
  CHECK(read_corpus("a" + mark + "b").ids.size() == 3);
  CHECK(read_corpus(mark + mark + "b").ids.size() == 2);
  CHECK(read_in_pieces(mark + "ab", 1).ids.size() == 2);
  CHECK(read_corpus(mark + "ab").tokenizer->characters() == std::vector<char32_t>{U'a', U'b'});
}

TEST_CASE("the fingerprint is of the bytes as they came, byte order mark and all") {
  const std::string text = "\ufeffab";
  Sha256 hash;
  hash.update(text.data(), text.size());
  CHECK(read_corpus(text).sha256 == hash.finish());
}

TEST_CASE("carriage returns are characters") {
  const Corpus corpus = read_corpus("a\r\nb\r\n");
  CHECK(corpus.ids.size() == 6);
  CHECK(corpus.tokenizer->characters() == std::vector<char32_t>{U'\n', U'\r', U'a', U'b'});
}

TEST_CASE("an empty text is refused") {
  CHECK(refusal("") == "the text is empty; a model needs characters to learn from");
  CHECK(refusal("\xef\xbb\xbf") == "the text is empty; a model needs characters to learn from");
}

TEST_CASE("a text of one character is refused, however often it comes") {
  CHECK(refusal("é") == "the text has only one character, \"é\"; there is nothing to learn with fewer than two");
  CHECK(refusal(std::string(1000, 'x')) == "the text has only one character, \"x\"; there is nothing to learn with fewer than two");
}

TEST_CASE("a text that is not UTF-8 is refused with the offset in the whole text") {
  CHECK(error_of([] { read_in_pieces("abcdef\xff", 3); }).find("the byte at offset 6 ") != std::string::npos);
  CHECK(error_of([] { read_in_pieces("abcdef\xe2\x82", 3); }).find("the byte at offset 6 ") != std::string::npos);
}

TEST_CASE("a text with a zero byte is refused with its offset: UTF-16 and UTF-32 without a mark may be valid UTF-8") {
  const auto said = [](const std::string& offset) {
    return "the text holds a zero byte, at offset " + offset + ", as UTF-16, UTF-32 and files that are no text do; save the text as UTF-8";
  };
  const auto widened = [](std::size_t before, std::size_t after) {
    std::string text;
    for (const char c : std::string("to be or not")) text += std::string(before, '\0') + c + std::string(after, '\0');
    return text;
  };
  CHECK(refusal(widened(0, 1)) == said("1"));
  CHECK(refusal(widened(1, 0)) == said("0"));
  CHECK(refusal(widened(0, 3)) == said("1"));
  CHECK(refusal("\xff\xfe" + widened(0, 1)) == said("3"));
  CHECK(error_of([&] { read_in_pieces("abcdefg" + widened(0, 1), 3); }) == said("8"));
}

TEST_CASE("256 characters take one byte an id, 257 and more take two: the ids stay right") {
  for (const std::size_t count : {std::size_t{255}, std::size_t{256}, std::size_t{257}, std::size_t{300}}) {
    const std::string once = different_characters(count);
    const Corpus corpus = read_corpus(once + once);
    INFO(count << " different characters");
    REQUIRE(corpus.tokenizer->vocab_size() == static_cast<int>(count));
    REQUIRE(corpus.ids.size() == 2 * count);
    CHECK(corpus.tokenizer->decode(all_ids(corpus)) == once + once);
    CHECK(corpus.ids[0] == static_cast<std::int32_t>(count) - 1);  // the highest character came first
    CHECK(corpus.ids[count - 1] == 0);
    CHECK(corpus.ids[2 * count - 1] == 0);
  }
}

TEST_CASE("65,536 different characters are read, one more is refused") {
  const Corpus corpus = read_corpus(different_characters(65536));
  CHECK(corpus.tokenizer->vocab_size() == 65536);
  CHECK(corpus.ids[0] == 65535);
  CHECK(corpus.ids[65535] == 0);
  CHECK(refusal(different_characters(65537)) == "the text has more than 65,536 different characters; Iambic learns from at most that many");
}

TEST_CASE("the split is int(0.9 n)") {
  const Dataset dataset(shakespeare(), 8, 1);
  CHECK(dataset.size(Split::train) == 1003854);
  CHECK(dataset.size(Split::val) == 111540);
  CHECK(dataset.begin(Split::train) == 0);
  CHECK(dataset.begin(Split::val) == 1003854);
}

TEST_CASE("block_size + 2 characters are enough, one fewer is refused") {
  for (const int block_size : {1, 2, 8, 100}) {
    for (const int holdback : {0, 1}) {
      INFO("block_size " << block_size << ", holdback " << holdback);
      const std::string text = std::string("ab") + std::string(static_cast<std::size_t>(block_size), 'b');
      const Corpus enough = read_corpus(text), short_by_one = read_corpus(text.substr(0, text.size() - 1));
      Generator generator(1);
      Batch batch(4, block_size);
      Dataset(enough, block_size, holdback).get_batch(Split::train, generator, batch);
      CHECK(batch.x(0, 0) == 0);
      CHECK(batch.y(0, 0) == 1);
      CHECK(error_of([&] { Dataset(short_by_one, block_size, holdback); }) ==
            "block size " + std::to_string(block_size) + " needs at least " + std::to_string(block_size + 2) +
                " characters, the text has " + std::to_string(block_size + 1));
    }
  }
}

TEST_CASE("get_batch gives the notes' batch") {
  const Json expected = fixture("shakespeare.json")["notes"]["batch"];
  Generator generator(1337);
  Batch batch(4, 8);
  Dataset(shakespeare(), 8, 1).get_batch(Split::train, generator, batch);
  CHECK(std::vector<std::int32_t>(batch.x.begin(), batch.x.end()) == integers(expected["x"]));
  CHECK(std::vector<std::int32_t>(batch.y.begin(), batch.y.end()) == integers(expected["y"]));
}

TEST_CASE("get_batch stays inside its split, reaches both ends, and y is x moved on by one") {
  std::string text;  // 200 characters, none twice: an id is its position
  for (char32_t c = 0x100; c < 0x100 + 200; ++c) text += to_utf8(c);
  const Corpus corpus = read_corpus(text);
  for (const int holdback : {0, 1}) {
    for (const Split split : {Split::train, Split::val}) {
      const Dataset dataset(corpus, 5, holdback);
      Generator generator(3);
      Batch batch(1000, 5);
      dataset.get_batch(split, generator, batch);
      const auto begin = static_cast<std::int32_t>(dataset.begin(split)), end = begin + static_cast<std::int32_t>(dataset.size(split));
      INFO("holdback " << holdback << ", split of ids " << begin << " to " << end);
      bool consecutive = true;
      for (std::size_t b = 0; b < 1000; ++b)
        for (std::size_t t = 0; t < 5; ++t)
          consecutive = consecutive && batch.x(b, t) == batch.x(b, 0) + static_cast<std::int32_t>(t) && batch.y(b, t) == batch.x(b, t) + 1;
      CHECK(consecutive);
      CHECK(*std::min_element(batch.x.begin(), batch.x.end()) == begin);
      CHECK(*std::max_element(batch.y.begin(), batch.y.end()) == end - 1 - holdback);
    }
  }
}

TEST_CASE("a validation part too short for a window says so, before anything is drawn") {
  const Corpus corpus = read_corpus("abcabcabcabc");
  Generator generator(5);
  Batch batch(2, 8);
  CHECK(
      error_of([&] { Dataset(corpus, 8, 1).get_batch(Split::val, generator, batch); }) ==
      "the validation part of the text has 2 characters, too few for windows of block size 8; take a longer text or a smaller block size");
  CHECK(generator == Generator(5));
}

TEST_CASE("pair_counts counts each pair within its split, and none across") {
  const Corpus corpus = read_corpus("aababbababbb");  // n = int(0.9 * 12) = 10
  const Dataset dataset(corpus, 1, 1);
  REQUIRE(dataset.size(Split::train) == 10);
  CHECK(dataset.pair_counts(Split::train) == std::vector<std::uint32_t>{1, 4, 3, 1});
  CHECK(dataset.pair_counts(Split::val) == std::vector<std::uint32_t>{0, 0, 0, 1});
}
