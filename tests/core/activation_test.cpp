// relu and gelu: by hand, by central differences, and against PyTorch.
#include "ops/activation.hpp"

#include <cmath>
#include <limits>

#include "support.hpp"

using namespace iambic;

namespace {

template <class T>
std::vector<T> forward(Activation kind, const std::vector<T>& x) {
  std::vector<T> y(x.size()), slope(x.size());
  activation_forward(kind, y.data(), slope.data(), x.data(), x.size());
  return y;
}

template <class T>
std::vector<T> backward(Activation kind, const std::vector<T>& dy, const std::vector<T>& x) {
  std::vector<T> y(x.size()), slope = x, dx(x.size());
  activation_forward(kind, y.data(), slope.data(), slope.data(), x.size());  // in the place of x
  activation_backward(dx.data(), dy.data(), slope.data(), x.size());
  return dx;
}

}  // namespace

TEST_CASE("relu by hand, its slope at zero is zero") {
  const std::vector<double> x = {-2, -0.5, 0, 0.5, 2};
  CHECK(forward(Activation::relu, x) == std::vector<double>{0, 0, 0, 0.5, 2});
  CHECK(backward(Activation::relu, {1, 2, 3, 4, 5}, x) == std::vector<double>{0, 0, 0, 4, 5});
}

TEST_CASE("gelu by hand: its formula, and its tails") {
  const auto formula = [](double x) { return x / 2 * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (x + 0.044715 * x * x * x))); };
  std::vector<double> x, expected;
  for (double value = -4; value <= 4; value += 0.125) x.push_back(value), expected.push_back(formula(value));
  CHECK_THAT(forward(Activation::gelu, x), AllClose(expected, {1e-13, 1e-15}));
  const std::vector<float> tails = {0, 50, 1e4f, 1e12f, -50, -1e4f, -1e12f};
  CHECK_THAT(forward(Activation::gelu, tails), AllClose(std::vector<float>{0, 50, 1e4f, 1e12f, 0, 0, 0}, {1e-6, 1e-12}));
  CHECK_THAT(backward(Activation::gelu, std::vector<float>(4, 1), {0, 50, 1000, -1000}),
             AllClose(std::vector<float>{0.5f, 1, 1, 0}, {1e-6, 1e-12}));
}

TEST_CASE("what is not a number stays so through relu and gelu") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t length = 1; length <= 5; ++length)  // in a vector, and behind the last one
    CHECK(std::isnan(forward(Activation::gelu, std::vector<double>(length, nan)).back()));
}

TEST_CASE("the way back of an activation is the central difference of a weighted sum, and may be done in place") {
  for (const Activation kind : {Activation::relu, Activation::gelu})
    for (std::size_t n = 1; n <= 19; n += 3) {
      const std::vector<double> x = random_values<double>(n, 20 + n), dy = random_values<double>(n, 2);
      INFO((kind == Activation::relu ? "relu, " : "gelu, ") << n << " values");
      const std::vector<double> dx = backward(kind, dy, x);
      CHECK_THAT(dx, AllClose(central_difference(x, [&](const auto& v) { return dot(dy, forward(kind, v)); }), {1e-7, 1e-8}));
      std::vector<double> y(n), slope(n), in_place = dy;
      activation_forward(kind, y.data(), slope.data(), x.data(), n);
      activation_backward(in_place.data(), in_place.data(), slope.data(), n);
      CHECK(in_place == dx);
    }
}

TEST_CASE("relu and gelu match PyTorch") {
  const Json cases = fixture("gpt_ops.json")["activation"];
  REQUIRE(cases.size() == 2);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::string name = cases[i]["name"].string_or("");
    INFO(name);
    const Activation kind = name == "relu" ? Activation::relu : Activation::gelu;
    const std::vector<float> x = floats(cases[i]["x_bits"]);
    CHECK_THAT(forward(kind, x), AllClose(floats(cases[i]["out_bits"]), {2e-6, 1e-6}));
    CHECK_THAT(backward(kind, floats(cases[i]["dout_bits"]), x), AllClose(floats(cases[i]["dx_bits"]), {2e-6, 2e-6}));
  }
}
