#include "models/limits.hpp"

#include <cmath>

#include "base/throw_error.hpp"
#include "models/registry.hpp"

namespace iambic {

namespace {

constexpr double kMaxTokensPerStep = 1 << 24;
constexpr int kMaxVocabulary = 4096;
constexpr double kMaxBytes = 1.9e9;  // of training and its text: what WebAssembly's 2 GiB leave to them

}  // namespace

double parameter_count(const Settings& settings, int vocab_size) {
  double count = 0;  // which may be more than a size_t holds
  for (const Parameter& p : parameter_table(settings, vocab_size)) count += static_cast<double>(p.size());
  return count;
}

double training_bytes(const Settings& settings, int vocab_size) {
  const auto N = static_cast<double>(settings.batch_size * settings.block_size), V = static_cast<double>(vocab_size);
  // Weights, gradients and two moments, the weights and moments that are remembered, and as much as these again for a file
  // that is opened or the gradients of another worker; pairs of both splits and tables like them; a batch.
  return sizeof(float) * (10 * parameter_count(settings, vocab_size) + 4 * V * V + 2 * N + activation_count(settings, vocab_size));
}

void check(const Settings& settings, int vocab_size, double other_bytes) {
  const auto B = static_cast<double>(settings.batch_size), T = static_cast<double>(settings.block_size);
  if (B * T > kMaxTokensPerStep)
    throw_error("step.too-large",
                "batch size {batchSize} times block size {blockSize} is more than the {high} characters that one step may hold",
                {{"batchSize", B}, {"blockSize", T}, {"high", kMaxTokensPerStep}});
  if (vocab_size > kMaxVocabulary)
    throw_error("text.characters", "the text has {value} different characters; Iambic's models take at most {high}",
                {{"value", vocab_size}, {"high", kMaxVocabulary}});
  const double bytes = training_bytes(settings, vocab_size) + other_bytes;
  if (bytes > kMaxBytes)
    throw_error("model.too-large",
                "training this model would take {value} MB of memory, more than the {high} MB allowed; lower its batch size, block size or "
                "other sizes",
                {{"value", std::ceil(bytes / 1e6)},
                 {"high", kMaxBytes / 1e6},
                 {"settings", settings.model == "bigram" ? "batchSize, blockSize" : "nEmbd, nLayer, batchSize, blockSize"}});
}

}  // namespace iambic
