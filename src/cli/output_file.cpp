#include "output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "arguments.hpp"
#include "base/error.hpp"
#include "descriptor.hpp"

namespace fs = std::filesystem;
using iambic::Error;

namespace {

constexpr int kMostLinks = 40;  // as the system allows
constexpr int kLooks = 10;      // at a file that others replace all the time

bool same(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

// Where the links end, whether there is a file or not.
std::string followed(std::string path) {
  for (int i = 0; i < kMostLinks; ++i) {
    std::error_code not_a_link;
    const fs::path next = fs::read_symlink(path, not_a_link);
    if (not_a_link) break;
    path = fs::path(path).parent_path() / next;  // next alone when that is absolute
  }
  return path;
}

// Whether both names are those of one file. Another program may replace it between the two looks.
bool is_one_file(const std::string& path, const std::string& target) {
  struct stat a {
  }, b{};
  for (int look = 0; look < kLooks && path != target; ++look) {
    if (::stat(path.c_str(), &a) != 0 || ::stat(target.c_str(), &b) != 0) return false;
    if (same(a, b)) return true;
  }
  return path == target;
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// Also the administrator, who may write anything, keeps what was made read-only.
bool is_read_only(const struct stat& file, const std::string& path) {
  return (file.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0 || ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0;
}

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// False, with errno set, when not all could be written.
bool write_pieces(int fd, const Pieces& pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [fd](const Piece& piece) { return write_all(fd, piece.bytes, piece.size); });
}

// A new file that nobody else has, removed unless it is kept.
class Temporary {
 public:
  explicit Temporary(const std::string& folder) : path_(folder + "/.iambic-XXXXXX"), file_(::mkstemp(path_.data())) {}
  Temporary(const Temporary&) = delete;
  ~Temporary() {
    if (file_) ::unlink(path_.c_str());
  }
  Descriptor keep() { return std::move(file_); }
  const Descriptor& file() const { return file_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  Descriptor file_;
};

}  // namespace

OutputFile::OutputFile(const std::string& option, const std::string& path, const std::string& input, const std::string& what)
    : option_(option), path_(path) {
  if (path.empty()) refuse("it must name a file that can be written");
  struct stat there {
  }, read{};
  target_ = followed(path);
  const bool exists = path != "-" && ::stat(path.c_str(), &there) == 0;
  if (path != "-" && !exists && errno != ENOENT) refuse("it cannot be written (" + reason() + ")");
  if (path == "-")
    kind_ = Kind::standard_output;
  else if (exists)
    inspect(there);
  if (kind_ == Kind::standard_output && ::isatty(STDOUT_FILENO)) refuse("standard output is a terminal; send it to a file or a pipe");
  if (kind_ == Kind::file) check_folder();
  const bool reads = !input.empty() && (input == "-" ? ::fstat(STDIN_FILENO, &read) : ::stat(input.c_str(), &read)) == 0;
  if (exists && reads && S_ISREG(there.st_mode) && same(there, read)) refuse("this is " + what + "; it must be another file");
}

void OutputFile::refuse(const std::string& why) const { throw BadInput(option_ + " " + path_ + ": " + why); }
void OutputFile::fail(const std::string& why) const { throw iambic::Error("file.unwritable", option_ + " " + path_ + ": " + why); }

// What is there already.
void OutputFile::inspect(const struct stat& there) {
  struct stat output {};
  const bool pipes = S_ISFIFO(there.st_mode) || S_ISSOCK(there.st_mode);
  if ((S_ISREG(there.st_mode) || pipes) && ::fstat(STDOUT_FILENO, &output) == 0 && same(there, output)) {
    kind_ = Kind::standard_output;
    return;
  }
  if (!S_ISREG(there.st_mode) && !S_ISFIFO(there.st_mode) && !S_ISCHR(there.st_mode)) refuse("it must name a file that can be written");
  if (is_read_only(there, path_)) refuse("it is read-only; choose another name, or make it writable");
  // A file without a name of its own, as /dev/fd/3 may be, is written through, too.
  if (!S_ISREG(there.st_mode) || !is_one_file(path_, target_)) kind_ = Kind::stream;
}

// A new file will stand here until it takes the name.
void OutputFile::check_folder() const {
  const std::string folder = folder_of(target_);
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) refuse("there is no folder " + folder);
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) refuse("its folder cannot be written (" + reason() + ")");
}

void OutputFile::write(const Pieces& pieces) { kind_ == Kind::file ? replace(pieces) : write_through(pieces); }

void OutputFile::write_through(const Pieces& pieces) const {
  const bool opens = kind_ == Kind::stream;
  Descriptor file(opens ? ::open(path_.c_str(), O_WRONLY | O_TRUNC) : ::dup(STDOUT_FILENO));
  if (!file || !write_pieces(file.get(), pieces) || !file.close()) fail("it cannot be written (" + reason() + ")");
}

// Owner and mode are those of the file that will be replaced. Who may not give a file away keeps it.
void OutputFile::fill(int fd, const Pieces& pieces) const {
  struct stat old {};
  const bool replaces = ::stat(target_.c_str(), &old) == 0;
  if (replaces && ::fchown(fd, old.st_uid, old.st_gid) != 0) errno = 0;
  const bool has_mode = ::fchmod(fd, replaces ? old.st_mode & 0777 : mode_of_new_files()) == 0;
  if (!has_mode || !write_pieces(fd, pieces) || !sync(fd)) fail("it cannot be written (" + reason() + ")");
}

void OutputFile::replace(const Pieces& pieces) {
  Temporary beside(folder_of(target_));
  if (!beside.file()) fail("it cannot be written (" + reason() + ")");
  fill(beside.file().get(), pieces);
  const bool renamed = std::rename(beside.path().c_str(), target_.c_str()) == 0;
  const std::string why = renamed ? "" : reason();
  written_ = beside.keep();  // also where it cannot take the name: it may be all that there is of a run
  if (!renamed) fail("it cannot be replaced (" + why + "); the checkpoint is in " + beside.path());
  const Descriptor folder(::open(folder_of(target_).c_str(), O_RDONLY));
  if (folder) sync(folder.get());  // so that the name, too, outlives a power cut
}

bool OutputFile::was_replaced() const {
  struct stat there {
  }, ours{};
  if (!written_ || ::fstat(written_.get(), &ours) != 0) return false;
  return ::stat(target_.c_str(), &there) != 0 || !same(there, ours);
}
