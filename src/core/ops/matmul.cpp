#include "ops/matmul.hpp"

#include <algorithm>

#include "ops/kernels.hpp"

namespace iambic {

namespace {

std::size_t rounded_up(std::size_t count, std::size_t multiple) { return (count + multiple - 1) / multiple * multiple; }

}  // namespace

template <class T>
void Matmul<T>::operator()(Matrix<T> c, Matrix<const T> a, Matrix<const T> b, std::size_t M, std::size_t N, std::size_t K, Into into,
                           Part part) {
  if (M == 0 || N == 0) return;  // of an empty share: there may be no memory to point to
  if (K == 0) {                  // the factors, of an empty share, may not be there either
    for (std::size_t i = 0; i < M && into == Into::overwrite; ++i) std::fill_n(c.data + i * c.row_stride, N, T{0});
    return;
  }
  const std::size_t stretch = std::min(K, kStretch), columns = 2 * kernels<T>().lanes;
  const std::size_t a_size = rounded_up(M, kTileRows) * stretch, b_size = rounded_up(N, columns) * stretch + simd::kAlignmentRoom;
  if (a_packed_.size() < a_size) a_packed_.resize(a_size);
  if (b_packed_.size() < b_size) b_packed_.resize(b_size);
  kernels<T>().multiply(c, a, b, M, N, K, into, part, a_packed_.data(), b_packed_.data());
}

template class Matmul<float>;
template class Matmul<double>;

}  // namespace iambic
