#include "nearest.hpp"

#include <algorithm>

namespace {

constexpr std::size_t kShortestBeginning = 3;

// How many letters must be put in, left out, exchanged, or change places with their neighbours.
// https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance, "optimal string alignment"
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

bool begins(const std::string& word, const std::string& beginning) {
  return beginning.size() >= kShortestBeginning && word.compare(0, beginning.size(), beginning) == 0;
}

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;  // a third of the letters may be wrong
  for (const std::string& candidate : known) {
    const std::size_t wrong = begins(candidate, word) ? 1 : distance(word, candidate);
    if (wrong < least && wrong < candidate.size()) best = candidate, least = wrong;
  }
  return best;
}
