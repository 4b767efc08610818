// Every rung of the transformer against PyTorch: parameters, text, gradients, losses. tests/fixtures/README.md tells what a rung holds.
#include <cmath>

#include "models/presets.hpp"
#include "models/registry.hpp"
#include "support.hpp"
#include "training/group_member.hpp"
#include "training/schedule.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

const Corpus& corpus_of_rung(const Json& rung) {
  const std::string name = rung["corpus"].string_or("");
  return name.empty() ? shakespeare() : fixture_corpus(name);
}

void check_text(Trainer& trainer, const Json& expected) {
  const Tokenizer& tokenizer = *trainer.corpus().tokenizer;
  const std::vector<std::int32_t> prompt = tokenizer.encode(expected["prompt"].string_or(""));
  if (!prompt.empty()) {
    const std::unique_ptr<Decoder<float>> decoder = trainer.model().decoder();
    const float* logits = nullptr;
    for (const std::int32_t token : prompt) logits = decoder->append(token);
    CHECK_THAT(std::vector<float>(logits, logits + tokenizer.vocab_size()), AllClose(floats(expected["logits_bits"]), {1e-5, 1e-5}));
  }
  const std::vector<std::int32_t> ids = trainer.generate(prompt, static_cast<std::size_t>(expected["tokens"].number_or(0)), {});
  CHECK(tokenizer.decode(ids) == expected["text"].string_or(""));
}

void check_names_and_shapes(const Parameters<float>& parameters, const Json& expected) {
  REQUIRE(parameters.table().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Parameter& p = parameters.table()[i];
    CHECK(p.name == expected[i]["name"].string_or(""));
    CHECK_THAT(p.shape, AllClose(numbers(expected[i]["shape"]), {0, 0}));
  }
}

// The first, the last and one between.
std::vector<float> some_of(const Parameter& p, const float* all) {
  return {all[p.offset], all[p.offset + p.size() / 3], all[p.offset + p.size() - 1]};
}

// Uniform values are PyTorch's to the bit; normal ones within 2 units in the last place, by which its own kernels differ.
void check_initial_values(const Parameters<float>& parameters, const std::vector<float>& expected) {
  auto theirs = expected.begin();
  for (const Parameter& p : parameters.table()) {
    INFO(p.name);
    const std::vector<float> ours = some_of(p, parameters.values.data());
    const double relative = p.init.kind == Init::Kind::normal ? 2.4e-7 : 0;
    CHECK_THAT(ours, AllClose(std::vector<float>(theirs, theirs + 3), {relative, 0}));
    theirs += 3;
  }
}

// The first step's gradients, before clipping. What is near zero is so for all of a tensor, by chance in a single value.
void check_gradients_of(const Parameters<float>& parameters, const float* grads, const Json& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Parameter& p = parameters.table()[i];
    INFO(p.name);
    double squares = 0;
    for (std::size_t k = 0; k < p.size(); ++k) squares += std::pow(static_cast<double>(grads[p.offset + k]), 2);
    const double norm = expected[i]["norm"].number_or(NAN);
    CHECK_THAT(std::vector<double>{std::sqrt(squares)}, AllClose(std::vector<double>{norm}, {2e-5, 0}));
    CHECK_THAT(some_of(p, grads), AllClose(numbers(expected[i]["values"]), {2e-5, 1e-6 * norm}));
  }
}

void check_rung(const Json& rung) {
  Trainer trainer(corpus_of_rung(rung), settings_from(rung["config"]));
  const Parameters<float>& parameters = trainer.model().parameters();
  CHECK(parameters.size() == static_cast<std::size_t>(rung["parameters"].number_or(0)));
  check_names_and_shapes(parameters, rung["gradients"]);
  check_initial_values(parameters, floats(rung["initial_bits"]));
  check_text(trainer, rung["before"]);

  GroupMember alone(trainer, 0, 1);
  const double loss = alone.compute();
  const std::vector<double> losses = numbers(rung["losses"]);
  CHECK_THAT(std::vector<double>{loss}, AllClose(std::vector<double>{losses[0]}, {2e-5, 0}));
  check_gradients_of(parameters, alone.gradients(0), rung["gradients"]);

  std::vector<float> own(losses.size());
  REQUIRE_FALSE(trainer.train(own.size(), own.data()).stopped);
  CHECK_THAT(own, AllClose(losses, {2e-5, 0}));
  if (rung["evaluation"].is_object()) {
    const Losses exact = trainer.evaluate();
    CHECK_THAT(
        (std::vector<double>{exact.train, exact.val}),
        AllClose(std::vector<double>{rung["evaluation"]["train"].number_or(NAN), rung["evaluation"]["val"].number_or(NAN)}, {2e-5, 0}));
  }
  check_text(trainer, rung["after"]);
}

// Those of more than 100,000 parameters, or the others.
std::vector<Json> rungs(bool large) {
  const Json all = fixture("gpt.json")["rungs"];
  std::vector<Json> chosen;
  for (std::size_t i = 0; i < all.size(); ++i)
    if ((all[i]["parameters"].number_or(0) > 100'000) == large) chosen.push_back(all[i]);
  REQUIRE(chosen.size() == (large ? 4 : 9));
  return chosen;
}

}  // namespace

TEST_CASE("every small rung is PyTorch's: names and shapes, untrained text, gradients, twenty losses, and the text after them") {
  for (const Json& rung : rungs(false)) {
    DYNAMIC_SECTION(rung["name"].string_or("")) { check_rung(rung); }
  }
}

TEST_CASE("the large rungs are PyTorch's, too", "[long]") {
  for (const Json& rung : rungs(true)) {
    DYNAMIC_SECTION(rung["name"].string_or("")) { check_rung(rung); }
  }
}

TEST_CASE("every preset above the bigram is a rung of the fixtures") {
  const Json rungs = fixture("gpt.json")["rungs"];
  for (const Preset& preset : presets()) {
    if (preset.name == "bigram") continue;  // bigram.json
    INFO(preset.name);
    std::size_t i = 0;
    while (i < rungs.size() && rungs[i]["name"].string_or("") != preset.name) ++i;
    REQUIRE(i < rungs.size());
    JsonWriter ours, theirs;
    write_settings(ours, preset.settings, Spelling::snake);
    write_settings(theirs, settings_from(rungs[i]["config"]), Spelling::snake);
    CHECK(ours.text() == theirs.text());
  }
}

TEST_CASE("the small GPT has 209,729 parameters, the lecture's number") {
  CHECK(make_model<float>(preset("gpt", Spelling::snake).settings, 65)->parameters().size() == 209729);
}

TEST_CASE("a trained GPT goes on from its checkpoint as if it had never stopped") {
  const Json rung = fixture("gpt.json")["rungs"][9];  // dropout, warm-up, a cosine, clipping
  const auto train = [](Trainer& trainer, std::size_t steps) {
    std::vector<float> losses(steps);
    REQUIRE_FALSE(trainer.train(steps, losses.data()).stopped);
  };
  Trainer straight(corpus_of_rung(rung), settings_from(rung["config"])), first(corpus_of_rung(rung), settings_from(rung["config"]));
  train(straight, 30);
  train(first, 13);
  const std::vector<std::uint8_t> bytes = write_checkpoint(first.checkpoint());
  Trainer second(corpus_of_rung(rung), read_checkpoint(bytes.data(), bytes.size()));
  train(second, 17);
  CHECK(write_checkpoint(second.checkpoint()) == write_checkpoint(straight.checkpoint()));
}

TEST_CASE("gradients that are longer than grad_clip are shortened to it, others are left, as clip_grad_norm_ does") {
  // AdamW hardly feels how long gradients are, so look at its first moments: after one step they are a tenth of the gradients.
  const auto moments_after_a_step = [](double limit) {
    Settings settings;
    settings.model = "gpt", settings.n_embd = 8, settings.grad_clip = limit;
    Trainer trainer(shakespeare(), settings);
    float loss = 0;
    REQUIRE(trainer.train(1, &loss).done == 1);
    const Tensor<float, 1> moments = trainer.checkpoint().state.exp_avg;
    return std::vector<double>(moments.begin(), moments.end());
  };
  const std::vector<double> unclipped = moments_after_a_step(0);
  const double norm = 10 * std::sqrt(dot(unclipped, unclipped));
  CHECK(moments_after_a_step(1.01 * norm) == unclipped);
  for (const double limit : {0.9 * norm, 0.01}) {
    std::vector<double> expected = unclipped;
    for (double& moment : expected) moment *= limit / (norm + 1e-6);
    CHECK_THAT(moments_after_a_step(limit), AllClose(expected, {1e-5, 1e-12}));
  }
}

// The 1e-6 shows in short gradients only: those of a bigram, here, are 1e-5 of it shorter.
TEST_CASE("a gradient is shortened by its norm and 1e-6, as clip_grad_norm_ does") {
  const auto moments_after_a_step = [](double limit) {
    Settings settings;
    settings.grad_clip = limit;
    Trainer trainer(shakespeare(), settings);
    float loss = 0;
    REQUIRE(trainer.train(1, &loss).done == 1);
    const Tensor<float, 1> moments = trainer.checkpoint().state.exp_avg;
    return std::vector<double>(moments.begin(), moments.end());
  };
  const std::vector<double> unclipped = moments_after_a_step(0);
  const double norm = 10 * std::sqrt(dot(unclipped, unclipped)), limit = 0.01;
  REQUIRE(norm < 0.5);
  const double factor = dot(moments_after_a_step(limit), unclipped) / dot(unclipped, unclipped);
  CHECK(std::fabs(factor * (norm + 1e-6) / limit - 1) < 3e-7);
}

TEST_CASE("beta2 and weight_decay of the settings are AdamW's") {
  const auto state_after_a_step = [](double beta2, double weight_decay) {
    Settings settings;
    settings.beta2 = beta2, settings.weight_decay = weight_decay;
    Trainer trainer(shakespeare(), settings);
    float loss = 0;
    REQUIRE(trainer.train(1, &loss).done == 1);
    return trainer.checkpoint().state;
  };
  const auto slow = state_after_a_step(0.99, 0), quick = state_after_a_step(0.5, 0), decayed = state_after_a_step(0.99, 0.5);
  std::vector<double> expected;
  for (const float square : slow.exp_avg_sq) expected.push_back(50 * static_cast<double>(square));
  CHECK_THAT(quick.exp_avg_sq, AllClose(expected, {1e-5, 1e-30}));
  CHECK(decayed.exp_avg_sq == slow.exp_avg_sq);
  CHECK(decayed.values != slow.values);
}

TEST_CASE("the learning rate is nanoGPT's: warm-up, cosine, floor") {
  const Json schedules = fixture("gpt.json")["schedules"];
  REQUIRE(schedules.size() > 0);
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    Settings settings;
    for (const char* name : {"learning_rate", "min_learning_rate", "warmup_steps", "decay_steps"})
      assign(settings, name, schedules[i][name].text(), Spelling::snake);
    std::vector<double> rates;
    for (const std::int32_t iteration : integers(schedules[i]["iterations"])) rates.push_back(learning_rate_at(settings, iteration));
    CHECK_THAT(rates, AllClose(numbers(schedules[i]["values"]), {1e-14, 1e-18}));
  }
}

TEST_CASE("without a schedule the learning rate stays") {
  for (const std::int64_t iteration : {0, 1, 1000000}) CHECK(learning_rate_at(Settings{}, iteration) == 1e-3);
}
