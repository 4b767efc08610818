#include "matmul.hpp"

#include <algorithm>

namespace iambic {

namespace {

constexpr std::size_t kRows = 4;
constexpr std::size_t kStretch = 256;  // of k: a tile's operands stay in the first-level cache
template <class T>
constexpr std::size_t kColumns = 2 * simd::lanes<T>;

// a (K,4), b (K,2 vectors), both packed -> c (4, 2 vectors) = or += their product
template <class T>
IAMBIC_KERNEL void tile(T* c, std::size_t stride, const T* a, const T* b, std::size_t K, bool add) {
  using Vec = simd::Vec<T>;
  constexpr std::size_t L = simd::lanes<T>;
  Vec c00(T{0}), c01(T{0}), c10(T{0}), c11(T{0}), c20(T{0}), c21(T{0}), c30(T{0}), c31(T{0});
  for (std::size_t k = 0; k < K; ++k, a += kRows, b += 2 * L) {
    const Vec b0 = simd::load(b), b1 = simd::load(b + L);
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

// source (count, K) -> packed: groups of `width` rows, in each group K times the group's values, zeros where rows are missing
template <class T>
IAMBIC_KERNEL void pack(T* packed, const T* source, std::size_t row_stride, std::size_t k_stride, std::size_t count, std::size_t K,
                        std::size_t width) {
  for (std::size_t first = 0; first < count; first += width) {
    const std::size_t rows = std::min(width, count - first);
    if (rows < width) std::fill_n(packed, width * K, T{0});
    if (row_stride == 1 && rows == width) {
      for (std::size_t k = 0; k < K; ++k)
        for (std::size_t r = 0; r < width; r += simd::lanes<T>)
          simd::store(packed + k * width + r, simd::load(source + first + k * k_stride + r));
    } else {
      for (std::size_t r = 0; r < rows; ++r) {
        const T* const row = source + (first + r) * row_stride;
        for (std::size_t k = 0; k < K; ++k) packed[k * width + r] = row[k * k_stride];
      }
    }
    packed += width * K;
  }
}

// c (M,N) = or += a b for a stretch of K that fits the caches, from packed operands
template <class T>
void multiply_packed(Matrix<T> c, const T* a_packed, const T* b_packed, std::size_t M, std::size_t N, std::size_t K, bool add) {
  constexpr std::size_t columns = kColumns<T>;
  for (std::size_t j = 0; j < N; j += columns, b_packed += columns * K) {
    const T* a_tile = a_packed;
    for (std::size_t i = 0; i < M; i += kRows, a_tile += kRows * K) {
      const std::size_t rows = std::min(kRows, M - i), width = std::min(columns, N - j);
      T* const corner = &c.at(i, j);
      if (rows == kRows && width == columns) {
        tile(corner, c.row_stride, a_tile, b_packed, K, add);
        continue;
      }
      T edge[kRows * columns];  // a tile that hangs over the edge
      tile(edge, columns, a_tile, b_packed, K, false);
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
void Matmul<T>::operator()(Matrix<T> c, Matrix<const T> a, Matrix<const T> b, std::size_t M, std::size_t N, std::size_t K, Into into) {
  const std::size_t stretch = std::min(K, kStretch);
  const std::size_t a_size = rounded_up(M, kRows) * stretch, b_size = rounded_up(N, kColumns<T>) * stretch;
  if (a_packed_.size() < a_size) a_packed_.resize(a_size);
  if (b_packed_.size() < b_size) b_packed_.resize(b_size);
  for (std::size_t k = 0; k < K; k += stretch) {
    const std::size_t length = std::min(stretch, K - k);
    pack(a_packed_.data(), &a.at(0, k), a.row_stride, a.column_stride, M, length, kRows);
    pack(b_packed_.data(), &b.at(k, 0), b.column_stride, b.row_stride, N, length, kColumns<T>);
    multiply_packed(c, a_packed_.data(), b_packed_.data(), M, N, length, into == Into::add || k > 0);
  }
}

template class Matmul<float>;
template class Matmul<double>;

}  // namespace iambic
