// The bigram model: its fast path against the naive pair of ops, central differences, and brute force.
#include "models/bigram.hpp"

#include <algorithm>
#include <cmath>

#include "models/bigram_reference.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

template <class T>
Bigram<T> random_model(int V, std::uint64_t seed) {
  Bigram<T> model(V);
  Generator generator(seed);
  model.parameters().initialise(generator);
  return model;
}

Batch random_batch(int B, int T, int V, std::uint64_t seed) {
  Batch batch(B, T);
  Generator generator(seed);
  for (auto* tokens : {&batch.x, &batch.y})
    for (std::int32_t& token : *tokens) token = static_cast<std::int32_t>(generator.randint(static_cast<std::uint64_t>(V)));
  return batch;
}

struct LossAndGradients {
  double loss;
  std::vector<double> gradients;
};

// As the notes compute it.
template <class T>
LossAndGradients naive(const Bigram<T>& model, const Batch& batch) {
  const std::size_t N = batch.x.size(), V = static_cast<std::size_t>(model.vocab_size());
  Tensor<T, 2> weight = zeros<T>(V, V);
  Tokens1 x = zeros<std::int32_t>(N), y = zeros<std::int32_t>(N);
  std::copy(model.parameters().values.begin(), model.parameters().values.end(), weight.begin());
  std::copy(batch.x.begin(), batch.x.end(), x.begin());
  std::copy(batch.y.begin(), batch.y.end(), y.begin());
  const BigramReference<T> reference = bigram_reference(weight, x, y);
  return {static_cast<double>(reference.loss), {reference.dweight.begin(), reference.dweight.end()}};
}

template <class T>
LossAndGradients fast(Bigram<T>& model, const Batch& batch) {
  Generator unused(1);
  const double loss = model.loss_and_gradients(batch, unused);
  CHECK(unused == Generator(1));
  return {loss, {model.parameters().grads.begin(), model.parameters().grads.end()}};
}

template <class T>
void check_fast_against_naive(Tolerance tolerance) {
  for (const auto& [B, T_, V] : {std::array<int, 3>{1, 1, 2}, {4, 8, 3}, {32, 8, 65}, {2, 3, 300}, {64, 16, 7}}) {
    Bigram<T> model = random_model<T>(V, 50);
    const Batch batch = random_batch(B, T_, V, 51);
    const LossAndGradients expected = naive(model, batch), actual = fast(model, batch);
    INFO("B " << B << ", T " << T_ << ", V " << V << ", seeds 50 and 51");
    CHECK_THAT(std::vector<double>{actual.loss}, AllClose(std::vector<double>{expected.loss}, tolerance));
    CHECK_THAT(actual.gradients, AllClose(expected.gradients, tolerance));
    CHECK_THAT(std::vector<double>{model.loss(batch)}, AllClose(std::vector<double>{expected.loss}, tolerance));
  }
}

}  // namespace

TEST_CASE("the bigram model has one parameter, under PyTorch's name") {
  const Bigram<float> model(65);
  REQUIRE(model.parameters().table().size() == 1);
  const Parameter& table = model.parameters().table()[0];
  CHECK(table.name == "token_embedding_table.weight");
  CHECK(table.shape == std::vector<std::size_t>{65, 65});
  CHECK(model.parameters().size() == 4225);
  CHECK(model.parameters().find("token_embedding_table.weight") == &table);
  CHECK(model.parameters().find("lm_head.weight") == nullptr);
}

TEST_CASE("the table is drawn as nn.Embedding draws it, in double too") {
  std::vector<float> expected(65 * 65);
  Generator(1337).normal(expected.data(), expected.size());
  const Bigram<float> single = random_model<float>(65, 1337);
  const Bigram<double> twice = random_model<double>(65, 1337);
  CHECK(std::equal(expected.begin(), expected.end(), single.parameters().values.begin()));
  CHECK(std::equal(expected.begin(), expected.end(), twice.parameters().values.begin()));
}

TEST_CASE("the bigram model's logits are the rows of its table") {
  Bigram<float> model = random_model<float>(5, 3);
  const Batch batch = random_batch(2, 3, 5, 4);
  const Tensor<float, 3> logits = model.forward(batch.x);
  REQUIRE(logits.shape() == (std::array<std::size_t, 3>{2, 3, 5}));
  for (std::size_t b = 0; b < 2; ++b)
    for (std::size_t t = 0; t < 3; ++t)
      for (std::size_t v = 0; v < 5; ++v) CHECK(logits(b, t, v) == model.next_logits(batch.x(b, t))[v]);
}

TEST_CASE("the notes' batch loses 4.8948 untrained") {
  Generator generator(1337);
  Batch batch(4, 8);
  Dataset(shakespeare(), 8, 1).get_batch(Split::train, generator, batch);
  const double expected = fixture("shakespeare.json")["notes"]["loss_of_the_batch"].number_or(NAN);
  CHECK_THAT(std::vector<double>{random_model<float>(65, 1337).loss(batch)}, AllClose(std::vector<double>{expected}, {1e-6, 0}));
}

TEST_CASE("the fast path equals embedding and cross_entropy, in float") { check_fast_against_naive<float>({1e-5, 1e-7}); }
TEST_CASE("the fast path equals embedding and cross_entropy, in double") { check_fast_against_naive<double>({1e-12, 1e-15}); }

TEST_CASE("the bigram model's gradients are central differences of its loss") {
  Bigram<double> model = random_model<double>(6, 60);
  const Batch batch = random_batch(5, 4, 6, 61);
  const std::vector<double> gradients = fast(model, batch).gradients;
  const std::vector<double> weight(model.parameters().values.begin(), model.parameters().values.end());
  const auto loss = [&](const std::vector<double>& values) {
    std::copy(values.begin(), values.end(), model.parameters().values.begin());
    return model.loss(batch);
  };
  CHECK_THAT(gradients, AllClose(central_difference(weight, loss), {1e-6, 1e-9}));
  std::vector<double> flipped = gradients;  // the check itself notices
  const auto largest = std::max_element(flipped.begin(), flipped.end());
  *largest = -*largest;
  CHECK_THAT(flipped, !AllClose(central_difference(weight, loss), {1e-6, 1e-9}));
}

TEST_CASE("gradients do not accumulate, and rows that a batch does not use get none") {
  Bigram<float> model = random_model<float>(4, 70);
  const Batch first = random_batch(4, 4, 4, 71);
  Batch second(1, 2);  // inputs 2 and 2, targets 0 and 3
  second.x(0, 0) = second.x(0, 1) = 2;
  second.y(0, 1) = 3;
  fast(model, first);
  const std::vector<double> after_another = fast(model, second).gradients;
  CHECK_THAT(after_another, AllClose(naive(model, second).gradients, {1e-5, 1e-7}));
  for (const std::size_t row : {0, 1, 3})
    for (std::size_t v = 0; v < 4; ++v) CHECK(after_another[row * 4 + v] == 0);
}

TEST_CASE("the loss over pair counts is the mean over the pairs one by one") {
  Bigram<double> model = random_model<double>(3, 80);
  const std::vector<std::int32_t> text = {0, 1, 2, 1, 1, 0, 2, 0, 1};
  std::vector<std::uint32_t> counts(9, 0);
  Batch pairs(1, static_cast<int>(text.size()) - 1);
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    ++counts[static_cast<std::size_t>(text[i] * 3 + text[i + 1])];
    pairs.x(0, i) = text[i];
    pairs.y(0, i) = text[i + 1];
  }
  CHECK_THAT(std::vector<double>{model.loss_of_pairs(counts)}, AllClose(std::vector<double>{model.loss(pairs)}, {1e-13, 0}));
  CHECK(std::isnan(model.loss_of_pairs(std::vector<std::uint32_t>(9, 0))));
}
