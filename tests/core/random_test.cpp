// The random stream against PyTorch's, and against the standard library's engine.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <random>

#include "base/random.hpp"
#include "support.hpp"

using namespace iambic;

namespace {

// What may differ in the last place (tests/fixtures/README.md): PyTorch's own kernels differ there from each other.
std::int64_t ulps_allowed(std::size_t count) { return count < 16 ? 1 : 2; }

// The values at the recorded indices, or all of them.
std::vector<float> recorded(const Json& call, const std::vector<float>& values) {
  if (!call["at"]) return values;
  std::vector<float> picked;
  for (const std::int32_t i : integers(call["at"])) picked.push_back(values.at(static_cast<std::size_t>(i)));
  return picked;
}

void check_equal(const std::vector<float>& values, const std::vector<float>& expected, std::int64_t ulps = 0) {
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    INFO("value " << i << ": " << values[i] << " instead of " << expected[i]);
    REQUIRE(ulps_between(values[i], expected[i]) <= ulps);
  }
}

template <class Draw>
auto drawn(std::size_t count, Draw&& draw) {
  std::vector<decltype(draw())> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(draw());
  return values;
}

std::vector<float> fill(std::size_t count, const std::function<void(float*, std::size_t)>& draw) {
  std::vector<float> values(count);
  draw(values.data(), count);
  return values;
}

void replay_integers(Generator& g, const Json& call, const std::string& name, std::size_t count) {
  if (name == "random64") {
    std::vector<std::uint64_t> expected;
    for (const double bits : doubles(call["bits"])) {
      std::uint64_t word;
      std::memcpy(&word, &bits, sizeof word);
      expected.push_back(word);
    }
    CHECK(drawn(count, [&] { return g.random64(); }) == expected);
  } else if (name == "randint") {
    const auto high = static_cast<std::uint64_t>(call["high"].number_or(0));
    const auto values = drawn(count, [&] { return static_cast<double>(g.randint(high)); });
    CHECK(values == numbers(call["values"]));
  } else {  // multinomial
    const std::vector<double> weights = numbers(call["weights"]);
    const std::vector<float> p(weights.begin(), weights.end());
    CHECK(drawn(count, [&] { return static_cast<std::int32_t>(g.multinomial(p.data(), p.size())); }) == integers(call["values"]));
  }
}

void replay_reals(Generator& g, const Json& call, const std::string& name, std::size_t count) {
  const auto number = [&](const char* key, double otherwise) { return static_cast<float>(call[key].number_or(otherwise)); };
  if (name == "rand_double") {
    CHECK(drawn(count, [&] { return g.uniform_double(); }) == doubles(call["bits"]));
  } else if (name == "rand") {
    check_equal(drawn(count, [&] { return g.uniform_float(); }), floats(call["bits"]));
  } else if (name == "uniform") {
    check_equal(fill(count, [&](float* x, std::size_t n) { g.uniform(x, n, number("from", 0), number("to", 1)); }), floats(call["bits"]));
  } else if (name == "exponential") {
    check_equal(fill(count, [&](float* x, std::size_t n) { g.exponential(x, n); }), floats(call["bits"]));
  } else {  // randn, normal
    const auto values = fill(count, [&](float* x, std::size_t n) { g.normal(x, n, number("mean", 0), number("std", 1)); });
    check_equal(recorded(call, values), floats(call["bits"]), ulps_allowed(count));
  }
}

void replay_stream(const Json& stream) {
  Generator g(static_cast<std::uint64_t>(stream["seed"].number_or(-1)));
  const Json calls = stream["calls"];
  REQUIRE(calls.size() > 0);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const std::string name = calls[i]["call"].string_or("");
    const auto count = static_cast<std::size_t>(calls[i]["count"].number_or(0));
    INFO("call " << i << ": " << count << " x " << name);
    if (name == "manual_seed")
      g.manual_seed(static_cast<std::uint64_t>(calls[i]["seed"].number_or(-1)));
    else if (name == "random64" || name == "randint" || name == "multinomial")
      replay_integers(g, calls[i], name, count);
    else if (name == "rand" || name == "rand_double" || name == "uniform" || name == "exponential" || name == "randn" || name == "normal")
      replay_reals(g, calls[i], name, count);
    else
      FAIL("the fixture has a call that this test does not know");
  }
}

}  // namespace

TEST_CASE("the random stream is PyTorch's, call by call") {
  const Json streams = fixture("random.json")["streams"];
  REQUIRE(streams.size() > 0);
  for (std::size_t i = 0; i < streams.size(); ++i) {
    DYNAMIC_SECTION(streams[i]["name"].string_or("") << ", seed " << streams[i]["seed"].number_or(0)) { replay_stream(streams[i]); }
  }
}

TEST_CASE("the engine is the standard library's mt19937") {
  for (const std::uint32_t seed : {0u, 1u, 1337u, 0xffffffffu}) {
    INFO("seed " << seed);
    Generator ours(seed);
    std::mt19937 theirs(seed);
    for (int i = 0; i < 5000; ++i) REQUIRE(ours.random() == theirs());
  }
}

TEST_CASE("a seed counts by its low 32 bits, as in PyTorch") {
  CHECK(Generator(std::uint64_t{1} << 32 | 7) == Generator(7));
  CHECK_FALSE(Generator(8) == Generator(7));
}

TEST_CASE("random64 is two draws, the first is the high half") {
  Generator whole(5), halves(5);
  const std::uint64_t high = halves.random(), low = halves.random();
  CHECK(whole.random64() == (high << 32 | low));
}

TEST_CASE("randint stays below its bound, and takes 64 bits for wide ones") {
  Generator g(3), copy(3);
  for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{65}, (std::uint64_t{1} << 32) - 1}) {
    for (int i = 0; i < 1000; ++i) REQUIRE(g.randint(n) < n);
  }
  g = copy;
  const std::uint64_t wide = (std::uint64_t{1} << 32) + 5;
  CHECK(g.randint(wide) == copy.random64() % wide);
}

TEST_CASE("uniform numbers lie in [0, 1)") {
  Generator g(11);
  bool inside = true;
  for (int i = 0; i < 100000; ++i) {
    const float x = g.uniform_float();
    const double y = g.uniform_double();
    inside = inside && x >= 0.0f && x < 1.0f && y >= 0.0 && y < 1.0;
  }
  CHECK(inside);
}

TEST_CASE("normal numbers have the mean and the spread that were asked for") {
  for (const std::size_t block : {std::size_t{15}, std::size_t{1000}}) {  // both ways of drawing
    INFO("blocks of " << block << ", seed 17");
    Generator g(17);
    std::vector<float> x(block);
    double sum = 0, squares = 0, n = 0;
    while (n < 200000) {
      g.normal(x.data(), block, 3.0f, 0.5f);
      for (const float value : x) {
        sum += value;
        squares += (value - 3.0) * (value - 3.0);
        ++n;
      }
    }
    CHECK(std::fabs(sum / n - 3.0) < 0.01);
    CHECK(std::fabs(std::sqrt(squares / n) - 0.5) < 0.01);
  }
}

TEST_CASE("exponential numbers are positive with mean one") {
  Generator g(19);
  std::vector<float> x(100001);  // odd, so that the last one is drawn alone
  g.exponential(x.data(), x.size());
  double sum = 0;
  for (const float value : x) sum += value;
  CHECK(*std::min_element(x.begin(), x.end()) >= 0);
  CHECK(std::fabs(sum / static_cast<double>(x.size()) - 1) < 0.02);
}

TEST_CASE("multinomial draws as often as the weights say, and never a weight of zero") {
  const std::vector<float> weights = {0.0f, 1.0f, 3.0f, 0.0f, 4.0f};
  std::vector<int> counts(weights.size(), 0);
  Generator g(23);
  for (int i = 0; i < 80000; ++i) ++counts[g.multinomial(weights.data(), weights.size())];
  CHECK(counts[0] == 0);
  CHECK(counts[3] == 0);
  for (const std::size_t i : {1, 2, 4}) CHECK(std::fabs(counts[i] / 80000.0 - weights[i] / 8) < 0.01);
}

TEST_CASE("multinomial over more than one piece of its buffer is one stream") {
  std::vector<float> weights(200, 1.0f), q(200);
  Generator g(29), copy(29);
  copy.exponential(q.data(), q.size());
  std::size_t best = 0;
  for (std::size_t i = 1; i < q.size(); ++i)
    if (weights[i] / q[i] > weights[best] / q[best]) best = i;
  CHECK(g.multinomial(weights.data(), weights.size()) == best);
  CHECK(g == copy);
}

TEST_CASE("a generator's state is text that brings back the stream, the second normal too") {
  Generator g(31);
  float one[1];
  for (int draws = 0; draws < 700; ++draws) g.random();
  g.normal(one, 1);  // its twin waits
  Generator back(1);
  back.set_state(g.state());
  CHECK(back == g);
  float ours[3], theirs[3];
  g.normal(ours, 3);
  back.normal(theirs, 3);
  CHECK(std::equal(ours, ours + 3, theirs));
  CHECK(g.random64() == back.random64());
}

TEST_CASE("a damaged state is refused and changes nothing") {
  const Generator untouched(37);
  const std::string good = Generator(41).state();
  std::string letter = good, capital = good, position = good, flag = good, infinite = good;
  letter[100] = 'g';
  capital[100] = 'A';
  position.replace(624 * 8, 8, "00000271");  // 625 of 624 words used
  flag.replace(625 * 8, 8, "00000002");
  infinite.replace(626 * 8, 8, "7ff00000");
  for (const std::string& bad : {std::string(), good.substr(1), good + "0", letter, capital, position, flag, infinite}) {
    Generator g = untouched;
    CHECK(error_of([&] { g.set_state(bad); }) == "the random generator's state is damaged");
    CHECK(g == untouched);
  }
}
