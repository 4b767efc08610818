#include "json.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>

namespace iambic {

namespace {

constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
constexpr double kLargestWhole = 9007199254740992.0;  // 2^53

const rapidjson::Value& as_value(const void* value) { return *static_cast<const rapidjson::Value*>(value); }

rapidjson::SizeType length(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }

// With memory as the text needs it: RapidJSON would take 64 KB, which a refusal in WebAssembly leaves behind.
struct Parsed {
  explicit Parsed(std::size_t size) : pool(1024 + size), document(&pool) {}
  rapidjson::MemoryPoolAllocator<> pool;
  rapidjson::Document document;
};

// Null when the text is not JSON.
template <unsigned flags>
std::shared_ptr<const rapidjson::Value> parsed(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return nullptr;  // RapidJSON would stop there
  auto parsed = std::make_shared<Parsed>(text.size());
  parsed->document.template Parse<flags>(text.data(), text.size());
  return parsed->document.HasParseError() ? nullptr : std::shared_ptr<const rapidjson::Value>(parsed, &parsed->document);
}

}  // namespace

std::optional<Json> Json::parse(std::string_view text) {
  auto document = parsed<kParseFlags>(text);
  const void* const root = document.get();
  return document ? std::optional<Json>(Json(std::move(document), root)) : std::nullopt;
}

std::optional<Json> Json::parse_verbatim(std::string_view text) {
  auto document = parsed<kParseFlags | rapidjson::kParseNumbersAsStringsFlag>(text);
  const void* const root = document.get();
  return document ? std::optional<Json>(Json(std::move(document), root)) : std::nullopt;
}

bool Json::is_object() const { return value_ && as_value(value_).IsObject(); }
bool Json::is_array() const { return value_ && as_value(value_).IsArray(); }
bool Json::is_string() const { return value_ && as_value(value_).IsString(); }
bool Json::is_number() const { return value_ && as_value(value_).IsNumber(); }

Json Json::operator[](std::string_view key) const {
  if (!is_object()) return {};
  const rapidjson::Value name(rapidjson::StringRef(key.data(), length(key)));
  const auto member = as_value(value_).FindMember(name);
  return member == as_value(value_).MemberEnd() ? Json() : Json(document_, &member->value);
}

Json Json::operator[](std::size_t i) const {
  return i < size() ? Json(document_, &as_value(value_)[static_cast<rapidjson::SizeType>(i)]) : Json();
}

std::size_t Json::size() const { return is_array() ? as_value(value_).Size() : 0; }

std::vector<std::string> Json::keys() const {
  std::vector<std::string> names;
  if (is_object())
    for (const auto& member : as_value(value_).GetObject()) names.emplace_back(member.name.GetString(), member.name.GetStringLength());
  return names;
}

std::vector<std::pair<std::string, Json>> Json::members() const {
  std::vector<std::pair<std::string, Json>> all;
  if (is_object())
    for (const auto& member : as_value(value_).GetObject())
      all.emplace_back(std::string(member.name.GetString(), member.name.GetStringLength()), Json(document_, &member.value));
  return all;
}

std::string Json::string_or(std::string_view otherwise) const {
  return is_string() ? std::string(as_value(value_).GetString(), as_value(value_).GetStringLength()) : std::string(otherwise);
}

double Json::number_or(double otherwise) const { return is_number() ? as_value(value_).GetDouble() : otherwise; }

bool Json::bool_or(bool otherwise) const { return value_ && as_value(value_).IsBool() ? as_value(value_).GetBool() : otherwise; }

std::string Json::text() const {
  if (is_string()) return string_or("");
  if (is_number()) return JsonWriter().value(number_or(0)).text();
  if (value_ && as_value(value_).IsBool()) return bool_or(false) ? "true" : "false";
  return "";
}

struct JsonWriter::Output {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
  std::string open;  // the brackets not yet closed
};

JsonWriter::JsonWriter() : output_(std::make_unique<Output>()) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::object() {
  output_->writer.StartObject();
  output_->open += '{';
  return *this;
}

JsonWriter& JsonWriter::array() {
  output_->writer.StartArray();
  output_->open += '[';
  return *this;
}

JsonWriter& JsonWriter::end() {
  if (output_->open.back() == '{')
    output_->writer.EndObject();
  else
    output_->writer.EndArray();
  output_->open.pop_back();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  output_->writer.Key(name.data(), length(name));
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  output_->writer.String(text.data(), length(text));
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  output_->writer.Bool(truth);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (number == std::floor(number) && std::fabs(number) < kLargestWhole) return integer(static_cast<std::int64_t>(number));
  if (std::isfinite(number))
    output_->writer.Double(number);
  else
    output_->writer.Null();
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  output_->writer.Int64(number);
  return *this;
}

std::string JsonWriter::text() const { return {output_->buffer.GetString(), output_->buffer.GetSize()}; }

void JsonWriter::clear() { output_ = std::make_unique<Output>(); }

std::optional<double> parse_number(std::string_view text) {
  const bool needs_zero = !text.empty() && text.front() == '.';  // people write .5, JSON does not
  const std::string number = (needs_zero ? "0" : "") + std::string(text);
  // RapidJSON's exact parser goes astray on a zero with an exponent, where there is nothing to be exact about.
  const bool zero = number.substr(0, number.find_first_of("eE")).find_first_of("123456789") == std::string::npos;
  const auto value = zero ? parsed<kParseFlags>(number) : parsed<kParseFlags | rapidjson::kParseFullPrecisionFlag>(number);
  if (!value || !value->IsNumber() || !std::isfinite(value->GetDouble())) return std::nullopt;
  return value->GetDouble();
}

}  // namespace iambic
