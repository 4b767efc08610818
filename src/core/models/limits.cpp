#include "models/limits.hpp"

#include <cmath>

#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr double kMaxTokensPerStep = 1 << 24;
double most_bytes = 3.9e9;

}  // namespace

double parameter_count(const Settings& settings, int vocab_size) {
  double count = 0;  // which may be more than a size_t holds
  for (const Parameter& p : parameter_table(settings, vocab_size)) count += static_cast<double>(p.size());
  return count;
}

// With so many numbers for each weight: itself, its gradient and two moments, and itself and its moments as they are remembered; and
// with three more in a file or from another worker.
static double bytes_with(double copies, const Settings& settings, int vocab_size) {
  const auto N = static_cast<double>(settings.batch_size * settings.block_size);
  const double V = has_table_of_pairs(vocab_size) ? static_cast<double>(vocab_size) : 0,
               activations = activation_count(settings, vocab_size);
  const double tables = activations > 0 ? 2 : 4;  // of pairs, and like them: a bigram needs those of both splits
  return sizeof(float) * (copies * parameter_count(settings, vocab_size) + tables * V * V + 2 * N + activations);
}

double running_bytes(const Settings& settings, int vocab_size) { return bytes_with(7, settings, vocab_size); }
double training_bytes(const Settings& settings, int vocab_size) { return bytes_with(10, settings, vocab_size); }

double memory_limit() { return most_bytes; }
void set_memory_limit(double bytes) { most_bytes = bytes; }

void check_vocabulary(int vocab_size, int most) {
  if (vocab_size > most)
    throw_error("text.characters", "the text has {value} different characters, more than the {high} possible here",
                {{"value", vocab_size}, {"high", most}});
}

void check(const Settings& settings, int vocab_size, double other_bytes) {
  const auto B = static_cast<double>(settings.batch_size), T = static_cast<double>(settings.block_size);
  if (B * T > kMaxTokensPerStep)
    throw_error("step.too-large",
                "batch size {batchSize} times block size {blockSize} is more than the {high} that one step may hold",
                {{"batchSize", B}, {"blockSize", T}, {"high", kMaxTokensPerStep}});
  check_vocabulary(vocab_size, settings.model == "bigram" ? kMostPaired : most_tokens());
  const double bytes = training_bytes(settings, vocab_size) + other_bytes;
  if (bytes > memory_limit())
    throw_error("model.too-large",
                "training this model would take {value} MB of memory, more than the {high} MB allowed; lower its batch size, block size or "
                "other sizes",
                {{"value", std::ceil(bytes / 1e6)},
                 {"high", memory_limit() / 1e6},
                 {"settings", settings.model == "bigram" ? "batchSize, blockSize" : "nEmbd, nLayer, batchSize, blockSize"}});
}

}  // namespace iambic
