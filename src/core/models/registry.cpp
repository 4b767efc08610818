#include "models/registry.hpp"

#include "models/bigram.hpp"
#include "models/encoder_decoder.hpp"
#include "models/gpt.hpp"

namespace iambic {

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

double activation_count(const Settings& settings, int vocab_size) {
  if (settings.model == "bigram") return 0;
  return settings.model == "encoder-decoder" ? encoder_decoder_activations(settings, vocab_size) : gpt_activations(settings, vocab_size);
}

}  // namespace iambic
