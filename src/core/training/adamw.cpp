#include "training/adamw.hpp"

#include <cmath>

#include "ops/kernels.hpp"

namespace iambic {

namespace {

// base^exponent by squaring: libm's pow differs in the last bit between platforms.
double power(double base, std::int64_t exponent) {
  double result = 1;
  for (; exponent > 0; exponent >>= 1, base *= base)
    if (exponent & 1) result *= base;
  return result;
}

// Moments of parameters without gradients fade towards subnormal numbers, on which many processors crawl. What is below
// 1e-30 moves no weight: it becomes zero, often enough that 0.9^kStepsBetweenFlushes 1e-30 is still a normal number.
constexpr std::int64_t kStepsBetweenFlushes = 128;

template <class T>
IAMBIC_KERNEL void flush_faded(T* x, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    if (std::fabs(x[i]) < T(1e-30)) x[i] = 0;
}

}  // namespace

// theta -= step_size m_hat / (sqrt(v_hat) + eps) with m_hat = m / (1 - beta1^t), v_hat = v / (1 - beta2^t); multiplied
// through by sqrt(1 - beta2^t), so that each value needs one division only.
template <class T>
void AdamW<T>::update(Tensor<T, 1>& values, const Tensor<T, 1>& grads, std::size_t first, std::size_t count, std::int64_t step,
                      const AdamWSettings& s) {
  const double correction1 = 1 - power(s.beta1, step);
  const double correction2 = std::sqrt(1 - power(s.beta2, step));
  const AdamWCoefficients<T> c{static_cast<T>(1 - s.learning_rate * s.weight_decay),
                               static_cast<T>(s.beta1),
                               static_cast<T>(1 - s.beta1),
                               static_cast<T>(s.beta2),
                               static_cast<T>(1 - s.beta2),
                               static_cast<T>(s.learning_rate * correction2 / correction1),
                               static_cast<T>(s.eps * correction2)};
  T* const m = exp_avg.data() + first;
  T* const v = exp_avg_sq.data() + first;
  kernels<T>().adamw_update(values.data() + first, grads.data() + first, m, v, count, c);
  if (step % kStepsBetweenFlushes != 0) return;
  flush_faded(m, count);
  flush_faded(v, count);
}

template class AdamW<float>;
template class AdamW<double>;

}  // namespace iambic
