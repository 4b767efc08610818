#include "descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace {

constexpr std::size_t kPiece = 1 << 20;

}  // namespace

std::string reason() { return std::strerror(errno); }

Descriptor::~Descriptor() { close(); }

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

int Descriptor::release() { return std::exchange(fd_, -1); }

bool Descriptor::close() { return fd_ < 0 || ::close(release()) == 0; }

bool read_all(int fd, const std::function<void(const std::uint8_t*, std::size_t)>& take) {
  std::vector<std::uint8_t> piece(kPiece);
  for (;;) {
    const ssize_t count = ::read(fd, piece.data(), piece.size());
    if (count == 0) return true;
    if (count > 0)
      take(piece.data(), static_cast<std::size_t>(count));
    else if (errno != EINTR)
      return false;
  }
}

bool write_all(int fd, const std::uint8_t* bytes, std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    const ssize_t count = ::write(fd, bytes + done, size - done);
    if (count >= 0)
      done += static_cast<std::size_t>(count);
    else if (errno != EINTR)
      return false;
  }
  return true;
}

bool sync(int fd) {
  while (::fsync(fd) != 0) {
    if (errno == EINVAL || errno == ENOTSUP) return true;  // a file system that knows no such thing
    if (errno != EINTR) return false;
  }
  return true;
}

// open() gives the lowest descriptor that is free.
void secure_standard_descriptors() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd)
    if (::fcntl(fd, F_GETFD) == -1 && errno == EBADF) ::open("/dev/null", O_RDWR);
}
