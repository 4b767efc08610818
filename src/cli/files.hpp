// Files in and out: the text, checkpoints, and results that are written whole or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "checkpoint.hpp"
#include "dataset.hpp"
#include "trainer.hpp"

/// Reads the text at `path` piece by piece. Throws BadInput that names `option`, the path and what is wrong.
iambic::Corpus read_text(const std::string& option, const std::string& path);
/// Reads the checkpoint at `path`. Throws BadInput in the same way.
iambic::Checkpoint read_checkpoint_file(const std::string& option, const std::string& path);

/// A new trainer. Throws BadInput that names `path`, --data's, when that text is too short; settings that do not fit each other
/// are refused in their own words.
std::unique_ptr<iambic::Trainer> make_trainer(const iambic::Corpus& corpus, const iambic::Settings& settings, const std::string& path);

/// A file that takes its name only when it is complete: until then its bytes are in a file beside it.
class OutputFile {
 public:
  /// Opens the file beside, so that a path that cannot be written is refused before the work begins. Throws BadInput.
  OutputFile(const std::string& option, const std::string& path);
  OutputFile(const OutputFile&) = delete;
  ~OutputFile();
  /// Writes all of it and gives it its name. Throws Error.
  void write(const std::vector<std::uint8_t>& bytes);
  const std::string& path() const { return path_; }

 private:
  std::string option_, path_;
  std::filesystem::path beside_;
  std::ofstream stream_;
};
