// softmax: by hand, by central differences, and in place.
#include "ops/softmax.hpp"

#include <cmath>

#include "base/expressions.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

std::vector<double> forward(const std::vector<double>& x) {
  std::vector<double> y(x.size());
  softmax_forward(y.data(), x.data(), x.size());
  return y;
}

}  // namespace

TEST_CASE("softmax by hand: odds of 1 to 3, whatever is added to all") {
  CHECK_THAT(forward({0, std::log(3.0)}), AllClose(std::vector<double>{0.25, 0.75}, {1e-14, 0}));
  CHECK_THAT(forward({500, 500 + std::log(3.0)}), AllClose(std::vector<double>{0.25, 0.75}, {1e-13, 0}));
  const std::vector<double> x = {0, std::log(3.0)};
  std::vector<double> y(2);
  const simd::RowSoftmax<double> row = softmax_forward(y.data(), x.data(), 2);
  CHECK(std::fabs(row.largest + std::log(row.total) - std::log(4.0)) < 1e-14);
}

TEST_CASE("softmax_backward is the central difference of a weighted sum, for every length, and may be done in place") {
  for (std::size_t n = 1; n <= 9; ++n) {
    INFO("n " << n);
    const std::vector<double> x = random_values<double>(n, n), dy = random_values<double>(n, 20 + n), y = forward(x);
    std::vector<double> dx = dy;
    softmax_backward(dx.data(), dx.data(), y.data(), n, 0.5);
    for (double& value : dx) value *= 2;
    CHECK_THAT(dx, AllClose(central_difference(x, [&](const auto& values) { return dot(dy, forward(values)); }), {1e-6, 1e-9}));
  }
}

TEST_CASE("softmax is the plain one in xtensor") {
  Tensor<double, 2> x = zeros<double>(5, 7);
  const std::vector<double> values = random_values<double>(35, 3);
  std::copy(values.begin(), values.end(), x.begin());
  const Tensor<double, 2> plain = softmax(x);
  for (std::size_t r = 0; r < 5; ++r) {
    const auto first = plain.begin() + static_cast<std::ptrdiff_t>(7 * r);
    CHECK_THAT(forward({values.begin() + static_cast<std::ptrdiff_t>(7 * r), values.begin() + static_cast<std::ptrdiff_t>(7 * r + 7)}),
               AllClose(std::vector<double>(first, first + 7), {1e-13, 0}));
  }
}
