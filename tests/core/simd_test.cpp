// Vector arithmetic: every length of a row, the reductions' order, and softmax against PyTorch.
#include "simd.hpp"

#include <cmath>

#include "support.hpp"

using namespace iambic;

namespace {

template <class T>
std::vector<T> softmax(const std::vector<T>& x) {
  std::vector<T> probs(x.size());
  const auto row = simd::row_exp(x.data(), probs.data(), x.size());
  simd::scale(probs.data(), T{1} / row.total, x.size());
  return probs;
}

}  // namespace

TEST_CASE("row_max finds the largest at every place of rows of every length") {
  for (std::size_t n = 1; n <= 20; ++n) {
    for (std::size_t place = 0; place < n; ++place) {
      std::vector<float> x(n, -5.0f);
      x[place] = -1.0f;
      INFO("length " << n << ", largest at " << place);
      REQUIRE(simd::row_max(x.data(), n) == -1.0f);
    }
  }
}

TEST_CASE("row_exp gives exponentials, their sum and the largest for rows of every length, without touching what lies behind") {
  for (std::size_t n = 1; n <= 20; ++n) {
    const std::vector<double> x = random_values<double>(n, 40 + n);
    std::vector<double> out(n + 4, 777.0), expected;
    const auto row = simd::row_exp(x.data(), out.data(), n);
    double total = 0;
    for (const double value : x) {
      expected.push_back(std::exp(value - row.largest));
      total += expected.back();
    }
    INFO("length " << n << ", seed " << 40 + n);
    CHECK(row.largest == *std::max_element(x.begin(), x.end()));
    CHECK_THAT(std::vector<double>{row.total}, AllClose(std::vector<double>{total}, {1e-14, 0}));
    CHECK_THAT(std::vector<double>(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(n)), AllClose(expected, {1e-14, 0}));
    CHECK(std::vector<double>(out.begin() + static_cast<std::ptrdiff_t>(n), out.end()) == std::vector<double>(4, 777.0));
  }
}

TEST_CASE("exp_nonpositive is exp to two units in the last place, and never subnormal") {
  std::int64_t worst = 0;
  float at = 0;
  for (float x = -60.0f; x <= 0.0f; x += 0.000731f) {
    const std::int64_t ulps = ulps_between(simd::exp_nonpositive(x), static_cast<float>(std::exp(static_cast<double>(x))));
    if (ulps > worst) worst = ulps, at = x;
  }
  INFO("worst at " << at);
  CHECK(worst <= 2);
  CHECK(simd::exp_nonpositive(0.0f) == 1.0f);
  CHECK(simd::exp_nonpositive(-1e30f) == simd::exp_nonpositive(-60.0f));
  CHECK(simd::exp_nonpositive(-INFINITY) == simd::exp_nonpositive(-60.0f));
  CHECK(std::isnan(simd::exp_nonpositive(NAN)));
}

TEST_CASE("sum adds the lanes pairwise, in the order that is promised") {
  const float lane[4] = {1e8f, 1.0f, -1e8f, 1.0f};  // the order shows: (0+1)+(2+3) is 0, ((0+1)+2)+3 is 1
  const simd::Vec<float> v = simd::load_tail(lane, 4, 0.0f);
  if constexpr (simd::lanes<float> == 4) {
    volatile float first = lane[0] + lane[1], second = lane[2] + lane[3];
    CHECK(simd::sum<float>(v) == first + second);
  }
}

TEST_CASE("all_finite sees one infinity or NaN anywhere") {
  for (std::size_t n = 1; n <= 9; ++n) {
    std::vector<float> x(n, 3e38f);
    CHECK(simd::all_finite(x.data(), n));
    for (std::size_t place = 0; place < n; ++place) {
      for (const float bad : {INFINITY, -INFINITY, NAN}) {
        x[place] = bad;
        REQUIRE_FALSE(simd::all_finite(x.data(), n));
        x[place] = 0;
      }
    }
  }
}

TEST_CASE("softmax of equal logits is uniform, and ln 1, ln 3 give 1/4 and 3/4") {
  CHECK_THAT(softmax<double>({5, 5, 5}), AllClose(std::vector<double>(3, 1.0 / 3), {1e-15, 0}));
  CHECK_THAT(softmax<double>({0, std::log(3.0)}), AllClose(std::vector<double>{0.25, 0.75}, {1e-15, 0}));
}

TEST_CASE("softmax matches PyTorch, the notes' example among them") {
  const Json cases = fixture("ops.json")["softmax"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(cases[i]["name"].string_or(""));
    const std::vector<float> x = floats(cases[i]["x_bits"]), expected = floats(cases[i]["softmax_bits"]);
    const auto columns = static_cast<std::ptrdiff_t>(cases[i]["shape"][1].number_or(0));
    for (std::ptrdiff_t at = 0; at < static_cast<std::ptrdiff_t>(x.size()); at += columns) {
      const std::vector<float> row(x.begin() + at, x.begin() + at + columns), probs(expected.begin() + at, expected.begin() + at + columns);
      CHECK_THAT(softmax(row), AllClose(probs, {1e-6, 1e-9}));
    }
  }
}
