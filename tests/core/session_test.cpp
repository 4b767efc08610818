// The session of C++ programs: it gives what the trainer behind it gives, whatever arithmetic the program around has.
#include <iambic/session.hpp>

#include <cfenv>
#include <cmath>

#include "models/presets.hpp"
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

const std::string& text() {
  static const std::string abc = fixture_text("corpora/abc.txt");
  return abc;
}

Session small_gpt() { return Session(text(), "gpt", {{"n_layer", 1}, {"n_embd", 8}, {"block_size", 6}, {"dropout", 0.1}, {"seed", 7}}); }

std::string file_of(const Trainer& trainer) {
  const std::vector<std::uint8_t> bytes = write_checkpoint(trainer.checkpoint());
  return {bytes.begin(), bytes.end()};
}

// x + x * 2^-24 is x where one rounds to the nearest, and more where one rounds upwards.
float sum_that_shows_rounding() {
  const volatile float one = 1, half_of_the_last_place = 0x1p-24f;
  return one + half_of_the_last_place;
}

}  // namespace

TEST_CASE("a session gives its trainer's losses, text and checkpoint") {
  const Corpus corpus = read_corpus(text());
  Settings settings = preset("gpt", Spelling::snake).settings;
  settings.n_layer = 1, settings.n_embd = 8, settings.block_size = 6, settings.dropout = 0.1, settings.seed = 7;
  Trainer trainer(corpus, settings);
  std::vector<float> losses(20);
  trainer.train(losses.size(), losses.data(), 2);

  Session session = small_gpt();
  CHECK(session.train(20, 2).losses == losses);
  CHECK(session.step() == 20);
  CHECK(session.checkpoint() == file_of(trainer));
  CHECK(session.parameters() == trainer.model().parameters().size());
  CHECK(session.evaluate().val == trainer.evaluate().val);
  CHECK(session.estimate_loss(3).train == trainer.estimate_loss(3).train);
  const std::vector<std::int32_t> prompt = session.tokenizer().encode("ab");
  CHECK(session.next_probabilities("ab", {0.5, 2}) == next_probabilities(trainer.model(), prompt, {0.5, 2}));
  CHECK(session.generate("ab", 30, {0.5, 2}) == corpus.tokenizer->decode(trainer.generate(prompt, 30, {0.5, 2})));
  const Tensor<float, 3> logits = trainer.model().forward(last_window(prompt, 6));
  CHECK_THAT(session.logits(prompt), AllClose(logits, {0, 0}));
}

TEST_CASE("a session that was saved goes on as if it had not been, with other settings where these may change") {
  Session whole = small_gpt(), half = small_gpt();
  whole.train(20);
  half.train(10);
  Session again = Session::resume(text(), half.checkpoint());
  again.train(10);
  CHECK(again.checkpoint() == whole.checkpoint());
  const Session slower = Session::resume(text(), half.checkpoint(), {{"learning_rate", 1e-4}});
  CHECK(slower.setting("learning_rate") == "0.0001");
  CHECK(slower.setting("n_layer") == "1");
  CHECK(slower.setting("activation") == "relu");
}

TEST_CASE("a session refuses what cannot be, in a sentence") {
  CHECK(error_of([] { Session(text(), "gtp"); }).find("preset must be one of bigram, ") == 0);
  CHECK(error_of([] { Session(text(), "gpt", {{"n_layer", 0}}); }) == "n_layer must be a whole number from 1 to 100, not 0");
  CHECK(error_of([] { Session(text(), "gpt", {{"layers", 1}}); }).find("layers") != std::string::npos);
  CHECK(error_of([] { Session::resume(text(), small_gpt().checkpoint(), {{"n_layer", 2}}); }).find("n_layer") != std::string::npos);
  Session session = small_gpt();
  CHECK(error_of([&] { session.train(1, 0); }) == "shares must be a whole number from 1 to 64, not 0");
  CHECK(error_of([&] { session.logits({0, 0, 0, 0, 0, 0, 0}); }) == "ids must be 1 to 6 characters, not 7");
  CHECK(error_of([&] { session.generate("a", 1, {-1, 0}); }).find("temperature must be ") == 0);
  CHECK(error_of([&] { session.setting("tokens"); }) == "tokens is no setting of a run");
}

#ifndef __EMSCRIPTEN__  // WebAssembly rounds in one direction only
TEST_CASE("a program that rounds upwards gets the bytes of all others, and its own rounding back") {
  Session expected = small_gpt();
  expected.train(20);
  REQUIRE(std::fesetround(FE_UPWARD) == 0);
  const float before = sum_that_shows_rounding();
  Session session = small_gpt();
  session.train(20);
  const std::string bytes = session.checkpoint();
  const float after = sum_that_shows_rounding();
  std::fesetround(FE_TONEAREST);
  CHECK(bytes == expected.checkpoint());
  CHECK(before > 1);
  CHECK(after > 1);
}
#endif
