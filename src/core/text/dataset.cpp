#include "text/dataset.hpp"

#include <algorithm>
#include <cstring>

#include "base/simd.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
constexpr char32_t kByteOrderMark = 0xfeff;

template <class Id>
void remap_all(std::vector<Id>& ids, const std::vector<std::uint32_t>& table) {
  for (Id& id : ids) id = static_cast<Id>(table[id]);
}

template <class Id>
IAMBIC_KERNEL void copy_all_windows(const Id* ids, const std::vector<std::size_t>& starts, std::int32_t* x, std::int32_t* y,
                                    std::size_t T) {
  for (std::size_t b = 0; b < starts.size(); ++b) x[b * T] = ids[starts[b]];  // first touch them all: the cache misses overlap
  for (const std::size_t start : starts) {
    for (std::size_t t = 0; t < T; ++t) x[t] = ids[start + t];
    for (std::size_t t = 0; t < T; ++t) y[t] = ids[start + 1 + t];
    x += T, y += T;
  }
}

}  // namespace

void TokenIds::copy_windows(const std::vector<std::size_t>& starts, Tokens2& x, Tokens2& y) const {
  const std::size_t T = x.shape()[1];
  if (wide_.empty())
    copy_all_windows(narrow_.data(), starts, x.data(), y.data(), T);
  else
    copy_all_windows(wide_.data(), starts, x.data(), y.data(), T);
}

void TokenIds::push_back(std::uint32_t id) {
  if (!wide_.empty()) {
    wide_.push_back(static_cast<std::uint16_t>(id));
  } else if (id < 256) {
    narrow_.push_back(static_cast<std::uint8_t>(id));
  } else {  // the 257th character: from here on two bytes an id
    wide_.reserve(narrow_.capacity());
    wide_.assign(narrow_.begin(), narrow_.end());
    wide_.push_back(static_cast<std::uint16_t>(id));
    std::vector<std::uint8_t>().swap(narrow_);
  }
}

void TokenIds::copy(std::size_t from, std::size_t count, std::int32_t* out) const {
  if (wide_.empty())
    std::copy_n(narrow_.data() + from, count, out);
  else
    std::copy_n(wide_.data() + from, count, out);
}

void TokenIds::remap(const std::vector<std::uint32_t>& table) {
  remap_all(narrow_, table);
  remap_all(wide_, table);
}

CorpusReader::CorpusReader(std::size_t total_bytes) : arrival_(0x110000, kUnseen) { ids_.reserve(total_bytes); }

inline void CorpusReader::take(char32_t character) {
  if (!started_) {
    started_ = true;
    if (character == kByteOrderMark) return;
  }
  std::uint32_t& id = arrival_[character];
  if (id == kUnseen) {
    if (characters_.size() == 65536)
      throw_error("text.characters", "the text has more than {high} different characters; Iambic learns from at most that many",
                  {{"high", 65536}});
    id = static_cast<std::uint32_t>(characters_.size());
    characters_.push_back(character);
  }
  ids_.push_back(id);
}

// UTF-16 and UTF-32 hold zero bytes, and may be valid UTF-8 for all that.
void CorpusReader::refuse_zeros(const std::uint8_t* bytes, std::size_t size) {
  const auto* const zero = static_cast<const std::uint8_t*>(size == 0 ? nullptr : std::memchr(bytes, 0, size));
  if (zero) {
    const std::uint64_t offset = bytes_ + static_cast<std::uint64_t>(zero - bytes);
    throw_error("text.zero-byte",
                "the text holds a zero byte, at offset {offset}, as UTF-16, UTF-32 and files that are no text do; save the text as UTF-8",
                {{"offset", offset}});
  }
  bytes_ += size;
}

IAMBIC_KERNEL void CorpusReader::append(const std::uint8_t* bytes, std::size_t size) {
  refuse_zeros(bytes, size);
  hash_.update(bytes, size);
  decoder_.append(bytes, size, [this](char32_t c) { take(c); });
}

Corpus CorpusReader::finish() {
  decoder_.finish();
  if (ids_.size() == 0) throw_error("text.empty", "the text is empty; a model needs characters to learn from");
  if (characters_.size() == 1)
    throw_error("text.one-character", "the text has only one character, \"{character}\"; there is nothing to learn with fewer than two",
                {{"character", to_utf8(characters_[0])}});

  std::vector<std::uint32_t> rank(characters_.size());  // order of first appearance -> order of code points
  std::vector<char32_t> sorted;
  for (std::size_t character = 0; character < arrival_.size(); ++character) {
    if (arrival_[character] == kUnseen) continue;
    rank[arrival_[character]] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(static_cast<char32_t>(character));
  }
  ids_.remap(rank);
  return {CharTokenizer(std::move(sorted)), std::move(ids_), hash_.finish()};
}

Corpus read_corpus(std::string_view text) {
  CorpusReader reader(text.size());
  reader.append(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  return reader.finish();
}

Dataset::Dataset(const Corpus& corpus, int block_size, int holdback) : corpus_(&corpus), block_size_(block_size), holdback_(holdback) {
  const std::size_t length = corpus.ids.size();
  const auto needed = static_cast<std::size_t>(block_size) + 2;
  if (length < needed)
    throw_error("text.too-short", "block size {blockSize} needs at least {low} characters, the text has {value}",
                {{"blockSize", block_size}, {"low", needed}, {"value", length}});
  const auto window = static_cast<std::size_t>(block_size + 1 + holdback);
  train_size_ = std::max(train_part(length), std::min(window, length));
}

void Dataset::check_window(Split split) const {
  const std::size_t length = size(split), T = static_cast<std::size_t>(block_size_);
  if (length <= T + static_cast<std::size_t>(holdback_))
    throw_error("text.part-too-short",
                "the {part} part of the text has {value} characters, too few for windows of block size {blockSize}; take a longer text or "
                "a smaller block size",
                {{"part", split == Split::train ? "training" : "validation"}, {"value", length}, {"blockSize", block_size_}});
}

IAMBIC_KERNEL void Dataset::get_batch(Split split, Generator& generator, Batch& batch) const {
  check_window(split);
  const std::size_t choices = size(split) - static_cast<std::size_t>(block_size_ + holdback_);
  for (std::size_t& start : batch.starts) start = begin(split) + static_cast<std::size_t>(generator.randint(choices));
  corpus_->ids.copy_windows(batch.starts, batch.x, batch.y);
}

bool Dataset::consecutive_batch(Split split, std::size_t first, std::size_t B, Batch& batch) const {
  const std::size_t targets = size(split) > 0 ? size(split) - 1 : 0;
  if (first >= targets) return false;
  const std::size_t left = targets - first, T = std::min(static_cast<std::size_t>(block_size_), left);
  const std::size_t windows = std::min(B, left / T);
  if (batch.x.shape()[0] != windows || batch.x.shape()[1] != T) batch = Batch(static_cast<int>(windows), static_cast<int>(T));
  for (std::size_t b = 0; b < windows; ++b) batch.starts[b] = begin(split) + first + b * T;
  corpus_->ids.copy_windows(batch.starts, batch.x, batch.y);
  return true;
}

const std::vector<std::uint32_t>& Dataset::pair_counts(Split split) const {
  PairCounts& kept = corpus_->pairs[split == Split::train ? 0 : 1];
  if (!kept.counts.empty() && kept.begin == begin(split) && kept.size == size(split)) return kept.counts;
  const auto V = static_cast<std::size_t>(corpus_->tokenizer.vocab_size());
  kept = {};  // before there are two of them
  std::vector<std::uint32_t> counts(V * V, 0);
  for (std::size_t i = begin(split) + 1; i < begin(split) + size(split); ++i)
    ++counts[static_cast<std::size_t>(corpus_->ids[i - 1]) * V + static_cast<std::size_t>(corpus_->ids[i])];
  kept = {begin(split), size(split), std::move(counts)};
  return kept.counts;
}

}  // namespace iambic
