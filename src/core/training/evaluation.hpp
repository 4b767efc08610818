// How well a model does on a text, and what it says comes next.
#pragma once

#include <cstdint>
#include <vector>

#include "models/model.hpp"
#include "models/settings.hpp"
#include "text/dataset.hpp"

namespace iambic {

/// Mean losses in nats. val is NaN when the validation part is too short to have one.
struct Losses {
  double train, val;
};

/// What a model that knows nothing, the letters' frequencies, or all pairs of letters would lose, in nats.
struct Baselines {
  double uniform;  // ln V
  double unigram;  // entropy of what follows: the least that a model blind to its input can lose on the training part
  double bigram;   // its conditional entropy: the least any bigram model can lose on it
};

/// A part of an exact evaluation.
struct PartialLoss {
  double nats = 0;
  std::size_t targets = 0;  // so many characters were guessed for them
  std::size_t batches = 0;  // in the whole split
};

/// The nats of `batches` batches, from the first-th on: a bigram's pairs are one batch; a transformer's windows of block_size
/// follow one another, and the last one, which is shorter, is a batch by itself. Draws nothing.
PartialLoss evaluate_part(Model<float>& model, const Dataset& dataset, const Settings& settings, Split split, std::size_t first,
                          std::size_t batches);

Baselines baselines(const Dataset& dataset);

/// That there is a table of all pairs of so many tokens. Throws Error.
void check_paired(int vocab_size);

/// How many bytes the text takes: its ids, and as many again where baselines() has no table to count its pairs in.
double text_bytes(const Corpus& corpus);

/// (V*V): row i = the chances of what follows a text that consists of token i alone.
std::vector<float> probabilities(Model<float>& model);

}  // namespace iambic
