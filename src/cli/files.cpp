#include "files.hpp"

#include <cerrno>
#include <cstring>

#include "arguments.hpp"

namespace fs = std::filesystem;
using iambic::Error;

namespace {

constexpr std::size_t kPiece = 1 << 20;

std::string reason() { return std::strerror(errno); }

std::ifstream open(const std::string& path, const std::string& wanted) {
  std::error_code ignored;
  if (path.empty()) throw Error("the name is empty; it must be " + wanted);
  if (fs::is_directory(path, ignored)) throw Error("this is a folder; it must be " + wanted);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error("it cannot be read (" + reason() + "); it must be " + wanted);
  return stream;
}

template <class Take>
void read_pieces(std::ifstream& stream, Take&& take) {
  std::vector<char> piece(kPiece);
  while (stream.read(piece.data(), static_cast<std::streamsize>(kPiece)), stream.gcount() > 0)
    take(reinterpret_cast<const std::uint8_t*>(piece.data()), static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) throw Error("it cannot be read (" + reason() + ")");
}

}  // namespace

iambic::Corpus read_text(const std::string& option, const std::string& path) {
  return blaming(option + " " + path, [&] {
    std::ifstream stream = open(path, "a text in UTF-8");
    std::error_code unknown;
    const std::uintmax_t size = fs::is_regular_file(path, unknown) ? fs::file_size(path, unknown) : 0;
    iambic::CorpusReader reader(unknown ? 0 : static_cast<std::size_t>(size));
    read_pieces(stream, [&](const std::uint8_t* bytes, std::size_t count) { reader.append(bytes, count); });
    return reader.finish();
  });
}

iambic::Checkpoint read_checkpoint_file(const std::string& option, const std::string& path) {
  return blaming(option + " " + path, [&] {
    std::ifstream stream = open(path, "a checkpoint that iambic train --out has written");
    std::vector<std::uint8_t> bytes;
    read_pieces(stream, [&](const std::uint8_t* piece, std::size_t count) { bytes.insert(bytes.end(), piece, piece + count); });
    return iambic::read_checkpoint(bytes.data(), bytes.size());
  });
}

std::unique_ptr<iambic::Trainer> make_trainer(const iambic::Corpus& corpus, const iambic::Settings& settings, const std::string& path) {
  blaming("", [&] { iambic::check(settings, corpus.tokenizer.vocab_size()); });
  return blaming("--data " + path, [&] { return std::make_unique<iambic::Trainer>(corpus, settings); });
}

OutputFile::OutputFile(const std::string& option, const std::string& path) : option_(option), path_(path), beside_(path + ".part") {
  std::error_code ignored;
  if (path.empty() || (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored)))
    throw BadInput(option + " " + path + ": it must name a file that can be written");
  stream_.open(beside_, std::ios::binary | std::ios::trunc);
  if (!stream_) throw BadInput(option + " " + path + ": it cannot be written (" + reason() + ")");
}

OutputFile::~OutputFile() {
  stream_.close();
  std::error_code ignored;
  fs::remove(beside_, ignored);  // not there any more when all went well
}

void OutputFile::write(const std::vector<std::uint8_t>& bytes) {
  stream_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  stream_.close();
  if (!stream_) throw Error(option_ + " " + path_ + ": it cannot be written (" + reason() + ")");
  std::error_code failed;
  fs::rename(beside_, path_, failed);
  if (failed) throw Error(option_ + " " + path_ + ": it cannot be written (" + failed.message() + ")");
}
