// The inner loops of a step as a table of functions, compiled for every instruction set that an x86-64 processor may have.
//
// Wider vectors give the same bits: columns of a product lie side by side and each element still adds its k in order,
// element-wise functions are the same in every lane, multiplication and addition stay apart, and sums over a row keep their
// four lanes. So the widest set that the processor has is taken when the program runs, and the weights do not show which.
// Everywhere else (WebAssembly, ARM) there is one set, and calls through the table are direct ones.
//
// What is compiled for a wide set must not be linked where another processor may come by: its functions are static, inlined, or
// have the set in their names. tests/harness/wide_kernels.test.mjs reads the names.
#pragma once

#include "ops/activation.hpp"
#include "ops/adamw_update.hpp"
#include "ops/bias.hpp"
#include "ops/dropout.hpp"
#include "ops/layer_norm.hpp"
#include "ops/masked_softmax.hpp"
#include "ops/matmul_kernel.hpp"

namespace iambic {

template <class T>
struct Kernels {
  const char* name;   // of the instruction set
  std::size_t lanes;  // of its vectors
  decltype(&multiply<T>) multiply;
  decltype(&simd::add<T>) add;
  decltype(&simd::scale<T>) scale;
  decltype(&iambic::add_bias<T>) add_bias;
  decltype(&iambic::add_bias_backward<T>) add_bias_backward;
  decltype(&iambic::activation_forward<T>) activation_forward;
  decltype(&iambic::activation_backward<T>) activation_backward;
  decltype(&iambic::dropout_apply<T>) dropout_apply;
  decltype(&iambic::masked_softmax_rows<T>) masked_softmax_rows;
  decltype(&iambic::softmax_rows_backward<T>) softmax_rows_backward;
  decltype(&iambic::layer_norm_forward<T>) layer_norm_forward;
  decltype(&iambic::layer_norm_backward<T>) layer_norm_backward;
  decltype(&iambic::adamw_update<T>) adamw_update;
};

/// Those for the instruction set A, in a file that is compiled for it.
template <class T, class A>
constexpr Kernels<T> kernels_for(const char* name) {
  return {name,
          simd::lanes<T, A>,
          &multiply<T, A>,
          &simd::add<T, A>,
          &simd::scale<T, A>,
          &add_bias<T, A>,
          &add_bias_backward<T, A>,
          &activation_forward<T, A>,
          &activation_backward<T, A>,
          &dropout_apply<T, A>,
          &masked_softmax_rows<T, A>,
          &softmax_rows_backward<T, A>,
          &layer_norm_forward<T, A>,
          &layer_norm_backward<T, A>,
          &adamw_update<T, A>};
}

#if defined(__wasm__)
inline constexpr char kNarrowest[] = "simd128";
#elif defined(__x86_64__)
inline constexpr char kNarrowest[] = "sse";
#else
inline constexpr char kNarrowest[] = "neon";
#endif
template <class T>
static constexpr Kernels<T> narrowest_kernels = kernels_for<T, simd::InstructionSet>(kNarrowest);

/// Those in use: the processor's widest, or what was asked for. Numbers of double precision, which only check gradients, have
/// the narrowest.
template <class T>
const Kernels<T>& kernels() {
  return narrowest_kernels<T>;
}

#ifdef __x86_64__
extern const Kernels<float> avx2_kernels, avx512_kernels;
template <>
const Kernels<float>& kernels();
#endif

}  // namespace iambic
