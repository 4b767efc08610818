// Which word somebody may have meant.
#include "nearest.hpp"

#include "support.hpp"

TEST_CASE("a slip of the fingers is near, another word is not") {
  const std::vector<std::string> known = {"train", "sample", "encode", "decode", "replay", "check-gradients"};
  CHECK(nearest("trian", known) == "train");
  CHECK(nearest("smaple", known) == "sample");
  CHECK(nearest("encod", known) == "encode");
  CHECK(nearest("check", known) == "check-gradients");
  CHECK(nearest("traiin", known) == "train");
  for (const char* const other : {"", "x", "learn", "help", "evaluate"}) CHECK(nearest(other, known).empty());
  CHECK(nearest("out", {"steps", "data"}).empty());
}
