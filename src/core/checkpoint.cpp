#include "checkpoint.hpp"

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "bigram.hpp"
#include "error.hpp"
#include "sha256.hpp"

namespace iambic {

namespace {

using nlohmann::json;

constexpr const char* kFormat = "1";
constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kMaxSteps = std::size_t{1} << 53;

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

// The checksum covers the header, without the checksum itself, and the tensors.
std::string checksum(json header, const std::uint8_t* data, std::size_t size) {
  header["__metadata__"].erase("sha256");
  const std::string text = header.dump();
  Sha256 hash;
  hash.update(text.data(), text.size());
  hash.update(data, size);
  return hash.finish();
}

json settings_to_json(const Settings& settings) {
  json values{{"model", settings.model}};
  for (const Option& o : options()) {
    if (!is_setting(o.name)) continue;
    const double value = value_of(settings, o.name);
    if (o.whole)
      values[o.name] = static_cast<std::int64_t>(value);
    else
      values[o.name] = value;
  }
  return values;
}

[[noreturn]] void refuse(const std::string& why) { throw Error("this file is not a checkpoint that Iambic can open: " + why); }

// The parts of a well-formed safetensors file.
struct File {
  json header;
  const std::uint8_t* data;
  std::size_t size;
};

File open_file(const std::uint8_t* bytes, std::size_t size) {
  if (size < kLengthBytes) refuse("it has only " + grouped(size) + " bytes");
  std::uint64_t header_size = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) header_size |= std::uint64_t{bytes[i]} << (8 * i);
  if (header_size > size - kLengthBytes) refuse("it is cut off, or is not a safetensors file");
  const std::uint8_t* const text = bytes + kLengthBytes;
  File file{json::parse(text, text + header_size, nullptr, false), text + header_size, size - kLengthBytes - header_size};
  if (!file.header.is_object()) refuse("its header is not JSON");
  return file;
}

std::string metadata(const File& file, const char* key) {
  const auto metadata = file.header.find("__metadata__");
  if (metadata == file.header.end() || !metadata->is_object()) refuse("it was not written by Iambic");
  const auto value = metadata->find(key);
  if (value == metadata->end() || !value->is_string()) refuse("it does not name its " + std::string(key));
  return value->get<std::string>();
}

Settings read_settings(const File& file) {
  const json values = json::parse(metadata(file, "config"), nullptr, false);
  if (!values.is_object()) refuse("its config is not JSON");
  Settings settings;
  for (const auto& [name, value] : values.items()) assign(settings, name, value.is_string() ? value.get<std::string>() : value.dump(), Spelling::snake);
  return settings;
}

std::int64_t read_step(const File& file) {
  const std::string text = metadata(file, "step");
  const bool digits = !text.empty() && text.size() < 17 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || std::stoull(text) > kMaxSteps) refuse("its step is " + text);
  return static_cast<std::int64_t>(std::stoull(text));
}

// The float32 tensor `name` of the given shape -> out (size).
void read_tensor(const File& file, const std::string& name, const Parameter& parameter, float* out) {
  const auto entry = file.header.find(name);
  if (entry == file.header.end() || !entry->is_object()) refuse("it lacks the tensor " + name);
  if (entry->value("dtype", json()) != "F32" || entry->value("shape", json()) != json(parameter.shape))
    refuse("its tensor " + name + " should be float32 of shape " + json(parameter.shape).dump());
  const json range = entry->value("data_offsets", json());
  const bool numbers = range.is_array() && range.size() == 2 && range[0].is_number_unsigned() && range[1].is_number_unsigned();
  const std::uint64_t begin = numbers ? range[0].get<std::uint64_t>() : 0, end = numbers ? range[1].get<std::uint64_t>() : 0;
  if (!numbers || end < begin || end > file.size || end - begin != parameter.size() * sizeof(float))
    refuse("the bytes of its tensor " + name + " are not all there");
  std::memcpy(out, file.data + begin, end - begin);
  for (std::size_t i = 0; i < parameter.size(); ++i)
    if (!std::isfinite(out[i])) refuse("its tensor " + name + " holds a value that is not a finite number");
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint) {
  std::vector<std::int32_t> all(static_cast<std::size_t>(checkpoint.tokenizer.vocab_size()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int32_t>(i);
  json header;
  header["__metadata__"] = {{"format", "pt"},
                            {"iambic", kFormat},
                            {"config", settings_to_json(checkpoint.settings).dump()},
                            {"vocabulary", checkpoint.tokenizer.decode(all)},
                            {"step", std::to_string(checkpoint.state.step)},
                            {"generator", checkpoint.state.generator.state()},
                            {"corpus_sha256", checkpoint.corpus_sha256}};
  std::vector<std::uint8_t> data;
  const Parameters<float> parameters = Bigram<float>(checkpoint.tokenizer.vocab_size()).parameters();
  for (const Buffer& buffer : kBuffers) {
    for (const Parameter& p : parameters.table()) {
      const std::size_t begin = data.size(), end = begin + p.size() * sizeof(float);
      header[buffer.prefix + p.name] = {{"dtype", "F32"}, {"shape", p.shape}, {"data_offsets", {begin, end}}};
      const auto* first = reinterpret_cast<const std::uint8_t*>((checkpoint.state.*buffer.values).data() + p.offset);
      data.insert(data.end(), first, first + p.size() * sizeof(float));
    }
  }
  header["__metadata__"]["sha256"] = checksum(header, data.data(), data.size());

  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // tensors start at a multiple of 8, as the format recommends
  std::vector<std::uint8_t> bytes;
  bytes.reserve(kLengthBytes + text.size() + data.size());
  for (std::size_t i = 0; i < kLengthBytes; ++i) bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{text.size()} >> (8 * i)));
  bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

Checkpoint read_checkpoint(const std::uint8_t* bytes, std::size_t size) {
  const File file = open_file(bytes, size);
  if (metadata(file, "iambic") != kFormat) refuse("its format version is " + metadata(file, "iambic") + ", this Iambic reads version " + kFormat);
  if (metadata(file, "sha256") != checksum(file.header, file.data, file.size)) refuse("it is damaged, its checksum does not match");

  Checkpoint checkpoint;
  checkpoint.settings = read_settings(file);
  checkpoint.tokenizer = CharTokenizer(from_utf8(metadata(file, "vocabulary")));
  check(checkpoint.settings, checkpoint.tokenizer.vocab_size());
  checkpoint.corpus_sha256 = metadata(file, "corpus_sha256");
  checkpoint.state.step = read_step(file);
  checkpoint.state.generator.set_state(metadata(file, "generator"));
  const Parameters<float> parameters = Bigram<float>(checkpoint.tokenizer.vocab_size()).parameters();
  for (const Buffer& buffer : kBuffers) {
    Tensor<float, 1>& values = checkpoint.state.*buffer.values;
    values = zeros<float>(parameters.size());
    for (const Parameter& p : parameters.table()) read_tensor(file, buffer.prefix + p.name, p, values.data() + p.offset);
  }
  return checkpoint;
}

}  // namespace iambic
