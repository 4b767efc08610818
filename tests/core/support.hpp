// What the tests share: fixtures written by PyTorch, the corpus, and comparisons that say where and how much.
#pragma once

#include <catch_amalgamated.hpp>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "models/settings.hpp"
#include "text/dataset.hpp"
#include "training/trainer.hpp"

/// The file tests/fixtures/<name>. Throws std::runtime_error that names it when it cannot be read.
iambic::Json fixture(const std::string& name);
std::string fixture_text(const std::string& name);

/// "3f800000 40000000": float32, or words of 16 digits: float64.
std::vector<float> floats(const iambic::Json& bits);
std::vector<double> doubles(const iambic::Json& bits);
std::vector<std::int32_t> integers(const iambic::Json& array);
std::vector<double> numbers(const iambic::Json& array);
/// A whole number that says how large something is. Throws std::runtime_error when it is not there.
std::size_t size_of(const iambic::Json& number);

/// Tiny Shakespeare, from $IAMBIC_CORPUS or build/tinyshakespeare.txt. Throws std::runtime_error when it is not there.
const iambic::Corpus& shakespeare();

/// tests/fixtures/corpora/<name>, "abc.txt" say, read once. Throws std::runtime_error when it is not there.
const iambic::Corpus& fixture_corpus(const std::string& name);

/// The settings that a fixture's config names; the others stay as they are by default.
iambic::Settings settings_from(const iambic::Json& config);

/// Trains so many steps, which must all be done, and gives their losses.
std::vector<float> train(iambic::Trainer& trainer, std::size_t steps);

/// The message of the Error that f() throws; a failed test when it throws none.
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const iambic::Error& e) {
    return e.what();
  }
  return "(no error)";
}

/// How far apart a and b may be: relative |b| + absolute.
struct Tolerance {
  double relative, absolute;
};

/// CHECK_THAT(actual, AllClose(expected, {1e-5, 1e-7})): the same number of values, none of them NaN, each within tolerance.
/// A failure tells the index, both values and the largest difference.
class AllClose : public Catch::Matchers::MatcherGenericBase {
 public:
  template <class Values>
  AllClose(const Values& expected, Tolerance tolerance) : expected_(expected.begin(), expected.end()), tolerance_(tolerance) {}

  template <class Values>
  bool match(const Values& actual) const {
    return match_doubles({actual.begin(), actual.end()});
  }
  std::string describe() const override { return report_; }

 private:
  bool match_doubles(const std::vector<double>& actual) const;

  std::vector<double> expected_;
  Tolerance tolerance_;
  mutable std::string report_;
};

/// How many float32 numbers lie between a and b; huge when one is NaN.
std::int64_t ulps_between(float a, float b);

/// n values from N(0,1), the same for the same seed.
template <class T>
std::vector<T> random_values(std::size_t n, std::uint64_t seed) {
  std::vector<float> values(n);
  iambic::Generator(seed).normal(values.data(), n);
  return {values.begin(), values.end()};
}

inline double dot(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// The gradient of f at x by central differences; f takes a std::vector<double>.
template <class F>
std::vector<double> central_difference(std::vector<double> x, F&& f, double h = 1e-6) {
  std::vector<double> gradient;
  for (double& value : x) {
    const double middle = value;
    value = middle + h;
    const double above = f(x);
    value = middle - h;
    const double below = f(x);
    value = middle;
    gradient.push_back((above - below) / (2 * h));
  }
  return gradient;
}
