#include "model.hpp"

#include "bigram.hpp"
#include "encoder_decoder.hpp"
#include "error.hpp"
#include "gpt.hpp"

namespace iambic {

// A page starts with a core that knows the bigram alone, and in single precision (src/wasm/CMakeLists.txt).
#ifdef IAMBIC_BIGRAM_ONLY

namespace {

void check_bigram(const Settings& settings) {
  if (settings.model != "bigram") throw Error("this trainer was started for a bigram; create a new one for the model " + settings.model);
}

}  // namespace

double training_bytes(const Settings& settings, int vocab_size) {
  check_bigram(settings);
  return bigram_bytes(vocab_size);
}

std::vector<Parameter> parameter_table(const Settings& settings, int vocab_size) {
  check_bigram(settings);
  return bigram_table(vocab_size);
}

template <>
std::unique_ptr<Model<float>> make_model(const Settings& settings, int vocab_size) {
  check_bigram(settings);
  return std::make_unique<Bigram<float>>(vocab_size);
}

template <>
std::unique_ptr<Model<double>> make_model(const Settings&, int) {
  throw Error("this trainer was started for a quick bigram; create a new one with complete: true to check its gradients");
}

#else

double training_bytes(const Settings& settings, int vocab_size) {
  if (settings.model == "bigram") return bigram_bytes(vocab_size);
  return settings.model == "encoder-decoder" ? encoder_decoder_bytes(settings, vocab_size) : gpt_bytes(settings, vocab_size);
}

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

}  // namespace iambic
