// A text in the tokens that byte-pair encoding made of its characters.
#pragma once

#include <cstddef>
#include <memory>

#include "text/bpe_tokenizer.hpp"
#include "text/dataset.hpp"

namespace iambic {

/// The same text in other tokens. It is divided at the same character, over which no token reaches.
std::shared_ptr<const Corpus> encoded(const Corpus& characters, std::shared_ptr<const BpeTokenizer> tokenizer);

/// In `vocab_size` tokens that are learned from its training part; kept with the text until others are learned. progress, if any,
/// hears of each merge. Throws Error as learn_merges.
std::shared_ptr<const Corpus> in_subwords(const Corpus& characters, std::size_t vocab_size, const MergeProgress& progress = {});

/// How many characters a token of this part of a text has, on average.
double characters_per_token(const Dataset& dataset, Split split);

}  // namespace iambic
