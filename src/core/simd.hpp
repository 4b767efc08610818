// Vector arithmetic. The only file that names xsimd.
//
// Vectors are 16 bytes wide everywhere (SSE4.2 natively, SIMD128 in WebAssembly), so that every reduction adds the
// same numbers in the same order and a run gives the same bits on every platform. IAMBIC_WIDE lifts that promise and
// takes the widest vectors of the machine.
#pragma once

#include <xsimd/xsimd.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

/// Kernels stay functions of their own: browsers optimise a function when it is CALLED often, and never replace a loop
/// that is already running. Inlined into a long-running caller a kernel stays up to three times slower.
#define IAMBIC_KERNEL __attribute__((noinline))
/// And what works on single vectors becomes part of its kernel, or every vector would travel through memory.
#define IAMBIC_INLINE __attribute__((always_inline)) inline

namespace iambic::simd {

#ifdef IAMBIC_WIDE
template <class T>
using Vec = xsimd::batch<T>;
#else
template <class T>
using Vec = xsimd::make_sized_batch_t<T, 16 / sizeof(T)>;
#endif

template <class T>
inline constexpr std::size_t lanes = Vec<T>::size;

template <class T>
IAMBIC_INLINE Vec<T> load(const T* p) {
  return Vec<T>::load_unaligned(p);
}

template <class T>
IAMBIC_INLINE void store(T* p, Vec<T> v) {
  v.store_unaligned(p);
}

/// The first `count` < lanes values at p, the other lanes `fill`.
template <class T>
Vec<T> load_tail(const T* p, std::size_t count, T fill) {
  alignas(Vec<T>) T buffer[lanes<T>];
  for (std::size_t i = 0; i < lanes<T>; ++i) buffer[i] = i < count ? p[i] : fill;
  return Vec<T>::load_aligned(buffer);
}

template <class T>
void store_tail(T* p, std::size_t count, Vec<T> v) {
  alignas(Vec<T>) T buffer[lanes<T>];
  v.store_aligned(buffer);
  for (std::size_t i = 0; i < count; ++i) p[i] = buffer[i];
}

/// rows[i] lane j <-> rows[j] lane i. Each round pairs a row with the one half of them further, lane by lane.
template <class T>
IAMBIC_INLINE void transpose(Vec<T> (&rows)[lanes<T>]) {
  constexpr std::size_t L = lanes<T>;
  for (std::size_t round = 1; round < L; round *= 2) {
    Vec<T> paired[L];
    for (std::size_t i = 0; i < L / 2; ++i) {
      paired[2 * i] = xsimd::zip_lo(rows[i], rows[i + L / 2]);
      paired[2 * i + 1] = xsimd::zip_hi(rows[i], rows[i + L / 2]);
    }
    for (std::size_t i = 0; i < L; ++i) rows[i] = paired[i];
  }
}

/// Sum of the lanes, always in the order ((0+1)+(2+3))+...: xsimd's own order differs between instruction sets.
template <class T>
IAMBIC_INLINE T sum(Vec<T> v) {
  alignas(Vec<T>) T lane[lanes<T>];
  v.store_aligned(lane);
  for (std::size_t width = lanes<T>; width > 1; width /= 2)
    for (std::size_t i = 0; i < width / 2; ++i) lane[i] = lane[2 * i] + lane[2 * i + 1];
  return lane[0];
}

template <class T>
IAMBIC_INLINE T max(Vec<T> v) {
  alignas(Vec<T>) T lane[lanes<T>];
  v.store_aligned(lane);
  T result = lane[0];
  for (std::size_t i = 1; i < lanes<T>; ++i) result = lane[i] > result ? lane[i] : result;
  return result;
}

// One implementation of the elementary functions, for vectors and for scalars (a vector of equal lanes): the platform's
// libm, whose last bits differ between systems, is never asked.
#define IAMBIC_ELEMENTARY(name)                                            \
  template <class T, class Arch>                                           \
  xsimd::batch<T, Arch> name(const xsimd::batch<T, Arch>& x) {             \
    return xsimd::name(x);                                                 \
  }                                                                        \
  inline float name(float x) { return xsimd::name(Vec<float>(x)).get(0); } \
  inline double name(double x) { return xsimd::name(Vec<double>(x)).get(0); }
IAMBIC_ELEMENTARY(log)
IAMBIC_ELEMENTARY(log1p)
IAMBIC_ELEMENTARY(sqrt)
#undef IAMBIC_ELEMENTARY

/// Cephes' polynomials for |x| <= pi/4 and z = x^2: sin x = x + x z sine(z), cos x = 1 + z cosine(z); pi/2 in three parts.
template <class T>
struct Trigonometry;
template <>
struct Trigonometry<float> {
  static constexpr float sine[] = {-0.166666538f, 0.0083321603f, -0.000195152956f};
  static constexpr float cosine[] = {-0.5f, 0.0416666456f, -0.00138873153f, 2.44331568e-05f};
  static constexpr float half_pi[] = {1.57078552f, 1.08042732e-05f, 6.07709438e-11f};
};
template <>
struct Trigonometry<double> {
  static constexpr double sine[] = {-0.1666666666666663,    0.008333333333322118,    -0.0001984126982958954,
                                    2.7557313621385676e-06, -2.5050747762850355e-08, 1.5896230157221844e-10};
  static constexpr double cosine[] = {-0.5,
                                      0.04166666666666664,
                                      -0.0013888888888880667,
                                      2.480158729361863e-05,
                                      -2.7557315542981663e-07,
                                      2.0875883375768363e-09,
                                      -1.1367817138204455e-11};
  static constexpr double half_pi[] = {1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21};
};

/// Horner's scheme: c[0] + c[1] z + c[2] z^2 + ...
template <class T, std::size_t N>
Vec<T> polynomial(const T (&c)[N], Vec<T> z) {
  Vec<T> result(c[N - 1]);
  for (std::size_t i = N - 1; i-- > 0;) result = result * z + Vec<T>(c[i]);
  return result;
}

/// {sin x, cos x} for 0 <= x <= 2 pi, where Box and Muller need them. xsimd's, for all x, weigh six times as much.
template <class T>
IAMBIC_KERNEL std::pair<Vec<T>, Vec<T>> sincos(Vec<T> x) {
  using C = Trigonometry<T>;
  using V = Vec<T>;
  const V quarter = xsimd::floor(x * V(T(0.63661977236758134)) + V(T(0.5)));  // of the circle, nearest
  const V r = ((x - quarter * V(C::half_pi[0])) - quarter * V(C::half_pi[1])) - quarter * V(C::half_pi[2]);
  const V z = r * r;
  const V sine = r + r * z * polynomial(C::sine, z);
  const V cosine = V(T(1)) + z * polynomial(C::cosine, z);
  const auto swapped = (quarter == V(T(1))) | (quarter == V(T(3)));
  const auto sine_falls = (quarter == V(T(2))) | (quarter == V(T(3)));
  const auto cosine_falls = (quarter == V(T(1))) | (quarter == V(T(2)));
  const V s = xsimd::select(swapped, cosine, sine), c = xsimd::select(swapped, sine, cosine);
  return {xsimd::select(sine_falls, V(-s), s), xsimd::select(cosine_falls, V(-c), c)};
}

/// The larger of x and low; NaN stays NaN. The two instruction sets' max differ in which operand they give back for NaN.
template <class T>
IAMBIC_INLINE Vec<T> at_least(Vec<T> x, Vec<T> low) {
#ifdef __wasm__
  return xsimd::max(x, low);
#else
  return xsimd::max(low, x);
#endif
}

/// exp(x) for x <= 0, the exponential of a softmax, to about one unit in the last place. Below -60 it is exp(-60), which
/// adds nothing to a sum that holds exp(0) = 1, but keeps gradients clear of subnormal numbers, which are slow.
/// Twice as fast in WebAssembly as the general one: no overflow, and rounding by an addition instead of a conversion.
/// Coefficients: Cephes, expf.c, evaluated by Estrin's scheme.
IAMBIC_INLINE Vec<float> exp_nonpositive(Vec<float> x) {
  using V = Vec<float>;
  const V magic(12582912.0f);  // 1.5 * 2^23: adding it rounds to a whole number, which then stands in the lowest bits
  x = at_least<float>(x, V(-60.0f));
  const V shifted = x * V(1.44269504088896341f) + magic;
  const V k = shifted - magic;
  const V r = x - k * V(0.693359375f) - k * V(-2.12194440e-4f);  // x - k ln 2
  const V r2 = r * r;
  const V low = (V(1.6666665459e-1f) * r + V(5.0000001201e-1f)) + (V(8.3334519073e-3f) * r + V(4.1665795894e-2f)) * r2;
  const V p = (low + (V(1.9875691500e-4f) * r + V(1.3981999507e-3f)) * (r2 * r2)) * r2 + (r + V(1.0f));
  const auto exponent = xsimd::bitwise_cast<std::int32_t>(shifted) << 23;
  return xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::int32_t>(p) + exponent);  // p 2^k
}
IAMBIC_INLINE Vec<double> exp_nonpositive(Vec<double> x) { return xsimd::exp(x); }

// exp for x <= 0, |x|, max(x, 0) and (condition > 0 ? x : 0), for vectors and scalars.
// A scalar goes through memory: clang 14 for WebAssembly never finishes compiling the exponential of a splat.
template <class T>
IAMBIC_KERNEL void exp_lanes(T* lane) {
  simd::store(lane, exp_nonpositive(simd::load(lane)));
}
inline float exp_nonpositive(float x) {
  float lane[lanes<float>] = {x};
  exp_lanes(lane);
  return lane[0];
}
inline double exp_nonpositive(double x) {
  double lane[lanes<double>] = {x};
  exp_lanes(lane);
  return lane[0];
}
template <class V>
IAMBIC_INLINE V abs(V x) {
  if constexpr (std::is_floating_point_v<V>)
    return x < 0 ? -x : x;
  else
    return xsimd::abs(x);
}
template <class V>
IAMBIC_INLINE V where_positive(V condition, V x) {
  if constexpr (std::is_floating_point_v<V>)
    return condition > 0 ? x : V(0);
  else
    return xsimd::select(condition > V(0), x, V(0));
}
template <class V>
IAMBIC_INLINE V positive_part(V x) {
  return where_positive(x, x);
}

/// 1 / (1 + exp(-x)), from the exponential of -|x|, which cannot overflow.
template <class V>
IAMBIC_INLINE V sigmoid(V x) {
  const V e = exp_nonpositive(V(-simd::abs(x)));
  const V larger = V(1) / (V(1) + e);  // of sigmoid(x) and sigmoid(-x)
  if constexpr (std::is_floating_point_v<V>)
    return x < 0 ? e * larger : larger;
  else
    return xsimd::select(x < V(0), V(e * larger), larger);
}

/// Evaluates an expression for n elements, whole vectors first and the rest one by one. It is written once, in terms of
/// load(pointer to the first element) and store(pointer to the first element, value):
///   each<T>(n, [&](auto load, auto store) { store(y, load(x) * load(mask)); });
template <class T, class Expression>
void each(std::size_t n, Expression expression) {
  std::size_t i = 0;
  for (; i + lanes<T> <= n; i += lanes<T>)
    expression([i](const T* p) { return simd::load(p + i); }, [i](T* p, Vec<T> value) { simd::store(p + i, value); });
  for (; i < n; ++i) expression([i](const T* p) { return p[i]; }, [i](T* p, T value) { p[i] = value; });
}

/// The sum of an expression over n elements, always in the same order: lane by lane, then the lanes, then the rest.
template <class T, class Expression>
T sum_of(std::size_t n, Expression expression) {
  Vec<T> total(T{0});
  std::size_t i = 0;
  for (; i + lanes<T> <= n; i += lanes<T>) total += expression([i](const T* p) { return simd::load(p + i); });
  T result = sum<T>(total);
  for (; i < n; ++i) result += expression([i](const T* p) { return p[i]; });
  return result;
}

/// Whether no value of x (n) is infinite or NaN: x - x is 0 for finite values only.
template <class T>
bool all_finite(const T* x, std::size_t n) {
  return sum_of<T>(n, [&](auto load) { return load(x) - load(x); }) == T{0};
}

/// y (n) += x (n)
template <class T>
void add(T* y, const T* x, std::size_t n) {
  each<T>(n, [&](auto load, auto store) { store(y, load(y) + load(x)); });
}

/// Largest of x (n), n >= 1.
template <class T>
T row_max(const T* x, std::size_t n) {
  T result = x[0];
  std::size_t i = 0;
  if (n >= 2 * lanes<T>) {  // two at once, for neither waits for the other
    Vec<T> even = load(x), odd = load(x + lanes<T>);
    for (i = 2 * lanes<T>; i + 2 * lanes<T> <= n; i += 2 * lanes<T>) {
      even = xsimd::max(even, load(x + i));
      odd = xsimd::max(odd, load(x + i + lanes<T>));
    }
    result = max<T>(xsimd::max(even, odd));
  }
  for (; i < n; ++i) result = x[i] > result ? x[i] : result;
  return result;
}

/// The parts of a row's softmax: softmax = exp_shifted / total, logsumexp = largest + simd::log(total).
template <class T>
struct RowSoftmax {
  T largest, total;
};

/// 0, 1, 2, ...: the numbers of the lanes.
template <class T>
Vec<T> lane_numbers() {
  alignas(Vec<T>) T number[lanes<T>];
  for (std::size_t i = 0; i < lanes<T>; ++i) number[i] = static_cast<T>(i);
  return Vec<T>::load_aligned(number);
}

/// x (n) -> exp_shifted (n) = exp(x - max x), with max and sum. The two may be the same row.
template <class T>
RowSoftmax<T> row_exp(const T* x, T* exp_shifted, std::size_t n) {
  constexpr std::size_t L = lanes<T>;
  const T largest = row_max(x, n);
  const Vec<T> shift(largest);
  if (n < L) {
    const Vec<T> e = exp_nonpositive(load_tail(x, n, -std::numeric_limits<T>::infinity()) - shift);
    simd::store_tail(exp_shifted, n, e);
    return {largest, sum<T>(e)};
  }
  const Vec<T> last = exp_nonpositive(load(x + n - L) - shift);  // overlaps its neighbour when n is no multiple of L
  Vec<T> total(T{0});
  std::size_t i = 0;
  for (; i + L <= n; i += L) {
    const Vec<T> e = exp_nonpositive(load(x + i) - shift);
    simd::store(exp_shifted + i, e);
    total += e;
  }
  if (i < n) {
    simd::store(exp_shifted + n - L, last);
    const auto already_added = lane_numbers<T>() < Vec<T>(static_cast<T>(L - (n - i)));
    total += xsimd::select(already_added, Vec<T>(T{0}), last);
  }
  return {largest, sum<T>(total)};
}

/// x (n) *= factor.
template <class T>
void scale(T* x, T factor, std::size_t n) {
  each<T>(n, [&](auto load, auto store) { store(x, load(x) * factor); });
}

}  // namespace iambic::simd
