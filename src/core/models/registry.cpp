#include "models/registry.hpp"

#include <cmath>

#include "base/throw_error.hpp"
#include "models/bigram.hpp"
#include "models/encoder_decoder.hpp"
#include "models/gpt.hpp"
#include "ops/softmax.hpp"
#include "text/subwords.hpp"

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

// What a file says merges; whether that token is there already the tokenizer says.
std::uint32_t token_of(const Json& value, std::size_t merge) {
  const double id = value.number_or(-1);
  if (!(id >= 0 && id < 65536 && id == std::floor(id)))
    throw_error("merges.order", "merge {value} takes token {token}, which is not there yet",
                {{"value", merge + 1}, {"token", value.text()}});
  return static_cast<std::uint32_t>(id);
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

std::shared_ptr<const Corpus> tokenized(const Corpus& text, const Settings& settings, const std::shared_ptr<const Tokenizer>& saved,
                                        const MergeProgress* progress) {
  const auto wanted = static_cast<std::size_t>(settings.vocab_size);
  if (settings.tokenizer == "char" || text.tokenizer == saved) return {std::shared_ptr<void>(), &text};
  if (kind_of(settings) == Kind::encoder_decoder)
    throw_error("tokenizer.reversal", "the model {model} writes lines backwards, character by character; its tokenizer must be char",
                {{"model", settings.model}, {"tokenizer", settings.tokenizer}});
  if (settings.model == "bigram" && wanted > kMostPaired)
    throw_error("vocabulary.large", "a vocabulary of {vocabSize} tokens is too large: the model bigram takes at most {high}",
                {{"vocabSize", wanted}, {"high", kMostPaired}});
  return saved ? encoded(text, std::static_pointer_cast<const BpeTokenizer>(saved))
               : in_subwords(text, wanted, progress ? *progress : MergeProgress());
}

std::shared_ptr<const Tokenizer> make_tokenizer(const Settings& settings, const std::string& vocabulary) {
  if (settings.tokenizer == "char") return char_tokenizer(from_utf8(vocabulary));
  const Json json = Json::parse(vocabulary).value_or(Json());
  std::vector<char32_t> characters = from_utf8(json["characters"].string_or(""));
  const Json pairs = json["merges"];
  if (static_cast<std::size_t>(settings.vocab_size) != characters.size() + pairs.size())
    throw_error("merges.count", "its {value} characters and {merges} merges do not make {vocabSize} tokens",
                {{"value", characters.size()}, {"merges", pairs.size()}, {"vocabSize", settings.vocab_size}});
  std::vector<Merge> merges;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    merges.push_back({token_of(pairs[i][std::size_t{0}], i), token_of(pairs[i][std::size_t{1}], i), 0, 0});
  return std::make_shared<BpeTokenizer>(std::move(characters), std::move(merges));
}

}  // namespace iambic
