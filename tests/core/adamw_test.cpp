// AdamW: one step by hand, plain double arithmetic, and PyTorch.
#include "training/adamw.hpp"

#include <algorithm>
#include <cmath>

#include "support.hpp"

using namespace iambic;

namespace {

template <class T>
Tensor<T, 1> tensor(const std::vector<T>& values) {
  Tensor<T, 1> result = zeros<T>(values.size());
  std::copy(values.begin(), values.end(), result.begin());
  return result;
}

// Within 1e-6 of each value, or of the largest: where terms cancel, what is left has the rounding errors of what was there.
AllClose close_to(const std::vector<float>& expected) {
  double largest = 0;
  for (const float value : expected) largest = std::max<double>(largest, std::fabs(value));
  return AllClose(expected, {1e-6, 1e-7 * largest});
}

// As the paper writes it, one value at a time.
struct PlainAdamW {
  double value, m = 0, v = 0;
  void update(double grad, std::int64_t step, const AdamWSettings& s) {
    value -= s.learning_rate * s.weight_decay * value;
    m = s.beta1 * m + (1 - s.beta1) * grad;
    v = s.beta2 * v + (1 - s.beta2) * grad * grad;
    const double m_hat = m / (1 - std::pow(s.beta1, step)), v_hat = v / (1 - std::pow(s.beta2, step));
    value -= s.learning_rate * m_hat / (std::sqrt(v_hat) + s.eps);
  }
};

template <class T>
void update_all(AdamW<T>& adamw, Tensor<T, 1>& values, const Tensor<T, 1>& grads, std::int64_t step, const AdamWSettings& settings) {
  adamw.update(values, grads, 0, values.size(), step, settings);
}

}  // namespace

TEST_CASE("AdamW's first step by hand: decay, then one learning rate against the gradient's sign") {
  AdamW<double> adamw(3);
  Tensor<double, 1> values = tensor<double>({1, 1, 1});
  AdamWSettings settings;
  settings.learning_rate = 0.1;
  settings.weight_decay = 0.5;
  update_all(adamw, values, tensor<double>({4, -0.25, 0}), 1, settings);
  CHECK_THAT(values, AllClose(std::vector<double>{0.85, 1.05, 0.95}, {1e-6, 0}));
  CHECK_THAT(adamw.exp_avg, AllClose(std::vector<double>{0.4, -0.025, 0}, {1e-12, 1e-15}));
  CHECK_THAT(adamw.exp_avg_sq, AllClose(std::vector<double>{0.016, 0.0000625, 0}, {1e-12, 1e-15}));
}

TEST_CASE("AdamW's defaults are PyTorch's") {
  const AdamWSettings settings;
  CHECK(settings.learning_rate == 1e-3);
  CHECK(settings.beta1 == 0.9);
  CHECK(settings.beta2 == 0.999);
  CHECK(settings.eps == 1e-8);
  CHECK(settings.weight_decay == 0.01);
}

TEST_CASE("AdamW in double is the paper's formula, for vectors of every length and many steps") {
  for (std::size_t n = 1; n <= 9; ++n) {
    AdamW<double> adamw(n);
    Tensor<double, 1> values = tensor(random_values<double>(n, 90 + n));
    std::vector<PlainAdamW> plain;
    for (const double value : values) plain.push_back({value});
    AdamWSettings settings;
    settings.learning_rate = 0.01;
    for (std::int64_t step = 1; step <= 200; ++step) {
      const std::vector<double> grads = random_values<double>(n, 1000 * n + static_cast<std::uint64_t>(step));
      update_all(adamw, values, tensor(grads), step, settings);
      for (std::size_t i = 0; i < n; ++i) plain[i].update(grads[i], step, settings);
    }
    std::vector<double> expected;
    for (const PlainAdamW& p : plain) expected.push_back(p.value);
    INFO("length " << n);
    CHECK_THAT(values, AllClose(expected, {1e-11, 1e-13}));
  }
}

TEST_CASE("AdamW matches PyTorch step by step") {
  const Json cases = fixture("ops.json")["adamw"];
  REQUIRE(cases.size() > 0);
  for (std::size_t c = 0; c < cases.size(); ++c) {
    const Json adamw_case = cases[c];
    const auto option = [&](const char* name) { return adamw_case[name].number_or(NAN); };
    AdamWSettings settings;
    settings.learning_rate = option("lr");
    settings.beta1 = adamw_case["betas"][0].number_or(NAN);
    settings.beta2 = adamw_case["betas"][1].number_or(NAN);
    settings.eps = option("eps");
    settings.weight_decay = option("weight_decay");
    Tensor<float, 1> values = tensor(floats(adamw_case["start_bits"]));
    AdamW<float> adamw(values.size());
    const Json steps = adamw_case["steps"];
    REQUIRE(steps.size() > 0);
    for (std::size_t s = 0; s < steps.size(); ++s) {
      INFO(adamw_case["name"].string_or("") << ", step " << s + 1);
      update_all(adamw, values, tensor(floats(steps[s]["gradient_bits"])), static_cast<std::int64_t>(s) + 1, settings);
      CHECK_THAT(values, close_to(floats(steps[s]["parameter_bits"])));
      CHECK_THAT(adamw.exp_avg, close_to(floats(steps[s]["exp_avg_bits"])));
      CHECK_THAT(adamw.exp_avg_sq, close_to(floats(steps[s]["exp_avg_sq_bits"])));
    }
  }
}

TEST_CASE("AdamW updates a stretch of the values as it would alone, and leaves the others and their moments") {
  const std::vector<double> start = random_values<double>(9, 95), grads = random_values<double>(9, 96);
  AdamW<double> whole(9), part(4);
  Tensor<double, 1> values = tensor(start), alone = tensor<double>({start.begin() + 3, start.begin() + 7});
  for (std::int64_t step = 1; step <= 3; ++step) {
    whole.update(values, tensor(grads), 3, 4, step, {});
    update_all(part, alone, tensor<double>({grads.begin() + 3, grads.begin() + 7}), step, {});
  }
  for (std::size_t i = 0; i < 9; ++i) {
    const bool inside = i >= 3 && i < 7;
    INFO("value " << i);
    CHECK(values(i) == (inside ? alone(i - 3) : start[i]));
    CHECK(whole.exp_avg(i) == (inside ? part.exp_avg(i - 3) : 0));
    CHECK(whole.exp_avg_sq(i) == (inside ? part.exp_avg_sq(i - 3) : 0));
  }
}

TEST_CASE("moments without gradients fade to zero, never through subnormal numbers") {
  AdamW<float> adamw(5);
  Tensor<float, 1> values = tensor<float>({1, 1, 1, 1, 1});
  const Tensor<float, 1> none = zeros<float>(5);
  update_all(adamw, values, tensor<float>({1, -1, 1e-3f, 1e-6f, 1e-12f}), 1, {});
  bool subnormal = false;
  for (std::int64_t step = 2; step <= 2000; ++step) {
    update_all(adamw, values, none, step, {});
    for (const float m : adamw.exp_avg) subnormal = subnormal || std::fpclassify(m) == FP_SUBNORMAL;
  }
  CHECK_FALSE(subnormal);
  CHECK_THAT(adamw.exp_avg, AllClose(std::vector<double>(5, 0.0), {0, 0}));
}
