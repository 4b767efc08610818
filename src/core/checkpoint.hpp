// A run as one safetensors file: PyTorch's tensor names, AdamW's moments, and all that is needed to go on bit for bit.
// Format: https://huggingface.co/docs/safetensors (8-byte header length, JSON header, raw little-endian tensors).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "parameters.hpp"
#include "random.hpp"
#include "settings.hpp"
#include "tensor.hpp"
#include "tokenizer.hpp"

namespace iambic {

/// Everything that a training step changes. The tensors are flat, in the order of the model's parameter table.
struct TrainingState {
  Tensor<float, 1> values, exp_avg, exp_avg_sq;
  Generator generator;
  std::int64_t step = 0;
};

struct Checkpoint {
  Settings settings;
  CharTokenizer tokenizer;
  std::string corpus_sha256;
  TrainingState state;
};

/// The file's bytes. The same run always gives the same bytes, on every platform.
std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint);

/// Reads what write_checkpoint wrote. Throws Error, one sentence, when the file is cut off, damaged or foreign.
Checkpoint read_checkpoint(const std::uint8_t* bytes, std::size_t size);

}  // namespace iambic
