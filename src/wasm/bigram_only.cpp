// What the module says that knows the bigram alone, and in single precision, where the one with all models has an answer.
#include "base/throw_error.hpp"
#include "requests.hpp"

namespace iambic::wasm {

void gradients(const Json&, Bytes, JsonWriter&) {
  throw_error("core.bigram-only", "this trainer was started for a quick bigram; create a new one with complete: true");
}

void trace(const Json& request, Bytes payload, JsonWriter& answer) { gradients(request, payload, answer); }

// A bigram has none.
void attention(const Json& request, Bytes, JsonWriter&) { refuse_attention(request); }

// Its tokens are characters.
void write_subwords(JsonWriter&) {}

// It trains alone: see web/trainer/trainer.js.
const Request complete_requests[] = {{}};

}  // namespace iambic::wasm
