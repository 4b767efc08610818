// The elementary functions, for vectors and for scalars (a vector of equal lanes).
//
// A run gives the same bits everywhere because nobody else's are asked: a system's libm differs in the last bit from the
// next one's, and xsimd's fuse and estimate where an instruction set offers it. Ours are IEEE's +, -, *, / alone.
#pragma once

#include <limits>
#include <utility>

#include "base/vec.hpp"

namespace iambic::simd {

/// Horner's scheme: c[0] + c[1] z + c[2] z^2 + ...
template <class T, std::size_t N>
Vec<T> polynomial(const T (&c)[N], Vec<T> z) {
  Vec<T> result(c[N - 1]);
  for (std::size_t i = N - 1; i-- > 0;) result = result * z + Vec<T>(c[i]);
  return result;
}

/// log as FreeBSD's msun computes it (e_log.c, e_logf.c): with s = f / (2 + f), log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)).
/// R's coefficients alternate between two polynomials in s^4: z odd(z^2) + z^2 even(z^2), z = s^2. ln 2 in two parts.
template <class T>
struct Logarithm;
template <>
struct Logarithm<float> {
  using Bits = std::uint32_t;
  static constexpr Bits one = 0x3f800000, root_of_half = 0x3f3504f3, whole = 0x4b400000;  // whole: of 1.5 * 2^23
  static constexpr int mantissa = 23, up = 23;
  static constexpr float odd[] = {0.66666662693f, 0.28498786688f};
  static constexpr float even[] = {0.40000972152f, 0.24279078841f};
  static constexpr float ln2[] = {0.693359375f, -2.12194440e-4f};
};
template <>
struct Logarithm<double> {
  using Bits = std::uint64_t;
  static constexpr Bits one = 0x3ff0000000000000, root_of_half = 0x3fe6a09e00000000, whole = 0x4338000000000000;
  static constexpr int mantissa = 52, up = 54;
  static constexpr double odd[] = {6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01, 1.479819860511658591e-01};
  static constexpr double even[] = {3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01};
  static constexpr double ln2[] = {6.93147180369123816490e-01, 1.90821492927058770002e-10};
};

/// A positive normal number is 2^exponent (1 + fraction), 1 + fraction from sqrt(1/2) to sqrt(2).
template <class T>
struct Split {
  Vec<T> exponent, fraction;
};

template <class T>
IAMBIC_INLINE Split<T> split(Vec<T> x) {
  using C = Logarithm<T>;
  using Bits = Vec<typename C::Bits>;
  const Bits shifted = xsimd::bitwise_cast<typename C::Bits>(x) + Bits(C::one - C::root_of_half);
  // A whole number in the lowest bits of 1.5 * 2^mantissa becomes one by a subtraction.
  const Bits exponent = (shifted >> C::mantissa) + Bits(C::whole - (C::one >> C::mantissa));
  const Bits fraction = (shifted & Bits((typename C::Bits{1} << C::mantissa) - 1)) + Bits(C::root_of_half);
  return {xsimd::bitwise_cast<T>(exponent) - xsimd::bitwise_cast<T>(Bits(C::whole)), xsimd::bitwise_cast<T>(fraction) - Vec<T>(T(1))};
}

/// log(2^exponent (1 + fraction)) + correction
template <class T>
IAMBIC_INLINE Vec<T> log_of(const Split<T>& x, Vec<T> correction) {
  using C = Logarithm<T>;
  using V = Vec<T>;
  const V f = x.fraction, k = x.exponent;
  const V s = quotient<T>(f, V(T(2)) + f);
  const V z = s * s, w = z * z;
  const V R = z * polynomial(C::odd, w) + w * polynomial(C::even, w);
  const V half_square = V(T(0.5)) * f * f;
  return k * V(C::ln2[0]) + ((s * (half_square + R) + (k * V(C::ln2[1]) + correction)) - half_square + f);
}

/// What the logarithm of u is when u is 0, infinite, negative or NaN, else `result`.
template <class T>
IAMBIC_INLINE Vec<T> with_log_limits(Vec<T> u, Vec<T> result) {
  using V = Vec<T>;
  constexpr T infinity = std::numeric_limits<T>::infinity();
  result = xsimd::select(u == V(infinity), V(infinity), result);
  result = xsimd::select(u == V(T(0)), V(-infinity), result);
  return xsimd::select(u >= V(T(0)), result, V(std::numeric_limits<T>::quiet_NaN()));
}

template <class T>
IAMBIC_KERNEL Vec<T> log(Vec<T> x) {
  using V = Vec<T>;
  constexpr int up = Logarithm<T>::up;
  const auto subnormal = x < V(std::numeric_limits<T>::min());
  Split<T> parts = split<T>(xsimd::select(subnormal, V(x * V(T(std::uint64_t{1} << up))), x));
  parts.exponent = parts.exponent - xsimd::select(subnormal, V(T(up)), V(T(0)));
  return with_log_limits<T>(x, log_of<T>(parts, V(T(0))));
}

/// log(1 + x), with what was lost when 1 + x was rounded.
template <class T>
IAMBIC_KERNEL Vec<T> log1p(Vec<T> x) {
  using V = Vec<T>;
  const V one(T(1)), u = one + x;
  const Split<T> parts = split<T>(u);
  const V lost = xsimd::select(parts.exponent >= V(T(2)), V(one - (u - x)), V(x - (u - one)));
  return with_log_limits<T>(u, log_of<T>(parts, quotient<T>(lost, u)));
}

inline float log(float x) { return log<float>(Vec<float>(x)).get(0); }
inline double log(double x) { return log<double>(Vec<double>(x)).get(0); }
inline double log1p(double x) { return log1p<double>(Vec<double>(x)).get(0); }

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

/// exp(x) for x <= 0, the exponential of a softmax, to about one unit in the last place. Below -60 it is exp(-60), which
/// adds nothing to a sum that holds exp(0) = 1, but keeps gradients clear of subnormal numbers, which are slow.
/// Twice as fast in WebAssembly as the general one: no overflow, and rounding by an addition instead of a conversion.
/// Coefficients: Cephes, expf.c, evaluated by Estrin's scheme.
template <class A>
IAMBIC_INLINE Vec<float, A> exp_nonpositive(Vec<float, A> x) {
  using V = Vec<float, A>;
  const V magic(12582912.0f);  // 1.5 * 2^23: adding it rounds to a whole number, which then stands in the lowest bits
  x = at_least(x, V(-60.0f));
  const V shifted = x * V(1.44269504088896341f) + magic;
  const V k = shifted - magic;
  const V r = x - k * V(0.693359375f) - k * V(-2.12194440e-4f);  // x - k ln 2
  const V r2 = r * r;
  const V low = (V(1.6666665459e-1f) * r + V(5.0000001201e-1f)) + (V(8.3334519073e-3f) * r + V(4.1665795894e-2f)) * r2;
  const V p = (low + (V(1.9875691500e-4f) * r + V(1.3981999507e-3f)) * (r2 * r2)) * r2 + (r + V(1.0f));
  const auto exponent = xsimd::bitwise_cast<std::int32_t>(shifted) << 23;
  return xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::int32_t>(p) + exponent);  // p 2^k
}
/// The same for double: to the last normal number, below it 0. FreeBSD's msun, e_exp.c.
IAMBIC_INLINE Vec<double> exp_nonpositive(Vec<double> x) {
  using V = Vec<double>;
  constexpr double c[] = {1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05, -1.65339022054652515390e-06,
                          4.13813679705723846039e-08};
  const V magic(6755399441055744.0);  // 1.5 * 2^52
  const V shifted = V(1.4426950408889634) * x + magic;
  const V k = shifted - magic;
  const V high = x - k * V(6.93147180369123816490e-01), low = k * V(1.90821492927058770002e-10);
  const V r = high - low, r2 = r * r;
  const V t = r - r2 * polynomial(c, r2);
  const V p = V(1.0) - ((low - quotient<double>(r * t, V(2.0) - t)) - high);
  const auto power = (xsimd::bitwise_cast<std::uint64_t>(shifted) << 52) + xsimd::bitwise_cast<std::uint64_t>(V(1.0));
  return xsimd::select(x <= V(-708.3964185322641), V(0.0), V(p * xsimd::bitwise_cast<double>(power)));
}

// exp for x <= 0, |x|, max(x, 0) and (condition > 0 ? x : 0), for vectors and scalars.
// A scalar goes through memory: clang 14 for WebAssembly never finishes compiling the exponential of a splat.
#ifdef __wasm__
template <class T>
IAMBIC_KERNEL void exp_lanes(T* lane) {
#else
template <class T>
IAMBIC_INLINE void exp_lanes(T* lane) {
#endif
  simd::store(lane, exp_nonpositive(simd::load(lane)));
}
IAMBIC_INLINE float exp_nonpositive(float x) {
  float lane[lanes<float>] = {x};
  exp_lanes(lane);
  return lane[0];
}
IAMBIC_INLINE double exp_nonpositive(double x) {
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
  const V larger = simd::quotient(V(1), V(V(1) + e));  // of sigmoid(x) and sigmoid(-x)
  if constexpr (std::is_floating_point_v<V>)
    return x < 0 ? e * larger : larger;
  else
    return xsimd::select(x < V(0), V(e * larger), larger);
}

}  // namespace iambic::simd
