// The transformers' gradients against central differences in double precision: all of a small model's, and those of a live trainer.
#include <algorithm>
#include <cmath>

#include "models/presets.hpp"
#include "models/registry.hpp"
#include "support.hpp"
#include "training/gradient_check.hpp"

using namespace iambic;

namespace {

Settings small(const char* model, const char* activation, double dropout) {
  Settings settings;
  settings.model = model, settings.activation = activation, settings.dropout = dropout;
  settings.n_layer = 2, settings.n_head = 3, settings.n_embd = 6, settings.batch_size = 2, settings.block_size = 5;
  return settings;
}

struct LossOf {
  Model<double>& model;
  const Batch& batch;

  double operator()(const std::vector<double>& values) const {
    std::copy(values.begin(), values.end(), model.parameters().values.begin());
    Generator same_masks(3);
    return model.loss_and_gradients(batch, same_masks);
  }
};

// All gradients of a model that knows 7 characters.
void check_all(const Settings& settings) {
  const std::unique_ptr<Model<double>> model = make_model<double>(settings, 7);
  Generator generator(1);
  model->parameters().initialise(generator);
  Batch batch(2, 5);
  for (auto* tokens : {&batch.x, &batch.y})
    for (std::int32_t& token : *tokens) token = static_cast<std::int32_t>(generator.randint(7));
  const LossOf loss{*model, batch};
  const std::vector<double> values(model->parameters().values.begin(), model->parameters().values.end());
  loss(values);
  std::vector<double> gradients(model->parameters().grads.begin(), model->parameters().grads.end());
  const std::vector<double> differences = central_difference(values, loss);
  CHECK_THAT(gradients, AllClose(differences, {1e-6, 1e-8}));
  const auto largest = std::max_element(gradients.begin(), gradients.end());  // the check itself notices
  *largest *= 1.001;
  CHECK_THAT(gradients, !AllClose(differences, {1e-6, 1e-8}));
}

}  // namespace

TEST_CASE("every gradient of every rung is a central difference of the loss", "[wide]") {
  for (const char* const model : {"self-attention", "multi-head", "feed-forward", "blocks", "gpt", "encoder-decoder"})
    for (const bool dropout : {false, true}) {
      INFO(model << (dropout ? ", gelu with dropout" : ", relu"));
      check_all(dropout ? small(model, "gelu", 0.3) : small(model, "relu", 0));
    }
}

TEST_CASE("every gradient is written anew, also by a share without any sequence") {
  for (const char* const name : {"self-attention", "multi-head", "feed-forward", "blocks", "gpt", "encoder-decoder"}) {
    INFO(name);
    const std::unique_ptr<Model<float>> model = make_model<float>(small(name, "relu", 0.3), 7);
    Generator generator(1);
    model->parameters().initialise(generator);
    Tensor<float, 1>& grads = model->parameters().grads;
    const Batch batch(2, 5);
    const auto gradients = [&](float before, Rows rows) {
      grads.fill(before);
      Generator same_masks(3);
      model->loss_and_gradients(batch, rows, same_masks);
      return std::vector<float>(grads.begin(), grads.end());
    };
    CHECK(gradients(std::nanf(""), {0, 2}) == gradients(0, {0, 2}));
    CHECK(gradients(std::nanf(""), {2, 0}) == std::vector<float>(grads.size(), 0.0f));
  }
}

TEST_CASE("gradients do not accumulate, and a token that a batch does not hold gets none") {
  const std::unique_ptr<Model<float>> model = make_model<float>(small("gpt", "relu", 0), 7);
  Generator generator(1);
  model->parameters().initialise(generator);
  Batch batch(2, 5);  // zeros: tokens 1 to 6 are not there
  const double loss = model->loss_and_gradients(batch, generator);
  const std::vector<float> once(model->parameters().grads.begin(), model->parameters().grads.end());
  CHECK(model->loss_and_gradients(batch, generator) == loss);
  CHECK(std::equal(once.begin(), once.end(), model->parameters().grads.begin()));
  CHECK(model->loss(batch) == loss);
  for (std::size_t i = 6; i < 7 * 6; ++i) CHECK(once[i] == 0);
}

TEST_CASE("check_gradients agrees on every preset", "[long]") {
  for (const Preset& preset : presets()) {
    INFO(preset.name);
    Settings settings = preset.settings;
    settings.block_size = std::min<std::int64_t>(settings.block_size, 16);  // time
    const Trainer trainer(fixture_corpus("accents.txt"), settings);
    const std::vector<TensorCheck> checks = check_gradients(trainer, 1);
    REQUIRE(checks.size() == trainer.model().parameters().table().size());
    for (std::size_t i = 0; i < checks.size(); ++i) {
      const Parameter& p = trainer.model().parameters().table()[i];
      INFO(p.name << ": " << checks[i].largest_error);
      CHECK(checks[i].name == p.name);
      CHECK(checks[i].size == p.size());
      CHECK(checks[i].checked == 1);
      CHECK(checks[i].largest_gradient > 0);
      CHECK(checks[i].agrees);
    }
  }
}

TEST_CASE("check_gradients agrees after training, with dropout, and changes nothing") {
  Trainer trainer(fixture_corpus("accents.txt"), small("gpt", "gelu", 0.3));
  std::vector<float> losses(20);
  REQUIRE_FALSE(trainer.train(losses.size(), losses.data()).stopped);
  const std::vector<std::uint8_t> before = write_checkpoint(trainer.checkpoint());
  for (const TensorCheck& check : check_gradients(trainer)) {
    INFO(check.name << ": " << check.largest_error);
    CHECK(check.checked == 4);
    CHECK(check.agrees);
  }
  CHECK(write_checkpoint(trainer.checkpoint()) == before);
}

TEST_CASE("a checker gives the same whatever it checked before") {
  const Trainer trainer(fixture_corpus("accents.txt"), small("blocks", "relu", 0));
  const std::vector<TensorCheck> all = check_gradients(trainer);
  GradientChecker backwards(trainer);
  REQUIRE(backwards.tensors() == all.size());
  for (std::size_t i = all.size(); i-- > 0;) {
    const TensorCheck check = backwards.check(i);
    CHECK(check.name == all[i].name);
    CHECK(check.largest_gradient == all[i].largest_gradient);
    CHECK(check.largest_error == all[i].largest_error);
  }
}

TEST_CASE("a check of gradients that are wrong says so, by one per cent as well") {
  const Parameter parameter{"w", {3, 4}, Init::normal(), 2};
  Tensor<double, 1> values = zeros<double>(16), grads = zeros<double>(16);
  for (std::size_t i = 0; i < values.size(); ++i) values(i) = 0.3 + 0.1 * static_cast<double>(i), grads(i) = 2 * values(i);
  const auto squares = [&] { return std::inner_product(values.begin(), values.end(), values.begin(), 0.0); };
  const auto check = [&] { return compare_gradients(parameter, grads, values, squares, Generator(1), 100); };
  const Tensor<double, 1> before = values;
  const TensorCheck right = check();
  CHECK(right.agrees);
  CHECK(right.largest_error < 1e-6);
  CHECK(right.largest_gradient == grads(13));
  CHECK((right.size == 12 && right.checked == 12));
  CHECK(values == before);
  for (const double wrong : {-1.0, 0.0, 0.99, 1.01, 2.0, HUGE_VAL, std::nan("")}) {
    INFO("times " << wrong);
    for (std::size_t i = 2; i < 14; ++i) grads(i) = 2 * values(i) * wrong;
    CHECK_FALSE(check().agrees);
    CHECK_FALSE(check().largest_error < 0.009);
  }
  for (std::size_t i = 0; i < 16; ++i) grads(i) = i >= 2 && i < 14 ? 2 * values(i) : 1e9;  // what other tensors have does not matter
  CHECK(check().agrees);
}
