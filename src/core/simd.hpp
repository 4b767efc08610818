// Vector arithmetic. The only file that names xsimd.
//
// Vectors are 16 bytes wide everywhere (SSE4.2 natively, SIMD128 in WebAssembly), so that every reduction adds the
// same numbers in the same order and a run gives the same bits on every platform. IAMBIC_WIDE lifts that promise and
// takes the widest vectors of the machine.
#pragma once

#include <xsimd/xsimd.hpp>

#include <cstddef>
#include <limits>
#include <utility>

/// Kernels stay functions of their own: browsers optimise a function when it is CALLED often, and never replace a loop
/// that is already running. Inlined into a long-running caller a kernel stays up to three times slower.
#define IAMBIC_KERNEL __attribute__((noinline))

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
Vec<T> load(const T* p) {
  return Vec<T>::load_unaligned(p);
}

template <class T>
void store(T* p, Vec<T> v) {
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

/// Sum of the lanes, always in the order ((0+1)+(2+3))+...: xsimd's own order differs between instruction sets.
template <class T>
T sum(Vec<T> v) {
  alignas(Vec<T>) T lane[lanes<T>];
  v.store_aligned(lane);
  for (std::size_t width = lanes<T>; width > 1; width /= 2)
    for (std::size_t i = 0; i < width / 2; ++i) lane[i] = lane[2 * i] + lane[2 * i + 1];
  return lane[0];
}

template <class T>
T max(Vec<T> v) {
  alignas(Vec<T>) T lane[lanes<T>];
  v.store_aligned(lane);
  T result = lane[0];
  for (std::size_t i = 1; i < lanes<T>; ++i) result = lane[i] > result ? lane[i] : result;
  return result;
}

// One implementation of the elementary functions, for vectors and for scalars (a vector of equal lanes): the platform's
// libm, whose last bits differ between systems, is never asked.
#define IAMBIC_ELEMENTARY(name)                                       \
  template <class T, class Arch>                                      \
  xsimd::batch<T, Arch> name(const xsimd::batch<T, Arch>& x) {        \
    return xsimd::name(x);                                            \
  }                                                                   \
  inline float name(float x) { return xsimd::name(Vec<float>(x)).get(0); } \
  inline double name(double x) { return xsimd::name(Vec<double>(x)).get(0); }
IAMBIC_ELEMENTARY(exp)
IAMBIC_ELEMENTARY(log)
IAMBIC_ELEMENTARY(log1p)
IAMBIC_ELEMENTARY(sqrt)
IAMBIC_ELEMENTARY(tanh)
#undef IAMBIC_ELEMENTARY

/// {sin x, cos x}
template <class T>
IAMBIC_KERNEL std::pair<Vec<T>, Vec<T>> sincos(Vec<T> x) {
  return xsimd::sincos(x);
}

/// Largest of x (n), n >= 1.
template <class T>
T row_max(const T* x, std::size_t n) {
  T result = x[0];
  std::size_t i = 0;
  if (n >= lanes<T>) {
    Vec<T> best = load(x);
    for (i = lanes<T>; i + lanes<T> <= n; i += lanes<T>) best = xsimd::max(best, load(x + i));
    result = max<T>(best);
  }
  for (; i < n; ++i) result = x[i] > result ? x[i] : result;
  return result;
}

/// The parts of a row's softmax: softmax = exp_shifted / total, logsumexp = largest + simd::log(total).
template <class T>
struct RowSoftmax {
  T largest, total;
  T logsumexp() const { return largest + simd::log(total); }
};

/// x (n) -> exp_shifted (n) = exp(x - max x), with max and sum. The two may be the same row.
template <class T>
RowSoftmax<T> row_exp(const T* x, T* exp_shifted, std::size_t n) {
  const T largest = row_max(x, n);
  const Vec<T> shift(largest);
  Vec<T> total(T{0});
  std::size_t i = 0;
  for (; i + lanes<T> <= n; i += lanes<T>) {
    const Vec<T> e = simd::exp(load(x + i) - shift);
    simd::store(exp_shifted + i, e);
    total += e;
  }
  if (i < n) {
    const Vec<T> e = simd::exp(load_tail(x + i, n - i, -std::numeric_limits<T>::infinity()) - shift);
    simd::store_tail(exp_shifted + i, n - i, e);
    total += e;
  }
  return {largest, sum<T>(total)};
}

/// x (n) *= factor.
template <class T>
void scale(T* x, T factor, std::size_t n) {
  const Vec<T> factors(factor);
  std::size_t i = 0;
  for (; i + lanes<T> <= n; i += lanes<T>) simd::store(x + i, load(x + i) * factors);
  for (; i < n; ++i) x[i] *= factor;
}

}  // namespace iambic::simd
