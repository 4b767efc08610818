#include "training/checkpoint.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <iterator>

#include "base/error.hpp"
#include "base/heartbeat.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "models/limits.hpp"
#include "models/model.hpp"
#include "models/registry.hpp"
#include "training/safetensors.hpp"

namespace iambic {

namespace {

constexpr const char* kFormat = "1";
constexpr double kMaxSteps = 9007199254740992.0;  // 2^53

// One of the three flat buffers of a run, and how its tensors are called in the file.
struct Buffer {
  const char* prefix;
  Tensor<float, 1> TrainingState::*values;
};
constexpr Buffer kBuffers[] = {
    {"", &TrainingState::values},
    {"adamw.exp_avg.", &TrainingState::exp_avg},
    {"adamw.exp_avg_sq.", &TrainingState::exp_avg_sq},
};

// SHA-256 of the whole file as it stands while the checksum's own 64 digits are zeros.
const std::string kNoChecksum(64, '0');

std::string checksum(const std::string& header, const std::uint8_t* data, std::size_t size) {
  Sha256 hash;
  hash.update(header.data(), header.size());
  hash.update(data, size);
  return hash.finish();
}

// What is said of the run beside its tensors, in this order; behind it stands the checksum.
constexpr const char* kMetadata[] = {"format", "iambic", "config", "vocabulary", "step", "generator", "corpus_sha256"};
constexpr std::size_t kMetadataSize = std::size(kMetadata);
using Metadata = std::array<std::string, kMetadataSize>;

// The header of a file without its checksum, its tensors one after the other in the order of kBuffers and the table.
std::string header_text(const Metadata& metadata, const std::vector<Parameter>& table) {
  JsonWriter header;
  header.object().key("__metadata__").object();
  for (std::size_t i = 0; i < kMetadataSize; ++i) header.key(kMetadata[i]).value(metadata[i]);
  header.key("sha256").value(kNoChecksum).end();
  std::size_t begin = 0;
  for (const Buffer& buffer : kBuffers)
    for (const Parameter& p : table) write_tensor(header, buffer.prefix + p.name, p.shape, begin);
  return padded(header.end());
}

std::string metadata(const SafetensorsFile& file, const char* key) {
  const Json metadata = file.header["__metadata__"];
  if (!metadata["iambic"])
    refuse_file("it was not written by Iambic, or has lost its metadata; scripts/to_pytorch.py --save makes one of a model in PyTorch",
                "foreign");
  if (!metadata[key].is_string()) refuse_file("it does not name its " + std::string(key));
  return metadata[key].string_or("");
}

Settings read_settings(const SafetensorsFile& file) {
  const std::optional<Json> values = Json::parse_verbatim(metadata(file, "config"));
  if (!values || !values->is_object()) refuse_file("its config is not JSON");
  check_keys(*values);
  Settings settings;
  for (const std::string& name : values->keys()) assign(settings, name, (*values)[name].text(), Spelling::snake);
  return settings;
}

std::shared_ptr<const Tokenizer> read_tokenizer(const SafetensorsFile& file, const Settings& settings) {
  std::shared_ptr<const Tokenizer> tokenizer = make_tokenizer(settings, metadata(file, "vocabulary"));
  if (tokenizer->characters().size() < 2) refuse_file("its vocabulary has fewer than two characters");
  return tokenizer;
}

std::int64_t read_step(const SafetensorsFile& file) {
  const std::string text = metadata(file, "step");
  const double step = parse_number(text).value_or(-1);
  if (!(step >= 0 && step <= kMaxSteps && step == std::floor(step))) refuse_file("its step is " + text);
  return static_cast<std::int64_t>(step);
}

// How many tokens it has, if it is whole: read_tokenizer would tell what is wrong with a damaged one's.
int vocab_size_of(const SafetensorsFile& file, const Settings& settings) {
  if (settings.tokenizer != "char") return static_cast<int>(settings.vocab_size);
  return static_cast<int>(from_utf8(metadata(file, "vocabulary")).size());
}

// The same file with the metadata and tensors that Iambic would have written: another program that saved it again may have
// changed their order and the header's blanks, and nothing else.
std::string checksum_as_written(const SafetensorsFile& file) {
  Metadata strings;
  for (std::size_t i = 0; i < kMetadataSize; ++i) strings[i] = metadata(file, kMetadata[i]);
  const Settings settings = read_settings(file);
  const std::vector<Parameter> table = parameter_table(settings, vocab_size_of(file, settings));
  const std::string header = header_text(strings, table);
  Sha256 hash;
  hash.update(header.data(), header.size());
  for (const Buffer& buffer : kBuffers)
    for (const Parameter& p : table) hash.update(file.data + file.find(buffer.prefix + p.name, p), p.size() * sizeof(float));
  return hash.finish();
}

void check_integrity(const SafetensorsFile& file) {
  const std::string sum = metadata(file, "sha256");
  std::string text = file.text;
  const std::size_t at = text.find(sum);
  if (sum.size() != kNoChecksum.size() || at == std::string::npos) refuse_file("it is damaged, its checksum is not one");
  text.replace(at, sum.size(), kNoChecksum);
  if (checksum(text, file.data, file.size) == sum) return;
  if (!file.is_filled() || checksum_as_written(file) != sum) refuse_file("it is damaged, its checksum does not match");
}

bool is_tensor(const std::string& name, const std::vector<Parameter>& table) {
  for (const Buffer& buffer : kBuffers)
    for (const Parameter& p : table)
      if (name == buffer.prefix + p.name) return true;
  return false;
}

// Nothing that would be dropped without a word; the format's metadata are strings.
void check_names(const SafetensorsFile& file, const std::vector<Parameter>& table) {
  for (const std::string& key : file.header["__metadata__"].keys()) metadata(file, key.c_str());
  const std::vector<std::string> names = file.header.keys();
  if (names.size() == 1 + std::size(kBuffers) * table.size()) return;  // each of them once: all were found
  for (const std::string& name : names)
    if (name != "__metadata__" && !is_tensor(name, table)) refuse_file("its model has no tensor " + name);
}

// They may lie at any address.
bool all_finite(const std::uint8_t* bytes, std::size_t values) {
  for (std::size_t i = 0; i < values; ++i) {
    float value;
    std::memcpy(&value, bytes + i * sizeof value, sizeof value);
    if (!std::isfinite(value)) return false;
  }
  return true;
}

}  // namespace

std::string checkpoint_header(const CheckpointView& run) {
  JsonWriter config;
  write_settings(config, run.settings, Spelling::snake, true);
  std::string text = header_text(
      {"pt", kFormat, config.text(), run.tokenizer.vocabulary(), std::to_string(run.step), run.generator.state(), run.corpus_sha256},
      parameter_table(run.settings, run.tokenizer.vocab_size()));
  Sha256 hash;
  hash.update(text.data(), text.size());
  for (const Tensor<float, 1>* const tensor : run.tensors) hash.update(tensor->data(), tensor->size() * sizeof(float));
  text.replace(text.find(kNoChecksum), kNoChecksum.size(), hash.finish());
  return with_length(text);
}

std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint) {
  const TrainingState& state = checkpoint.state;
  const CheckpointView run{checkpoint.settings,
                           *checkpoint.tokenizer,
                           checkpoint.corpus_sha256,
                           state.generator,
                           state.step,
                           {&state.values, &state.exp_avg, &state.exp_avg_sq}};
  const std::string header = checkpoint_header(run);
  std::vector<std::uint8_t> bytes;
  bytes.reserve(header.size() + 3 * state.values.size() * sizeof(float));
  bytes.insert(bytes.end(), header.begin(), header.end());
  for (const Tensor<float, 1>* const tensor : run.tensors) {
    const auto* const first = reinterpret_cast<const std::uint8_t*>(tensor->data());
    bytes.insert(bytes.end(), first, first + tensor->size() * sizeof(float));
  }
  return bytes;
}

CheckpointFile::CheckpointFile(const std::uint8_t* bytes, std::size_t size) {
  const SafetensorsFile file = open_safetensors(bytes, size);
  if (metadata(file, "iambic") != kFormat)
    refuse_file("its format version is " + metadata(file, "iambic") + ", this Iambic reads version " + kFormat, "version");
  check_integrity(file);

  settings = read_settings(file);
  tokenizer = read_tokenizer(file, settings);
  check(settings, tokenizer->vocab_size());
  corpus_sha256 = metadata(file, "corpus_sha256");
  step = read_step(file);
  generator.set_state(metadata(file, "generator"));
  table_ = parameter_table(settings, tokenizer->vocab_size());
  for (const Buffer& buffer : kBuffers)
    for (const Parameter& p : table_) {
      const std::string name = buffer.prefix + p.name;
      tensors_.push_back(file.data + file.find(name, p));
      worked(10 * p.size());
      if (!all_finite(tensors_.back(), p.size())) refuse_file("its tensor " + name + " holds a value that is not a finite number");
    }
  check_names(file, table_);
  if (!file.is_filled()) refuse_file("its tensors overlap, or leave bytes between them");
}

void CheckpointFile::read(std::size_t which, Tensor<float, 1>& values) const {
  for (std::size_t i = 0; i < table_.size(); ++i)
    std::memcpy(values.data() + table_[i].offset, tensors_[which * table_.size() + i], table_[i].size() * sizeof(float));
}

Checkpoint read_checkpoint(const std::uint8_t* bytes, std::size_t size) {
  const CheckpointFile file(bytes, size);
  Checkpoint checkpoint;
  checkpoint.settings = file.settings;
  checkpoint.tokenizer = file.tokenizer;
  checkpoint.corpus_sha256 = file.corpus_sha256;
  checkpoint.state.generator = file.generator;
  checkpoint.state.step = file.step;
  for (std::size_t i = 0; i < std::size(kBuffers); ++i) {
    Tensor<float, 1>& values = checkpoint.state.*kBuffers[i].values;
    values = zeros<float>(file.size());
    file.read(i, values);
  }
  return checkpoint;
}

}  // namespace iambic
