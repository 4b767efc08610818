#include "text/bpe_tokenizer.hpp"

#include <algorithm>
#include <numeric>

#include "base/json.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr std::size_t kPiece = 1 << 16;  // characters: what is worked on stays in the processor's cache
constexpr std::size_t kOften = 256;      // tokens whose pairs are looked up in a table that stays there, too

}  // namespace

BpeTokenizer::BpeTokenizer(std::vector<char32_t> characters, std::vector<Merge> merges)
    : characters_(std::move(characters)), merges_(std::move(merges)) {
  const auto C = static_cast<std::uint32_t>(characters_.vocab_size());
  lengths_.assign(C, 1);
  std::vector<std::uint32_t> first(C), last(C);  // characters of each token
  std::iota(first.begin(), first.end(), 0);
  std::iota(last.begin(), last.end(), 0);
  for (std::uint32_t i = 0; i < merges_.size(); ++i) {
    const auto [left, right, count, tokens] = merges_[i];
    if (left >= C + i || right >= C + i)
      throw_error("merges.order", "merge {value} takes token {token}, which is not there yet",
                  {{"value", i + 1}, {"token", std::max(left, right)}});
    lengths_.push_back(lengths_[left] + lengths_[right]);
    if (lengths_.back() > kLongestToken)
      throw_error("merges.long", "merge {value} makes a token of {length} characters; a token may have at most {high}",
                  {{"value", i + 1}, {"length", lengths_.back()}, {"high", kLongestToken}});
    first.push_back(first[left]), last.push_back(last[right]);
    joined_.insert(pair_key(last[left], first[right]));
  }
  ascii_ids_.fill(-1);
  for (std::size_t id = 0; id < C && this->characters()[id] < ascii_ids_.size(); ++id)
    ascii_ids_[this->characters()[id]] = static_cast<std::int32_t>(id);
  add_rules();
}

void BpeTokenizer::add_rules() {
  often_ = std::min<std::size_t>(lengths_.size(), kOften);
  often_merge_.assign(often_ * often_, kNone);
  std::size_t slots = 2;
  while (slots < 2 * merges_.size()) slots *= 2;
  rules_.assign(slots, {0, kNone});
  for (std::uint32_t i = 0; i < merges_.size(); ++i) {
    const auto [left, right, count, tokens] = merges_[i];
    Rule& rule = rules_[slot_of(pair_key(left, right))];
    if (rule.merge != kNone) continue;  // the earlier one comes first, and leaves it none
    rule = {pair_key(left, right), i};
    if (left < often_ && right < often_) often_merge_[left * often_ + right] = i;
  }
}

// Where the pair stands, or would.
std::size_t BpeTokenizer::slot_of(std::uint64_t pair) const {
  const std::size_t mask = rules_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(pair * 0x9e3779b97f4a7c15u >> 32) & mask;  // Fibonacci hashing
  while (rules_[slot].merge != kNone && rules_[slot].pair != pair) slot = (slot + 1) & mask;
  return slot;
}

inline std::uint32_t BpeTokenizer::merge_of(std::uint32_t left, std::uint32_t right) const {
  if (left < often_ && right < often_) return often_merge_[left * often_ + right];
  return rules_[slot_of(pair_key(left, right))].merge;
}

// No token reaches over characters that stand side by side in none.
bool BpeTokenizer::can_cut(std::int32_t left, std::int32_t right) const {
  return joined_.count(pair_key(static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(right))) == 0;
}

// Merge by merge. All places of one come to be by an earlier one, from left to right.
template <class Ids, class Out>
void BpeTokenizer::encode_piece(const Ids& characters, std::size_t begin, std::size_t size, Scratch& scratch, Out& out) const {
  auto& [first, last, places] = scratch;
  first.assign(merges_.size(), kNone);
  last.resize(merges_.size());
  places.clear();
  std::uint32_t unused = kNone;  // the first of the places whose merge was made, chained as before
  MergedText text(size, lengths_);
  for (std::size_t i = 0; i < size; ++i) text.set(i, static_cast<std::uint32_t>(characters[begin + i]));
  const auto note = [&, &first = first, &last = last, &places = places](std::size_t left, std::size_t right) {
    const std::uint32_t merge = merge_of(text.token(left), text.token(right));
    if (merge == kNone) return;
    std::uint32_t place = unused;
    if (place == kNone)
      place = static_cast<std::uint32_t>(places.size()), places.emplace_back();
    else
      unused = places[place].next;
    places[place] = {static_cast<std::uint32_t>(left), kNone};
    (first[merge] == kNone ? first[merge] : places[last[merge]].next) = place;
    last[merge] = place;
  };
  for (std::size_t i = 0; i + 1 < size; ++i) note(i, i + 1);
  for (std::size_t i = 0; i < merges_.size(); ++i) {
    for (std::uint32_t p = first[i]; p != kNone; p = places[p].next) {
      const std::uint32_t place = places[p].at;
      if (!text.has_pair(place, merges_[i].left, merges_[i].right)) continue;
      text.merge(place, static_cast<std::uint32_t>(characters_.vocab_size() + i));
      if (place > 0) note(text.previous(place), place);
      if (text.next(place) < size) note(place, text.next(place));
    }
    if (first[i] != kNone) places[last[i]].next = unused, unused = first[i];
  }
  for (std::size_t place = 0; place < size; place = text.next(place)) out.push_back(text.token(place));
}

template <class Ids, class Out>
void BpeTokenizer::encode_all(const Ids& characters, std::size_t begin, std::size_t size, Out& out) const {
  Scratch scratch;
  for (const std::size_t end = begin + size; begin < end;) {
    std::size_t cut = std::min(begin + kPiece, end);
    while (cut < end && !can_cut(characters[cut - 1], characters[cut])) ++cut;
    encode_piece(characters, begin, cut - begin, scratch, out);
    begin = cut;
  }
}

void BpeTokenizer::encode(const TokenIds& characters, std::size_t begin, std::size_t size, TokenIds& out) const {
  encode_all(characters, begin, size, out);
}

// The text as ids of its characters, quickly while it is ASCII.
std::vector<std::int32_t> BpeTokenizer::characters_of(std::string_view text) const {
  std::vector<std::int32_t> ids(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if (byte >= ascii_ids_.size() || ascii_ids_[byte] < 0) return characters_.encode(text);
    ids[i] = ascii_ids_[byte];
  }
  return ids;
}

std::vector<std::int32_t> BpeTokenizer::encode(std::string_view text) const {
  std::vector<std::int32_t> ids;
  const std::vector<std::int32_t> characters = characters_of(text);
  encode_all(characters, 0, characters.size(), ids);
  return ids;
}

std::string BpeTokenizer::decode(std::int32_t id) const {
  if (id < 0 || id >= vocab_size())
    throw_error("token.range", "token id {value} is not one of 0 to {high}",
                {{"value", std::to_string(id)}, {"high", std::to_string(vocab_size() - 1)}});
  const auto C = static_cast<std::uint32_t>(characters_.vocab_size());
  std::string text;
  std::vector<std::uint32_t> open = {static_cast<std::uint32_t>(id)};  // what is still to be written, the next one last
  while (!open.empty()) {
    const std::uint32_t token = open.back();
    open.pop_back();
    if (token < C) {
      text += characters_.decode(static_cast<std::int32_t>(token));
    } else {
      open.push_back(merges_[token - C].right);
      open.push_back(merges_[token - C].left);
    }
  }
  return text;
}

std::string BpeTokenizer::vocabulary() const {
  JsonWriter json;
  json.object().key("characters").value(characters_.vocabulary()).key("merges").array();
  for (const Merge& merge : merges_) json.array().value(merge.left).value(merge.right).end();
  return json.end().end().text();
}

}  // namespace iambic
