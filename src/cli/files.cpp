#include "files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments.hpp"
#include "base/error.hpp"
#include "descriptor.hpp"
#include "models/limits.hpp"
#include "models/registry.hpp"

using iambic::Error;

namespace {

Descriptor open(const std::string& path, const std::string& wanted, struct stat& about) {
  if (path.empty()) throw iambic::Error("file.unreadable", "the name is empty; it must be " + wanted);
  Descriptor file(path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY));
  if (!file || ::fstat(file.get(), &about) != 0)
    throw iambic::Error("file.unreadable", "it cannot be read (" + reason() + "); it must be " + wanted);
  if (S_ISDIR(about.st_mode)) throw iambic::Error("file.unreadable", "this is a folder; it must be " + wanted);
  return file;
}

template <class Take>
void read(const Descriptor& file, Take&& take) {
  if (!read_all(file.get(), take)) throw iambic::Error("file.unreadable", "it cannot be read (" + reason() + ")");
}

}  // namespace

iambic::Corpus read_text(const std::string& option, const std::string& path) {
  return blaming(option + " " + path, [&] {
    struct stat about {};
    const Descriptor file = open(path, "a text in UTF-8", about);
    iambic::CorpusReader reader(S_ISREG(about.st_mode) ? static_cast<std::size_t>(about.st_size) : 0);
    read(file, [&](const std::uint8_t* bytes, std::size_t count) { reader.append(bytes, count); });
    return reader.finish();
  });
}

std::vector<std::uint8_t> read_checkpoint_bytes(const std::string& option, const std::string& path) {
  return blaming(option + " " + path, [&] {
    struct stat about {};
    const Descriptor file = open(path, "a checkpoint that iambic train --out has written", about);
    std::vector<std::uint8_t> bytes;
    if (S_ISREG(about.st_mode)) bytes.reserve(static_cast<std::size_t>(about.st_size));
    read(file, [&](const std::uint8_t* piece, std::size_t count) { bytes.insert(bytes.end(), piece, piece + count); });
    return bytes;
  });
}

iambic::Checkpoint read_checkpoint_file(const std::string& option, const std::string& path) {
  const std::vector<std::uint8_t> bytes = read_checkpoint_bytes(option, path);
  return blaming(option + " " + path, [&] { return iambic::read_checkpoint(bytes.data(), bytes.size()); });
}

std::unique_ptr<iambic::Trainer> make_trainer(const iambic::Corpus& corpus, const iambic::Settings& settings, const std::string& path,
                                              const iambic::MergeProgress& progress) {
  blaming("", [&] { iambic::check(settings, corpus.tokenizer->vocab_size()); });
  return blaming("--data " + path, [&] {
    iambic::tokenized(corpus, settings, nullptr, &progress);  // which stays with the text
    return std::make_unique<iambic::Trainer>(corpus, settings);
  });
}
