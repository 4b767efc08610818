#include "ops/attention.hpp"

#include "ops/kernels.hpp"

namespace iambic {

namespace {

// Which part of a product counts when the attention is causal.
Part part(bool causal, Part needed) { return causal ? needed : Part::all; }

}  // namespace

template <class T>
void attention_forward(Heads<T> out, T* probs, T* dropped, const T* mask, Heads<const T> q, Heads<const T> k, Heads<const T> v,
                       const AttentionShape& s, Matmul<T>& matmul) {
  const std::size_t size = s.Tq * s.Tk;
  for (std::size_t h = 0; h < s.H; ++h)
    for (std::size_t b = 0; b < s.B; ++b) {
      T* const p = probs + (h * s.B + b) * size;
      matmul({p, s.Tk}, q.of(b, h), k.of(b, h).transposed(), s.Tq, s.Tk, s.HS, Into::overwrite, part(s.causal, Part::lower_c));
      kernels<T>().masked_softmax_rows(p, s.Tq, s.Tk, static_cast<T>(s.scale), s.causal);
      const T* weights = p;
      if (mask) {
        T* const d = dropped + (h * s.B + b) * size;
        kernels<T>().dropout_apply(d, p, mask + (h * s.B + b) * size, size);
        weights = d;
      }
      matmul(out.of(b, h), {weights, s.Tk}, v.of(b, h), s.Tq, s.HS, s.Tk, Into::overwrite, part(s.causal, Part::lower_a));
    }
}

// out = P v, P = probs mask, probs = softmax(scale q k^T):  dv = P^T dout;  dprobs = (dout v^T) mask;
// dscores = scale probs (dprobs - sum of each row of probs dprobs), in place of dprobs;  dq = dscores k;  dk = dscores^T q
template <class T>
void attention_backward(Heads<T> dq, Heads<T> dk, Heads<T> dv, T* dprobs, Heads<const T> dout, const T* probs, const T* dropped,
                        const T* mask, Heads<const T> q, Heads<const T> k, Heads<const T> v, const AttentionShape& s, Matmul<T>& matmul) {
  const std::size_t size = s.Tq * s.Tk;
  for (std::size_t h = 0; h < s.H; ++h)
    for (std::size_t b = 0; b < s.B; ++b) {
      const std::size_t at = (h * s.B + b) * size;
      matmul(dv.of(b, h), Matrix<const T>{dropped + at, s.Tk}.transposed(), dout.of(b, h), s.Tk, s.HS, s.Tq, Into::overwrite,
             part(s.causal, Part::upper_a));
      matmul({dprobs, s.Tk}, dout.of(b, h), v.of(b, h).transposed(), s.Tq, s.Tk, s.HS, Into::overwrite, part(s.causal, Part::lower_c));
      if (mask) kernels<T>().dropout_apply(dprobs, dprobs, mask + at, size);
      kernels<T>().softmax_rows_backward(dprobs, probs + at, s.Tq, s.Tk, static_cast<T>(s.scale), s.causal);
      matmul(dq.of(b, h), {dprobs, s.Tk}, k.of(b, h), s.Tq, s.HS, s.Tk, Into::overwrite, part(s.causal, Part::lower_a));
      matmul(dk.of(b, h), Matrix<const T>{dprobs, s.Tk}.transposed(), q.of(b, h), s.Tk, s.HS, s.Tq, Into::overwrite,
             part(s.causal, Part::upper_a));
    }
}

#define IAMBIC_INSTANTIATE(T)                                                                                                        \
  template void attention_forward(Heads<T>, T*, T*, const T*, Heads<const T>, Heads<const T>, Heads<const T>, const AttentionShape&, \
                                  Matmul<T>&);                                                                                       \
  template void attention_backward(Heads<T>, Heads<T>, Heads<T>, T*, Heads<const T>, const T*, const T*, const T*, Heads<const T>,   \
                                   Heads<const T>, Heads<const T>, const AttentionShape&, Matmul<T>&);
IAMBIC_INSTANTIATE(float)
IAMBIC_INSTANTIATE(double)

}  // namespace iambic
