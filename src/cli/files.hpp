// Files that are read: the text, and checkpoints. A path of - is standard input.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "text/dataset.hpp"
#include "text/merges.hpp"
#include "training/checkpoint.hpp"
#include "training/trainer.hpp"

/// Reads the text at `path` piece by piece. Throws BadInput that names `option`, the path and what is wrong.
iambic::Corpus read_text(const std::string& option, const std::string& path);
/// Reads the checkpoint at `path`, as it is or what it says. Throws BadInput in the same way.
std::vector<std::uint8_t> read_checkpoint_bytes(const std::string& option, const std::string& path);
iambic::Checkpoint read_checkpoint_file(const std::string& option, const std::string& path);

/// A new trainer. Throws BadInput that names `path`, --data's, when that text is too short; settings that do not fit each other
/// are refused in their own words.
std::unique_ptr<iambic::Trainer> make_trainer(const iambic::Corpus& corpus, const iambic::Settings& settings, const std::string& path,
                                              const iambic::MergeProgress& progress = {});
