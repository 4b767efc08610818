// File descriptors: closed when they go out of scope, read and written whole although signals come in between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// What the last system call did not like: "No such file or directory".
std::string reason();

class Descriptor {
 public:
  /// Takes over an open descriptor, or -1.
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  int release();
  /// False, with errno set, when what was written did not arrive.
  bool close();

 private:
  int fd_;
};

/// Reads to the end and hands over each piece. False, with errno set, when that fails.
bool read_all(int fd, const std::function<void(const std::uint8_t*, std::size_t)>& take);
/// False, with errno set, when not all could be written.
bool write_all(int fd, const std::uint8_t* bytes, std::size_t size);
/// False, with errno set, when the bytes are not on the disk.
bool sync(int fd);

/// Standard input, output and error, where the caller has closed them, become the null device: else the next file that is
/// opened takes their place, and the log is written into it.
void secure_standard_descriptors();
