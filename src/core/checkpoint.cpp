#include "checkpoint.hpp"

#include <cmath>
#include <cstring>

#include "error.hpp"
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

void read_tensor(const File& file, const std::string& name, const Parameter& parameter, float* out) {
  std::memcpy(out, file.data + find_tensor(file, name, parameter), parameter.size() * sizeof(float));
  for (std::size_t i = 0; i < parameter.size(); ++i)
    if (!std::isfinite(out[i])) refuse("its tensor " + name + " holds a value that is not a finite number");
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint) {
  std::string vocabulary;
  for (const char32_t c : checkpoint.tokenizer.characters()) vocabulary += to_utf8(c);
  JsonWriter config;
  write_settings(config, checkpoint.settings, Spelling::snake);
  JsonWriter header;
  header.object().key("__metadata__").object();
  header.key("format").value("pt").key("iambic").value(kFormat);
  header.key("config").value(config.text()).key("vocabulary").value(vocabulary);
  header.key("step").value(std::to_string(checkpoint.state.step)).key("generator").value(checkpoint.state.generator.state());
  header.key("corpus_sha256").value(checkpoint.corpus_sha256).key("sha256").value(kNoChecksum).end();

  std::vector<std::uint8_t> data;
  const std::vector<Parameter> table = parameter_table(checkpoint.settings, checkpoint.tokenizer.vocab_size());
  for (const Buffer& buffer : kBuffers) {
    for (const Parameter& p : table) {
      const auto* const first = reinterpret_cast<const std::uint8_t*>((checkpoint.state.*buffer.values).data() + p.offset);
      const std::size_t range[] = {data.size(), data.size() + p.size() * sizeof(float)};
      header.key(buffer.prefix + p.name).object().key("dtype").value("F32");
      header.key("shape").values(p.shape.data(), p.shape.size()).key("data_offsets").values(range, 2).end();
      data.insert(data.end(), first, first + p.size() * sizeof(float));
    }
  }
  std::string text = header.end().text();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // tensors start at a multiple of 8, as the format recommends
  const std::string sum = checksum(text, data.data(), data.size());
  text.replace(text.find(kNoChecksum), sum.size(), sum);

  std::vector<std::uint8_t> bytes;
  bytes.reserve(kLengthBytes + text.size() + data.size());
  for (std::size_t i = 0; i < kLengthBytes; ++i) bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{text.size()} >> (8 * i)));
  bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

Checkpoint read_checkpoint(const std::uint8_t* bytes, std::size_t size) {
  const File file = open_file(bytes, size);
  if (metadata(file, "iambic") != kFormat)
    refuse("its format version is " + metadata(file, "iambic") + ", this Iambic reads version " + kFormat);
  check_integrity(file);

  Checkpoint checkpoint;
  checkpoint.settings = read_settings(file);
  checkpoint.tokenizer = CharTokenizer(from_utf8(metadata(file, "vocabulary")));
  if (checkpoint.tokenizer.vocab_size() < 2) refuse("its vocabulary has fewer than two characters");
  check(checkpoint.settings, checkpoint.tokenizer.vocab_size());
  checkpoint.corpus_sha256 = metadata(file, "corpus_sha256");
  checkpoint.state.step = read_step(file);
  checkpoint.state.generator.set_state(metadata(file, "generator"));
  const std::vector<Parameter> table = parameter_table(checkpoint.settings, checkpoint.tokenizer.vocab_size());
  for (const Buffer& buffer : kBuffers)  // before room is made for any of them
    for (const Parameter& p : table) find_tensor(file, buffer.prefix + p.name, p);
  for (const Buffer& buffer : kBuffers) {
    Tensor<float, 1>& values = checkpoint.state.*buffer.values;
    values = zeros<float>(table.back().offset + table.back().size());
    for (const Parameter& p : table) read_tensor(file, buffer.prefix + p.name, p, values.data() + p.offset);
  }
  return checkpoint;
}

}  // namespace iambic
