#include "text/subwords.hpp"

#include <utility>

#include "base/heartbeat.hpp"

namespace iambic {

std::shared_ptr<const Corpus> encoded(const Corpus& characters, std::shared_ptr<const BpeTokenizer> tokenizer) {
  auto corpus = std::make_shared<Corpus>();
  const std::size_t train = characters.train_tokens;
  tokenizer->encode(characters.ids, 0, train, corpus->ids);
  corpus->unit = "tokens";
  corpus->train_tokens = corpus->ids.size();
  tokenizer->encode(characters.ids, train, characters.ids.size() - train, corpus->ids);
  corpus->tokenizer = std::move(tokenizer);
  corpus->sha256 = characters.sha256;
  corpus->characters = characters.characters;
  return corpus;
}

std::shared_ptr<const Corpus> in_subwords(const Corpus& characters, std::size_t vocab_size, const MergeProgress& progress) {
  std::shared_ptr<const Corpus>& kept = characters.subwords;
  if (!kept || static_cast<std::size_t>(kept->tokenizer->vocab_size()) != vocab_size) {
    const std::vector<char32_t>& known = characters.tokenizer->characters();
    const auto merged = [&](const Merge& merge) {
      worked(64 * merge.count);
      if (progress) progress(merge);
    };
    std::vector<Merge> merges = learn_merges(characters.ids, characters.train_tokens, known.size(), vocab_size, merged);
    kept = encoded(characters, std::make_shared<BpeTokenizer>(known, std::move(merges)));
  }
  return kept;
}

double characters_per_token(const Dataset& dataset, Split split) {
  const Corpus& corpus = dataset.corpus();
  const std::size_t size = dataset.size(split);
  if (corpus.ids.size() == corpus.characters) return 1;  // each token is one: the tokenizer may have no others
  const TokenLengths& lengths = static_cast<const BpeTokenizer&>(*corpus.tokenizer).lengths();
  std::size_t characters = 0;
  for (std::size_t i = 0; i < size; ++i) characters += lengths[static_cast<std::size_t>(corpus.ids[dataset.begin(split) + i])];
  return static_cast<double>(characters) / static_cast<double>(size);
}

}  // namespace iambic
