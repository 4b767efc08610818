// --out: a file that is replaced whole or not at all, a device or pipe that is written through, or standard output.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <vector>

#include "descriptor.hpp"

/// What a file is made of, one after the other, where it lies: a large one never exists twice.
struct Piece {
  const std::uint8_t* bytes;
  std::size_t size;
};
using Pieces = std::vector<Piece>;

class OutputFile {
 public:
  /// Follows links and refuses, before any work is done, what could not be written at its end. Nothing is created yet.
  /// input: a file that must not be overwritten, which is `what`; empty for none. Throws BadInput that names `option`.
  OutputFile(const std::string& option, const std::string& path, const std::string& input, const std::string& what);

  /// Writes all of it: what was there before stays whole until the new bytes are on the disk. Throws Error.
  void write(const Pieces& pieces);

  const std::string& path() const { return path_; }
  bool is_standard_output() const { return kind_ == Kind::standard_output; }
  /// Whether it can be written again and again, each time in place of what was there.
  bool is_replaceable() const { return kind_ == Kind::file; }
  /// Whether another program has put a file of its own there since write().
  bool was_replaced() const;

 private:
  enum class Kind { file, stream, standard_output };

  [[noreturn]] void refuse(const std::string& why) const;
  [[noreturn]] void fail(const std::string& why) const;
  void inspect(const struct stat& there);
  void check_folder() const;
  void fill(int fd, const Pieces& pieces) const;
  void replace(const Pieces& pieces);
  void write_through(const Pieces& pieces) const;

  std::string option_, path_;
  std::string target_;  // path_ with its links followed
  Kind kind_ = Kind::file;
  Descriptor written_{-1};  // what write() put there; held open, so that no other file gets its number
};
