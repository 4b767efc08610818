// How much memory a run takes: what is said beforehand, what must not grow, and what happens when there is none left.
#include <cmath>
#include <map>
#include <new>
#include <utility>

#include "allocations.hpp"
#include "forge.hpp"
#include "models/layers.hpp"
#include "models/limits.hpp"
#include "models/presets.hpp"
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;
using Catch::Matchers::WithinRel;

namespace {

constexpr std::size_t kMegabyte = 1'000'000;

Settings small_gpt() {
  Settings settings;
  settings.model = "gpt", settings.n_layer = 2, settings.n_embd = 32, settings.batch_size = 4, settings.block_size = 32;
  return settings;
}

// A text with many different characters.
const Corpus& many_characters() {
  static const Corpus corpus = [] {
    std::string text;
    for (char32_t c = 0; c < 4000; ++c) text += to_utf8(0x4e00 + c % 2000);
    return read_corpus(text);
  }();
  return corpus;
}

Progress progress_of(Trainer& trainer, std::size_t steps) {
  std::vector<float> losses(steps);
  return trainer.train(steps, losses.data());
}

// All that a run does with its model, and as much as a file of it beside it.
std::size_t most_bytes(const Corpus& corpus, const Settings& settings) {
  corpus.pairs = {};
  const std::size_t before = allocated_bytes();
  peak_bytes();
  Trainer trainer(corpus, settings);
  trainer.generate({}, 3, {});
  REQUIRE(progress_of(trainer, 2).done == 2);
  trainer.evaluate_part(Split::train, 0, 1);
  trainer.estimate_part(Split::val, 1);
  trainer.baselines();
  trainer.probabilities();
  const std::size_t file = 3 * trainer.model().parameters().size() * sizeof(float);
  return std::max(peak_bytes(), allocated_bytes() + file) - before;
}

Batch first_windows(const Trainer& trainer, std::size_t B) {
  Batch batch;
  REQUIRE(trainer.dataset().consecutive_batch(Split::train, 0, B, batch));
  return batch;
}

}  // namespace

TEST_CASE("the estimate of a run's memory lies within 30 % of what it takes at most", "[long]") {
  shakespeare();
  for (const Preset& preset : presets())
    for (const double dropout : {0.0, 0.2})
      for (const std::int64_t batch_size : {std::int64_t{1}, preset.settings.batch_size, std::int64_t{200}}) {
        Settings settings = preset.settings;
        settings.dropout = dropout, settings.batch_size = batch_size;
        INFO(preset.name << ", dropout " << dropout << ", batch_size " << batch_size);
        const auto most = static_cast<double>(most_bytes(shakespeare(), settings));
        const double estimate = training_bytes(settings, shakespeare().tokenizer->vocab_size());
        INFO("takes " << most << ", estimated " << estimate);
        CHECK(estimate > 0.77 * most);
        CHECK(estimate < 1.3 * most);
      }
}

TEST_CASE("a model of 4 GB is refused, with its text counted, before anything is allocated") {
  Settings settings = small_gpt();
  settings.n_embd = 1024, settings.n_layer = 8;
  shakespeare();  // read before, not while memory is measured
  peak_bytes();
  const std::size_t before = allocated_bytes();
  CHECK(error_of([&] { Trainer(shakespeare(), settings); }) ==
        "training this model would take 4,122 MB of memory, more than the 3,900 MB allowed; lower its batch size, block size or "
        "other sizes");
  CHECK(peak_bytes() - before < kMegabyte);
  settings.n_layer = 7;
  CHECK_NOTHROW(check(settings, 65));
  CHECK(error_of([&] { check(settings, 65, 4e8); }).find("more than the 3,900 MB allowed") != std::string::npos);
  settings.n_layer = 100, settings.n_head = 64, settings.n_embd = 4096;  // more weights than 32 bits can count
  CHECK(error_of([&] { check(settings, 65); }).find("training this model would take 80") == 0);
}

TEST_CASE("looking at a model takes no memory that it keeps") {
  for (const char* const model : {"gpt", "encoder-decoder", "bigram"}) {
    INFO(model);
    Settings settings = small_gpt();
    settings.model = model;
    Trainer trainer(many_characters(), settings);
    REQUIRE(progress_of(trainer, 1).done == 1);
    trainer.baselines();
    const std::size_t before = allocated_bytes();
    CHECK(trainer.probabilities().size() == 4'000'000);
    trainer.model().forward(first_windows(trainer, 100).x);
    trainer.generate({}, 40, {});
    trainer.evaluate_part(Split::train, 0, 2);
    CHECK(allocated_bytes() - before < kMegabyte / 10);
  }
}

TEST_CASE("many short sequences and one long one do not make room for many long ones") {
  Trainer trainer(shakespeare(), small_gpt());
  trainer.generate({}, 2, {});  // one of block_size
  const std::size_t before = allocated_bytes();
  trainer.model().loss(Batch(32, 1));
  CHECK(allocated_bytes() - before < kMegabyte / 10);
}

TEST_CASE("when memory runs out for a batch the model is as it was, and says so each time") {
  for (const char* const name : {"gpt", "encoder-decoder"}) {
    INFO(name);
    Settings settings = small_gpt();
    settings.model = name;
    Trainer trainer(shakespeare(), settings), other(shakespeare(), settings);
    const Batch small = first_windows(trainer, 2), large = first_windows(trainer, 60);
    const double small_loss = trainer.model().loss(small);
    for (const std::size_t room : {std::size_t{0}, std::size_t{0}, kMegabyte / 4, kMegabyte / 4, kMegabyte, kMegabyte}) {
      bool refused = false;
      try {
        const AllocationLimit limit(room);
        trainer.model().loss(large);
      } catch (const std::bad_alloc&) {
        refused = true;
      }
      CHECK(refused);
      CHECK(trainer.model().loss(small) == small_loss);
    }
    CHECK(trainer.model().loss(large) == other.model().loss(large));
  }
}

TEST_CASE("pairs are counted once per text, where they are wanted") {
  const Corpus& corpus = many_characters();
  Settings settings = small_gpt();
  settings.n_embd = 4, settings.block_size = 8;
  corpus.pairs = {};
  peak_bytes();
  std::size_t before = allocated_bytes();
  Trainer transformer(corpus, settings);
  REQUIRE(progress_of(transformer, 1).done == 1);
  transformer.evaluate();
  CHECK(peak_bytes() - before < 4 * kMegabyte);  // one table takes 16
  settings = Settings();
  before = allocated_bytes();
  const std::vector<std::uint32_t>* counts;
  {
    Trainer bigram(corpus, settings);
    counts = &bigram.pair_counts();
    bigram.evaluate();
  }
  CHECK(allocated_bytes() - before < 33 * kMegabyte);  // two tables stay with the text
  CHECK(allocated_bytes() - before > 30 * kMegabyte);
  Trainer again(corpus, settings);
  CHECK(&again.pair_counts() == counts);
  CHECK(corpus.pairs[0].begin == 0);
}

TEST_CASE("65,536 different characters train a transformer, and their pairs are counted without a table") {
  constexpr char32_t kFirst = 0x10000, kDifferent = 65536;
  std::string text;
  for (char32_t i = 0; i < kDifferent; ++i) text += to_utf8(kFirst + i);
  for (char32_t i = 0; i < kDifferent; ++i) text += to_utf8(kFirst + i * i % 5003);
  const Corpus corpus = read_corpus(text);
  Settings settings = small_gpt();
  settings.n_embd = 8, settings.n_layer = 1, settings.block_size = 8;
  peak_bytes();
  const std::size_t before = allocated_bytes();
  Trainer trainer(corpus, settings);
  REQUIRE(progress_of(trainer, 2).done == 2);
  const Baselines found = trainer.baselines();
  CHECK(static_cast<double>(peak_bytes() - before) < 1.1 * (running_bytes(settings, 65536) + text_bytes(corpus)));

  std::map<std::pair<int, int>, double> pairs;
  std::map<int, double> rows;
  const std::size_t last = trainer.dataset().size(Split::train) - 1;
  for (std::size_t i = 0; i < last; ++i) ++pairs[{corpus.ids[i], corpus.ids[i + 1]}], ++rows[corpus.ids[i]];
  double nats = 0;
  for (const auto& [pair, count] : pairs) nats -= count * std::log(count / rows[pair.first]);
  CHECK_THAT(found.bigram, WithinRel(nats / static_cast<double>(last), 1e-9));
  CHECK(error_of([&] { trainer.pair_counts(); }) == "the text has 65,536 different characters, more than the 4,096 possible here");
  CHECK_THROWS_AS(trainer.probabilities(), Error);
}

TEST_CASE("parts of a text that differ have their own counts") {
  const Corpus corpus = read_corpus("abcabcabcabcaab");
  for (const int block_size : {4, 12, 4}) {
    const Dataset dataset(corpus, block_size, 1);
    std::vector<std::uint32_t> counts(9, 0);
    for (std::size_t i = 1; i < dataset.size(Split::train); ++i) ++counts[static_cast<std::size_t>(corpus.ids[i - 1] * 3 + corpus.ids[i])];
    INFO("block_size " << block_size << ", " << dataset.size(Split::train) << " to train on");
    CHECK(dataset.pair_counts(Split::train) == counts);
  }
}

TEST_CASE("recovery, and the header of a checkpoint, take next to no memory") {
  Settings settings = small_gpt();
  settings.n_embd = 128;
  settings.learning_rate = 1000, settings.weight_decay = 10;
  Trainer trainer(shakespeare(), settings);
  const std::size_t before = allocated_bytes();
  REQUIRE(progress_of(trainer, 1).done == 1);
  const std::size_t trained = allocated_bytes();
  peak_bytes();
  REQUIRE(progress_of(trainer, 500).stopped);
  CHECK(peak_bytes() - trained < kMegabyte / 10);
  CHECK(trained > before);
  CHECK(checkpoint_header(trainer.view()).size() < kMegabyte / 10);
  CHECK(peak_bytes() - trained < kMegabyte / 5);
  const std::vector<std::uint8_t> bytes = write_checkpoint(trainer.checkpoint());
  const std::string header = checkpoint_header(trainer.view());
  CHECK(std::equal(header.begin(), header.end(), bytes.begin(), [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }));
}

TEST_CASE("a trainer is made of a file without a copy of it, and of a file that does not fit none is begun") {
  Settings settings = small_gpt();
  settings.n_embd = 128;
  Trainer trainer(shakespeare(), settings);
  REQUIRE(progress_of(trainer, 3).done == 3);
  const std::vector<std::uint8_t> bytes = write_checkpoint(trainer.checkpoint());
  many_characters();  // read once, not while memory is measured
  std::size_t before = allocated_bytes();
  peak_bytes();
  const CheckpointFile file(bytes.data(), bytes.size());
  CHECK(peak_bytes() - before < kMegabyte / 2);
  CHECK(error_of([&] { Trainer(many_characters(), file); }).find("the checkpoint knows 65 characters and the text has 2,000") == 0);
  CheckpointFile deeper = file;
  deeper.settings.n_layer = 3;
  CHECK(error_of([&] { Trainer(shakespeare(), deeper); }).find("the checkpoint holds ") == 0);
  CHECK(peak_bytes() - before < kMegabyte / 2);
  before = allocated_bytes();
  const Trainer opened(shakespeare(), file);
  CHECK(peak_bytes() - before < 8 * trainer.model().parameters().size() * sizeof(float));  // and training takes seven times so many
  CHECK(write_checkpoint(opened.checkpoint()) == bytes);
}

TEST_CASE("a small forged file that speaks of a large model is refused without room for it") {
  Settings settings = small_gpt();
  settings.n_embd = 8;
  const Trainer trainer(shakespeare(), settings);
  Forged forged = Forged::take_apart(write_checkpoint(trainer.checkpoint()));
  REQUIRE(forged.replace("\\\"n_embd\\\":8", "\\\"n_embd\\\":1024"));
  forged.sign();
  const Bytes bytes = forged.file();
  const std::size_t before = allocated_bytes();
  peak_bytes();
  CHECK(error_of([&] { read_checkpoint(bytes.data(), bytes.size()); }).find("float32 of shape [65,1024]") != std::string::npos);
  CHECK(peak_bytes() - before < kMegabyte);
}

TEST_CASE("a layer that asks for weights which the model has not is a mistake that is said") {
  Parameters<float> parameters({{"ln.weight", {4}, Init::ones()}});
  Workspace<float> w(parameters);
  CHECK(w.offset("ln.weight") == 0);
  CHECK(error_of([&] { LayerNormLayer<float>(w, "ln", 4); }) == "the model has no weights called ln.bias");
}
