// Byte-pair encoding: the merges of plain Python, and the way to ids and back.
#include <random>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "support.hpp"
#include "text/bpe_tokenizer.hpp"

using namespace iambic;

namespace {

const Corpus& corpus_of(const Json& text) {
  static Corpus own;
  return text ? (own = read_corpus(text.text())) : shakespeare();
}

std::vector<std::size_t> row(const Merge& merge) { return {merge.left, merge.right, merge.count, merge.tokens}; }

std::vector<std::size_t> row(const Json& merge) { return {size_of(merge[0]), size_of(merge[1]), size_of(merge[2]), size_of(merge[3])}; }

std::string sha256_of(const TokenIds& ids) {
  Sha256 hash;
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) text += (i ? " " : "") + std::to_string(ids[i]);
  hash.update(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  return hash.finish();
}

BpeTokenizer learned_from(const Corpus& corpus, std::size_t merges) {
  const auto characters = static_cast<std::size_t>(corpus.tokenizer->vocab_size());
  return {corpus.tokenizer->characters(), learn_merges(corpus.ids, corpus.ids.size(), characters, characters + merges)};
}

// A text of words of a few characters, some of them rare.
std::string random_text(std::uint64_t seed, std::size_t size) {
  const char* const characters[] = {"a", "b", "c", " ", "\n", "é", "的", "😀"};
  std::mt19937_64 draw(seed);
  std::string text = "abc \né的😀";
  const std::uint64_t used = 2 + draw() % 7;
  for (std::size_t i = 0; i < size; ++i) text += characters[draw() % used];
  return text;
}

// Merged step by step, from left to right, over the whole text.
std::vector<std::int32_t> plainly(const BpeTokenizer& tokenizer, std::vector<std::int32_t> ids) {
  for (std::size_t m = 0; m < tokenizer.merges().size(); ++m) {
    const Merge& merge = tokenizer.merges()[m];
    std::vector<std::int32_t> merged;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const bool here =
          i + 1 < ids.size() && ids[i] == static_cast<std::int32_t>(merge.left) && ids[i + 1] == static_cast<std::int32_t>(merge.right);
      merged.push_back(here ? static_cast<std::int32_t>(tokenizer.characters().size() + m) : ids[i]);
      if (here) ++i;
    }
    ids = merged;
  }
  return ids;
}

}  // namespace

TEST_CASE("merges are those of plain Python, which counts all pairs anew for each") {
  const Json cases = fixture("bpe.json")["cases"];
  REQUIRE(cases.size() == 8);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(cases[i]["name"].text());
    const Json text = cases[i]["text"];
    const Corpus& corpus = corpus_of(text);
    const auto size = static_cast<std::size_t>(cases[i]["train_share"].number_or(0) * static_cast<double>(corpus.ids.size()));
    const auto characters = static_cast<std::size_t>(corpus.tokenizer->vocab_size());
    const Json expected = cases[i]["merges"];
    REQUIRE(expected.size() > 0);
    const std::vector<Merge> merges = learn_merges(corpus.ids, size, characters, characters + expected.size());
    REQUIRE(merges.size() == expected.size());
    for (std::size_t m = 0; m < merges.size(); ++m) REQUIRE(row(merges[m]) == row(expected[m]));
    TokenIds ids;
    BpeTokenizer(corpus.tokenizer->characters(), merges).encode(corpus.ids, 0, size, ids);
    CHECK(ids.size() == merges.back().tokens);
    CHECK(sha256_of(ids) == cases[i]["ids_sha256"].text());
  }
}

TEST_CASE("without merges the tokens are the characters") {
  const Corpus corpus = read_corpus("to be");
  const BpeTokenizer tokenizer(corpus.tokenizer->characters(), learn_merges(corpus.ids, 5, 5, 5));
  CHECK(tokenizer.vocab_size() == 5);
  CHECK(tokenizer.encode("to be") == corpus.tokenizer->encode("to be"));
}

TEST_CASE("a vocabulary that the text cannot give is refused") {
  const Corpus corpus = read_corpus("abab");
  CHECK(learn_merges(corpus.ids, 4, 2, 4).back().tokens == 1);
  CHECK(error_of([&] { learn_merges(corpus.ids, 4, 2, 5); }) ==
        "a vocabulary of 5 tokens is too large: after 4 the text that they are learned from is one token, and no pair is left to merge");
  CHECK(error_of([&] { learn_merges(corpus.ids, 4, 2, 1); }) ==
        "a vocabulary of 1 tokens is too small: the text has 2 characters, and each is a token");
}

TEST_CASE("merges that no text can have given are refused") {
  const std::vector<char32_t> characters = {U'a', U'b'};
  CHECK(error_of([&] { BpeTokenizer(characters, {{0, 1, 0, 0}, {3, 0, 0, 0}}); }) == "merge 2 takes token 3, which is not there yet");
  CHECK(BpeTokenizer(characters, {{0, 1, 0, 0}, {2, 0, 0, 0}}).decode(3) == "aba");
}

TEST_CASE("a text is decoded as it was encoded, whatever it is learned from") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    INFO("seed " << seed);
    const BpeTokenizer tokenizer = learned_from(read_corpus(random_text(seed, 600)), 1 + seed);
    const std::string text = random_text(1000 + seed, seed * 7);
    const std::vector<std::int32_t> ids = tokenizer.encode(text);
    CHECK(tokenizer.decode(ids) == text);
    CHECK(ids.size() <= from_utf8(text).size());
  }
}

TEST_CASE("a text of many pieces is encoded as one") {
  for (const std::size_t merges : {1u, 40u}) {
    const std::string text = random_text(3, 200000);  // of three pieces and more
    const BpeTokenizer tokenizer = learned_from(read_corpus(random_text(3, 5000)), merges);
    CHECK(tokenizer.encode(text) == plainly(tokenizer, CharTokenizer(tokenizer.characters()).encode(text)));
  }
}

TEST_CASE("any text is encoded as merging it step by step does") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    INFO("seed " << seed);
    const BpeTokenizer tokenizer = learned_from(read_corpus(random_text(seed, 300 + 7 * seed)), 1 + seed % 300);
    const std::string text = random_text(5000 + seed, 11 * seed % 900);
    std::vector<std::int32_t> characters;
    bool known = true;  // the two texts may have other characters
    try {
      characters = CharTokenizer(tokenizer.characters()).encode(text);
    } catch (const Error&) {
      known = false;
    }
    if (known) CHECK(tokenizer.encode(text) == plainly(tokenizer, characters));
  }
}

TEST_CASE("of two merges of one pair, as a file may have them, the first is made") {
  const BpeTokenizer tokenizer({U'a', U'b'}, {{0, 1, 0, 0}, {0, 1, 0, 0}, {2, 2, 0, 0}});
  CHECK(tokenizer.encode("abab") == std::vector<std::int32_t>{4});
  CHECK(tokenizer.encode("bab") == std::vector<std::int32_t>{1, 2});
}

TEST_CASE("a token of very many others is written without deep recursion") {
  std::vector<Merge> merges = {{0, 1, 0, 0}};
  while (merges.size() < 60000) merges.push_back({static_cast<std::uint32_t>(merges.size() + 1), 1, 0, 0});
  const BpeTokenizer tokenizer({U'a', U'b'}, merges);
  CHECK(tokenizer.decode(tokenizer.vocab_size() - 1) == "a" + std::string(60000, 'b'));
  CHECK(error_of([&] { tokenizer.decode(tokenizer.vocab_size()); }) == "token id 60002 is not one of 0 to 60001");
}
