// The elementary functions: the bits that checkpoints rest on, on every platform, and how true they are.
#include "base/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "base/random.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

constexpr std::size_t kInputs = 1 << 18;

// from..to, evenly and at random
template <class T>
std::vector<T> inputs(double from, double to) {
  Generator generator;
  generator.manual_seed(5);
  std::vector<T> x(kInputs);
  for (T& value : x) value = static_cast<T>(from + (to - from) * generator.uniform_double());
  return x;
}

// Every kind of number there is: the bits are drawn.
template <class T>
std::vector<T> any_numbers() {
  Generator generator;
  generator.manual_seed(6);
  std::vector<T> x(kInputs);
  for (T& value : x) {
    const std::uint64_t bits = generator.random64();
    std::memcpy(&value, &bits, sizeof value);
  }
  const T limit = std::numeric_limits<T>::max(), normal = std::numeric_limits<T>::min();
  const T edges[] = {0, -T{0}, 1, -1, limit, -limit, normal, std::numeric_limits<T>::denorm_min(), INFINITY, -INFINITY, NAN};
  std::copy(std::begin(edges), std::end(edges), x.begin());
  return x;
}

// One number for the bits of all results. NaN is NaN, whatever its sign and payload.
template <class T, class Function>
std::uint64_t fingerprint(const std::vector<T>& x, Function function) {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a, a word at a time
  for (std::size_t i = 0; i < x.size(); i += simd::lanes<T>) {
    T y[simd::lanes<T>];
    simd::store(y, simd::Vec<T>(function(simd::load(&x[i]))));
    for (const T value : y) {
      std::uint64_t bits = 0;
      if (!std::isnan(value)) std::memcpy(&bits, &value, sizeof value);
      hash = (hash ^ bits) * 1099511628211u;
    }
  }
  return hash;
}

// xsimd 13, whose bits these are, was wrong for the logarithms of subnormal doubles.
std::vector<double> without_subnormals(std::vector<double> x) {
  for (double& value : x)
    if (std::fabs(value) < std::numeric_limits<double>::min()) value = 1;
  return x;
}

}  // namespace

// The numbers are those of the first releases, whose functions were xsimd's: they are in every checkpoint. A processor, a
// compiler or a flag that fuses, estimates or reorders anything changes them.
TEST_CASE("the elementary functions give the same bits on every platform") {
  const auto log = [](auto x) { return simd::log(x); };
  const auto log1p = [](auto x) { return simd::log1p(x); };
  const auto sqrt = [](auto x) { return simd::sqrt(x); };
  const auto exp = [](auto x) { return simd::exp_nonpositive(x); };
  const auto sigmoid = [](auto x) { return simd::sigmoid(x); };
  const auto sine = [](auto x) { return simd::sincos<typename decltype(x)::value_type>(x).first; };
  const auto cosine = [](auto x) { return simd::sincos<typename decltype(x)::value_type>(x).second; };
  const auto third = [](auto x) { return simd::quotient(x, decltype(x)(3 + x * x)); };
  const auto inverse = [](auto x) { return simd::quotient(decltype(x)(1), x); };
  CHECK(fingerprint(inputs<float>(0, 1), log) == 0x182b81ac1d6edcf7);
  CHECK(fingerprint(any_numbers<float>(), log) == 0xaf3dfb8d5e18bbe8);
  CHECK(fingerprint(inputs<double>(0, 100), log) == 0x016ebd8d889b88a2);
  CHECK(fingerprint(without_subnormals(any_numbers<double>()), log) == 0x8ae0c900b006c0dc);
  CHECK(fingerprint(inputs<double>(-1, 0), log1p) == 0xa16f5df5a713ae47);
  CHECK(fingerprint(any_numbers<double>(), log1p) == 0xfff57df1c7896b95);
  CHECK(fingerprint(any_numbers<float>(), sqrt) == 0x5b2ae5396bfaa8d3);
  CHECK(fingerprint(any_numbers<double>(), sqrt) == 0x6779507b8ca5ebf4);
  CHECK(fingerprint(inputs<float>(-70, 0), exp) == 0xf2b4d01da8802aac);
  CHECK(fingerprint(inputs<double>(-720, 0), exp) == 0x8377464a7291ee8d);
  CHECK(fingerprint(inputs<float>(-20, 20), sigmoid) == 0x72eefe6cb10ade17);
  CHECK(fingerprint(inputs<double>(-20, 20), sigmoid) == 0xb7739d473ef03441);
  CHECK(fingerprint(inputs<float>(0, 6.2831), sine) == 0xf52ce5a4df7d8f01);
  CHECK(fingerprint(inputs<float>(0, 6.2831), cosine) == 0x58995e2a276d98f1);
  CHECK(fingerprint(inputs<double>(0, 6.2831), sine) == 0x1ce8147d51902c5a);
  CHECK(fingerprint(inputs<double>(0, 6.2831), cosine) == 0xa4bd441afb6a0304);
  CHECK(fingerprint(any_numbers<float>(), third) == 0x6cff32df9d7fce07);
  CHECK(fingerprint(any_numbers<double>(), inverse) == 0x119b0e86a8a60cb1);
}

TEST_CASE("log is true to a unit in the last place, for subnormal numbers, too") {
  std::int64_t worst = 0;
  for (const float x : inputs<float>(0, 10))
    worst = std::max(worst, ulps_between(simd::log(x), static_cast<float>(std::log(static_cast<double>(x)))));
  CHECK(worst <= 1);
  for (const double x : {5e-324, 1e-310, 2e-308, 1e-5, 1.5, 1e300}) {
    INFO(x);
    CHECK(std::fabs(simd::log(x) - std::log(x)) <= 1e-15 * std::fabs(std::log(x)));
  }
  CHECK(std::fabs(simd::log(1e-42f) - std::log(static_cast<double>(1e-42f))) < 1e-4);
}
