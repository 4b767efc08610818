// linear: by hand, by central differences, and against PyTorch.
#include "ops/linear.hpp"

#include "support.hpp"

using namespace iambic;

namespace {

struct Sizes {
  std::size_t N, C, OC;
};

template <class T>
std::vector<T> forward(const std::vector<T>& x, const std::vector<T>& weight, const std::vector<T>& bias, Sizes s) {
  std::vector<T> y(s.N * s.OC);
  Matmul<T> matmul;
  linear_forward(y.data(), x.data(), weight.data(), bias.empty() ? nullptr : bias.data(), s.N, s.C, s.OC, matmul);
  return y;
}

template <class T>
struct LinearGradients {
  std::vector<T> dx, dweight, dbias;
};

template <class T>
LinearGradients<T> backward(const std::vector<T>& dy, const std::vector<T>& x, const std::vector<T>& weight, bool bias, Sizes s) {
  LinearGradients<T> g{std::vector<T>(x.size()), std::vector<T>(weight.size()), std::vector<T>(bias ? s.OC : 0)};
  Matmul<T> matmul;
  linear_backward(g.dx.data(), g.dweight.data(), bias ? g.dbias.data() : nullptr, dy.data(), x.data(), weight.data(), s.N, s.C, s.OC,
                  matmul, Into::overwrite);
  return g;
}

}  // namespace

TEST_CASE("linear by hand") {
  const std::vector<double> x = {1, 2}, weight = {3, 4, 5, 6, -1, 0};  // one row of 2 to 3
  CHECK(forward(x, weight, {10, 20, 30}, {1, 2, 3}) == std::vector<double>{21, 37, 29});
  CHECK(forward(x, weight, {}, {1, 2, 3}) == std::vector<double>{11, 17, -1});
  const LinearGradients<double> g = backward<double>({1, 0, 2}, x, weight, true, {1, 2, 3});
  CHECK(g.dx == std::vector<double>{1, 4});
  CHECK(g.dweight == std::vector<double>{1, 2, 0, 0, 2, 4});
  CHECK(g.dbias == std::vector<double>{1, 0, 2});
}

TEST_CASE("linear_backward overwrites the parameters' gradients or adds to them, overwrites the input's, and may leave that out") {
  const std::vector<double> x = {1, 2}, weight = {3, 4}, dy = {5};
  std::vector<double> dx = {100, 100}, dweight = {10, 20}, dbias = {30};
  Matmul<double> matmul;
  linear_backward(dx.data(), dweight.data(), dbias.data(), dy.data(), x.data(), weight.data(), 1, 2, 1, matmul, Into::add);
  CHECK(dx == std::vector<double>{15, 20});
  CHECK(dweight == std::vector<double>{15, 30});
  CHECK(dbias == std::vector<double>{35});
  linear_backward(static_cast<double*>(nullptr), dweight.data(), dbias.data(), dy.data(), x.data(), weight.data(), 1, 2, 1, matmul,
                  Into::overwrite);
  CHECK(dweight == std::vector<double>{5, 10});
  CHECK(dbias == std::vector<double>{5});
}

TEST_CASE("linear_backward is the central difference of a weighted sum of the output") {
  for (const Sizes s : {Sizes{1, 1, 1}, Sizes{3, 5, 4}, Sizes{6, 2, 9}, Sizes{9, 8, 3}}) {
    INFO(s.N << " rows, " << s.C << " to " << s.OC);
    const auto x = random_values<double>(s.N * s.C, 1), weight = random_values<double>(s.OC * s.C, 2);
    const auto bias = random_values<double>(s.OC, 3), dy = random_values<double>(s.N * s.OC, 4);
    const LinearGradients<double> g = backward(dy, x, weight, true, s);
    const Tolerance tolerance{1e-7, 1e-8};
    CHECK_THAT(g.dx, AllClose(central_difference(x, [&](const auto& v) { return dot(dy, forward(v, weight, bias, s)); }), tolerance));
    CHECK_THAT(g.dweight, AllClose(central_difference(weight, [&](const auto& v) { return dot(dy, forward(x, v, bias, s)); }), tolerance));
    CHECK_THAT(g.dbias, AllClose(central_difference(bias, [&](const auto& v) { return dot(dy, forward(x, weight, v, s)); }), tolerance));
  }
}

TEST_CASE("linear matches PyTorch") {
  const Json cases = fixture("gpt_ops.json")["linear"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Json c = cases[i];
    INFO(c["name"].string_or(""));
    const Sizes s{size_of(c["N"]), size_of(c["C"]), size_of(c["OC"])};
    const bool bias = static_cast<bool>(c["bias_bits"]);
    const std::vector<float> x = floats(c["x_bits"]), weight = floats(c["weight_bits"]);
    const Tolerance tolerance{1e-5, 1e-6};
    CHECK_THAT(forward(x, weight, bias ? floats(c["bias_bits"]) : std::vector<float>(), s), AllClose(floats(c["out_bits"]), tolerance));
    const LinearGradients<float> g = backward(floats(c["dout_bits"]), x, weight, bias, s);
    CHECK_THAT(g.dx, AllClose(floats(c["dx_bits"]), tolerance));
    CHECK_THAT(g.dweight, AllClose(floats(c["dweight_bits"]), tolerance));
    if (bias) CHECK_THAT(g.dbias, AllClose(floats(c["dbias_bits"]), tolerance));
  }
}
