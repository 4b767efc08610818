#include "ops/matmul.hpp"

#include <algorithm>

#include "base/heartbeat.hpp"

namespace iambic {

namespace {

constexpr std::size_t kRows = 4;
constexpr std::size_t kStretch = 256;  // of k: a tile's operands stay in the first-level cache
template <class T>
constexpr std::size_t kColumns = 2 * simd::lanes<T>;

// a: `tiles` times (K,4), b (K,2 vectors), all packed -> c: as many tiles (4, 2 vectors) below each other, = or += their
// products. What a browser makes of the inner loop just fits its 15 vector registers: a larger tile, or two values of k at a
// time, is slower by a third.
template <class T>
IAMBIC_KERNEL void column_of_tiles(T* c, std::size_t stride, const T* a, const T* b, std::size_t K, std::size_t tiles, bool add) {
  using Vec = simd::Vec<T>;
  constexpr std::size_t L = simd::lanes<T>;
  for (; tiles > 0; --tiles, c += kRows * stride) {
    Vec c00(T{0}), c01(T{0}), c10(T{0}), c11(T{0}), c20(T{0}), c21(T{0}), c30(T{0}), c31(T{0});
    for (const T *p = b, *const end = b + 2 * L * K; p != end; a += kRows, p += 2 * L) {
      const Vec b0 = simd::load(p), b1 = simd::load(p + L);
      const Vec a0(a[0]), a1(a[1]), a2(a[2]), a3(a[3]);
      c00 += a0 * b0, c01 += a0 * b1;
      c10 += a1 * b0, c11 += a1 * b1;
      c20 += a2 * b0, c21 += a2 * b1;
      c30 += a3 * b0, c31 += a3 * b1;
    }
    const auto put = [&](T* p, Vec v0, Vec v1) {
      simd::store(p, add ? simd::load(p) + v0 : v0);
      simd::store(p + L, add ? simd::load(p + L) + v1 : v1);
    };
    put(c, c00, c01);
    put(c + stride, c10, c11);
    put(c + 2 * stride, c20, c21);
    put(c + 3 * stride, c30, c31);
  }
}

// How the values of a group of rows, K of each, come to lie one k after the other: (width,K) -> (K,width).

template <std::size_t width, class T>
void pack_contiguous_rows(T* packed, const T* source, std::size_t k_stride, std::size_t K) {
  for (std::size_t k = 0; k < K; ++k, source += k_stride, packed += width)
    for (std::size_t r = 0; r < width; r += simd::lanes<T>) simd::store(packed + r, simd::load(source + r));
}

template <std::size_t width, class T>
void pack_strided(T* packed, const T* source, std::size_t row_stride, std::size_t k_stride, std::size_t rows, std::size_t K) {
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t k = 0; k < K; ++k) packed[k * width + r] = source[r * row_stride + k * k_stride];
}

template <std::size_t width, class T>
void pack_contiguous_k(T* packed, const T* source, std::size_t row_stride, std::size_t K) {
  constexpr std::size_t L = simd::lanes<T>;
  const std::size_t whole = K / L * L;
  for (std::size_t r = 0; r < width; r += L)
    for (std::size_t k = 0; k < whole; k += L) {
      simd::Vec<T> square[L];
      for (std::size_t i = 0; i < L; ++i) square[i] = simd::load(source + (r + i) * row_stride + k);
      simd::transpose<T>(square);
      for (std::size_t i = 0; i < L; ++i) simd::store(packed + (k + i) * width + r, square[i]);
    }
  pack_strided<width>(packed + whole * width, source + whole, row_stride, 1, width, K - whole);
}

// source (count, K) -> packed: groups of `width` rows, with zeros where rows are missing
template <std::size_t width, class T>
IAMBIC_KERNEL void pack(T* packed, const T* source, std::size_t row_stride, std::size_t k_stride, std::size_t count, std::size_t K) {
  constexpr bool whole_vectors = width % simd::lanes<T> == 0;
  for (std::size_t first = 0; first < count; first += width, source += width * row_stride, packed += width * K) {
    const std::size_t rows = std::min(width, count - first);
    if (rows < width) std::fill_n(packed, width * K, T{0});
    if (rows == width && whole_vectors && row_stride == 1)
      pack_contiguous_rows<width>(packed, source, k_stride, K);
    else if (rows == width && whole_vectors && k_stride == 1)
      pack_contiguous_k<width>(packed, source, row_stride, K);
    else
      pack_strided<width>(packed, source, row_stride, k_stride, rows, K);
  }
}

// The stretch [first, last) of k that a tile of c from row i on needs, of the k in [begin, end).
struct Stretch {
  std::size_t first, last;
};

Stretch needed(Part part, std::size_t i, std::size_t begin, std::size_t end) {
  if (part == Part::lower_a) return {begin, std::clamp(i + kRows, begin, end)};
  if (part == Part::upper_a) return {std::clamp(i, begin, end), end};
  return {begin, end};
}

// c (M,N) = or += a b for the stretch [begin, end) of k, from packed operands
template <class T>
void multiply_packed(Matrix<T> c, const T* a_packed, const T* b_packed, std::size_t M, std::size_t N, std::size_t begin, std::size_t end,
                     bool add, Part part) {
  constexpr std::size_t columns = kColumns<T>;
  const std::size_t K = end - begin;
  for (std::size_t j = 0; j < N; j += columns, b_packed += columns * K) {
    worked(M * columns * std::max<std::size_t>(K, 32));  // of a short product the reading and writing is the work
    for (std::size_t i = part == Part::lower_c ? j / kRows * kRows : 0; i < M; i += kRows) {
      if ((part == Part::all || part == Part::lower_c) && i + kRows <= M && j + columns <= N) {
        const std::size_t tiles = (M - i) / kRows;
        column_of_tiles(&c.at(i, j), c.row_stride, a_packed + i * K, b_packed, K, tiles, add);
        i += (tiles - 1) * kRows;
        continue;
      }
      const Stretch k = needed(part, i, begin, end);
      const T* const a_tile = a_packed + i * K + kRows * (k.first - begin);
      const T* const b_tile = b_packed + columns * (k.first - begin);
      const std::size_t rows = std::min(kRows, M - i), width = std::min(columns, N - j);
      T* const corner = &c.at(i, j);
      if (rows == kRows && width == columns) {
        column_of_tiles(corner, c.row_stride, a_tile, b_tile, k.last - k.first, 1, add);
        continue;
      }
      T edge[kRows * columns];  // a tile that hangs over the edge
      column_of_tiles(edge, columns, a_tile, b_tile, k.last - k.first, 1, false);
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t s = 0; s < width; ++s) {
          T& value = corner[r * c.row_stride + s];
          value = add ? value + edge[r * columns + s] : edge[r * columns + s];
        }
    }
  }
}

std::size_t rounded_up(std::size_t count, std::size_t multiple) { return (count + multiple - 1) / multiple * multiple; }

}  // namespace

template <class T>
void Matmul<T>::operator()(Matrix<T> c, Matrix<const T> a, Matrix<const T> b, std::size_t M, std::size_t N, std::size_t K, Into into,
                           Part part) {
  if (M == 0 || N == 0) return;  // of an empty share: there may be no memory to point to
  const std::size_t stretch = std::min(K, kStretch);
  const std::size_t a_size = rounded_up(M, kRows) * stretch, b_size = rounded_up(N, kColumns<T>) * stretch;
  if (a_packed_.size() < a_size) a_packed_.resize(a_size);
  if (b_packed_.size() < b_size) b_packed_.resize(b_size);
  for (std::size_t k = 0; k < K; k += stretch) {
    const std::size_t end = std::min(K, k + stretch);
    pack<kRows>(a_packed_.data(), &a.at(0, k), a.row_stride, a.column_stride, M, end - k);
    pack<kColumns<T>>(b_packed_.data(), &b.at(k, 0), b.column_stride, b.row_stride, N, end - k);
    multiply_packed(c, a_packed_.data(), b_packed_.data(), M, N, k, end, into == Into::add || k > 0, part);
  }
}

template class Matmul<float>;
template class Matmul<double>;

}  // namespace iambic
