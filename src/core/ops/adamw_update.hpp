// theta, g, m, v (n) -> theta, m, v after one step of AdamW. https://arxiv.org/abs/1711.05101
#pragma once

#include "base/simd.hpp"

namespace iambic {

template <class T>
struct AdamWCoefficients {
  T decay;  // 1 - learning_rate weight_decay
  T beta1, one_minus_beta1;
  T beta2, one_minus_beta2;
  T step_size, eps;  // both carry the bias corrections
};

// m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;  theta = decay theta - step_size m / (sqrt(v) + eps)
// V is a vector of lanes, or one T.
template <class V, class T>
static V adamw_updated(V value, V grad, V& m, V& v, const AdamWCoefficients<T>& c) {
  m = V(c.beta1) * m + V(c.one_minus_beta1) * grad;
  v = V(c.beta2) * v + V(c.one_minus_beta2) * grad * grad;
  return V(c.decay) * value - simd::quotient(V(V(c.step_size) * m), V(simd::sqrt(v) + V(c.eps)));
}

template <class T, class A = simd::InstructionSet>
static IAMBIC_KERNEL void adamw_update(T* values, const T* grads, T* exp_avg, T* exp_avg_sq, std::size_t n, const AdamWCoefficients<T>& c) {
  using Vec = simd::Vec<T, A>;
  std::size_t i = 0;
  for (; i + Vec::size <= n; i += Vec::size) {
    Vec m = simd::load<T, A>(exp_avg + i), v = simd::load<T, A>(exp_avg_sq + i);
    simd::store(values + i, adamw_updated<Vec>(simd::load<T, A>(values + i), simd::load<T, A>(grads + i), m, v, c));
    simd::store(exp_avg + i, m);
    simd::store(exp_avg_sq + i, v);
  }
  for (; i < n; ++i) values[i] = adamw_updated<T>(values[i], grads[i], exp_avg[i], exp_avg_sq[i], c);
}

}  // namespace iambic
