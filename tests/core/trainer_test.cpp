// Training runs against PyTorch's, and what a run must never do.
#include "training/trainer.hpp"

#include <cmath>
#include <functional>

#include "base/heartbeat.hpp"
#include "base/number_text.hpp"
#include "ops/cross_entropy.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

const Tolerance kPyTorch{1e-5, 0};  // losses

Settings settings_of(const Json& config) {
  Settings settings;
  settings.seed = static_cast<std::int64_t>(config["seed"].number_or(-1));  // may be wider than the 32 bits a user can give
  settings.batch_size = static_cast<std::int64_t>(config["batch_size"].number_or(0));
  settings.block_size = static_cast<std::int64_t>(config["block_size"].number_or(0));
  settings.learning_rate = config["learning_rate"].number_or(NAN);
  settings.holdback = static_cast<std::int64_t>(config["holdback"].number_or(-1));
  return settings;
}

void check_sample(Trainer& trainer, const Json& sample) {
  const std::vector<std::int32_t> ids = trainer.generate({}, static_cast<std::size_t>(sample["tokens"].number_or(0)), {});
  CHECK(ids == integers(sample["ids"]));
  CHECK(trainer.corpus().tokenizer->decode(ids) == sample["text"].string_or(""));
}

void check_losses(const Losses& losses, const Json& expected) {
  CHECK_THAT((std::vector<double>{losses.train, losses.val}),
             AllClose(std::vector<double>{expected["train"].number_or(NAN), expected["val"].number_or(NAN)}, kPyTorch));
}

// The three trainings of a run, as tests/fixtures/README.md tells.
void check_run(const Corpus& corpus, const Json& run) {
  const Settings settings = settings_of(run["config"]);
  Trainer trainer(corpus, settings);
  check_sample(trainer, run["before"]);
  CHECK_THAT(train(trainer, 20), AllClose(numbers(run["losses"]), kPyTorch));
  check_losses(trainer.evaluate(), run["after_20"]["exact_loss"]);
  check_sample(trainer, run["after_20"]["sample"]);
  std::vector<float> weights;
  for (const std::int32_t at : integers(run["after_20"]["weight_at"]))
    weights.push_back(trainer.model().parameters().values(static_cast<std::size_t>(at)));
  CHECK_THAT(weights, AllClose(floats(run["after_20"]["weight_bits"]), {1e-5, 1e-6}));

  Trainer estimating(corpus, settings);
  train(estimating, 5);
  const Json estimate = run["after_5_without_sample"];
  check_losses(estimating.estimate_loss(static_cast<std::size_t>(estimate["eval_iters"].number_or(0))), estimate["estimate_loss"]);

  Trainer longer(corpus, settings);
  check_sample(longer, run["before"]);
  const Json after = run["after_long"];
  const std::vector<float> losses = train(longer, static_cast<std::size_t>(after["steps"].number_or(0)));
  CHECK_THAT(std::vector<float>{losses.back()}, AllClose(std::vector<double>{after["last_loss"].number_or(NAN)}, kPyTorch));
  check_losses(longer.evaluate(), after["exact_loss"]);
  check_sample(longer, after["sample"]);
}

void check_corpus(const Corpus& corpus, const Json& expected) {
  CHECK(corpus.ids.size() == static_cast<std::size_t>(expected["characters"].number_or(0)));
  const Json vocabulary = expected["vocabulary"];
  REQUIRE(vocabulary.size() == corpus.tokenizer->characters().size());
  for (std::size_t i = 0; i < vocabulary.size(); ++i)
    CHECK(corpus.tokenizer->decode(static_cast<std::int32_t>(i)) == vocabulary[i].string_or(""));

  const Trainer trainer(corpus, settings_of(expected["runs"][0]["config"]));
  CHECK(trainer.dataset().size(Split::train) == static_cast<std::size_t>(expected["train_tokens"].number_or(0)));
  CHECK(trainer.dataset().size(Split::val) == static_cast<std::size_t>(expected["val_tokens"].number_or(0)));
  const Baselines baselines = trainer.baselines();
  const Json b = expected["baselines"];
  CHECK_THAT(
      (std::vector<double>{baselines.uniform, baselines.unigram, baselines.bigram}),
      AllClose(std::vector<double>{b["uniform"].number_or(NAN), b["unigram"].number_or(NAN), b["bigram"].number_or(NAN)}, {1e-9, 0}));

  REQUIRE(expected["runs"].size() > 0);
  for (std::size_t i = 0; i < expected["runs"].size(); ++i) {
    INFO("run " << i);
    check_run(corpus, expected["runs"][i]);
  }
}

// Mean of -log softmax over all pairs of a split, one pair after the other.
double brute_force_loss(Trainer& trainer, Split split) {
  const Dataset& dataset = trainer.dataset();
  const auto V = static_cast<std::size_t>(trainer.model().vocab_size());
  const std::unique_ptr<Decoder<float>> decoder = trainer.model().decoder();
  std::vector<double> row(V);
  double loss = 0;
  for (std::size_t i = 1; i < dataset.size(split); ++i) {
    const float* const logits = decoder->append(trainer.corpus().ids[dataset.begin(split) + i - 1]);
    row.assign(logits, logits + V);
    const std::int32_t target = trainer.corpus().ids[dataset.begin(split) + i];
    loss += cross_entropy_forward(row.data(), row.data(), &target, 1, V);
  }
  return loss / static_cast<double>(dataset.size(split) - 1);
}

// Of two runs that got somewhere.
bool same_run(const Trainer& a, const Trainer& b) {
  REQUIRE(a.step() > 0);
  return write_checkpoint(a.checkpoint()) == write_checkpoint(b.checkpoint());
}

Settings spoiling() {
  Settings settings;
  settings.learning_rate = 1000;
  return settings;
}

}  // namespace

TEST_CASE("training is PyTorch's: losses, weights, estimates and text, for other alphabets, seeds and settings") {
  const Json corpora = fixture("bigram.json")["corpora"];
  REQUIRE(corpora.size() > 0);
  for (std::size_t i = 0; i < corpora.size(); ++i) {
    const std::string name = corpora[i]["corpus"].string_or("");
    DYNAMIC_SECTION(name) { check_corpus(read_corpus(fixture_text(name)), corpora[i]); }
  }
}

TEST_CASE("training on tiny Shakespeare is PyTorch's") {
  const Json expected = fixture("shakespeare.json");
  REQUIRE(shakespeare().sha256 == expected["corpus_sha256"].string_or(""));
  check_corpus(shakespeare(), expected);
}

TEST_CASE("the notes' run: untrained text, 100,000 steps, and the text after them", "[long]") {
  const Json notes = fixture("shakespeare.json")["notes"];
  Trainer trainer(shakespeare(), Settings{});
  check_sample(trainer, notes["before"]);
  train(trainer, static_cast<std::size_t>(notes["after"]["steps"].number_or(0)));
  check_losses(trainer.evaluate(), notes["after"]["exact_loss"]);
  check_sample(trainer, notes["after"]["sample"]);
}

TEST_CASE("the exact evaluation is brute force over every pair of both splits") {
  Trainer trainer(fixture_corpus("abc.txt"), Settings{});
  train(trainer, 10);
  const Losses losses = trainer.evaluate();
  CHECK_THAT((std::vector<double>{losses.train, losses.val}),
             AllClose(std::vector<double>{brute_force_loss(trainer, Split::train), brute_force_loss(trainer, Split::val)}, {1e-6, 0}));
}

TEST_CASE("the bigram baseline is a bound that training approaches and never passes") {
  Settings settings;
  settings.learning_rate = 0.05;
  Trainer trainer(fixture_corpus("abc.txt"), settings);
  train(trainer, 3000);
  const double bound = trainer.baselines().bigram, reached = trainer.evaluate().train;
  CHECK(reached >= bound);
  CHECK(reached < bound + 0.02);
}

TEST_CASE("a text too short for a validation part trains, and has no validation loss") {
  const Corpus corpus = read_corpus("abcabcabca");
  Trainer trainer(corpus, Settings{});
  train(trainer, 3);
  CHECK(std::isfinite(trainer.evaluate().train));
  CHECK(std::isnan(trainer.evaluate().val));
}

TEST_CASE("an estimate that cannot be made says so and draws nothing") {
  const Corpus corpus = read_corpus("abcabcabcabc");
  Trainer trainer(corpus, Settings{});
  CHECK(error_of([&] { trainer.estimate_loss(3); }).find("the validation part of the text has 2 characters") == 0);
  CHECK(trainer.generator() == Trainer(corpus, Settings{}).generator());
}

TEST_CASE("training in slices of any size is training in one go") {
  Trainer straight(fixture_corpus("abc.txt"), Settings{});
  const std::vector<float> losses = train(straight, 1300);
  for (const std::size_t slice : {std::size_t{1}, std::size_t{7}, std::size_t{256}, std::size_t{1000}}) {
    Trainer sliced(fixture_corpus("abc.txt"), Settings{});
    std::vector<float> pieces;
    while (pieces.size() < losses.size()) {
      for (const float loss : train(sliced, std::min(slice, losses.size() - pieces.size()))) pieces.push_back(loss);
    }
    INFO("slices of " << slice);
    CHECK(pieces == losses);
    CHECK(same_run(sliced, straight));
  }
}

TEST_CASE("looking never changes the training") {
  Trainer watched(fixture_corpus("abc.txt"), Settings{}), alone(fixture_corpus("abc.txt"), Settings{});
  for (int i = 0; i < 10; ++i) {
    Generator copy = watched.generator();
    generate(watched.model(), {}, 50, {0.8, 2}, copy);
    watched.evaluate();
    watched.baselines();
    watched.probabilities();
    watched.checkpoint();
    train(watched, 30);
  }
  train(alone, 300);
  CHECK(same_run(watched, alone));
}

TEST_CASE("sampling and estimating from the training stream do change it, as in PyTorch") {
  Trainer sampled(fixture_corpus("abc.txt"), Settings{}), estimated(fixture_corpus("abc.txt"), Settings{}), alone(fixture_corpus("abc.txt"), Settings{});
  sampled.generate({}, 1, {});
  estimated.estimate_loss(1);
  CHECK_FALSE(sampled.generator() == alone.generator());
  CHECK_FALSE(estimated.generator() == alone.generator());
}

TEST_CASE("probabilities are the softmax of each row, and pair counts are the training part's") {
  Trainer trainer(fixture_corpus("abc.txt"), Settings{});
  train(trainer, 5);
  const std::vector<float> probabilities = trainer.probabilities();
  REQUIRE(probabilities.size() == 9);
  const std::unique_ptr<Decoder<float>> decoder = trainer.model().decoder();
  for (std::int32_t i = 0; i < 3; ++i) {
    const float* const logits = decoder->append(i);
    double total = 0, sum = 0;
    for (std::size_t j = 0; j < 3; ++j) total += std::exp(static_cast<double>(logits[j]));
    for (std::size_t j = 0; j < 3; ++j) {
      const double p = probabilities[static_cast<std::size_t>(i) * 3 + j];
      CHECK(std::fabs(p - std::exp(static_cast<double>(logits[j])) / total) < 1e-6);
      sum += p;
    }
    CHECK(std::fabs(sum - 1) < 1e-6);
  }
  CHECK(trainer.pair_counts() == trainer.dataset().pair_counts(Split::train));
}

TEST_CASE("a learning rate that spoils the numbers stops the run, names the step, and keeps the last good weights") {
  std::vector<float> losses(5000);
  Trainer trainer(fixture_corpus("abc.txt"), spoiling());
  const Progress progress = trainer.train(losses.size(), losses.data());
  REQUIRE(progress.stopped);
  const std::int64_t kept = trainer.step();
  CHECK(progress.done == static_cast<std::size_t>(kept) + 1);
  CHECK(*progress.stopped == "training stopped: step " + grouped(static_cast<std::uint64_t>(kept) + 1) +
                                 " made the loss infinite or not a number; the weights of step " +
                                 grouped(static_cast<std::uint64_t>(kept)) + " are kept, try a learning rate below 1,000");
  for (std::size_t i = 0; i < progress.done; ++i) REQUIRE(std::isfinite(losses[i]));
  CHECK(std::isfinite(trainer.evaluate().train));

  Trainer straight(fixture_corpus("abc.txt"), spoiling());
  train(straight, static_cast<std::size_t>(kept));
  CHECK(same_run(trainer, straight));
  const std::vector<std::uint8_t> bytes = write_checkpoint(trainer.checkpoint());
  CHECK(read_checkpoint(bytes.data(), bytes.size()).state.step == kept);
}

TEST_CASE("a run whose very first loss is not finite has done nothing, and keeps what it began with") {
  Checkpoint checkpoint = Trainer(fixture_corpus("abc.txt"), Settings{}).checkpoint();
  checkpoint.state.step = 7;
  for (std::size_t i = 0; i < checkpoint.state.values.size(); ++i) checkpoint.state.values(i) = i % 2 == 0 ? 3e38f : -3e38f;
  Trainer trainer(fixture_corpus("abc.txt"), checkpoint);
  std::vector<float> losses(3, 42);
  const Progress progress = trainer.train(losses.size(), losses.data());
  CHECK(progress.done == 0);
  CHECK(losses == std::vector<float>(3, 42));
  CHECK(progress.stopped.value_or("").find(
            "training stopped: step 8 made the loss infinite or not a number; the weights of step 7 are kept") == 0);
  CHECK(write_checkpoint(trainer.checkpoint()) == write_checkpoint(checkpoint));
}

TEST_CASE("a spoiled run ends in the same state whatever the slices, and stays there when trained again") {
  std::vector<float> losses(5000);
  Trainer straight(fixture_corpus("abc.txt"), spoiling());
  straight.train(losses.size(), losses.data());
  for (const std::size_t slice : {std::size_t{1}, std::size_t{2}, std::size_t{5}, std::size_t{38}, std::size_t{100}}) {
    INFO("slices of " << slice);
    Trainer sliced(fixture_corpus("abc.txt"), spoiling());
    std::optional<std::string> stopped;
    for (int calls = 0; calls < 5000 && !stopped; ++calls) stopped = sliced.train(slice, losses.data()).stopped;
    REQUIRE(stopped);
    CHECK(same_run(sliced, straight));
    const Progress again = sliced.train(10, losses.data());
    CHECK(again.stopped);
    CHECK(same_run(sliced, straight));
  }
}

TEST_CASE("a run that breaks late ends where it broke, wherever states were remembered on its way", "[long]") {
  Settings settings = spoiling();
  settings.warmup_steps = 4000;  // so that it breaks after more steps than lie between two states remembered
  std::vector<float> losses(4000);
  Trainer straight(shakespeare(), settings);
  REQUIRE(straight.train(losses.size(), losses.data()).stopped);
  const auto broke = static_cast<std::size_t>(straight.step());
  REQUIRE(broke > 256);
  Trainer by_steps(shakespeare(), settings);
  std::optional<std::string> stopped;
  while (!stopped) stopped = by_steps.train(1, losses.data()).stopped;
  CHECK(same_run(by_steps, straight));
  for (std::size_t first = broke - 256 - 4; first < broke - 256 + 8; ++first) {
    INFO("one state is remembered at step " << first << " and one 256 steps later, " << broke << " is the last that is good");
    Trainer shifted(shakespeare(), settings);
    train(shifted, first);
    shifted.generate({}, 0, {});  // draws nothing, and remembers the state
    REQUIRE(shifted.train(losses.size(), losses.data()).stopped);
    CHECK(same_run(shifted, straight));
  }
}

TEST_CASE("a transformer that breaks has few steps to take again, however dear they are", "[long]") {
  Settings settings;
  settings.model = "blocks", settings.n_layer = 1, settings.batch_size = 12, settings.block_size = 64;
  settings.learning_rate = 1000, settings.warmup_steps = 900000, settings.weight_decay = 10;
  Trainer trainer(fixture_corpus("abc.txt"), settings);
  std::vector<float> losses(600);
  static std::uint64_t beats;
  beats = 0;
  on_heartbeat = [] { ++beats; };
  std::size_t done = 0;
  std::uint64_t before = 0, slice = 0;
  std::optional<std::string> stopped;
  while (!stopped && done < losses.size()) {
    before = beats;
    const Progress progress = trainer.train(1, losses.data());
    done += progress.done;
    stopped = progress.stopped;
    if (!stopped) slice = std::max(slice, beats - before);
  }
  on_heartbeat = nullptr;
  REQUIRE(stopped);
  REQUIRE(trainer.step() > 150);
  INFO("a step takes " << slice << " beats at most, the one that broke took " << beats - before);
  CHECK(beats - before > 0);    // life is visible
  CHECK(beats - before < 120);  // a second or two
}

TEST_CASE("a run that looked from its own stream on its way goes back to its own last good state") {
  const auto write = [](Trainer& trainer) {
    Writer writer(trainer.model(), {}, {});
    for (int i = 0; i < 100; ++i) trainer.write(writer);
  };
  const std::function<void(Trainer&)> looks[] = {
      [](Trainer& trainer) { trainer.generate({}, 100, {}); },
      [](Trainer& trainer) { trainer.estimate_part(Split::train, 3); },
      [](Trainer& trainer) { trainer.estimate_loss(3); },
      write,
  };
  std::vector<float> losses(5000);
  for (const auto& look : looks)
    for (const std::size_t first : {std::size_t{0}, std::size_t{10}}) {
      Trainer spoiled(fixture_corpus("abc.txt"), spoiling()), straight(fixture_corpus("abc.txt"), spoiling());
      for (Trainer* trainer : {&spoiled, &straight}) {
        train(*trainer, first);
        look(*trainer);
      }
      REQUIRE(spoiled.train(losses.size(), losses.data()).stopped);
      train(straight, static_cast<std::size_t>(spoiled.step()) - first);
      CHECK(same_run(spoiled, straight));
    }
}
