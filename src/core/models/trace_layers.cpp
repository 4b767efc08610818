// What a forward pass without dropout over one text has left in the layers. What they do not keep is computed again, by the same
// functions where there are any.
#include <algorithm>
#include <limits>

#include "models/block.hpp"
#include "models/trace.hpp"
#include "ops/embedding.hpp"

namespace iambic {

template <class T>
void LayerNormLayer<T>::trace(Trace<T>& trace, const std::string& name, std::size_t N) const {
  trace.add(name, {N, C_}, y_.data());
}

// y = (x - mean(x)) s weight + bias, and mean(x) is the sum of the parts' means: each part has its share of y.
template <class T>
void LayerNormLayer<T>::trace_contributions(Trace<T>& trace, const std::string& name, std::size_t N) const {
  for (const std::string& part : trace.stream()) {
    T* row = trace.copy(part + ".contribution", part);
    for (std::size_t n = 0; n < N; ++n, row += C_) {
      const T mean = simd::sum_of<T>(C_, [&](auto load) { return load(row); }) / static_cast<T>(C_);
      for (std::size_t c = 0; c < C_; ++c) row[c] = (row[c] - mean) * inverse_std_(n) * w_.value(weight_)[c];
    }
  }
  T* const biases = trace.add(name + ".bias.contribution", {N, C_});
  for (std::size_t n = 0; n < N; ++n) std::copy_n(w_.value(bias_), C_, biases + n * C_);
}

template <class T>
void EmbeddingLayer<T>::trace(Trace<T>& trace, const std::string& prefix, const std::int32_t* idx, const Pass& pass) const {
  embedding_forward(trace.add(prefix + "token_embedding_table", {pass.T, C_}), idx, w_.value(tokens_.offset), pass.T, C_);
  trace.streams();
  trace.add(prefix + "position_embedding_table", {pass.T, C_}, w_.value(positions_.offset));
  trace.streams();
  forward(trace.add(prefix + "embedded", {pass.T, C_}), idx, pass);
}

template <class T>
void AttentionLayer<T>::trace(Trace<T>& trace, const std::string& heads, const Pass& pass) {
  const std::size_t T_ = pass.T, HS = o_.head_size();
  const auto copy_rows = [&](const std::string& name, Matrix<const T> from) {
    T* const to = trace.add(name, {T_, HS});
    for (std::size_t t = 0; t < T_; ++t) std::copy_n(&from.at(t, 0), HS, to + t * HS);
  };
  for (std::size_t h = 0; h < o_.n_head; ++h) {
    const std::string head = heads + (heads.back() == '.' ? std::to_string(h) : "");
    const T *const of_x = qkv_.data() + 3 * h * HS, *const seen = memory_ ? memory_qkv_.data() + 3 * h * HS : of_x;
    const Matrix<const T> k{seen, 3 * o_.C}, q{of_x + HS, 3 * o_.C}, v{seen + 2 * HS, 3 * o_.C};
    copy_rows(head + ".key", k);
    copy_rows(head + ".query", q);
    copy_rows(head + ".value", v);
    w_.matmul({trace.add(head + ".scores", {T_, T_}), T_}, q, k.transposed(), T_, T_, HS);
    simd::scale(trace.copy(head + ".scaled", head + ".scores"), static_cast<T>(o_.scale), T_ * T_);
    if (attends_ == Attends::causally) {
      T* const masked = trace.copy(head + ".masked", head + ".scaled");
      for (std::size_t t = 0; t < T_; ++t) std::fill(masked + t * T_ + t + 1, masked + (t + 1) * T_, -std::numeric_limits<T>::infinity());
    }
    trace.add(head + ".softmax", {T_, T_}, probs_.data() + h * T_ * T_);
    copy_rows(head + ".out", {heads_.data() + h * HS, o_.C});
  }
  if (projection_) projection_->forward(trace.add(heads.substr(0, heads.rfind("heads.")) + "proj", {T_, o_.C}), heads_.data(), T_);
}

template <class T>
void FeedForwardLayer<T>::trace(Trace<T>& trace, const std::string& name, const Pass& pass) {
  const std::size_t N = pass.T;
  hidden_.forward(trace.add(name + ".net.0", {N, o_.F}), x_, N);
  T* const activated = trace.copy(name + ".net.1", name + ".net.0");
  activation_forward(o_.activation, activated, slope_.data(), activated, N * o_.F);
  if (out_) out_->forward(trace.add(name + ".net.2", {N, o_.C}), activated_.data(), N);
}

template <class T>
void Block<T>::trace(Trace<T>& trace, const std::string& prefix, const std::string& heads, const Pass& pass) {
  self_attention.trace(trace, prefix, "ln1", heads, pass);
  if (cross_attention) cross_attention->trace(trace, prefix, "ln2", "ca.heads.", pass);
  if (feed_forward) feed_forward->trace(trace, prefix, cross_attention ? "ln3" : "ln2", "ffwd", pass);
}

#define IAMBIC_INSTANTIATE(T)                                                                                    \
  template void LayerNormLayer<T>::trace(Trace<T>&, const std::string&, std::size_t) const;                      \
  template void LayerNormLayer<T>::trace_contributions(Trace<T>&, const std::string&, std::size_t) const;        \
  template void EmbeddingLayer<T>::trace(Trace<T>&, const std::string&, const std::int32_t*, const Pass&) const; \
  template void AttentionLayer<T>::trace(Trace<T>&, const std::string&, const Pass&);                            \
  template void FeedForwardLayer<T>::trace(Trace<T>&, const std::string&, const Pass&);                          \
  template void Block<T>::trace(Trace<T>&, const std::string&, const std::string&, const Pass&);
IAMBIC_INSTANTIATE(float)
IAMBIC_INSTANTIATE(double)
#undef IAMBIC_INSTANTIATE

}  // namespace iambic
