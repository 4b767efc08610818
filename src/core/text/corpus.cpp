#include "text/corpus.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
constexpr char32_t kByteOrderMark = 0xfeff;

template <class Id>
void remap_all(std::vector<Id>& ids, const std::vector<std::uint32_t>& table) {
  for (Id& id : ids) id = static_cast<Id>(table[id]);
}

}  // namespace

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

void CorpusReader::append(const std::uint8_t* bytes, std::size_t size) {
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
  const std::size_t size = ids_.size();
  return {char_tokenizer(std::move(sorted)), std::move(ids_), hash_.finish(), size, train_part(size)};
}

Corpus read_corpus(std::string_view text) {
  CorpusReader reader(text.size());
  reader.append(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  return reader.finish();
}

}  // namespace iambic
