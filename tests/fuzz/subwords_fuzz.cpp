// libFuzzer: the merges of any text are those of plain counting, and any text of its characters is encoded as they are made one after
// the other, and decoded to itself.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "text/bpe_tokenizer.hpp"

using namespace iambic;

namespace {

using Ids = std::vector<std::uint32_t>;
using Pair = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::size_t kLongest = 300, kMostMerges = 64;  // characters; beyond them plain counting takes too long

void require(bool truth) {
  if (!truth) std::abort();
}

// From left to right.
Ids merged(const Ids& ids, const Pair& pair, std::uint32_t token) {
  Ids out;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool both = i + 1 < ids.size() && Pair(ids[i], ids[i + 1]) == pair;
    out.push_back(both ? token : ids[i]);
    if (both) ++i;
  }
  return out;
}

// The most frequent pair of neighbours, of several the first; none are left in a single token.
bool most_frequent(const Ids& ids, Pair& pair) {
  std::size_t most = 0;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    const Pair here(ids[i - 1], ids[i]);
    std::size_t count = 0;
    for (std::size_t j = 1; j < ids.size(); ++j) count += Pair(ids[j - 1], ids[j]) == here;
    if (count > most) most = count, pair = here;
  }
  return most > 0;
}

std::vector<std::int32_t> as_tokens(const Ids& ids) { return {ids.begin(), ids.end()}; }

void check(const std::vector<char32_t>& characters, std::size_t wanted, std::size_t other_from) {
  std::vector<char32_t> known = characters;  // read_corpus has a table of all there are: too slow for this
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const auto C = static_cast<std::uint32_t>(known.size());
  std::string text;
  TokenIds start;
  Ids ids;
  for (const char32_t character : characters) {
    ids.push_back(static_cast<std::uint32_t>(std::lower_bound(known.begin(), known.end(), character) - known.begin()));
    start.push_back(ids.back());
    text += to_utf8(character);
  }
  Ids other(ids.rbegin(), ids.rend() - static_cast<std::ptrdiff_t>(std::min(other_from, ids.size())));  // its end, turned around

  std::vector<Pair> expected;
  for (Pair pair; expected.size() < wanted && most_frequent(ids, pair);) {
    ids = merged(ids, pair, C + static_cast<std::uint32_t>(expected.size()));
    expected.push_back(pair);
  }
  const std::vector<Merge> merges = learn_merges(start, start.size(), C, C + expected.size());
  require(merges.size() == expected.size());
  for (std::size_t i = 0; i < merges.size(); ++i) require(Pair(merges[i].left, merges[i].right) == expected[i]);
  require(merges.empty() || merges.back().tokens == ids.size());
  if (expected.size() < wanted) {  // the text has run out of pairs
    std::string code;
    try {
      learn_merges(start, start.size(), C, C + expected.size() + 1);
    } catch (const Error& error) {
      code = error.code();
    }
    require(code == "vocabulary.no-pairs");
  }

  const BpeTokenizer tokenizer(known, merges);
  require(tokenizer.encode(text) == as_tokens(ids));
  require(tokenizer.decode(as_tokens(ids)) == text);

  const std::string reversed = CharTokenizer(known).decode(as_tokens(other));
  for (std::size_t i = 0; i < expected.size(); ++i) other = merged(other, expected[i], C + static_cast<std::uint32_t>(i));
  require(tokenizer.encode(reversed) == as_tokens(other));
  require(tokenizer.decode(as_tokens(other)) == reversed);
}

}  // namespace

// data: how many merges, where the other text begins, then the text: bytes below 128 are themselves, the others Chinese characters.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3 || size > kLongest) return 0;
  std::vector<char32_t> characters;
  for (std::size_t i = 2; i < size; ++i) characters.push_back(data[i] < 128 ? std::max<char32_t>(data[i], 1) : 0x4e00 + data[i]);
  const auto is_first = [&](char32_t character) { return character == characters[0]; };
  if (std::all_of(characters.begin(), characters.end(), is_first)) return 0;  // there is nothing to learn
  check(characters, data[0] % kMostMerges, data[1]);
  return 0;
}
