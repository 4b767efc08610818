#include "training/safetensors.hpp"

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "base/number_text.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr std::uint64_t kLongestHeader = 100000000;

bool has_shape(const Json& shape, const Parameter& parameter) {
  if (shape.size() != parameter.shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i].number_or(-1) != static_cast<double>(parameter.shape[i])) return false;
  return true;
}

struct Range {
  double begin, end;
  bool is_before(const Range& other) const { return begin < other.begin || (begin == other.begin && end < other.end); }
};

Range range_of(const Json& entry) {
  const Json offsets = entry["data_offsets"];
  return {offsets[std::size_t{0}].number_or(-1), offsets[1].number_or(-1)};
}

}  // namespace

void write_tensor(JsonWriter& header, const std::string& name, const std::vector<std::size_t>& shape, std::size_t& begin) {
  std::size_t bytes = sizeof(float);
  for (const std::size_t extent : shape) bytes *= extent;
  const std::size_t range[] = {begin, begin + bytes};
  begin = range[1];
  header.key(name).object().key("dtype").value("F32");
  header.key("shape").values(shape.data(), shape.size()).key("data_offsets").values(range, 2).end();
}

std::string padded(const JsonWriter& header) {
  std::string text = header.text();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return text;
}

std::string with_length(const std::string& header) {
  std::string length;
  for (std::size_t i = 0; i < kLengthBytes; ++i) length.push_back(static_cast<char>(std::uint64_t{header.size()} >> (8 * i)));
  return length + header;
}

void refuse_file(const std::string& why, const char* kind) {
  throw_error("checkpoint.unreadable", "this file is not a checkpoint that Iambic can open: {why}", {{"why", why}, {"kind", kind}});
}

void check_keys(const Json& object) {
  std::set<std::string> seen;
  for (const std::string& key : object.keys())
    if (!seen.insert(key).second) refuse_file("it names " + key + " twice");
}

bool SafetensorsFile::is_filled() const {
  std::vector<Range> ranges;  // in order; they mostly come so
  const std::vector<std::string> names = header.keys();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "__metadata__") continue;
    ranges.push_back(range_of(header.member(i)));
    for (std::size_t at = ranges.size() - 1; at > 0 && ranges[at].is_before(ranges[at - 1]); --at) std::swap(ranges[at], ranges[at - 1]);
  }
  double end = 0;
  for (const Range& range : ranges) {
    if (range.begin != end || range.end < end) return false;
    end = range.end;
  }
  return end == static_cast<double>(size);
}

std::size_t SafetensorsFile::find(const std::string& name, const Parameter& parameter) const {
  const Json entry = header[name];
  if (!entry) refuse_file("it lacks the tensor " + name);
  if (entry["dtype"].string_or("") != "F32" || !has_shape(entry["shape"], parameter))
    refuse_file("its tensor " + name + " should be float32 of shape " +
                JsonWriter().values(parameter.shape.data(), parameter.shape.size()).text());
  const Range range = range_of(entry);
  const auto bytes = static_cast<double>(parameter.size() * sizeof(float));
  const bool whole = range.begin >= 0 && range.begin == std::floor(range.begin) && entry["data_offsets"].size() == 2;
  if (!whole || !(range.end <= static_cast<double>(size)) || range.end - range.begin != bytes)
    refuse_file("the bytes of its tensor " + name + " are not all there");
  return static_cast<std::size_t>(range.begin);
}

SafetensorsFile open_safetensors(const std::uint8_t* bytes, std::size_t size) {
  if (size < kLengthBytes) refuse_file("it has only " + grouped(size) + " bytes", "cut");
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) length |= std::uint64_t{bytes[i]} << (8 * i);
  if (length > size - kLengthBytes) refuse_file("it is cut off, or is not a safetensors file", "cut");
  if (length > kLongestHeader)
    refuse_file("its header has more than the " + grouped(kLongestHeader) + " bytes that the format allows", "foreign");
  const auto header_size = static_cast<std::size_t>(length);
  const std::uint8_t* const data = bytes + kLengthBytes + header_size;
  std::string text(bytes + kLengthBytes, data);
  const std::optional<Json> header = Json::parse(text);
  if (!header || !header->is_object()) refuse_file("its header is not JSON", "foreign");
  if (text[0] != '{' || text[text.find_last_not_of(' ')] != '}') refuse_file("its header is surrounded by something else than blanks");
  check_keys(*header);
  for (std::size_t i = 0; header->member(i); ++i) check_keys(header->member(i));
  return {std::move(text), *header, data, size - kLengthBytes - header_size};
}

}  // namespace iambic
