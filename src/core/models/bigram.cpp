#include "models/bigram.hpp"

#include <algorithm>

#include "base/simd.hpp"
#include "ops/cross_entropy.hpp"
#include "ops/embedding.hpp"

namespace iambic {

namespace {

// The softmax of a row depends on the input token alone, so a batch needs each row once, however often it is used:
//   dweight[i] = (n_i softmax(weight[i]) - c_i) / N,  n_i = inputs that are i, c_i[j] = those of them followed by j.

// weight (V,V), occurrences n (V) -> largest (V), log_total (V): the two parts of a row's logsumexp; dweight[i] = n_i/N softmax(weight[i])
template <class T>
IAMBIC_KERNEL void distinct_rows(T* dweight, T* largest, T* log_total, const T* weight, const std::int32_t* occurrences, T inverse_N,
                                 std::size_t V) {
  for (std::size_t i = 0; i < V; ++i) {
    T* const drow = dweight + i * V;
    if (occurrences[i] == 0) {
      std::fill_n(drow, V, T{0});
      continue;
    }
    const simd::RowSoftmax<T> row = simd::row_exp(weight + i * V, drow, V);
    simd::scale(drow, static_cast<T>(occurrences[i]) * inverse_N / row.total, V);
    largest[i] = row.largest;
    log_total[i] = simd::log(row.total);
  }
}

// x, y (N) -> sum over n of -log softmax(weight[x])[y]; dweight[x][y] -= 1/N
template <class T>
IAMBIC_KERNEL double subtract_targets(T* dweight, const T* largest, const T* log_total, const T* weight, const std::int32_t* x,
                                      const std::int32_t* y, T inverse_N, std::size_t N, std::size_t V) {
  double loss[4] = {};  // four sums: an addition need not wait for the one before
  for (std::size_t n = 0; n < N; ++n) {
    const std::size_t pair = static_cast<std::size_t>(x[n]) * V + static_cast<std::size_t>(y[n]);
    loss[n % 4] += log_total[x[n]] - (weight[pair] - largest[x[n]]);  // differences first: weights may be large
    dweight[pair] -= inverse_N;
  }
  return (loss[0] + loss[1]) + (loss[2] + loss[3]);
}

}  // namespace

std::vector<Parameter> bigram_table(int vocab_size) {
  const auto V = static_cast<std::size_t>(vocab_size);
  std::vector<Parameter> table = {{"token_embedding_table.weight", {V, V}, Init::normal()}};
  lay_out(table);
  return table;
}

template <class T>
Bigram<T>::Bigram(int vocab_size)
    : Model<T>(vocab_size, bigram_table(vocab_size)),
      V_(static_cast<std::size_t>(vocab_size)),
      largest_(zeros<T>(V_)),
      log_total_(zeros<T>(V_)),
      occurrences_(zeros<std::int32_t>(V_)) {}

template <class T>
Tensor<T, 3> Bigram<T>::forward(const Tokens2& idx) {
  auto logits = zeros<T>(idx.shape()[0], idx.shape()[1], V_);
  embedding_forward(logits.data(), idx.data(), weight(), idx.size(), V_);
  return logits;
}

template <class T>
double Bigram<T>::loss(const Batch& batch) {
  auto probs = zeros<T>(V_);  // of one row at a time: a batch may be large
  double loss = 0;
  for (std::size_t n = 0; n < batch.x.size(); ++n)
    loss += cross_entropy_forward(probs.data(), next_logits(batch.x.data()[n]), batch.y.data() + n, 1, V_);
  return loss / static_cast<double>(batch.x.size());
}

template <class T>
double Bigram<T>::loss_and_gradients(const Batch& batch, Rows rows, Generator&) {
  const std::size_t T_ = batch.x.shape()[1], N = rows.count * T_;
  const std::int32_t* const x = batch.x.data() + rows.first * T_;
  const T inverse_N = T{1} / static_cast<T>(batch.x.size());
  T* const dweight = this->parameters_.grads.data();
  std::fill(occurrences_.begin(), occurrences_.end(), 0);
  for (std::size_t n = 0; n < N; ++n) ++occurrences_(static_cast<std::size_t>(x[n]));
  distinct_rows(dweight, largest_.data(), log_total_.data(), weight(), occurrences_.data(), inverse_N, V_);
  return subtract_targets(dweight, largest_.data(), log_total_.data(), weight(), x, batch.y.data() + rows.first * T_, inverse_N, N, V_) /
         static_cast<double>(batch.x.size());
}

template <class T>
double Bigram<T>::loss_of_pairs(const std::vector<std::uint32_t>& counts) const {
  auto scratch = zeros<T>(V_);
  double loss = 0, pairs = 0;
  for (std::size_t i = 0; i < V_; ++i) {
    const simd::RowSoftmax<T> row = simd::row_exp(weight() + i * V_, scratch.data(), V_);
    const T log_total = simd::log(row.total);
    for (std::size_t j = 0; j < V_; ++j) {
      const double count = counts[i * V_ + j];
      loss += count * static_cast<double>(log_total - (weight()[i * V_ + j] - row.largest));
      pairs += count;
    }
  }
  return loss / pairs;
}

// All that a bigram remembers of a text is its last token.
template <class T>
class BigramDecoder final : public Decoder<T> {
 public:
  explicit BigramDecoder(const Bigram<T>& model) : model_(model) {}
  const T* append(std::int32_t token) override { return model_.next_logits(token); }

 private:
  const Bigram<T>& model_;
};

template <class T>
std::unique_ptr<Decoder<T>> Bigram<T>::decoder() {
  return std::make_unique<BigramDecoder<T>>(*this);
}

template <class T>
void Bigram<T>::trace(const Tokens2& idx, Trace<T>& trace) {
  trace.add("token_embedding_table", {idx.size(), V_}, forward(idx).data());
}

template class Bigram<float>;
template class Bigram<double>;

}  // namespace iambic
