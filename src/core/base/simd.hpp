// Vector arithmetic over rows: expressions, sums, the softmax's exponentials. With vec.hpp and elementary.hpp below it.
#pragma once

#include <cstddef>
#include <limits>

#include "base/elementary.hpp"
#include "base/vec.hpp"

namespace iambic::simd {

/// Evaluates an expression for n elements, whole vectors first and the rest one by one. It is written once, in terms of
/// load(pointer to the first element) and store(pointer to the first element, value):
///   each<T>(n, [&](auto load, auto store) { store(y, load(x) * load(mask)); });
/// A: the instruction set of the widest vectors. Which of them has an element does not show in its bits.
template <class T, class A = InstructionSet, class Expression>
void each(std::size_t n, Expression expression) {
  std::size_t i = 0;
  if constexpr (is_wide<A>)
    for (; i + lanes<T, A> <= n; i += lanes<T, A>)
      expression([i](const T* p) { return simd::load<T, A>(p + i); }, [i](T* p, Vec<T, A> value) { simd::store(p + i, value); });
  for (; i + lanes<T> <= n; i += lanes<T>)
    expression([i](const T* p) { return simd::load(p + i); }, [i](T* p, Vec<T> value) { simd::store(p + i, value); });
  for (; i < n; ++i) expression([i](const T* p) { return p[i]; }, [i](T* p, T value) { p[i] = value; });
}

/// The sum of an expression over n elements, always in the same order: lane by lane, then the lanes, then the rest.
template <class T, class Expression>
T sum_of(std::size_t n, Expression expression) {
  Vec<T> total(T{0});
  std::size_t i = 0;
  for (; i + lanes<T> <= n; i += lanes<T>) total += expression([i](const T* p) { return simd::load(p + i); });
  T result = sum<T>(total);
  for (; i < n; ++i) result += expression([i](const T* p) { return p[i]; });
  return result;
}

/// Whether no value of x (n) is infinite or NaN: x - x is 0 for finite values only.
template <class T>
bool all_finite(const T* x, std::size_t n) {
  return sum_of<T>(n, [&](auto load) { return load(x) - load(x); }) == T{0};
}

/// y (n) += x (n)
template <class T, class A = InstructionSet>
void add(T* y, const T* x, std::size_t n) {
  each<T, A>(n, [&](auto load, auto store) { store(y, load(y) + load(x)); });
}

/// Largest of x (n), n >= 1.
template <class T, class A = InstructionSet>
T row_max(const T* x, std::size_t n) {
  T result = x[0];
  std::size_t i = 0;
  if (n >= 2 * lanes<T>) {  // two at once, for neither waits for the other
    Vec<T> even = load(x), odd = load(x + lanes<T>);
    for (i = 2 * lanes<T>; i + 2 * lanes<T> <= n; i += 2 * lanes<T>) {
      even = xsimd::max(even, load(x + i));
      odd = xsimd::max(odd, load(x + i + lanes<T>));
    }
    result = max<T>(xsimd::max(even, odd));
  }
  for (; i < n; ++i) result = x[i] > result ? x[i] : result;
  return result;
}

/// The parts of a row's softmax: softmax = exp_shifted / total, logsumexp = largest + simd::log(total).
template <class T>
struct RowSoftmax {
  T largest, total;
};

/// 0, 1, 2, ...: the numbers of the lanes.
template <class T>
Vec<T> lane_numbers() {
  alignas(Vec<T>) T number[lanes<T>];
  for (std::size_t i = 0; i < lanes<T>; ++i) number[i] = static_cast<T>(i);
  return Vec<T>::load_aligned(number);
}

/// x (n) -> exp_shifted (n) = exp(x - max x), with max and sum. The two may be the same row.
template <class T, class A = InstructionSet>
RowSoftmax<T> row_exp(const T* x, T* exp_shifted, std::size_t n) {
  constexpr std::size_t L = lanes<T>;
  const T largest = row_max<T, A>(x, n);
  const Vec<T> shift(largest);
  if (n < L) {
    const Vec<T> e = exp_nonpositive(load_tail(x, n, -std::numeric_limits<T>::infinity()) - shift);
    simd::store_tail(exp_shifted, n, e);
    return {largest, sum<T>(e)};
  }
  const Vec<T> last = exp_nonpositive(load(x + n - L) - shift);  // overlaps its neighbour when n is no multiple of L
  Vec<T> total(T{0});
  std::size_t i = 0;
  if constexpr (is_wide<A>)
    for (; i + lanes<T, A> <= n; i += lanes<T, A>) {
      simd::store(exp_shifted + i, exp_nonpositive(load<T, A>(x + i) - Vec<T, A>(largest)));
      for (std::size_t j = 0; j < lanes<T, A>; j += L) total += load(exp_shifted + i + j);
    }
  for (; i + L <= n; i += L) {
    const Vec<T> e = exp_nonpositive(load(x + i) - shift);
    simd::store(exp_shifted + i, e);
    total += e;
  }
  if (i < n) {
    simd::store(exp_shifted + n - L, last);
    const auto already_added = lane_numbers<T>() < Vec<T>(static_cast<T>(L - (n - i)));
    total += xsimd::select(already_added, Vec<T>(T{0}), last);
  }
  return {largest, sum<T>(total)};
}

/// x (n) *= factor.
template <class T, class A = InstructionSet>
void scale(T* x, T factor, std::size_t n) {
  each<T, A>(n, [&](auto load, auto store) { store(x, load(x) * factor); });
}

}  // namespace iambic::simd
