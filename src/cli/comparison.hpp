// Prints what was computed beside what is expected, line by line, and counts the differences.
#pragma once

#include <string>

/// Something that is shown somewhere, and may be wrong there.
struct Shown {
  std::string text;
  std::string correct = "";   // when text is known to be wrong: what should be there, and
  std::string misprint = "";  // what is wrong, in a few words
};

class Comparison {
 public:
  /// Compares but for blanks at the ends of lines, and prints both with a mark: ✓ equal, ✗ different, ! as known to be correct.
  void show(const std::string& title, const std::string& computed, const Shown& shown);
  /// Prints how often which mark was given.
  void summary() const;
  int differences() const { return differences_; }

 private:
  int equal_ = 0, misprints_ = 0, differences_ = 0;
};
