// libFuzzer: read_checkpoint refuses any bytes with an Error or accepts them, and what it accepts it can write and read again.
// A first byte that is odd has the checksum put right, so that the fuzzer gets past it.
#include <cstdint>
#include <cstdlib>

#include "../core/forge.hpp"
#include "base/error.hpp"
#include "models/registry.hpp"
#include "training/checkpoint.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

// Whatever was accepted can be sampled from.
void sample(const Checkpoint& checkpoint) {
  const std::unique_ptr<Model<float>> model = make_model<float>(checkpoint.settings, checkpoint.tokenizer->vocab_size());
  model->parameters().values = checkpoint.state.values;
  Generator generator = checkpoint.state.generator;
  checkpoint.tokenizer->decode(generate(*model, {}, 3, {}, generator));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Bytes file(data + 1, data + size);
  if (data[0] % 2 == 1) {
    Forged forged = Forged::take_apart(file);
    forged.sign();
    file = forged.file();
  }
  try {
    const Checkpoint checkpoint = read_checkpoint(file.data(), file.size());
    sample(checkpoint);
    const Bytes written = write_checkpoint(checkpoint);
    if (write_checkpoint(read_checkpoint(written.data(), written.size())) != written) std::abort();
  } catch (const Error&) {
    return 0;
  }
  return 0;
}
