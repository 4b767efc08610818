#include "base/random.hpp"

#include <cmath>
#include <cstring>

#include "base/simd.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr std::size_t kNormalBlock = 16;

// values[0..8) are radii's uniforms, values[8..16) the angles': Box-Muller in place, as ATen's normal_fill_16.
void box_muller_block(float* values, float mean, float std) {
  using Vec = simd::Vec<float>;
  constexpr std::size_t half = kNormalBlock / 2;
  for (std::size_t i = 0; i < half; i += simd::lanes<float>) {
    const Vec u1 = Vec(1.0f) - simd::load(values + i);  // (0, 1]: log never sees zero
    const Vec u2 = simd::load(values + half + i);
    const Vec radius = simd::sqrt(Vec(-2.0f) * simd::log(u1));
    const Vec theta = Vec(2.0f * static_cast<float>(kPi)) * u2;
    const auto [sine, cosine] = simd::sincos<float>(theta);
    simd::store(values + i, Vec(radius * cosine * Vec(std) + Vec(mean)));
    simd::store(values + half + i, Vec(radius * sine * Vec(std) + Vec(mean)));
  }
}

}  // namespace

void Generator::manual_seed(std::uint64_t seed) {
  words_[0] = static_cast<std::uint32_t>(seed);
  for (std::size_t i = 1; i < kWords; ++i)
    words_[i] = 1812433253u * (words_[i - 1] ^ (words_[i - 1] >> 30)) + static_cast<std::uint32_t>(i);
  next_ = kWords;
  cached_normal_.reset();
}

// Matsumoto and Nishimura, "Mersenne Twister" (1998). Our own, not std::mt19937: a checkpoint needs the state.
void Generator::refill() {
  const auto twist = [](std::uint32_t high, std::uint32_t low) {
    const std::uint32_t mixed = (high & 0x80000000u) | (low & 0x7fffffffu);
    return (mixed >> 1) ^ ((low & 1u) ? 0x9908b0dfu : 0u);
  };
  constexpr std::size_t shift = 397;
  std::size_t i = 0;
  for (; i < kWords - shift; ++i) words_[i] = words_[i + shift] ^ twist(words_[i], words_[i + 1]);
  for (; i < kWords - 1; ++i) words_[i] = words_[i + shift - kWords] ^ twist(words_[i], words_[i + 1]);
  words_[i] = words_[shift - 1] ^ twist(words_[i], words_[0]);
  next_ = 0;
}

std::uint32_t Generator::random() {
  if (next_ == kWords) refill();
  std::uint32_t y = words_[next_++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

std::uint64_t Generator::random64() {
  const std::uint64_t high = random();
  return high << 32 | random();
}

std::uint64_t Generator::randint(std::uint64_t n) {
  return n < (std::uint64_t{1} << 32) ? random() % static_cast<std::uint32_t>(n) : random64() % n;
}

float Generator::uniform_float() { return static_cast<float>(random() & ((1u << 24) - 1)) * (1.0f / (1u << 24)); }

double Generator::uniform_double() {
  return static_cast<double>(random64() & ((std::uint64_t{1} << 53) - 1)) * (1.0 / (std::uint64_t{1} << 53));
}

void Generator::uniform(float* values, std::size_t n, float from, float to) {
  // Rounded once, as by PyTorch's kernels, which have a fused multiply-add: in double 24 by 24 bits are exact, with `from` added, too.
  const double width = to - from;
  for (std::size_t i = 0; i < n; ++i) values[i] = static_cast<float>(uniform_float() * width + from);
}

double Generator::normal_double() {
  if (cached_normal_) {
    const double value = *cached_normal_;
    cached_normal_.reset();
    return value;
  }
  const double u1 = uniform_double();
  const double u2 = uniform_double();
  const double radius = std::sqrt(-2.0 * simd::log1p(-u2));
  const auto [sine, cosine] = simd::sincos<double>(2.0 * kPi * u1);
  cached_normal_ = radius * sine.get(0);
  return radius * cosine.get(0);
}

void Generator::normal(float* values, std::size_t n, float mean, float std) {
  if (n < kNormalBlock) {
    for (std::size_t i = 0; i < n; ++i) values[i] = static_cast<float>(normal_double() * std + mean);
    return;
  }
  for (std::size_t i = 0; i < n; ++i) values[i] = uniform_float();
  for (std::size_t i = 0; i + kNormalBlock <= n; i += kNormalBlock) box_muller_block(values + i, mean, std);
  if (n % kNormalBlock != 0) {  // the last block overlaps its predecessor and is drawn afresh
    float* const last = values + n - kNormalBlock;
    for (std::size_t i = 0; i < kNormalBlock; ++i) last[i] = uniform_float();
    box_muller_block(last, mean, std);
  }
}

void Generator::exponential(float* values, std::size_t n) {
  using Vec = simd::Vec<double>;
  constexpr std::size_t lanes = simd::lanes<double>;
  for (std::size_t i = 0; i < n; i += lanes) {
    alignas(Vec) double draw[lanes] = {};
    const std::size_t count = n - i < lanes ? n - i : lanes;
    for (std::size_t k = 0; k < count; ++k) draw[k] = -uniform_double();
    simd::store(draw, Vec(-simd::log1p(simd::load(draw))));
    for (std::size_t k = 0; k < count; ++k) values[i + k] = static_cast<float>(draw[k]);
  }
}

std::size_t Generator::multinomial(const float* weights, std::size_t n) {
  constexpr std::size_t chunk = 64;  // drawn piece by piece: no allocation, the same stream
  std::size_t best = 0;
  float best_ratio = -1.0f;
  for (std::size_t i = 0; i < n; i += chunk) {
    float q[chunk];
    const std::size_t count = n - i < chunk ? n - i : chunk;
    exponential(q, count);
    for (std::size_t k = 0; k < count; ++k) {
      const float ratio = weights[i + k] / q[k];
      if (ratio > best_ratio) {
        best_ratio = ratio;
        best = i + k;
      }
    }
  }
  return best;
}

// 624 words, the position and the cached normal's bits, eight hexadecimal digits a word.
std::string Generator::state() const {
  std::uint64_t cached = 0;
  if (cached_normal_) std::memcpy(&cached, &*cached_normal_, sizeof cached);
  std::string text;
  text.reserve((kWords + 4) * 8);
  const auto append = [&text](std::uint32_t word) {
    for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[word >> shift & 15];
  };
  for (const std::uint32_t word : words_) append(word);
  append(static_cast<std::uint32_t>(next_));
  append(cached_normal_ ? 1 : 0);
  append(static_cast<std::uint32_t>(cached >> 32));
  append(static_cast<std::uint32_t>(cached));
  return text;
}

void Generator::set_state(const std::string& text) {
  const auto refuse = [] { throw_error("checkpoint.generator", "the random generator's state is damaged"); };
  if (text.size() != (kWords + 4) * 8) refuse();
  std::array<std::uint32_t, kWords + 4> words{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(c >= 'a' && c <= 'f')) refuse();
    words[i / 8] = words[i / 8] << 4 | static_cast<std::uint32_t>(digit ? c - '0' : c - 'a' + 10);
  }
  if (words[kWords] > kWords || words[kWords + 1] > 1) refuse();
  const std::uint64_t bits = std::uint64_t{words[kWords + 2]} << 32 | words[kWords + 3];
  double cached;
  std::memcpy(&cached, &bits, sizeof cached);
  if (!std::isfinite(cached)) refuse();
  std::copy(words.begin(), words.begin() + kWords, words_.begin());
  next_ = words[kWords];
  cached_normal_.reset();
  if (words[kWords + 1] == 1) cached_normal_ = cached;
}

bool Generator::operator==(const Generator& other) const {
  return words_ == other.words_ && next_ == other.next_ && cached_normal_ == other.cached_normal_;
}

}  // namespace iambic
