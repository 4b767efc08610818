// dropout: its masks are PyTorch's draws, and applying them is a product.
#include "ops/dropout.hpp"

#include <algorithm>

#include "support.hpp"

using namespace iambic;

TEST_CASE("dropout's masks are PyTorch's, and leave the stream where PyTorch leaves it") {
  const Json cases = fixture("gpt_ops.json")["dropout"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t N = size_of(cases[i]["N"]);
    const double p = cases[i]["p"].number_or(-1);
    INFO("p " << p << ", " << N << " values");
    Generator generator(static_cast<std::uint64_t>(cases[i]["seed"].number_or(0)));
    std::vector<float> masks(2 * N);
    draw_dropout_mask(masks.data(), p, N, generator);
    draw_dropout_mask(masks.data() + N, p, N, generator);
    CHECK(masks == floats(cases[i]["masks_bits"]));
    for (const std::int32_t expected : integers(cases[i]["next"])) CHECK(generator.randint(1000) == static_cast<std::uint64_t>(expected));
  }
}

TEST_CASE("a skipped mask leaves the stream where a drawn one does") {
  Generator drawn(3), skipped(3);
  std::vector<float> mask(101);
  draw_dropout_mask(mask.data(), 0.4, mask.size(), drawn);
  skip_dropout_mask(mask.size(), skipped);
  CHECK(drawn == skipped);
}

TEST_CASE("dropout forgets about the share p and keeps the mean") {
  constexpr std::size_t N = 100000;
  for (const double p : {0.1, 0.5, 0.9}) {
    Generator generator(1);
    std::vector<double> mask(N);
    draw_dropout_mask(mask.data(), p, N, generator);
    const auto forgotten = static_cast<double>(std::count(mask.begin(), mask.end(), 0.0)) / N;
    CHECK(std::abs(forgotten - p) < 0.01);
    for (const double value : mask)
      if (value != 0) REQUIRE(value == 1 / (1 - p));
  }
}

TEST_CASE("dropout_apply is a product for every length, in place too") {
  for (std::size_t n = 1; n <= 9; ++n) {
    const std::vector<float> x = random_values<float>(n, 1), mask = random_values<float>(n, 2);
    std::vector<float> y(n + 1, 7.0f), expected(n + 1, 7.0f), in_place = x;
    for (std::size_t i = 0; i < n; ++i) expected[i] = x[i] * mask[i];
    dropout_apply(y.data(), x.data(), mask.data(), n);
    CHECK(y == expected);
    dropout_apply(in_place.data(), in_place.data(), mask.data(), n);
    CHECK(std::equal(in_place.begin(), in_place.end(), expected.begin()));
  }
}
