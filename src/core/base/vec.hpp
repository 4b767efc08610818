// Vectors and what may be done with them. Only the files of vectors (this one, elementary.hpp, simd.hpp) and the kernels' own
// files (ops/kernels*) name xsimd.
//
// They have 16 bytes everywhere (SSE4.2, NEON, SIMD128 in WebAssembly), so that every reduction adds the same numbers in the
// same order and a run gives the same bits on every platform. The instruction set is named, not left to xsimd, which would
// follow the compiler's flags and fuse multiplication and addition where it can. Where each element of a result stands for
// itself, wider vectors give the same bits, too: there the instruction set A is a parameter (ops/kernels.hpp).
#pragma once

#include "base/platform.hpp"

#include <xsimd/xsimd.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// Kernels stay functions of their own: browsers optimise a function when it is CALLED often, and never replace a loop
/// that is already running. Inlined into a long-running caller a kernel stays up to three times slower.
#define IAMBIC_KERNEL __attribute__((noinline))
/// And what works on single vectors becomes part of its kernel, or every vector would travel through memory.
#define IAMBIC_INLINE __attribute__((always_inline)) inline

namespace iambic::simd {

#if defined(__wasm__)
using InstructionSet = xsimd::wasm;
#elif defined(__x86_64__)
using InstructionSet = xsimd::sse4_2;
#else
using InstructionSet = xsimd::neon64;
#endif
template <class T, class A = InstructionSet>
using Vec = xsimd::batch<T, A>;

template <class T, class A = InstructionSet>
inline constexpr std::size_t lanes = Vec<T, A>::size;

template <class A>
inline constexpr bool is_wide = !std::is_same_v<A, InstructionSet>;

#ifdef __x86_64__
/// The set whose vectors are half as wide, for what is left over by those of A.
template <class A>
using Narrower = std::conditional_t<std::is_same_v<A, xsimd::avx512f>, xsimd::avx2, InstructionSet>;
inline constexpr std::size_t kAlignmentRoom = 16;  // floats over which a place may move to be aligned
#else
template <class A>
using Narrower = InstructionSet;
inline constexpr std::size_t kAlignmentRoom = 0;
#endif

/// The first place from p on where a vector lies in one line of the cache; across two it would be loaded twice.
template <class A, class T>
IAMBIC_INLINE T* aligned(T* p) {
  return p + (sizeof(Vec<T, A>) - reinterpret_cast<std::uintptr_t>(p) % sizeof(Vec<T, A>)) % sizeof(Vec<T, A>) / sizeof(T);
}

template <class T, class A = InstructionSet>
IAMBIC_INLINE Vec<T, A> load(const T* p) {
  return Vec<T, A>::load_unaligned(p);
}

template <class T, class A>
IAMBIC_INLINE void store(T* p, Vec<T, A> v) {
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

/// a / b, rounded as IEEE asks. For ARM xsimd's own is an estimate, refined twice.
template <class T, class A>
IAMBIC_INLINE Vec<T, A> quotient(Vec<T, A> a, Vec<T, A> b) {
#ifdef __aarch64__
  using Register = typename Vec<T>::register_type;
  return Vec<T>(static_cast<Register>(a) / static_cast<Register>(b));
#else
  return a / b;
#endif
}
IAMBIC_INLINE float quotient(float a, float b) { return a / b; }
IAMBIC_INLINE double quotient(double a, double b) { return a / b; }

/// The square root, rounded as IEEE asks; so is std's.
#ifdef __aarch64__
IAMBIC_INLINE Vec<float> sqrt(Vec<float> x) { return vsqrtq_f32(x); }
IAMBIC_INLINE Vec<double> sqrt(Vec<double> x) { return vsqrtq_f64(x); }
#else
template <class T, class A>
IAMBIC_INLINE Vec<T, A> sqrt(Vec<T, A> x) {
  return xsimd::sqrt(x);
}
#endif
IAMBIC_INLINE float sqrt(float x) { return std::sqrt(x); }
IAMBIC_INLINE double sqrt(double x) { return std::sqrt(x); }

/// The larger of x and low; NaN stays NaN. The two instruction sets' max differ in which operand they give back for NaN.
template <class T, class A>
IAMBIC_INLINE Vec<T, A> at_least(Vec<T, A> x, Vec<T, A> low) {
#ifdef __wasm__
  return xsimd::max(x, low);
#else
  return xsimd::max(low, x);
#endif
}

}  // namespace iambic::simd

namespace iambic {

// So that an estimate cannot slip in: vectors are divided by quotient().
simd::Vec<float> operator/(const simd::Vec<float>&, const simd::Vec<float>&) = delete;
simd::Vec<double> operator/(const simd::Vec<double>&, const simd::Vec<double>&) = delete;

}  // namespace iambic
