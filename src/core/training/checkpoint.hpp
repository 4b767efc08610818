// A run as one safetensors file: PyTorch's tensor names, AdamW's moments, and all that is needed to go on bit for bit.
// Format: https://huggingface.co/docs/safetensors (8-byte header length, JSON header, raw little-endian tensors).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/tensor.hpp"
#include "models/parameters.hpp"
#include "models/settings.hpp"
#include "text/tokenizer.hpp"

namespace iambic {

/// Everything that a training step changes. The tensors are flat, in the order of the model's parameter table.
struct TrainingState {
  Tensor<float, 1> values, exp_avg, exp_avg_sq;
  Generator generator;
  std::int64_t step = 0;
};

struct Checkpoint {
  Settings settings;
  std::shared_ptr<const Tokenizer> tokenizer;
  std::string corpus_sha256;
  TrainingState state;
};

/// A run that is looked at where it is, for there may be no room for a copy.
struct CheckpointView {
  const Settings& settings;
  const Tokenizer& tokenizer;
  const std::string& corpus_sha256;
  const Generator& generator;
  std::int64_t step;
  const Tensor<float, 1>* tensors[3];  // weights and both moments
};

/// The file's header. Behind it the file has the bytes of the tensors as they are.
std::string checkpoint_header(const CheckpointView& run);

/// The file's bytes. The same run always gives the same bytes, on every platform.
std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint);

/// A file that was opened and found whole, whose tensors stay where they are.
class CheckpointFile {
 public:
  /// Goes on looking at `bytes`. Throws Error, one sentence, when the file is cut off, damaged or foreign.
  CheckpointFile(const std::uint8_t* bytes, std::size_t size);

  Settings settings;
  std::shared_ptr<const Tokenizer> tokenizer;
  std::string corpus_sha256;
  Generator generator;
  std::int64_t step;

  /// How many weights it has.
  std::size_t size() const { return table_.back().offset + table_.back().size(); }
  /// values (size()) of the weights, or of the first or second moment: which = 0, 1, 2.
  void read(std::size_t which, Tensor<float, 1>& values) const;

 private:
  std::vector<Parameter> table_;
  std::vector<const std::uint8_t*> tensors_;  // in the table's order: of the weights, of the first moments, of the second
};

/// Reads what write_checkpoint wrote. Throws Error, one sentence, when the file is cut off, damaged or foreign.
Checkpoint read_checkpoint(const std::uint8_t* bytes, std::size_t size);

}  // namespace iambic
