#include "text/merges.hpp"

#include <queue>
#include <unordered_map>

#include "base/throw_error.hpp"
#include "text/merged_text.hpp"

namespace iambic {

namespace {

using Places = std::vector<std::uint32_t>;

// Two tokens side by side. All places at which they ever stand come to be in one merge, that of the younger token, from left to
// right; from then on they only become fewer.
struct Pair {
  std::uint32_t left = 0, right = 0;
  std::size_t count = 0;  // of places at which they still stand
  Places places;          // ascending
  std::size_t first = 0;  // of places: before it they stand nowhere any more
};

// What the merges of one pair did to the pairs with their neighbours on one side.
struct Neighbours {
  std::vector<std::size_t> lost;       // by neighbour: pairs with the old token
  std::vector<Places> gained;          // by neighbour: pairs with the new one
  std::vector<std::uint32_t> touched;  // neighbours

  explicit Neighbours(std::size_t vocab_size) : lost(vocab_size), gained(vocab_size) {}

  void move(std::uint32_t neighbour, std::size_t place) {
    if (lost[neighbour]++ == 0) touched.push_back(neighbour);
    gained[neighbour].push_back(static_cast<std::uint32_t>(place));
  }
};

class Learner {
 public:
  Learner(const TokenIds& ids, std::size_t size, std::size_t characters, std::size_t vocab_size)
      : text_(size, lengths_), lengths_(characters, 1), tokens_(size), before_(vocab_size), after_(vocab_size) {
    lengths_.reserve(vocab_size);
    for (std::size_t i = 0; i < size; ++i) text_.set(i, static_cast<std::uint32_t>(ids[i]));
    for (std::size_t i = 0; i + 1 < size; ++i) {
      Pair& pair = pair_of(text_.token(i), text_.token(i + 1));
      pair.places.push_back(static_cast<std::uint32_t>(i));
      ++pair.count;
    }
    for (auto& [key, pair] : pairs_) queue_.push(rank_of(pair));
  }

  // False when no two tokens are left.
  bool merge_next(Merge& merge) {
    Pair pair;
    if (!take_most_frequent(pair)) return false;
    const auto token = static_cast<std::uint32_t>(lengths_.size());
    lengths_.push_back(lengths_[pair.left] + lengths_[pair.right]);
    const Places twice = merge_all(pair, token);
    settle(pair, token, twice);
    merge = {pair.left, pair.right, pair.count, tokens_};
    return true;
  }

 private:
  // The most frequent pair first; of equals the one that occurs first.
  struct Rank {
    std::size_t count;
    std::uint32_t first, left, right;
    bool operator<(const Rank& other) const { return count != other.count ? count < other.count : first > other.first; }
    bool operator==(const Rank& other) const { return count == other.count && first == other.first; }
  };

  Pair& pair_of(std::uint32_t left, std::uint32_t right) {
    Pair& pair = pairs_[pair_key(left, right)];
    pair.left = left, pair.right = right;
    return pair;
  }

  bool stands(const Pair& pair, std::size_t place) const { return text_.has_pair(place, pair.left, pair.right); }

  Rank rank_of(Pair& pair) const {
    while (!stands(pair, pair.places[pair.first])) ++pair.first;
    return {pair.count, pair.places[pair.first], pair.left, pair.right};
  }

  // A pair's rank only falls: one whose rank in the queue is its present one is the first of all.
  bool take_most_frequent(Pair& best) {
    while (!queue_.empty()) {
      const Rank top = queue_.top();
      queue_.pop();
      const auto found = pairs_.find(pair_key(top.left, top.right));
      if (found == pairs_.end()) continue;
      const Rank now = rank_of(found->second);
      if (now == top) {
        best = std::move(found->second);
        pairs_.erase(found);
        return true;
      }
      queue_.push(now);
    }
    return false;
  }

  // Every place of the pair becomes `token`. Returns where the new token then follows itself.
  Places merge_all(const Pair& pair, std::uint32_t token) {
    Places twice;
    for (const std::uint32_t place : pair.places) {
      if (!stands(pair, place)) continue;
      text_.merge(place, token);
      --tokens_;
      if (place > 0) {
        const std::size_t previous = text_.previous(place);
        const std::uint32_t neighbour = text_.token(previous);
        if (neighbour == token) {  // its pair with what stood here is over before it was told of
          after_.gained[pair.left].pop_back();
          twice.push_back(static_cast<std::uint32_t>(previous));
        } else {
          before_.move(neighbour, previous);
        }
      }
      const std::size_t next = text_.next(place);
      if (next < text_.size()) after_.move(text_.token(next), place);
    }
    return twice;
  }

  // The pairs that the merges ended, and those that they made.
  void settle(const Pair& pair, std::uint32_t token, const Places& twice) {
    for (const std::uint32_t neighbour : before_.touched) {
      lose(neighbour, pair.left, before_.lost[neighbour]);
      gain(neighbour, token, std::move(before_.gained[neighbour]));
    }
    for (const std::uint32_t neighbour : after_.touched) {
      lose(pair.right, neighbour, after_.lost[neighbour]);
      gain(token, neighbour, std::move(after_.gained[neighbour]));
    }
    gain(token, token, twice);
    for (Neighbours* side : {&before_, &after_}) {
      for (const std::uint32_t neighbour : side->touched) side->lost[neighbour] = 0, side->gained[neighbour] = {};
      side->touched.clear();
    }
  }

  void lose(std::uint32_t left, std::uint32_t right, std::size_t count) {
    const auto found = pairs_.find(pair_key(left, right));
    if (found == pairs_.end()) return;  // of a pair of equals, what was left over of itself
    Pair& pair = found->second;
    pair.count -= count;
    if (pair.count == 0) {
      pairs_.erase(found);
    } else if (pair.places.size() > 2 * pair.count) {  // those at which it stands no more take room
      Places still;
      still.reserve(pair.count);
      for (const std::uint32_t place : pair.places)
        if (stands(pair, place)) still.push_back(place);
      pair.places = std::move(still);
      pair.first = 0;
    }
  }

  void gain(std::uint32_t left, std::uint32_t right, Places places) {
    if (places.empty()) return;
    Pair& pair = pair_of(left, right);
    pair.count = places.size();
    pair.places = std::move(places);
    queue_.push(rank_of(pair));
  }

  MergedText text_;
  TokenLengths lengths_;
  std::size_t tokens_;
  std::unordered_map<std::uint64_t, Pair> pairs_;  // those that still stand somewhere
  std::priority_queue<Rank> queue_;                // each of them once
  Neighbours before_, after_;
};

}  // namespace

std::vector<Merge> learn_merges(const TokenIds& ids, std::size_t size, std::size_t characters, std::size_t vocab_size,
                                const MergeProgress& progress) {
  if (vocab_size < characters)
    throw_error("vocabulary.small", "a vocabulary of {vocabSize} tokens is too small: the text has {low} characters, and each is a token",
                {{"vocabSize", vocab_size}, {"low", characters}});
  std::vector<Merge> merges(vocab_size - characters);
  if (merges.empty()) return merges;
  Learner learner(ids, size, characters, vocab_size);
  for (std::size_t i = 0; i < merges.size(); ++i) {
    if (!learner.merge_next(merges[i]))
      throw_error(
          "vocabulary.no-pairs",
          "a vocabulary of {vocabSize} tokens is too large: after {high} the text that they are learned from is one token, and no pair is "
          "left to merge",
          {{"vocabSize", vocab_size}, {"high", characters + i}});
    if (progress) progress(merges[i]);
  }
  return merges;
}

}  // namespace iambic
