// matmul: all shapes and transposes against the naive triple loop, in double and float; and that size does not change a sum.
#include "ops/matmul.hpp"

#include <algorithm>
#include <cmath>

#include "support.hpp"

using namespace iambic;

namespace {

constexpr std::size_t kSizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 33};

// A (rows,columns) matrix of random values within a larger array, its transpose stored when asked.
template <class T>
struct Operand {
  std::vector<T> storage;
  Matrix<const T> matrix;

  Operand(std::size_t rows, std::size_t columns, bool transposed, std::uint64_t seed)
      : storage(random_values<T>((transposed ? columns : rows) * ((transposed ? rows : columns) + 3), seed)),
        matrix(transposed ? Matrix<const T>{storage.data(), 1, rows + 3} : Matrix<const T>{storage.data(), columns + 3, 1}) {}
};

// Rows of c are 2 longer than the matrix: what is beyond its edge must stay.
template <class T>
void check_product(std::size_t M, std::size_t N, std::size_t K, bool a_transposed, bool b_transposed, Into into, Tolerance tolerance) {
  const Operand<T> a(M, K, a_transposed, 1), b(K, N, b_transposed, 2);
  std::vector<T> c = random_values<T>(M * (N + 2), 3), expected = c;
  Matmul<T> matmul;
  matmul({c.data(), N + 2}, a.matrix, b.matrix, M, N, K, into);
  matmul_naive({expected.data(), N + 2}, a.matrix, b.matrix, M, N, K, into);
  const AllClose is_product(expected, tolerance);
  if (!is_product.match(c)) // else no words: Catch2's are written in a stream that newer libc++ makes longer, and slower, each time
    UNSCOPED_INFO(M << " x " << K << " times " << K << " x " << N << (a_transposed ? ", a transposed" : "")
                    << (b_transposed ? ", b transposed" : "") << (into == Into::add ? ", added" : ""));
  CHECK_THAT(c, is_product);
}

template <class T>
void check_all_forms(std::size_t M, std::size_t N, std::size_t K, Tolerance tolerance) {
  for (const bool a_transposed : {false, true})
    for (const bool b_transposed : {false, true})
      for (const Into into : {Into::overwrite, Into::add}) check_product<T>(M, N, K, a_transposed, b_transposed, into, tolerance);
}

}  // namespace

TEST_CASE("matmul by hand") {
  const std::vector<double> a = {1, 2, 3, 4, 5, 6}, b = {1, 0, -1, 2, 3, 1};  // (2,3), (3,2)
  std::vector<double> c = {100, 100, 100, 100};
  Matmul<double> matmul;
  matmul({c.data(), 2}, {a.data(), 3}, {b.data(), 2}, 2, 2, 3);
  CHECK(c == std::vector<double>{8, 7, 17, 16});
  matmul({c.data(), 2}, {a.data(), 3}, {b.data(), 2}, 2, 2, 3, Into::add);
  CHECK(c == std::vector<double>{16, 14, 34, 32});
  matmul({c.data(), 2}, Matrix<const double>{b.data(), 2}.transposed(), Matrix<const double>{a.data(), 3}.transposed(), 2, 2, 3);
  CHECK(c == std::vector<double>{8, 17, 7, 16});
}

TEST_CASE("matmul is the naive product for every shape, transposed or not, written or added") {
  for (const std::size_t M : kSizes)
    for (const std::size_t N : kSizes)
      for (const std::size_t K : kSizes) {
        check_all_forms<float>(M, N, K, {1e-5, 1e-5});
        check_all_forms<double>(M, N, K, {1e-13, 1e-13});
      }
}

TEST_CASE("matmul is the naive product where k is longer than a stretch that fits the cache") {
  for (const std::size_t K : {std::size_t{255}, std::size_t{256}, std::size_t{257}, std::size_t{700}}) {
    check_all_forms<float>(6, 11, K, {1e-4, 1e-4});
    check_all_forms<double>(6, 11, K, {1e-12, 1e-12});
  }
}

TEST_CASE("without any k a product is zero") {
  for (const std::size_t M : kSizes) {
    check_all_forms<float>(M, 11, 0, {0, 0});
    check_all_forms<double>(M, 16, 0, {0, 0});
  }
}

TEST_CASE("an element of a product does not depend on how many rows and columns there are") {
  constexpr std::size_t M = 21, N = 35, K = 300;
  const Operand<float> a(M, K, false, 4), b(K, N, true, 5);
  std::vector<float> whole(M * N);
  Matmul<float> matmul;
  matmul({whole.data(), N}, a.matrix, b.matrix, M, N, K);
  for (std::size_t rows = 1; rows <= M; ++rows)
    for (const std::size_t columns : {std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{20}, N}) {
      const std::size_t first_row = M - rows, first_column = N - columns;
      std::vector<float> part(rows * columns);
      matmul({part.data(), columns}, {&a.matrix.at(first_row, 0), a.matrix.row_stride, a.matrix.column_stride},
             {&b.matrix.at(0, first_column), b.matrix.row_stride, b.matrix.column_stride}, rows, columns, K);
      bool same = true;
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j) same &= part[i * columns + j] == whole[(first_row + i) * N + first_column + j];
      INFO("the last " << rows << " rows, the last " << columns << " columns");
      CHECK(same);
    }
}

TEST_CASE("one Matmul serves products of all sizes, one after the other") {
  Matmul<float> matmul;
  for (const std::size_t size : {std::size_t{40}, std::size_t{3}, std::size_t{65}, std::size_t{1}}) {
    const Operand<float> a(size, size, false, 6), b(size, size, false, 7);
    std::vector<float> c(size * size), fresh(size * size);
    matmul({c.data(), size}, a.matrix, b.matrix, size, size, size);
    Matmul<float>()({fresh.data(), size}, a.matrix, b.matrix, size, size, size);
    CHECK(c == fresh);
  }
}

TEST_CASE("not-a-number and infinity of one row or column stay there") {
  constexpr std::size_t M = 7, N = 9, K = 5;
  std::vector<float> a = random_values<float>(M * K, 8), b = random_values<float>(K * N, 9), c(M * N);
  a[2 * K + 1] = NAN;
  b[3 * N + 4] = INFINITY;
  Matmul<float>()({c.data(), N}, {a.data(), K}, {b.data(), N}, M, N, K);
  for (std::size_t i = 0; i < M; ++i)
    for (std::size_t j = 0; j < N; ++j) CHECK(std::isfinite(c[i * N + j]) == (i != 2 && j != 4));
}

TEST_CASE("of a square product only the lower half may be asked for, or a factor's known zeros be left out") {
  for (const std::size_t T_ :
       {std::size_t{1}, std::size_t{3}, std::size_t{4}, std::size_t{5}, std::size_t{8}, std::size_t{17}, std::size_t{33}, std::size_t{300}})
    for (const bool transposed : {false, true}) {
      INFO("size " << T_);
      const std::size_t other = 6;
      const Operand<double> a(T_, T_, transposed, 10), b(T_, other, false, 11), q(T_, other, false, 12), k(other, T_, true, 13);
      Matmul<double> matmul;

      std::vector<double> lower(T_ * T_, 7.0), all(T_ * T_);
      matmul({lower.data(), T_}, q.matrix, k.matrix, T_, T_, other, Into::overwrite, Part::lower_c);
      matmul_naive({all.data(), T_}, q.matrix, k.matrix, T_, T_, other, Into::overwrite);
      for (std::size_t i = 0; i < T_; ++i)
        for (std::size_t j = 0; j <= i; ++j) CHECK(std::fabs(lower[i * T_ + j] - all[i * T_ + j]) < 1e-13);

      for (const Part part : {Part::lower_a, Part::upper_a}) {
        std::vector<double> triangle(T_ * T_, 0.0), c(T_ * other), expected(T_ * other);
        for (std::size_t i = 0; i < T_; ++i)
          for (std::size_t j = 0; j < T_; ++j)
            if (part == Part::lower_a ? j <= i : j >= i) triangle[transposed ? j * T_ + i : i * T_ + j] = a.matrix.at(i, j);
        const Matrix<const double> view{triangle.data(), transposed ? 1 : T_, transposed ? T_ : 1};
        matmul({c.data(), other}, view, b.matrix, T_, other, T_, Into::overwrite, part);
        matmul_naive({expected.data(), other}, view, b.matrix, T_, other, T_, Into::overwrite);
        CHECK_THAT(c, AllClose(expected, {1e-13, 1e-13}));
      }
    }
}
