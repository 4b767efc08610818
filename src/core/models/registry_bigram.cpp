// The registry of the core that a page starts with: the bigram alone, and in single precision.
#include "base/throw_error.hpp"
#include "models/bigram.hpp"
#include "models/registry.hpp"

namespace iambic {

namespace {

void check_bigram(const Settings& settings) {
  if (settings.model != "bigram")
    throw_error("core.bigram-only", "this trainer was started for a bigram; create a new one for the model {model}",
                {{"model", settings.model}});
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

}  // namespace iambic
