// What the module says that knows the bigram alone, and in single precision, where the one with all models has an answer.
#include "base/throw_error.hpp"
#include "requests.hpp"

namespace iambic::wasm {

void gradients(const Json&, Bytes, JsonWriter&) {
  throw_error("core.bigram-only",
              "this trainer was started for a quick bigram; create a new one with complete: true to check its gradients");
}

}  // namespace iambic::wasm
