// The blocked product behind Matmul, for the instruction set A: operands are packed, and tiles of 4 rows by 2 vectors are summed
// over k in registers.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/heartbeat.hpp"
#include "base/simd.hpp"
#include "ops/matrix.hpp"

namespace iambic {

inline constexpr std::size_t kTileRows = 4;
inline constexpr std::size_t kStretch = 256;  // of k: a tile's operands stay in the first-level cache

template <class T, class A>
inline constexpr std::size_t kTileColumns = 2 * simd::lanes<T, A>;

// a: `tiles` times (K,4), b (K,2 vectors), all packed -> c: as many tiles (4, 2 vectors) below each other, = or += their
// products. What a browser makes of the inner loop just fits its 15 vector registers: a larger tile, or two values of k at a
// time, is slower by a third.
template <class T, class A>
static IAMBIC_KERNEL void column_of_tiles(T* c, std::size_t stride, const T* a, const T* b, std::size_t K, std::size_t tiles, bool add) {
  using Vec = simd::Vec<T, A>;
  constexpr std::size_t L = simd::lanes<T, A>;
  for (; tiles > 0; --tiles, c += kTileRows * stride) {
    Vec c00(T{0}), c01(T{0}), c10(T{0}), c11(T{0}), c20(T{0}), c21(T{0}), c30(T{0}), c31(T{0});
    for (const T *p = b, *const end = b + 2 * L * K; p != end; a += kTileRows, p += 2 * L) {
      const Vec b0 = simd::load<T, A>(p), b1 = simd::load<T, A>(p + L);
      const Vec a0(a[0]), a1(a[1]), a2(a[2]), a3(a[3]);
      c00 += a0 * b0, c01 += a0 * b1;
      c10 += a1 * b0, c11 += a1 * b1;
      c20 += a2 * b0, c21 += a2 * b1;
      c30 += a3 * b0, c31 += a3 * b1;
    }
    const auto put = [&](T* p, Vec v0, Vec v1) {
      simd::store(p, add ? simd::load<T, A>(p) + v0 : v0);
      simd::store(p + L, add ? simd::load<T, A>(p + L) + v1 : v1);
    };
    put(c, c00, c01);
    put(c + stride, c10, c11);
    put(c + 2 * stride, c20, c21);
    put(c + 3 * stride, c30, c31);
  }
}

// How the values of a group of rows, K of each, come to lie one k after the other: (width,K) -> (K,width).

template <std::size_t width, class T, class A>
static void pack_contiguous_rows(T* packed, const T* source, std::size_t k_stride, std::size_t K) {
  using B = std::conditional_t<width % simd::lanes<T, A> == 0, A, simd::InstructionSet>;
  for (std::size_t k = 0; k < K; ++k, source += k_stride, packed += width)
    for (std::size_t r = 0; r < width; r += simd::lanes<T, B>) simd::store(packed + r, simd::load<T, B>(source + r));
}

template <std::size_t width, class T, class A>
static void pack_strided(T* packed, const T* source, std::size_t row_stride, std::size_t k_stride, std::size_t rows, std::size_t K) {
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t k = 0; k < K; ++k) packed[k * width + r] = source[r * row_stride + k * k_stride];
}

template <std::size_t width, class T, class A>
static void pack_contiguous_k(T* packed, const T* source, std::size_t row_stride, std::size_t K) {
  constexpr std::size_t L = simd::lanes<T>;
  const std::size_t whole = K / L * L;
  for (std::size_t r = 0; r < width; r += L)
    for (std::size_t k = 0; k < whole; k += L) {
      simd::Vec<T> square[L];
      for (std::size_t i = 0; i < L; ++i) square[i] = simd::load(source + (r + i) * row_stride + k);
      simd::transpose<T>(square);
      for (std::size_t i = 0; i < L; ++i) simd::store(packed + (k + i) * width + r, square[i]);
    }
  pack_strided<width, T, A>(packed + whole * width, source + whole, row_stride, 1, width, K - whole);
}

// source (count, K) -> packed: groups of `width` rows, with zeros where rows are missing
template <std::size_t width, class T, class A>
static IAMBIC_KERNEL void pack(T* packed, const T* source, std::size_t row_stride, std::size_t k_stride, std::size_t count, std::size_t K) {
  constexpr bool whole_vectors = width % simd::lanes<T> == 0;
  std::size_t first = 0;
  if constexpr (width == simd::lanes<T>)  // rows that share a line of the cache, which is read once
    for (constexpr std::size_t at_once = 4 * width; row_stride == 1 && first + at_once <= count;
         first += at_once, source += at_once, packed += at_once * K)
      for (std::size_t k = 0; k < K; ++k)
        for (std::size_t r = 0; r < at_once; r += width) simd::store(packed + r * K + k * width, simd::load(source + k * k_stride + r));
  for (; first < count; first += width, source += width * row_stride, packed += width * K) {
    const std::size_t rows = std::min(width, count - first);
    if (rows < width) std::fill_n(packed, width * K, T{0});
    if (rows == width && whole_vectors && row_stride == 1)
      pack_contiguous_rows<width, T, A>(packed, source, k_stride, K);
    else if (rows == width && whole_vectors && k_stride == 1)
      pack_contiguous_k<width, T, A>(packed, source, row_stride, K);
    else
      pack_strided<width, T, A>(packed, source, row_stride, k_stride, rows, K);
  }
}

// The stretch [first, last) of k that a tile of c from row i on needs, of the k in [begin, end).
struct Stretch {
  std::size_t first, last;
};

static inline Stretch needed(Part part, std::size_t i, std::size_t begin, std::size_t end) {
  if (part == Part::lower_a) return {begin, std::clamp(i + kTileRows, begin, end)};
  if (part == Part::upper_a) return {std::clamp(i, begin, end), end};
  return {begin, end};
}

// The columns of c (M,N) from j on = or += those of a b for the stretch [begin, end) of k, from packed operands.
template <class T, class A>
static void multiply_packed(Matrix<T> c, const T* a_packed, const T* b_packed, std::size_t M, std::size_t N, std::size_t j,
                            std::size_t begin, std::size_t end, bool add, Part part) {
  constexpr std::size_t columns = kTileColumns<T, A>;
  const std::size_t K = end - begin;
  for (; j < N; j += columns, b_packed += columns * K) {
    worked(M * columns * std::max<std::size_t>(K, 32));  // of a short product the reading and writing is the work
    for (std::size_t i = part == Part::lower_c ? j / kTileRows * kTileRows : 0; i < M; i += kTileRows) {
      if ((part == Part::all || part == Part::lower_c) && i + kTileRows <= M && j + columns <= N) {
        const std::size_t tiles = (M - i) / kTileRows;
        column_of_tiles<T, A>(&c.at(i, j), c.row_stride, a_packed + i * K, b_packed, K, tiles, add);
        i += (tiles - 1) * kTileRows;
        continue;
      }
      const Stretch k = needed(part, i, begin, end);
      const T* const a_tile = a_packed + i * K + kTileRows * (k.first - begin);
      const T* const b_tile = b_packed + columns * (k.first - begin);
      const std::size_t rows = std::min(kTileRows, M - i), width = std::min(columns, N - j);
      T* const corner = &c.at(i, j);
      if (rows == kTileRows && width == columns) {
        column_of_tiles<T, A>(corner, c.row_stride, a_tile, b_tile, k.last - k.first, 1, add);
        continue;
      }
      T edge[kTileRows * columns];  // a tile that hangs over the edge
      column_of_tiles<T, A>(edge, columns, a_tile, b_tile, k.last - k.first, 1, false);
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t s = 0; s < width; ++s) {
          T& value = corner[r * c.row_stride + s];
          value = add ? value + edge[r * columns + s] : edge[r * columns + s];
        }
    }
  }
}

// The same, with b packed into b_packed; what is left of the columns and fits narrower vectors is computed with those.
template <class T, class A>
static void multiply_columns(Matrix<T> c, const T* a_packed, Matrix<const T> b, T* b_packed, std::size_t M, std::size_t N, std::size_t j,
                             std::size_t begin, std::size_t end, bool add, Part part) {
  constexpr std::size_t columns = kTileColumns<T, A>;
  std::size_t whole = N;
  if constexpr (simd::is_wide<A>)
    if ((N - j) % columns <= columns / 2) whole -= (N - j) % columns;
  pack<columns, T, A>(b_packed, &b.at(begin, j), b.column_stride, b.row_stride, whole - j, end - begin);
  multiply_packed<T, A>(c, a_packed, b_packed, M, whole, j, begin, end, add, part);
  if constexpr (simd::is_wide<A>)
    if (whole < N) multiply_columns<T, simd::Narrower<A>>(c, a_packed, b, b_packed, M, N, whole, begin, end, add, part);
}

/// c (M,N) = or += a b. Scratch: for min(K, kStretch) values of k a_packed has room for M rows of a, rounded up to whole tiles,
/// and b_packed for N columns of b, also rounded up, and simd::kAlignmentRoom.
template <class T, class A = simd::InstructionSet>
static void multiply(Matrix<T> c, Matrix<const T> a, Matrix<const T> b, std::size_t M, std::size_t N, std::size_t K, Into into, Part part,
                     T* a_packed, T* b_packed) {
  if constexpr (simd::is_wide<A>) b_packed = simd::aligned<A>(b_packed);
  for (std::size_t k = 0; k < K; k += kStretch) {
    const std::size_t end = std::min(K, k + kStretch);
    pack<kTileRows, T, A>(a_packed, &a.at(0, k), a.row_stride, a.column_stride, M, end - k);
    multiply_columns<T, A>(c, a_packed, b, b_packed, M, N, 0, k, end, into == Into::add || k > 0, part);
  }
}

}  // namespace iambic
