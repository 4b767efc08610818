#include "model.hpp"

#include "bigram.hpp"
#include "gpt.hpp"

namespace iambic {

namespace {

double bigram_bytes(int vocab_size) {
  const auto V = static_cast<double>(vocab_size);
  return V * V * (4 * sizeof(float) + 2 * sizeof(std::uint32_t));  // weights, gradients, two moments; pair counts of both splits
}

}  // namespace

double training_bytes(const Settings& settings, int vocab_size) {
  if (settings.model == "bigram") return bigram_bytes(vocab_size);
  const GptShape s = gpt_shape(settings, vocab_size);
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), C = static_cast<double>(s.C),
             F = static_cast<double>(s.feed_forward);
  const double heads = static_cast<double>(s.n_head * s.T), layers = static_cast<double>(s.n_layer), V = static_cast<double>(s.V);
  const double parameters = layers * (4 * C * C + 2 * C * F) + (2 * V + static_cast<double>(s.T)) * C;
  const double activations = N * (layers * ((s.dropout > 0 ? 11 : 9) * C + 2 * F + (s.dropout > 0 ? 3 : 1) * heads) + 8 * C + F + V);
  return (7 * parameters + activations) * sizeof(float);  // the weights, their gradients and moments, and the state remembered
}

template <class T>
std::unique_ptr<Model<T>> make_model(const Settings& settings, int vocab_size) {
  if (settings.model == "bigram") return std::make_unique<Bigram<T>>(vocab_size);
  return std::make_unique<Gpt<T>>(gpt_shape(settings, vocab_size));
}

template std::unique_ptr<Model<float>> make_model(const Settings&, int);
template std::unique_ptr<Model<double>> make_model(const Settings&, int);

}  // namespace iambic
