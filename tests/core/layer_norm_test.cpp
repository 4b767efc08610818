// layer_norm: by hand, by central differences, and against PyTorch.
#include "ops/layer_norm.hpp"

#include <cmath>

#include "support.hpp"

using namespace iambic;

namespace {

template <class T>
struct Result {
  std::vector<T> y, mean, inverse_std;
};

template <class T>
Result<T> forward(const std::vector<T>& x, const std::vector<T>& weight, const std::vector<T>& bias) {
  const std::size_t C = weight.size(), N = x.size() / C;
  Result<T> r{std::vector<T>(x.size()), std::vector<T>(N), std::vector<T>(N)};
  layer_norm_forward(r.y.data(), r.mean.data(), r.inverse_std.data(), x.data(), weight.data(), bias.data(), N, C);
  return r;
}

template <class T>
struct LayerNormGradients {
  std::vector<T> dx, dweight, dbias;
};

template <class T>
LayerNormGradients<T> backward(const std::vector<T>& dy, const std::vector<T>& x, const std::vector<T>& weight) {
  const std::size_t C = weight.size(), N = x.size() / C;
  const Result<T> r = forward(x, weight, weight);
  LayerNormGradients<T> g{std::vector<T>(x.size()), std::vector<T>(C), std::vector<T>(C)};
  layer_norm_backward(g.dx.data(), g.dweight.data(), g.dbias.data(), dy.data(), x.data(), weight.data(), r.mean.data(),
                      r.inverse_std.data(), N, C);
  return g;
}

}  // namespace

TEST_CASE("layer_norm by hand: a row of 1 and 3 has mean 2 and deviation 1") {
  const double scale = 1 / std::sqrt(1 + 1e-5);
  const Result<double> r = forward<double>({1, 3, 7, 7}, {10, 100}, {0.5, 0});
  CHECK_THAT(r.y, AllClose(std::vector<double>{0.5 - 10 * scale, 100 * scale, 0.5, 0}, {1e-14, 0}));
  CHECK(r.mean == std::vector<double>{2, 7});
  CHECK_THAT(r.inverse_std, AllClose(std::vector<double>{scale, 1 / std::sqrt(1e-5)}, {1e-14, 0}));
}

TEST_CASE("layer_norm's rows have mean 0 and deviation 1 before weight and bias, whatever was added and multiplied") {
  const std::vector<double> x = random_values<double>(5 * 13, 1), ones(13, 1.0), zeros(13, 0.0);
  std::vector<double> changed = x;
  for (double& value : changed) value = 40 * value + 1000;
  const std::vector<double> y = forward(x, ones, zeros).y;
  CHECK_THAT(forward(changed, ones, zeros).y, AllClose(y, {1e-4, 1e-5}));  // not exactly, because of eps
  for (std::size_t n = 0; n < 5; ++n) {
    double sum = 0, squares = 0;
    for (std::size_t c = 0; c < 13; ++c) sum += y[n * 13 + c], squares += y[n * 13 + c] * y[n * 13 + c];
    CHECK(std::fabs(sum) < 1e-12);
    CHECK(std::fabs(squares / 13 - 1) < 1e-4);
  }
}

TEST_CASE("layer_norm_backward adds to the parameters' gradients and overwrites the input's") {
  const std::vector<double> x = random_values<double>(6, 1), weight = random_values<double>(3, 2), dy = random_values<double>(6, 3);
  const Result<double> r = forward(x, weight, weight);
  const LayerNormGradients<double> once = backward(dy, x, weight);
  LayerNormGradients<double> g{std::vector<double>(6, 100.0), once.dweight, once.dbias};
  layer_norm_backward(g.dx.data(), g.dweight.data(), g.dbias.data(), dy.data(), x.data(), weight.data(), r.mean.data(),
                      r.inverse_std.data(), 2, 3);
  CHECK(g.dx == once.dx);
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(std::fabs(g.dweight[c] - 2 * once.dweight[c]) < 1e-14);
    CHECK(std::fabs(g.dbias[c] - 2 * once.dbias[c]) < 1e-14);
  }
}

TEST_CASE("layer_norm_backward is the central difference of a weighted sum of the output, for every width") {
  for (std::size_t C = 1; C <= 9; ++C) {
    INFO("C " << C);
    const auto x = random_values<double>(4 * C, 10 + C), weight = random_values<double>(C, 2), bias = random_values<double>(C, 3);
    const auto dy = random_values<double>(4 * C, 4);
    const LayerNormGradients<double> g = backward(dy, x, weight);
    const Tolerance tolerance{1e-6, 1e-7};
    CHECK_THAT(g.dx, AllClose(central_difference(x, [&](const auto& v) { return dot(dy, forward(v, weight, bias).y); }), tolerance));
    CHECK_THAT(g.dweight, AllClose(central_difference(weight, [&](const auto& v) { return dot(dy, forward(x, v, bias).y); }), tolerance));
    CHECK_THAT(g.dbias, AllClose(central_difference(bias, [&](const auto& v) { return dot(dy, forward(x, weight, v).y); }), tolerance));
  }
}

TEST_CASE("layer_norm matches PyTorch") {
  const Json cases = fixture("gpt_ops.json")["layer_norm"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json c = cases[i];
    INFO(c["name"].string_or(""));
    const std::vector<float> x = floats(c["x_bits"]), weight = floats(c["weight_bits"]);
    CHECK_THAT(forward(x, weight, floats(c["bias_bits"])).y, AllClose(floats(c["out_bits"]), {1e-5, 2e-5}));
    const LayerNormGradients<float> g = backward(floats(c["dout_bits"]), x, weight);
    CHECK_THAT(g.dx, AllClose(floats(c["dx_bits"]), {1e-4, 1e-5}));
    CHECK_THAT(g.dweight, AllClose(floats(c["dweight_bits"]), {1e-5, 2e-5}));
    CHECK_THAT(g.dbias, AllClose(floats(c["dbias_bits"]), {1e-5, 1e-6}));
  }
}
