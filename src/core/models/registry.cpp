#include "models/registry.hpp"

#include "models/bigram.hpp"
#include "models/encoder_decoder.hpp"
#include "models/gpt.hpp"
#include "ops/softmax.hpp"

namespace iambic {

namespace {

enum class Kind { bigram, gpt, encoder_decoder };

// Throws Error for a word that is no model, which only a Settings that was not filled in by assign can have.
Kind kind_of(const Settings& settings) {
  const std::string& model = settings.model;
  if (model == "bigram") return Kind::bigram;
  if (model == "encoder-decoder") return Kind::encoder_decoder;
  for (const char* rung : {"self-attention", "multi-head", "feed-forward", "blocks", "gpt"})
    if (model == rung) return Kind::gpt;
  refuse_choice("model", words_of(option("model", Spelling::snake).choices), model);
}

}  // namespace

std::vector<Parameter> parameter_table(const Settings& settings, int vocab_size) {
  const Kind kind = kind_of(settings);
  if (kind == Kind::bigram) return bigram_table(vocab_size);
  const GptShape shape = gpt_shape(settings, vocab_size);
  return kind == Kind::encoder_decoder ? encoder_decoder_table(shape) : gpt_table(shape);
}

template <class T>
std::unique_ptr<Model<T>> make_model(const Settings& settings, int vocab_size) {
  const Kind kind = kind_of(settings);
  if (kind == Kind::bigram) return std::make_unique<Bigram<T>>(vocab_size);
  if (kind == Kind::encoder_decoder) return std::make_unique<EncoderDecoder<T>>(settings, vocab_size);
  return std::make_unique<Gpt<T>>(gpt_shape(settings, vocab_size));
}

template std::unique_ptr<Model<float>> make_model(const Settings&, int);
template std::unique_ptr<Model<double>> make_model(const Settings&, int);

Trace<float> trace_of(Model<float>& model, const Settings& settings, const Tokens2& idx) {
  const Kind kind = kind_of(settings);
  Trace<float> trace;
  if (kind == Kind::bigram) static_cast<Bigram<float>&>(model).trace(idx, trace);
  if (kind == Kind::gpt) static_cast<Gpt<float>&>(model).trace(idx, trace);
  if (kind == Kind::encoder_decoder) static_cast<EncoderDecoder<float>&>(model).trace(idx, trace);
  const std::size_t V = static_cast<std::size_t>(model.vocab_size());
  float* row = trace.copy("softmax", trace.table().back().name);
  for (std::size_t t = 0; t < idx.size(); ++t, row += V) softmax_forward(row, row, V);
  return trace;
}

int most_tokens() { return 65536; }  // an id takes two bytes

double activation_count(const Settings& settings, int vocab_size) {
  const Kind kind = kind_of(settings);
  if (kind == Kind::bigram) return 0;
  return kind == Kind::encoder_decoder ? encoder_decoder_activations(settings, vocab_size) : gpt_activations(settings, vocab_size);
}

}  // namespace iambic
