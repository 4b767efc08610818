// The kernels of every instruction set that this processor has: all give the bits of the narrowest one, for every size.
#include "ops/kernels.hpp"

#include <cstring>
#include <set>

#include "base/sha256.hpp"
#include "models/presets.hpp"
#include "ops/kernel_sets.hpp"
#include "ops/matmul.hpp"
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

/// Every set in turn; the one that was in use before is used again.
template <class F>
void with_every_set(F&& f) {
  const std::string before = kernel_set_in_use();
  for (const std::string& set : kernel_sets()) {
    use_kernel_set(set);
    INFO("kernels " << set);
    f();
  }
  use_kernel_set(before);
}

using Floats = std::vector<float>;

bool same_bits(const Floats& a, const Floats& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// Whether f() gives the same numbers to the bit with every set.
template <class F>
void check_all_alike(F&& f) {
  Floats first;
  with_every_set([&] {
    const Floats result = f();
    if (first.empty()) first = result;
    REQUIRE(same_bits(result, first));
  });
}

Floats joined(std::initializer_list<Floats> rows) {
  Floats all;
  for (const Floats& row : rows) all.insert(all.end(), row.begin(), row.end());
  return all;
}

std::string digest_of(const Trainer& trainer) {
  const std::vector<std::uint8_t> bytes = write_checkpoint(trainer.checkpoint());
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  return hash.finish();
}

}  // namespace

TEST_CASE("the kernels in use are those that were asked for, and the widest when none were") {
  CHECK(kernel_set_in_use() == kernel_sets().back());
  std::set<std::size_t> widths;
  with_every_set([&] {
    CHECK(kernels<float>().name == kernel_set_in_use());
    widths.insert(kernels<float>().lanes);
  });
  CHECK(*widths.begin() == simd::lanes<float>);
  CHECK(widths.size() == kernel_sets().size());
  CHECK(kernels<double>().lanes == simd::lanes<double>);
}

TEST_CASE("kernels that this processor lacks or nobody has are refused by naming those that it has, and nothing changes") {
  const std::string before = kernel_set_in_use();
  std::string known;
  for (const std::string& set : kernel_sets()) known += (known.empty() ? "" : ", ") + set;
  CHECK(error_of([] { use_kernel_set("mmx"); }) == "kernels must be one of " + known + ", not mmx");
  CHECK(error_of([] { use_kernel_set(""); }) == "kernels must be one of " + known + ", not empty");
  CHECK(kernel_set_in_use() == before);
}

TEST_CASE("products have the same bits with every set of kernels, for every shape, part and transpose") {
  constexpr std::size_t sizes[] = {1, 3, 4, 8, 15, 16, 17, 31, 33, 48, 49, 65};
  for (const std::size_t M : {1, 5, 8, 33})
    for (const std::size_t N : sizes)
      for (const std::size_t K : {1, 7, 32, 300})
        for (const bool transposed : {false, true}) {
          const Floats a = random_values<float>(M * K, 1), b = random_values<float>(K * N, 2), c = random_values<float>(M * N, 3);
          const auto matrix = [&](const Floats& x, std::size_t rows, std::size_t columns) {
            return transposed ? Matrix<const float>{x.data(), 1, rows} : Matrix<const float>{x.data(), columns};
          };
          INFO(M << " x " << K << " x " << N << (transposed ? ", transposed" : ""));
          for (const Into into : {Into::overwrite, Into::add})
            check_all_alike([&] {
              Floats result = c;
              Matmul<float>()({result.data(), N}, matrix(a, M, K), matrix(b, K, N), M, N, K, into);
              return result;
            });
        }
  for (const std::size_t T : sizes) {
    Floats lower = random_values<float>(T * T, 4), upper = lower;
    const Floats b = random_values<float>(T * 40, 5);
    for (std::size_t i = 0; i < T; ++i)
      for (std::size_t j = 0; j < T; ++j) (j > i ? lower : upper)[i * T + j] = i == j ? upper[i * T + j] : 0;
    INFO("causal, " << T);
    check_all_alike([&] {
      Floats x(T * 40), y(T * 40), z(T * T);
      Matmul<float> matmul;
      matmul({x.data(), 40}, {lower.data(), T}, {b.data(), 40}, T, 40, T, Into::overwrite, Part::lower_a);
      matmul({y.data(), 40}, {upper.data(), T}, {b.data(), 40}, T, 40, T, Into::overwrite, Part::upper_a);
      matmul({z.data(), T}, {b.data(), 40}, Matrix<const float>{b.data(), 40}.transposed(), T, T, 40, Into::overwrite, Part::lower_c);
      for (std::size_t i = 0; i < T; ++i) std::fill_n(&z[i * T] + i + 1, T - i - 1, 0.0f);  // what may hold anything
      return joined({x, y, z});
    });
  }
}

TEST_CASE("element-wise functions and the sums of rows have the same bits with every set of kernels, for every length") {
  for (std::size_t n = 1; n <= 70; ++n) {
    constexpr std::size_t N = 3;
    const Floats x = random_values<float>(N * n, n), dy = random_values<float>(N * n, n + 100), row = random_values<float>(n, n + 200);
    const Kernels<float>& (*const now)() = kernels<float>;
    INFO("length " << n);
    check_all_alike([&] {
      Floats sum = x, biased = x, scaled = x, dbias = row, dropped(N * n), y(N * n), slope(N * n), dx(N * n);
      now().add(sum.data(), dy.data(), N * n);
      now().add_bias(biased.data(), row.data(), N, n);
      now().add_bias_backward(dbias.data(), dy.data(), N, n);
      now().scale(scaled.data(), 0.3f, N * n);
      now().dropout_apply(dropped.data(), x.data(), dy.data(), N * n);
      now().activation_forward(Activation::gelu, y.data(), slope.data(), x.data(), N * n);
      now().activation_backward(dx.data(), dy.data(), slope.data(), N * n);
      Floats relu(N * n), relu_slope(N * n);
      now().activation_forward(Activation::relu, relu.data(), relu_slope.data(), x.data(), N * n);
      return joined({sum, biased, dbias, scaled, dropped, y, slope, dx, relu, relu_slope});
    });
    check_all_alike([&] {
      Floats y(N * n), mean(N), inverse_std(N), dx(N * n), dweight = row, dbias = row;
      now().layer_norm_forward(y.data(), mean.data(), inverse_std.data(), x.data(), row.data(), row.data(), N, n);
      now().layer_norm_backward(dx.data(), dweight.data(), dbias.data(), dy.data(), x.data(), row.data(), mean.data(), inverse_std.data(),
                                N, n);
      return joined({y, mean, inverse_std, dx, dweight, dbias});
    });
    for (const bool causal : {false, true})
      check_all_alike([&] {
        Floats probs = x, dscores = dy;
        now().masked_softmax_rows(probs.data(), N, n, 0.7f, causal);
        now().softmax_rows_backward(dscores.data(), probs.data(), N, n, 0.7f, causal);
        return joined({probs, dscores});
      });
    check_all_alike([&] {
      Floats values = x, m = dy, v(N * n, 0.5f);
      now().adamw_update(values.data(), dy.data(), m.data(), v.data(), N * n, {0.999f, 0.9f, 0.1f, 0.99f, 0.01f, 0.001f, 1e-8f});
      return joined({values, m, v});
    });
  }
}

TEST_CASE("a run of nanogpt-cpu's shape has the same checkpoint with every set of kernels, by itself and in shares") {
  Settings settings = preset("nanogpt-cpu", Spelling::snake).settings;
  settings.n_layer = 2, settings.batch_size = 3, settings.dropout = 0.1, settings.warmup_steps = 0;
  std::string first;
  with_every_set([&] {
    Trainer trainer(shakespeare(), settings);
    std::vector<float> losses(3);
    REQUIRE_FALSE(trainer.train(losses.size(), losses.data(), 2).stopped);
    REQUIRE(trainer.step() == 3);
    const std::string digest = digest_of(trainer);
    if (first.empty()) first = digest;
    CHECK(digest == first);
  });
}
