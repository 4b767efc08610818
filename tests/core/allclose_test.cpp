// The comparisons themselves: a checker that cannot fail proves nothing.
#include <cmath>
#include <limits>

#include "support.hpp"

using Values = std::vector<double>;

TEST_CASE("AllClose accepts equal values, infinities too") {
  CHECK_THAT((Values{1, -2, 0, INFINITY}), AllClose(Values{1, -2, 0, INFINITY}, {0, 0}));
  CHECK_THAT(Values{}, AllClose(Values{}, {0, 0}));
}

TEST_CASE("AllClose takes a relative and an absolute tolerance") {
  CHECK_THAT(Values{1000.9}, AllClose(Values{1000}, {1e-3, 0}));
  CHECK_THAT(Values{1001.1}, !AllClose(Values{1000}, {1e-3, 0}));
  CHECK_THAT(Values{1e-8}, AllClose(Values{0}, {1e-3, 1e-7}));
  CHECK_THAT(Values{1e-6}, !AllClose(Values{0}, {1e-3, 1e-7}));
}

TEST_CASE("AllClose fails on one planted sign flip among 4,225 values") {
  const Values expected = random_values<double>(4225, 1);
  Values flipped = expected;
  flipped[4224] = -flipped[4224];
  CHECK_THAT(expected, AllClose(expected, {1e-5, 1e-7}));
  CHECK_THAT(flipped, !AllClose(expected, {1e-5, 1e-7}));
}

TEST_CASE("AllClose fails on NaN, wherever it is and whatever is expected") {
  CHECK_THAT((Values{1, NAN}), !AllClose(Values{1, 2}, {1e9, 1e9}));
  CHECK_THAT((Values{1, 2}), !AllClose(Values{1, NAN}, {1e9, 1e9}));
  CHECK_THAT(Values{NAN}, !AllClose(Values{NAN}, {1e9, 1e9}));
  CHECK_THAT(Values{INFINITY}, !AllClose(Values{1}, {1e-5, 1e-7}));
  CHECK_THAT(Values{-INFINITY}, !AllClose(Values{INFINITY}, {1e-5, 1e-7}));
}

TEST_CASE("AllClose fails when there are too many or too few values") {
  CHECK_THAT((Values{1, 2}), !AllClose(Values{1}, {1, 1}));
  CHECK_THAT(Values{}, !AllClose(Values{1}, {1, 1}));
}

TEST_CASE("AllClose tells the index, both values and the largest difference") {
  const AllClose matcher(Values{1, 2, 3}, {0, 0});
  CHECK_FALSE(matcher.match(Values{1, 2.5, 4}));
  CHECK(matcher.describe() == "differs in 2 of 3 values, first at [1]: 2.5 instead of 2; the largest difference is 1");
}

TEST_CASE("central_difference finds a gradient, and a planted sign flip is seen") {
  const Values x = random_values<double>(5, 2);
  const auto sum_of_cubes = [](const Values& v) {
    double sum = 0;
    for (const double value : v) sum += value * value * value;
    return sum;
  };
  Values gradient;
  for (const double value : x) gradient.push_back(3 * value * value);
  CHECK_THAT(central_difference(x, sum_of_cubes), AllClose(gradient, {1e-7, 1e-7}));
  gradient[3] = -gradient[3];
  CHECK_THAT(central_difference(x, sum_of_cubes), !AllClose(gradient, {1e-7, 1e-7}));
}

TEST_CASE("ulps_between counts the numbers between two floats") {
  CHECK(ulps_between(1.0f, 1.0f) == 0);
  CHECK(ulps_between(1.0f, std::nextafter(1.0f, 2.0f)) == 1);
  CHECK(ulps_between(-std::numeric_limits<float>::denorm_min(), std::numeric_limits<float>::denorm_min()) == 2);
  CHECK(ulps_between(0.0f, -0.0f) == 0);
  CHECK(ulps_between(1.0f, -1.0f) > 1000000);
  CHECK(ulps_between(NAN, NAN) > 1000000);
}
