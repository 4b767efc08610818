// xtensor as this project uses it: static rank, row-major, owned storage. expressions.hpp has the rest of xtensor.
#pragma once

#if __has_include(<xtensor/containers/xtensor.hpp>)  // xtensor 0.27 moved its headers
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/containers/xtensor.hpp>
#else
#include <xtensor/xadapt.hpp>
#include <xtensor/xtensor.hpp>
#endif

#include <array>
#include <cstddef>
#include <cstdint>

namespace iambic {

template <class T, std::size_t Rank>
using Tensor = xt::xtensor<T, Rank, xt::layout_type::row_major>;

/// Token ids, (B,T) or (N).
using Tokens1 = Tensor<std::int32_t, 1>;
using Tokens2 = Tensor<std::int32_t, 2>;

/// A tensor of zeros with the given shape.
template <class T, class... Sizes>
[[gnu::noinline]] Tensor<T, sizeof...(Sizes)> zeros(Sizes... sizes) {
  return Tensor<T, sizeof...(Sizes)>(std::array<std::size_t, sizeof...(Sizes)>{static_cast<std::size_t>(sizes)...}, T{0});
}

}  // namespace iambic
