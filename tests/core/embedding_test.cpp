// embedding: by hand, by central differences, and against PyTorch.
#include "ops/embedding.hpp"

#include "support.hpp"

using namespace iambic;

TEST_CASE("embedding_forward looks rows up") {
  const std::vector<double> weight = {1, 2, 3, 4, 5, 6};
  const std::vector<std::int32_t> ids = {2, 0, 2};
  std::vector<double> out(6);
  embedding_forward(out.data(), ids.data(), weight.data(), 3, 2);
  CHECK(out == std::vector<double>{5, 6, 1, 2, 5, 6});
}

TEST_CASE("embedding_backward adds up what a row that was looked up twice collects") {
  const std::vector<double> dout = {1, 2, 3, 4, 5, 6};
  const std::vector<std::int32_t> ids = {2, 0, 2};
  std::vector<double> dweight = {0, 0, 0, 0, 100, 0};
  embedding_backward(dweight.data(), ids.data(), dout.data(), 3, 2);
  CHECK(dweight == std::vector<double>{3, 4, 0, 0, 106, 8});
}

TEST_CASE("embedding_backward is the central difference of a weighted sum of the output") {
  constexpr std::size_t V = 4, C = 3, N = 5;
  const std::vector<std::int32_t> ids = {1, 3, 1, 0, 1};
  const std::vector<double> weight = random_values<double>(V * C, 7), dout = random_values<double>(N * C, 8);
  const auto weighted_sum = [&](const std::vector<double>& w) {
    std::vector<double> out(N * C);
    embedding_forward(out.data(), ids.data(), w.data(), N, C);
    double sum = 0;
    for (std::size_t i = 0; i < out.size(); ++i) sum += out[i] * dout[i];
    return sum;
  };
  std::vector<double> dweight(V * C, 0.0);
  embedding_backward(dweight.data(), ids.data(), dout.data(), N, C);
  CHECK_THAT(dweight, AllClose(central_difference(weight, weighted_sum), {1e-7, 1e-8}));
}

TEST_CASE("embedding matches PyTorch") {
  const Json cases = fixture("ops.json")["embedding"];
  REQUIRE(cases.size() > 0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto C = static_cast<std::size_t>(cases[i]["C"].number_or(0));
    const std::vector<std::int32_t> ids = integers(cases[i]["tokens"]);
    const std::vector<float> weight = floats(cases[i]["weight_bits"]), dout = floats(cases[i]["dout_bits"]);
    std::vector<float> out(ids.size() * C), dweight(weight.size(), 0.0f);
    embedding_forward(out.data(), ids.data(), weight.data(), ids.size(), C);
    embedding_backward(dweight.data(), ids.data(), dout.data(), ids.size(), C);
    INFO("case " << i);
    CHECK(out == floats(cases[i]["out_bits"]));
    CHECK_THAT(dweight, AllClose(floats(cases[i]["dweight_bits"]), {1e-5, 1e-6}));
  }
}
