#include "models/model.hpp"

#include "base/error.hpp"
#include "models/bigram.hpp"
#include "models/encoder_decoder.hpp"
#include "models/gpt.hpp"

namespace iambic {

// A page starts with a core that knows the bigram alone, and in single precision (src/wasm/CMakeLists.txt).
#ifdef IAMBIC_BIGRAM_ONLY

namespace {

void check_bigram(const Settings& settings) {
  if (settings.model != "bigram") throw Error("this trainer was started for a bigram; create a new one for the model " + settings.model);
}

double activations(const Settings&, int) { return 0; }

}  // namespace

std::vector<Parameter> parameter_table(const Settings& settings, int vocab_size) {
  check_bigram(settings);
  return bigram_table(vocab_size);
}

template <>
std::unique_ptr<Model<float>> make_model(const Settings& settings, int vocab_size) {
  check_bigram(settings);
  return std::make_unique<Bigram<float>>(vocab_size);
}

#else

namespace {

double activations(const Settings& settings, int vocab_size) {
  if (settings.model == "bigram") return 0;
  return settings.model == "encoder-decoder" ? encoder_decoder_activations(settings, vocab_size) : gpt_activations(settings, vocab_size);
}

}  // namespace

std::vector<Parameter> parameter_table(const Settings& settings, int vocab_size) {
  if (settings.model == "bigram") return bigram_table(vocab_size);
  const GptShape shape = gpt_shape(settings, vocab_size);
  return settings.model == "encoder-decoder" ? encoder_decoder_table(shape) : gpt_table(shape);
}

template <class T>
std::unique_ptr<Model<T>> make_model(const Settings& settings, int vocab_size) {
  if (settings.model == "bigram") return std::make_unique<Bigram<T>>(vocab_size);
  if (settings.model == "encoder-decoder") return std::make_unique<EncoderDecoder<T>>(settings, vocab_size);
  return std::make_unique<Gpt<T>>(gpt_shape(settings, vocab_size));
}

template std::unique_ptr<Model<float>> make_model(const Settings&, int);
template std::unique_ptr<Model<double>> make_model(const Settings&, int);

#endif

double parameter_count(const Settings& settings, int vocab_size) {
  double count = 0;  // which may be more than a size_t holds
  for (const Parameter& p : parameter_table(settings, vocab_size)) count += static_cast<double>(p.size());
  return count;
}

double training_bytes(const Settings& settings, int vocab_size) {
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), V = static_cast<double>(vocab_size);
  // Weights, gradients and two moments, the weights and moments that are remembered, and as much as these again for a file
  // that is opened or the gradients of another worker; pairs of both splits and tables like them; a batch.
  return sizeof(float) * (10 * parameter_count(settings, vocab_size) + 4 * V * V + 2 * N + activations(settings, vocab_size));
}

}  // namespace iambic
