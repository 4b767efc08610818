// The registry of the core that a page starts with: the bigram alone, and in single precision.
#include "base/throw_error.hpp"
#include "models/bigram.hpp"
#include "models/registry.hpp"

namespace iambic {

namespace {

void check_bigram(const Settings& settings) {
  if (settings.model != "bigram" || settings.tokenizer != "char")
    throw_error("core.bigram-only", "this trainer was started for a quick bigram; create a new one with complete: true");
}

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

int most_tokens() { return kMostPaired; }

double activation_count(const Settings&, int) { return 0; }

std::shared_ptr<const Corpus> tokenized(const Corpus& text, const Settings&, const std::shared_ptr<const Tokenizer>&,
                                        const MergeProgress*) {
  return {std::shared_ptr<void>(), &text};
}

std::shared_ptr<const Tokenizer> make_tokenizer(const Settings&, const std::string& vocabulary) {
  return char_tokenizer(from_utf8(vocabulary));
}

}  // namespace iambic
