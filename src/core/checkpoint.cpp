#include "checkpoint.hpp"

#include <cmath>
#include <cstring>
#include <iterator>

#include "error.hpp"
#include "heartbeat.hpp"
#include "json.hpp"
#include "model.hpp"
#include "sha256.hpp"

namespace iambic {

namespace {

constexpr const char* kFormat = "1";
constexpr std::size_t kLengthBytes = 8;
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

[[noreturn]] void refuse(const std::string& why) { throw Error("this file is not a checkpoint that Iambic can open: " + why); }

// The parts of a well-formed safetensors file.
struct File {
  std::string text;  // the header as written
  Json header;
  const std::uint8_t* data;
  std::size_t size;
};

File open_file(const std::uint8_t* bytes, std::size_t size) {
  if (size < kLengthBytes) refuse("it has only " + grouped(size) + " bytes");
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) length |= std::uint64_t{bytes[i]} << (8 * i);
  if (length > size - kLengthBytes) refuse("it is cut off, or is not a safetensors file");
  const auto header_size = static_cast<std::size_t>(length);
  const std::uint8_t* const data = bytes + kLengthBytes + header_size;
  std::string text(bytes + kLengthBytes, data);
  const std::optional<Json> header = Json::parse(text);
  if (!header || !header->is_object()) refuse("its header is not JSON");
  return {std::move(text), *header, data, size - kLengthBytes - header_size};
}

std::string metadata(const File& file, const char* key) {
  const Json metadata = file.header["__metadata__"];
  if (!metadata["iambic"]) refuse("it was not written by Iambic");
  if (!metadata[key].is_string()) refuse("it does not name its " + std::string(key));
  return metadata[key].string_or("");
}

void check_integrity(const File& file) {
  const std::string sum = metadata(file, "sha256");
  std::string text = file.text;
  const std::size_t at = text.find(sum);
  if (sum.size() != kNoChecksum.size() || at == std::string::npos) refuse("it is damaged, its checksum is not one");
  text.replace(at, sum.size(), kNoChecksum);
  if (checksum(text, file.data, file.size) != sum) refuse("it is damaged, its checksum does not match");
}

Settings read_settings(const File& file) {
  const std::optional<Json> values = Json::parse_verbatim(metadata(file, "config"));
  if (!values || !values->is_object()) refuse("its config is not JSON");
  Settings settings;
  for (const std::string& name : values->keys()) assign(settings, name, (*values)[name].text(), Spelling::snake);
  return settings;
}

std::int64_t read_step(const File& file) {
  const std::string text = metadata(file, "step");
  const double step = parse_number(text).value_or(-1);
  if (!(step >= 0 && step <= kMaxSteps && step == std::floor(step))) refuse("its step is " + text);
  return static_cast<std::int64_t>(step);
}

bool has_shape(const Json& shape, const Parameter& parameter) {
  if (shape.size() != parameter.shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i].number_or(-1) != static_cast<double>(parameter.shape[i])) return false;
  return true;
}

// Where the bytes of the float32 tensor `name` begin, which must have the parameter's shape and lie within the file.
std::size_t find_tensor(const File& file, const std::string& name, const Parameter& parameter) {
  const Json entry = file.header[name];
  if (!entry) refuse("it lacks the tensor " + name);
  if (entry["dtype"].string_or("") != "F32" || !has_shape(entry["shape"], parameter))
    refuse("its tensor " + name + " should be float32 of shape " +
           JsonWriter().values(parameter.shape.data(), parameter.shape.size()).text());
  const double begin = entry["data_offsets"][std::size_t{0}].number_or(-1), end = entry["data_offsets"][1].number_or(-1);
  const auto bytes = static_cast<double>(parameter.size() * sizeof(float));
  if (!(begin >= 0 && end <= static_cast<double>(file.size) && end - begin == bytes && begin == std::floor(begin)))
    refuse("the bytes of its tensor " + name + " are not all there");
  return static_cast<std::size_t>(begin);
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
  std::string vocabulary;
  for (const char32_t c : run.tokenizer.characters()) vocabulary += to_utf8(c);
  JsonWriter config;
  write_settings(config, run.settings, Spelling::snake);
  JsonWriter header;
  header.object().key("__metadata__").object();
  header.key("format").value("pt").key("iambic").value(kFormat);
  header.key("config").value(config.text()).key("vocabulary").value(vocabulary);
  header.key("step").value(std::to_string(run.step)).key("generator").value(run.generator.state());
  header.key("corpus_sha256").value(run.corpus_sha256).key("sha256").value(kNoChecksum).end();

  const std::vector<Parameter> table = parameter_table(run.settings, run.tokenizer.vocab_size());
  std::size_t end = 0;
  for (const Buffer& buffer : kBuffers)
    for (const Parameter& p : table) {
      const std::size_t range[] = {end, end + p.size() * sizeof(float)};
      end = range[1];
      header.key(buffer.prefix + p.name).object().key("dtype").value("F32");
      header.key("shape").values(p.shape.data(), p.shape.size()).key("data_offsets").values(range, 2).end();
    }
  std::string text = header.end().text();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // tensors start at a multiple of 8, as the format recommends
  Sha256 hash;
  hash.update(text.data(), text.size());
  for (const Tensor<float, 1>* const tensor : run.tensors) hash.update(tensor->data(), tensor->size() * sizeof(float));
  text.replace(text.find(kNoChecksum), kNoChecksum.size(), hash.finish());

  std::string length;
  for (std::size_t i = 0; i < kLengthBytes; ++i) length.push_back(static_cast<char>(std::uint64_t{text.size()} >> (8 * i)));
  return length + text;
}

std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint) {
  const TrainingState& state = checkpoint.state;
  const CheckpointView run{checkpoint.settings, checkpoint.tokenizer, checkpoint.corpus_sha256,
                           state.generator,     state.step,           {&state.values, &state.exp_avg, &state.exp_avg_sq}};
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
  const File file = open_file(bytes, size);
  if (metadata(file, "iambic") != kFormat)
    refuse("its format version is " + metadata(file, "iambic") + ", this Iambic reads version " + kFormat);
  check_integrity(file);

  settings = read_settings(file);
  tokenizer = CharTokenizer(from_utf8(metadata(file, "vocabulary")));
  if (tokenizer.vocab_size() < 2) refuse("its vocabulary has fewer than two characters");
  check(settings, tokenizer.vocab_size());
  corpus_sha256 = metadata(file, "corpus_sha256");
  step = read_step(file);
  generator.set_state(metadata(file, "generator"));
  table_ = parameter_table(settings, tokenizer.vocab_size());
  for (const Buffer& buffer : kBuffers)
    for (const Parameter& p : table_) {
      const std::string name = buffer.prefix + p.name;
      tensors_.push_back(file.data + find_tensor(file, name, p));
      worked(10 * p.size());
      if (!all_finite(tensors_.back(), p.size())) refuse("its tensor " + name + " holds a value that is not a finite number");
    }
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
