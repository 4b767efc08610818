// cross_entropy: by hand, by central differences, and against PyTorch.
#include "ops/cross_entropy.hpp"

#include <cmath>

#include "support.hpp"

using namespace iambic;

namespace {

struct Result {
  double loss;
  std::vector<double> dlogits;
};

template <class T>
Result run(const std::vector<T>& logits, const std::vector<std::int32_t>& targets) {
  const std::size_t N = targets.size(), V = logits.size() / N;
  std::vector<T> probs(logits.size()), dlogits(logits.size(), T{0});
  const double loss = cross_entropy_forward(probs.data(), logits.data(), targets.data(), N, V);
  cross_entropy_backward(dlogits.data(), probs.data(), targets.data(), N, V, T{1} / static_cast<T>(N));
  return {loss, {dlogits.begin(), dlogits.end()}};
}

}  // namespace

TEST_CASE("cross_entropy by hand: equal logits lose ln V, and probabilities of 1/4 and 3/4 lose their logarithms") {
  const Result equal = run<double>({7, 7, 7, 7}, {2});
  CHECK_THAT(std::vector<double>{equal.loss}, AllClose(std::vector<double>{std::log(4.0)}, {1e-14, 0}));
  CHECK_THAT(equal.dlogits, AllClose(std::vector<double>{0.25, 0.25, -0.75, 0.25}, {1e-14, 0}));

  const Result two = run<double>({0, std::log(3.0), 0, std::log(3.0)}, {0, 1});
  CHECK_THAT(std::vector<double>{two.loss}, AllClose(std::vector<double>{(std::log(4.0) + std::log(4.0 / 3)) / 2}, {1e-14, 0}));
  CHECK_THAT(two.dlogits, AllClose(std::vector<double>{-0.375, 0.375, 0.125, -0.125}, {1e-14, 1e-15}));
}

TEST_CASE("cross_entropy_backward overwrites what was there, and may overwrite the probabilities") {
  const std::vector<double> probs = {0.25, 0.75};
  std::vector<double> dlogits = {10, 20}, in_place = probs;
  const std::int32_t target = 1;
  cross_entropy_backward(dlogits.data(), probs.data(), &target, 1, 2, 1.0);
  cross_entropy_backward(in_place.data(), in_place.data(), &target, 1, 2, 1.0);
  CHECK_THAT(dlogits, AllClose(std::vector<double>{0.25, -0.25}, {1e-15, 0}));
  CHECK(in_place == dlogits);
}

TEST_CASE("cross_entropy_forward gives probabilities, and may overwrite the logits") {
  const std::vector<float> logits = random_values<float>(3 * 11, 5);
  const std::vector<std::int32_t> targets = {10, 0, 4};
  std::vector<float> probs(logits.size()), in_place = logits;
  const double loss = cross_entropy_forward(probs.data(), logits.data(), targets.data(), 3, 11);
  CHECK(cross_entropy_forward(in_place.data(), in_place.data(), targets.data(), 3, 11) == loss);
  CHECK(in_place == probs);
  for (std::size_t n = 0; n < 3; ++n) {
    double sum = 0;
    for (std::size_t v = 0; v < 11; ++v) sum += probs[n * 11 + v];
    CHECK(std::fabs(sum - 1) < 1e-6);
  }
}

TEST_CASE("cross_entropy_backward is the central difference of the loss, for every width of a row") {
  for (std::size_t V = 1; V <= 9; ++V) {
    INFO("V " << V << ", seed " << 100 + V);
    const std::vector<double> logits = random_values<double>(4 * V, 100 + V);
    std::vector<std::int32_t> targets;
    for (std::size_t n = 0; n < 4; ++n) targets.push_back(static_cast<std::int32_t>((3 * n) % V));
    const auto loss = [&](const std::vector<double>& x) { return run(x, targets).loss; };
    CHECK_THAT(run(logits, targets).dlogits, AllClose(central_difference(logits, loss), {1e-6, 1e-9}));
  }
}

TEST_CASE("cross_entropy matches PyTorch") {
  const Json cases = fixture("ops.json")["cross_entropy"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(cases[i]["name"].string_or(""));
    const Result result = run(floats(cases[i]["logits_bits"]), integers(cases[i]["targets"]));
    CHECK_THAT(std::vector<double>{result.loss}, AllClose(floats(cases[i]["loss_bits"]), {1e-5, 1e-7}));
    CHECK_THAT(result.dlogits, AllClose(floats(cases[i]["dlogits_bits"]), {1e-5, 1e-7}));
  }
}
