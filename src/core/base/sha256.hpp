// SHA-256, to name a corpus and to notice a damaged checkpoint. Ours because no packaged library reaches both the native
// and the WebAssembly build. Source: FIPS 180-4, section 6.2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace iambic {

class Sha256 {
 public:
  /// The next `size` bytes of the message.
  void update(const void* bytes, std::size_t size);
  /// Ends the message: 64 lower-case hexadecimal digits.
  std::string finish();

 private:
  void compress(const std::uint8_t* block);

  std::array<std::uint32_t, 8> hash_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> block_{};
  std::size_t filled_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace iambic
