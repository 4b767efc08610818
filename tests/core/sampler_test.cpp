// Sampling with temperature and top-k, against PyTorch and at its limits.
#include "generation/sampler.hpp"

#include <cmath>

#include "models/bigram.hpp"
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

// How often each of logits' tokens is drawn.
std::vector<double> shares(const std::vector<float>& logits, SamplerSettings settings, int draws = 40000) {
  Sampler sampler(settings);
  Generator generator(101);
  std::vector<double> counts(logits.size(), 0);
  for (int i = 0; i < draws; ++i) ++counts[static_cast<std::size_t>(sampler.sample(logits.data(), logits.size(), generator))];
  for (double& count : counts) count /= draws;
  return counts;
}

}  // namespace

TEST_CASE("generated tokens are PyTorch's, with temperature, top-k and prompts") {
  const Json cases = fixture("sampling.json")["cases"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json c = cases[i];
    Generator generator(static_cast<std::uint64_t>(c["seed"].number_or(-1)));
    Bigram<float> model(static_cast<int>(c["V"].number_or(0)));
    model.parameters().initialise(generator);
    const std::vector<std::int32_t> prompt = integers(c["prompt"]), expected = integers(c["ids"]);
    const SamplerSettings settings{c["temperature"].number_or(NAN), static_cast<std::int64_t>(c["top_k"].number_or(0))};
    INFO("seed " << c["seed"].number_or(0) << ", V " << model.vocab_size() << ", temperature " << settings.temperature << ", top_k "
                 << settings.top_k);
    CHECK(generate(model, prompt, expected.size() - prompt.size(), settings, generator) == expected);
  }
}

TEST_CASE("temperature 0 takes the likeliest token and draws nothing") {
  const std::vector<float> logits = {1, 3, 2, 3};
  Generator generator(1);
  CHECK(Sampler({0, 0}).sample(logits.data(), 4, generator) == 1);
  CHECK(generator == Generator(1));
}

TEST_CASE("the smallest temperature takes the likeliest token, the largest one any") {
  const std::vector<float> logits = {-90, 3, 80, 2};
  for (const double temperature : {1e-45, 1e-38, 1e-6}) {
    INFO("temperature " << temperature);
    CHECK(shares(logits, {temperature, 0}, 100) == std::vector<double>{0, 0, 1, 0});
  }
  for (const double share : shares({0, 1, -1, 0}, {100, 0})) CHECK(std::fabs(share - 0.25) < 0.02);
}

TEST_CASE("what the k largest leave out has no chance at all, though exp never gives zero") {
  const std::vector<float> logits = {0, 200, 1, 2, 199, -50};
  const std::vector<float> all = Sampler({1, 0}).probabilities(logits.data(), logits.size());
  for (const float p : all) CHECK(p > 0);
  const std::vector<float> two = Sampler({1, 2}).probabilities(logits.data(), logits.size());
  CHECK(two == std::vector<float>{0, all[1], 0, 0, all[4], 0});
}

TEST_CASE("shares are softmax(logits / temperature)") {
  const std::vector<float> logits = {0, std::log(2.0f), std::log(5.0f)};
  CHECK_THAT(shares(logits, {1, 0}), AllClose(std::vector<double>{0.125, 0.25, 0.625}, {0, 0.01}));
  CHECK_THAT(shares(logits, {0.5, 0}), AllClose(std::vector<double>{1 / 30.0, 4 / 30.0, 25 / 30.0}, {0, 0.01}));
}

TEST_CASE("top-k keeps the k likeliest and their equals, and 0 or more than there are keeps all") {
  const std::vector<float> logits = {0, 2, 1, 2, -1};
  CHECK_THAT(shares(logits, {1, 1}), AllClose(std::vector<double>{0, 0.5, 0, 0.5, 0}, {0, 0.01}));
  CHECK(shares(logits, {1, 3})[0] == 0);
  CHECK(shares(logits, {1, 3})[2] > 0);
  CHECK(shares(logits, {1, 0}) == shares(logits, {1, 5}));
  CHECK(shares(logits, {1, 0}) == shares(logits, {1, 65536}));
}

TEST_CASE("generate starts from token 0 without a prompt, and gives the prompt back") {
  Bigram<float> model(4);
  Generator generator(5);
  model.parameters().initialise(generator);
  CHECK(generate(model, {}, 0, {}, generator) == std::vector<std::int32_t>{0});
  CHECK(generate(model, {3, 2}, 0, {}, generator) == std::vector<std::int32_t>{3, 2});
  CHECK(generate(model, {3}, 10, {}, generator).size() == 11);
}
