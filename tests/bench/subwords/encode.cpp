// How fast merges are learned, and a text is encoded with them: subwords_bench TEXT VOCABULARY ..., a line of JSON for each vocabulary.
// What is measured is checked first: the text in its tokens is as long as learning left it, and decodes to itself. The quickest of nine
// counts.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "text/bpe_tokenizer.hpp"

using namespace iambic;

namespace {

constexpr int kTimes = 9;

template <class Work>
double seconds(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measure(const std::string& text, std::size_t vocab_size) {
  const Corpus corpus = read_corpus(text);
  const auto characters = static_cast<std::size_t>(corpus.tokenizer->vocab_size());
  std::vector<Merge> merges;
  const double learning = seconds([&] { merges = learn_merges(corpus.ids, corpus.ids.size(), characters, vocab_size); });
  const BpeTokenizer tokenizer(corpus.tokenizer->characters(), merges);
  std::vector<std::int32_t> ids = tokenizer.encode(text);
  if (ids.size() != (merges.empty() ? corpus.ids.size() : merges.back().tokens) || tokenizer.decode(ids) != text) {
    std::fputs("the text was not encoded as it was merged\n", stderr);
    std::exit(1);
  }
  double best = 1e9;
  for (int i = 0; i < kTimes; ++i) best = std::min(best, seconds([&] { ids = tokenizer.encode(text); }));
  std::printf("{\"vocabulary\":%zu,\"tokens\":%zu,\"learn_seconds\":%.3f,\"encode_mb_per_second\":%.1f}\n", vocab_size, ids.size(),
              learning, static_cast<double>(text.size()) / 1e6 / best);
}

}  // namespace

int main(int count, char** words) {
  std::ifstream file(count > 2 ? words[1] : "", std::ios::binary);
  if (!file) {
    std::fputs("usage: subwords_bench TEXT VOCABULARY ...\n", stderr);
    return 2;
  }
  const std::string text(std::istreambuf_iterator<char>(file), {});
  for (int i = 2; i < count; ++i) measure(text, std::strtoul(words[i], nullptr, 10));
}
