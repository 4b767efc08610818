// SHA-256 against NIST's examples (FIPS 180-4 and the SHA test vectors).
#include "base/sha256.hpp"

#include "support.hpp"

using iambic::Sha256;

namespace {
std::string sha256(const std::string& message) {
  Sha256 hash;
  hash.update(message.data(), message.size());
  return hash.finish();
}
}  // namespace

TEST_CASE("SHA-256 gives NIST's digests") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu") ==
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the message is cut, at any length around a block") {
  for (std::size_t length = 0; length <= 130; ++length) {
    std::string message;
    for (std::size_t i = 0; i < length; ++i) message += static_cast<char>(i * 7 + length);
    for (const std::size_t cut :
         {std::size_t{0}, std::size_t{1}, std::size_t{55}, std::size_t{56}, std::size_t{63}, std::size_t{64}, std::size_t{65}}) {
      if (cut > length) continue;
      Sha256 hash;
      hash.update(message.data(), cut);
      hash.update(message.data() + cut, length - cut);
      INFO("length " << length << " cut at " << cut);
      REQUIRE(hash.finish() == sha256(message));
    }
  }
}
