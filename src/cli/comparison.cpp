#include "comparison.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <vector>

namespace {

constexpr std::size_t kWidestColumn = 56;

// The lines of a text without the blanks at their ends, from the first line that is not empty.
std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    const auto first = line.find_first_not_of(' ');
    const std::string trimmed = first == std::string::npos ? "" : line.substr(first, line.find_last_not_of(' ') - first + 1);
    if (!result.empty() || !trimmed.empty()) result.push_back(trimmed);
  }
  return result;
}

// In characters: bytes that do not continue one.
std::size_t width(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

void print(std::vector<std::string> left, std::vector<std::string> right) {
  const std::size_t rows = std::max(left.size(), right.size());
  left.resize(rows);
  right.resize(rows);
  std::size_t column = 0;
  for (const std::string& line : left) column = std::max(column, width(line));
  for (std::size_t i = 0; i < rows; ++i) {
    const char* const relation = left[i] == right[i] ? " | " : " ≠ ";
    std::cout << "    " << left[i];
    if (column <= kWidestColumn)
      std::cout << std::string(column - width(left[i]), ' ') << relation << right[i] << '\n';
    else
      std::cout << "\n " << relation << right[i] << '\n';
  }
}

}  // namespace

void Comparison::show(const std::string& title, const std::string& computed, const Shown& shown) {
  const std::vector<std::string> left = lines(computed), right = lines(shown.text);
  const bool equal = left == right;
  const bool misprint = !equal && !shown.correct.empty() && left == lines(shown.correct);
  ++(equal ? equal_ : misprint ? misprints_ : differences_);
  std::cout << (equal ? "✓ " : misprint ? "! " : "✗ ") << title;
  if (misprint) std::cout << " (known misprint of the notes: " << shown.misprint << ")";
  std::cout << '\n';
  print(left, right);
}

void Comparison::summary() const {
  const auto counted = [](int count, const char* what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); };
  std::cout << equal_ << " as in the notes, " << counted(misprints_, "known misprint") << " of the notes, "
            << counted(differences_, "difference") << '\n';
}
