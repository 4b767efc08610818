// Writes a text with a model, a token at a time.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "generation/sampler.hpp"
#include "models/model.hpp"

namespace iambic {

class Writer {
 public:
  /// Goes on after `prompt`, after token 0 when that is empty. The model must outlive the writer and must not train meanwhile.
  Writer(Model<float>& model, std::vector<std::int32_t> prompt, const SamplerSettings& settings)
      : vocab_size_(static_cast<std::size_t>(model.vocab_size())), decoder_(model.decoder()), sampler_(settings), text_(std::move(prompt)) {
    if (text_.empty()) text_.push_back(0);
    decoder_->read({text_.begin(), text_.end() - 1});
  }

  /// The prompt and everything written so far.
  const std::vector<std::int32_t>& text() const { return text_; }

  /// The logits (V) of what follows the text, to be asked for once: the decoder has read the last token then.
  const float* next_logits() { return decoder_->append(text_.back()); }

  /// Draws the next token.
  void write(Generator& generator) { text_.push_back(sampler_.sample(next_logits(), vocab_size_, generator)); }

 private:
  std::size_t vocab_size_;
  std::unique_ptr<Decoder<float>> decoder_;
  Sampler sampler_;
  std::vector<std::int32_t> text_;
};

/// The probabilities (V) from which generate() would draw what follows `prompt`; at temperature 0 all of it is the likeliest's.
inline std::vector<float> next_probabilities(Model<float>& model, std::vector<std::int32_t> prompt, const SamplerSettings& settings) {
  const auto vocab_size = static_cast<std::size_t>(model.vocab_size());
  Writer writer(model, std::move(prompt), settings);
  const float* const logits = writer.next_logits();
  if (settings.temperature != 0) return Sampler(settings).probabilities(logits, vocab_size);
  std::vector<float> certain(vocab_size);
  certain[static_cast<std::size_t>(std::max_element(logits, logits + vocab_size) - logits)] = 1;
  return certain;
}

/// Continues prompt by `tokens` tokens; returns both. Draws from `generator`.
inline std::vector<std::int32_t> generate(Model<float>& model, std::vector<std::int32_t> prompt, std::size_t tokens,
                                          const SamplerSettings& settings, Generator& generator) {
  Writer writer(model, std::move(prompt), settings);
  for (std::size_t i = 0; i < tokens; ++i) writer.write(generator);
  return writer.text();
}

}  // namespace iambic
