// Every intermediate of a forward pass against PyTorch, and what a trace must leave alone. tests/fixtures/README.md tells what
// trace.json holds.
#include <cmath>
#include <sstream>

#include "models/registry.hpp"
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

Tokens2 window_of(const Trainer& trainer, const std::string& text) {
  return last_window(trainer.corpus().tokenizer->encode(text), static_cast<std::size_t>(trainer.settings().block_size));
}

Trace<float> trace_of(Trainer& trainer, const std::string& text) {
  return trace_of(trainer.model(), trainer.settings(), window_of(trainer, text));
}

std::vector<float> values_of(const Trace<float>& trace, const TracedTensor& tensor) {
  const auto first = trace.values().begin() + static_cast<std::ptrdiff_t>(tensor.offset);
  return {first, first + static_cast<std::ptrdiff_t>(tensor.size())};
}

std::vector<float> values_of(const Trace<float>& trace, const std::string& name) {
  for (const TracedTensor& tensor : trace.table())
    if (tensor.name == name) return values_of(trace, tensor);
  throw std::runtime_error("the trace lacks " + name);
}

// The sum with the weights cos 0, cos 1, ..., without what is -inf, and the values at three places.
std::vector<double> summary_of(const std::vector<float>& values) {
  const std::size_t n = values.size();
  double weighted = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (std::isfinite(values[i])) weighted += static_cast<double>(values[i]) * std::cos(static_cast<double>(i));
  return {weighted, values[n / 3], values[n / 2], values[n - 1]};
}

void check_summaries(const Trace<float>& trace, const std::vector<float>& expected) {
  REQUIRE(expected.size() == 4 * trace.table().size());
  for (std::size_t i = 0; i < trace.table().size(); ++i) {
    INFO(trace.table()[i].name);
    std::vector<double> ours = summary_of(values_of(trace, trace.table()[i]));
    std::vector<double> theirs(expected.begin() + static_cast<std::ptrdiff_t>(4 * i),
                               expected.begin() + static_cast<std::ptrdiff_t>(4 * i + 4));
    for (std::size_t k = 0; k < 4; ++k)
      if (std::isinf(theirs[k]) && ours[k] == theirs[k]) ours[k] = theirs[k] = 0;
    CHECK_THAT(ours, AllClose(theirs, {1e-5, 1e-5}));
  }
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> list;
  for (std::string word; stream >> word;) list.push_back(word);
  return list;
}

// What lm_head got: ln_f's output, or without one the last block's.
std::string input_of_lm_head(const Trace<float>& trace) {
  std::string name;
  for (const TracedTensor& tensor : trace.table()) {
    const auto ends_with = [&](const std::string& end) {
      return tensor.name.size() >= end.size() && tensor.name.compare(tensor.name.size() - end.size(), end.size(), end) == 0;
    };
    if (ends_with("ffwd.residual") || ends_with("ln_f")) name = tensor.name;
  }
  return name;
}

void check_contributions(const Trace<float>& trace) {
  const std::vector<float> expected = values_of(trace, input_of_lm_head(trace));
  std::vector<double> sum(expected.size());
  for (const TracedTensor& tensor : trace.table()) {
    if (tensor.name.find(".contribution") == std::string::npos) continue;
    const std::vector<float> part = values_of(trace, tensor);
    REQUIRE(part.size() == sum.size());
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<double>(part[i]);
  }
  CHECK_THAT(sum, AllClose(expected, {0, 1e-4}));
}

void check_prompt(Trainer& trainer, const Json& rung, const Json& prompt, Sha256& all_bits) {
  const std::string text = prompt["prompt"].string_or("");
  INFO(trainer.settings().model << " after " << trainer.step() << " steps reads " << text);
  const Trace<float> trace = trace_of(trainer, text);
  all_bits.update(trace.values().data(), trace.values().size() * sizeof(float));
  std::vector<std::string> names;
  for (const TracedTensor& tensor : trace.table()) names.push_back(tensor.name);
  CHECK(names == words(rung["names"].string_or("")));
  check_summaries(trace, floats(prompt["summary_bits"]));

  const Tensor<float, 3> logits = trainer.model().forward(window_of(trainer, text));
  const bool bigram = trainer.model().layers() == 0;
  CHECK(values_of(trace, bigram ? "token_embedding_table" : "lm_head") == std::vector<float>(logits.begin(), logits.end()));
  if (!input_of_lm_head(trace).empty()) check_contributions(trace);
}

}  // namespace

TEST_CASE(
    "every intermediate of every rung is PyTorch's, untrained and trained, and has the same bits everywhere; the logits are forward()'s; "
    "contributions add up",
    "[wide]") {
  const Json all = fixture("trace.json")["rungs"];
  REQUIRE(all.size() == 7);
  Sha256 all_bits;
  for (std::size_t r = 0; r < all.size(); ++r) {
    const Json states = all[r]["states"];
    REQUIRE(states.size() == 2);
    Trainer trainer(fixture_corpus("upper.txt"), settings_from(all[r]["config"]));
    for (std::size_t s = 0; s < states.size(); ++s) {
      train(trainer, size_of(states[s]["steps"]) - static_cast<std::size_t>(trainer.step()));
      REQUIRE(states[s]["prompts"].size() == 4);
      for (std::size_t p = 0; p < 4; ++p) check_prompt(trainer, all[r], states[s]["prompts"][p], all_bits);
    }
  }
  CHECK(all_bits.finish() == "6a8f9027cc35989af2d15a875f5a8f45aad397c0cde3c3b4bc78c353871df06e");  // the same on every machine
}

TEST_CASE("a trace changes nothing and draws nothing: losses and checkpoints are those of a run without") {
  for (const char* const model : {"bigram", "self-attention", "feed-forward", "blocks", "gpt", "encoder-decoder"}) {
    Settings settings;
    settings.model = model, settings.n_embd = 12, settings.n_layer = 2, settings.dropout = 0.1;
    Trainer watched(fixture_corpus("upper.txt"), settings), alone(fixture_corpus("upper.txt"), settings);
    for (int round = 0; round < 3; ++round) {
      INFO(model << ", round " << round);
      std::vector<float> seen(5), unseen(5);
      for (const char* const text : {"S", "GRAIN OF SAND"}) CHECK(trace_of(watched, text).table().size() > 1);
      REQUIRE(watched.train(5, seen.data()).done == 5);
      REQUIRE(alone.train(5, unseen.data()).done == 5);
      CHECK(seen == unseen);
      CHECK(write_checkpoint(watched.checkpoint()) == write_checkpoint(alone.checkpoint()));
    }
  }
}

TEST_CASE("after a trace the last block has said what lm_head says, to the bit") {
  Settings settings;
  settings.model = "gpt", settings.n_embd = 12, settings.n_layer = 2;
  Trainer trainer(fixture_corpus("upper.txt"), settings);
  train(trainer, 20);
  const Trace<float> trace = trace_of(trainer, "SAND");
  CHECK(values_of(trace, "blocks.1.logits") == values_of(trace, "lm_head"));
  CHECK(values_of(trace, "blocks.0.logits") != values_of(trace, "lm_head"));
}
