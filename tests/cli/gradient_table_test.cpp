// The verdict of iambic check-gradients, which must be able to fail.
#include "gradient_table.hpp"

#include <sstream>

#include "support.hpp"

using iambic::TensorCheck;

namespace {

const TensorCheck kRight{"lm_head.weight", 4160, 4, 0.5, 1e-7, true}, kWrong{"lm_head.bias", 65, 4, 0.5, 2, false};

std::string sentence(const std::vector<TensorCheck>& checks, int status) {
  std::ostringstream out;
  CHECK(print_gradient_table(out, checks) == status);
  const std::string text = out.str();
  return text.substr(text.rfind('\n', text.size() - 2) + 1);
}

}  // namespace

TEST_CASE("a table of gradients that agree ends in status 0, with one that does not in status 1") {
  CHECK(sentence({kRight, kRight}, 0) == "all gradients agree with finite differences\n");
  CHECK(sentence({kRight, kWrong, kRight}, 1) == "1 tensor disagrees with finite differences\n");
  CHECK(sentence({kWrong, kWrong}, 1) == "2 tensors disagree with finite differences\n");
}
