// Vector arithmetic: every length of a row, the reductions' order, and softmax against PyTorch.
#include "base/simd.hpp"

#include <algorithm>
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
  constexpr std::size_t n = 100000;
  std::vector<float> x(n), y(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = -60.0f * static_cast<float>(i) / static_cast<float>(n - 1);
  x[1] = -INFINITY, x[2] = -1e30f, x[3] = NAN;
  for (std::size_t i = 0; i < n; i += simd::lanes<float>) simd::store(&y[i], simd::exp_nonpositive(simd::load(&x[i])));
  CHECK(y[0] == 1.0f);
  CHECK(y[1] == y[n - 1]);
  CHECK(y[2] == y[n - 1]);
  CHECK(std::isnan(y[3]));
  std::int64_t worst = 0;
  for (std::size_t i = 4; i < n; ++i) worst = std::max(worst, ulps_between(y[i], static_cast<float>(std::exp(static_cast<double>(x[i])))));
  CHECK(worst <= 2);
}

TEST_CASE("sum adds the lanes pairwise, in the order that is promised") {
  const float lane[4] = {1e8f, 1.0f, -1e8f, 1.0f};  // the order shows: (0+1)+(2+3) is 0, ((0+1)+2)+3 is 1
  const simd::Vec<float> v = simd::load_tail(lane, 4, 0.0f);
  volatile float first = lane[0] + lane[1], second = lane[2] + lane[3];
  CHECK(simd::sum<float>(v) == first + second);
}

TEST_CASE("add, each and sum_of treat every element of every length once, whole vectors and the rest alike") {
  for (std::size_t n = 0; n <= 19; ++n) {
    INFO(n << " values");
    const std::vector<double> x = random_values<double>(n + 1, 1), y = random_values<double>(n + 1, 2);
    std::vector<double> residual = y, expected = y;
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) expected[i] += x[i], sum += x[i] * y[i];
    simd::add(residual.data(), x.data(), n);
    CHECK(residual == expected);
    CHECK(std::fabs(simd::sum_of<double>(n, [&](auto load) { return load(x.data()) * load(y.data()); }) - sum) < 1e-13);
    std::vector<double> product(n + 1, 7.0);
    simd::each<double>(n, [&](auto load, auto store) { store(product.data(), load(x.data()) * load(y.data())); });
    for (std::size_t i = 0; i < n; ++i) CHECK(product[i] == x[i] * y[i]);
    CHECK(product[n] == 7);
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
