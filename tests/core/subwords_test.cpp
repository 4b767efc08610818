// Models whose tokens byte-pair encoding has made: the text in them, training on it, and checkpoints.
#include "text/subwords.hpp"

#include "forge.hpp"
#include "models/presets.hpp"
#include "models/registry.hpp"
#include "support.hpp"
#include "training/gradient_check.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

// Of a rung, with a few tokens more than there are characters.
Settings with_merges(const std::string& rung, std::int64_t merges = 20) {
  Settings settings = preset(rung, Spelling::snake).settings;
  settings.tokenizer = "bpe", settings.vocab_size = fixture_corpus("accents.txt").tokenizer->vocab_size() + merges;
  settings.block_size = std::min<std::int64_t>(settings.block_size, 8), settings.batch_size = 4;  // time
  settings.n_embd = std::min<std::int64_t>(settings.n_embd, 32);
  return settings;
}

Bytes trained(const Settings& settings, std::size_t steps) {
  Trainer trainer(fixture_corpus("accents.txt"), settings);
  std::vector<float> losses(steps);
  REQUIRE(trainer.train(steps, losses.data()).done == steps);
  return write_checkpoint(trainer.checkpoint());
}

std::string refusal(const Settings& settings) {
  return error_of([&] { Trainer(fixture_corpus("accents.txt"), settings); });
}

// The file with `from` in its header replaced by `to`, and a right checksum.
std::string refusal_of_forged(const std::string& from, const std::string& to) {
  Forged forged = Forged::take_apart(trained(with_merges("bigram", 2), 1));
  INFO(from << " -> " << to);
  REQUIRE(forged.replace(from, to));
  forged.sign();
  const Bytes file = forged.file();
  return error_of([&] { read_checkpoint(file.data(), file.size()); });
}

}  // namespace

TEST_CASE("a text in subwords is divided at the same character, and decodes to itself") {
  const auto C = static_cast<std::size_t>(fixture_corpus("accents.txt").tokenizer->vocab_size());
  const std::shared_ptr<const Corpus> tokens = in_subwords(fixture_corpus("accents.txt"), C + 60);
  REQUIRE(tokens->ids.size() < fixture_corpus("accents.txt").ids.size());
  const auto text_of = [](const Corpus& corpus, Split split) {
    const Dataset dataset(corpus, 2, 1);
    std::vector<std::int32_t> ids(dataset.size(split));
    corpus.ids.copy(dataset.begin(split), ids.size(), ids.data());
    return corpus.tokenizer->decode(ids);
  };
  for (const Split split : {Split::train, Split::val}) {
    CHECK(text_of(*tokens, split) == text_of(fixture_corpus("accents.txt"), split));
    const Dataset characters(fixture_corpus("accents.txt"), 2, 1), pieces(*tokens, 2, 1);
    const double share = static_cast<double>(characters.size(split)) / static_cast<double>(pieces.size(split));
    CHECK(characters_per_token(pieces, split) == share);
    CHECK(characters_per_token(characters, split) == 1);
  }
  const auto& tokenizer = static_cast<const BpeTokenizer&>(*tokens->tokenizer);
  CHECK(tokens->train_tokens == tokenizer.merges().back().tokens);  // what learning left
  CHECK(in_subwords(fixture_corpus("accents.txt"), C + 60) == tokens);                  // kept
  CHECK(in_subwords(fixture_corpus("accents.txt"), C)->ids.size() == fixture_corpus("accents.txt").ids.size());
}

TEST_CASE("every rung but the reversal trains on subwords, and its gradients agree") {
  for (const Preset& rung : presets()) {
    if (rung.settings.model == "encoder-decoder") continue;
    INFO(rung.name);
    Trainer trainer(fixture_corpus("accents.txt"), with_merges(rung.name));
    REQUIRE(trainer.model().vocab_size() == fixture_corpus("accents.txt").tokenizer->vocab_size() + 20);
    const double before = trainer.evaluate().train;
    std::vector<float> losses(40);
    REQUIRE(trainer.train(losses.size(), losses.data()).done == losses.size());
    CHECK(trainer.evaluate().train < before);
    CHECK(trainer.baselines().bigram < trainer.baselines().unigram);
    for (const TensorCheck& check : check_gradients(trainer, 1)) CHECK(check.agrees);
  }
}

TEST_CASE("a run on subwords, saved and opened, goes on bit for bit with the checkpoint's merges") {
  const Settings settings = with_merges("self-attention");
  const Bytes whole = trained(settings, 12), half = trained(settings, 5);
  const Corpus fresh = read_corpus(fixture_text("corpora/accents.txt"));
  Trainer resumed(fresh, read_checkpoint(half.data(), half.size()));
  CHECK_FALSE(fresh.subwords);  // nothing was learned
  std::vector<float> losses(7);
  REQUIRE(resumed.train(losses.size(), losses.data()).done == 7);
  CHECK(write_checkpoint(resumed.checkpoint()) == whole);
  CHECK(write_checkpoint(read_checkpoint(whole.data(), whole.size())) == whole);
}

TEST_CASE("a checkpoint speaks of tokens only where they are more than characters") {
  Settings settings = with_merges("bigram", 2);
  const auto header = [](const Bytes& file) { return Forged::take_apart(file).header; };
  CHECK(header(trained(settings, 1)).find(R"(\"tokenizer\":\"bpe\",\"vocab_size\":)") != std::string::npos);
  settings.tokenizer = "char";
  for (const char* const word : {"tokenizer", "vocab_size", "merges"}) CHECK(header(trained(settings, 1)).find(word) == std::string::npos);
}

TEST_CASE("a checkpoint's broken merges are refused") {
  const std::string C = std::to_string(fixture_corpus("accents.txt").tokenizer->vocab_size());
  const auto merges =
      static_cast<const BpeTokenizer&>(*in_subwords(fixture_corpus("accents.txt"), static_cast<std::size_t>(std::stoi(C)) + 2)->tokenizer).merges();
  const std::string first = "[" + std::to_string(merges[0].left) + "," + std::to_string(merges[0].right) + "]";
  CHECK(refusal_of_forged("[" + first, "[[60000,1]") == "merge 1 takes token 60,000, which is not there yet");
  CHECK(refusal_of_forged("[" + first, "[[1," + C + "]") == "merge 1 takes token " + C + ", which is not there yet");
  for (const char* const none : {"[[1]", "[[0.5,1]", "[{}", "[7"})
    CHECK(refusal_of_forged("[" + first, none).find("merge 1 takes token ") == 0);
  CHECK(refusal_of_forged(first + ",", "") ==
        "its " + C + " characters and 1 merges do not make " + std::to_string(std::stoi(C) + 2) + " tokens");
  CHECK(refusal_of_forged(R"({\"characters\")", R"({\"letters\")").find("its 0 characters and 2 merges do not make ") == 0);
}

TEST_CASE("a checkpoint that is damaged is said to be, also where its tokens cannot be read") {
  const Bytes whole = trained(with_merges("bigram", 2), 1);
  const std::string text(whole.begin(), whole.end());
  const auto refusal_at = [&](const std::string& place, std::size_t offset, char byte) {
    Bytes damaged = whole;
    damaged[text.find(place) + offset] = static_cast<std::uint8_t>(byte);
    return error_of([&] { read_checkpoint(damaged.data(), damaged.size()); });
  };
  for (const auto& [place, offset, byte] :
       {std::make_tuple("merges", 11, '9'), std::make_tuple("merges", 0, 'n'), std::make_tuple("characters", 0, 'd')}) {
    INFO(place << " " << byte);
    CHECK(refusal_at(place, static_cast<std::size_t>(offset), byte).find("it is damaged, its checksum does not match") !=
          std::string::npos);
  }
}

TEST_CASE("who waits hears of every merge") {
  const Corpus fresh = read_corpus(fixture_text("corpora/accents.txt"));
  std::size_t made = 0;
  const MergeProgress count = [&](const Merge&) { ++made; };
  tokenized(fresh, with_merges("bigram", 7), nullptr, &count);
  CHECK(made == 7);
  tokenized(fresh, with_merges("bigram", 7), nullptr, &count);  // they are there
  CHECK(made == 7);
}

TEST_CASE("tokens that a model or a text cannot have are refused before anything is trained") {
  Settings settings = with_merges("bigram");
  const std::string C = std::to_string(fixture_corpus("accents.txt").tokenizer->vocab_size());
  settings.vocab_size = 3;
  CHECK(refusal(settings) == "a vocabulary of 3 tokens is too small: the text has " + C + " characters, and each is a token");
  settings.vocab_size = 4096;
  CHECK(refusal(settings).find("a vocabulary of 4,096 tokens is too large: after ") == 0);
  settings.vocab_size = 4097;
  CHECK(refusal(settings) == "a vocabulary of 4,097 tokens is too large: the model bigram takes at most 4,096");
  CHECK(refusal(with_merges("reverse")) ==
        "the model encoder-decoder writes lines backwards, character by character; its tokenizer must be char");
}
