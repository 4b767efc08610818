#include "text/bpe_tokenizer.hpp"

#include <algorithm>
#include <numeric>

#include "base/json.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr std::size_t kPiece = 1 << 16;  // characters: what is worked on stays in the processor's cache

}  // namespace

BpeTokenizer::BpeTokenizer(std::vector<char32_t> characters, std::vector<Merge> merges)
    : characters_(std::move(characters)), merges_(std::move(merges)) {
  const auto C = static_cast<std::uint32_t>(characters_.vocab_size());
  lengths_.assign(C, 1);
  std::vector<std::uint32_t> first(C), last(C);  // characters of each token
  std::iota(first.begin(), first.end(), 0);
  std::iota(last.begin(), last.end(), 0);
  rules_.resize(C + merges_.size());
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
    rules_[left].push_back({right, i});
    joined_.insert(pair_key(last[left], first[right]));
  }
  for (std::vector<Rule>& rules : rules_)
    std::sort(rules.begin(), rules.end(),
              [](const Rule& a, const Rule& b) { return pair_key(a.right, a.merge) < pair_key(b.right, b.merge); });
}

std::uint32_t BpeTokenizer::merge_of(std::uint32_t left, std::uint32_t right) const {
  const std::vector<Rule>& rules = rules_[left];
  const auto found =
      std::lower_bound(rules.begin(), rules.end(), right, [](const Rule& rule, std::uint32_t id) { return rule.right < id; });
  return found != rules.end() && found->right == right ? found->merge : kNone;
}

// No token reaches over characters that stand side by side in none.
bool BpeTokenizer::can_cut(std::int32_t left, std::int32_t right) const {
  return joined_.count(pair_key(static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(right))) == 0;
}

// Merge by merge. All places of one come to be by an earlier one, from left to right.
template <class Ids, class Out>
void BpeTokenizer::encode_piece(const Ids& characters, std::size_t begin, std::size_t size, Out& out) const {
  MergedText text(size, lengths_);
  for (std::size_t i = 0; i < size; ++i) text.set(i, static_cast<std::uint32_t>(characters[begin + i]));
  std::vector<std::vector<std::uint32_t>> places(merges_.size());
  const auto note = [&](std::size_t left, std::size_t right) {
    const std::uint32_t merge = merge_of(text.token(left), text.token(right));
    if (merge != kNone) places[merge].push_back(static_cast<std::uint32_t>(left));
  };
  for (std::size_t i = 0; i + 1 < size; ++i) note(i, i + 1);
  for (std::size_t i = 0; i < merges_.size(); ++i) {
    for (const std::uint32_t place : places[i]) {
      if (!text.has_pair(place, merges_[i].left, merges_[i].right)) continue;
      text.merge(place, static_cast<std::uint32_t>(characters_.vocab_size()) + i);
      if (place > 0) note(text.previous(place), place);
      if (text.next(place) < size) note(place, text.next(place));
    }
    places[i] = {};
  }
  for (std::size_t place = 0; place < size; place = text.next(place)) out.push_back(text.token(place));
}

template <class Ids, class Out>
void BpeTokenizer::encode_all(const Ids& characters, std::size_t begin, std::size_t size, Out& out) const {
  for (const std::size_t end = begin + size; begin < end;) {
    std::size_t cut = std::min(begin + kPiece, end);
    while (cut < end && !can_cut(characters[cut - 1], characters[cut])) ++cut;
    encode_piece(characters, begin, cut - begin, out);
    begin = cut;
  }
}

void BpeTokenizer::encode(const TokenIds& characters, std::size_t begin, std::size_t size, TokenIds& out) const {
  encode_all(characters, begin, size, out);
}

std::vector<std::int32_t> BpeTokenizer::encode(std::string_view text) const {
  std::vector<std::int32_t> ids;
  const std::vector<std::int32_t> characters = characters_.encode(text);
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
