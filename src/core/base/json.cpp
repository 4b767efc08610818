#include "base/json.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace iambic {

namespace {

constexpr unsigned kParseFlags =
    rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
constexpr double kLargestWhole = 9007199254740992.0;        // 2^53
constexpr const char* kBeyondAll = "17976931348623158079";  // times 10^289: what is more rounds to no double
constexpr const char* kNothing = "24703282292062327208";    // times 10^-343: what is less rounds to zero

const rapidjson::Value& as_value(const void* value) { return *static_cast<const rapidjson::Value*>(value); }

rapidjson::SizeType length(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }

// The exponent that follows an e, which is long beyond all doubles where it would not fit.
int exponent(std::string_view text) {
  constexpr int kMost = 100000000;
  int value = 0;
  for (const char c : text)
    if (c >= '0' && c <= '9') value = std::min(value * 10 + (c - '0'), kMost);
  return text.front() == '-' ? -value : value;
}

// Of a number in JSON's grammar, correctly rounded: its digits without zeros around them, times a power of ten.
double rounded(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  int power = e == std::string_view::npos ? 0 : exponent(text.substr(e + 1));
  std::string digits;
  bool fraction = false;
  for (const char c : text.substr(0, e)) {
    if (c == '.') fraction = true;
    if (c < '0' || c > '9' || (digits.empty() && c == '0' && !fraction)) continue;
    digits += c;
    if (fraction) --power;
  }
  digits.erase(0, digits.find_first_not_of('0'));
  while (!digits.empty() && digits.back() == '0') digits.pop_back(), ++power;
  // At these two ends RapidJSON's rounding goes astray.
  const int whole = static_cast<int>(digits.size()) + power;  // digits before the point
  if (digits.empty() || whole < -323 || (whole == -323 && digits < kNothing)) return 0;
  if (whole > 309 || (whole == 309 && digits > kBeyondAll)) return std::numeric_limits<double>::infinity();
  double approximately = 0;  // exact where RapidJSON relies on it: below 2^53
  for (const char c : digits) approximately = approximately * 10 + (c - '0');
  const double value = rapidjson::internal::StrtodFullPrecision(approximately, power, digits.data(), digits.size(), digits.size(), power);
  return text.front() == '-' ? -value : value;
}

// A document that reads its numbers itself, or keeps them as they were written: one parser does for both, for each one is
// kilobytes of a page. With memory as the text needs it: RapidJSON would take 64 KB, which a refusal in WebAssembly leaves behind.
struct Parsed : rapidjson::Document {
  Parsed(rapidjson::MemoryPoolAllocator<>* pool, bool keeps_numbers) : rapidjson::Document(pool), verbatim(keeps_numbers) {}
  bool RawNumber(const char* text, rapidjson::SizeType size, bool copy) {
    return verbatim ? String(text, size, copy) : Double(rounded({text, size}));
  }
  bool verbatim;
};

struct Pooled {
  Pooled(std::size_t size, bool verbatim) : pool(1024 + size), document(&pool, verbatim) {}
  rapidjson::MemoryPoolAllocator<> pool;
  Parsed document;
};

// Null when the text is not JSON.
std::shared_ptr<const rapidjson::Value> parsed(std::string_view text, bool verbatim) {
  if (text.find('\0') != std::string_view::npos) return nullptr;  // RapidJSON would stop there
  const auto pooled = std::make_shared<Pooled>(text.size(), verbatim);
  rapidjson::MemoryStream bytes(text.data(), text.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
  rapidjson::Reader reader;
  const auto read = [&](rapidjson::Document&) { return !reader.Parse<kParseFlags>(stream, pooled->document).IsError(); };
  pooled->document.Populate(read);
  return reader.HasParseError() ? nullptr : std::shared_ptr<const rapidjson::Value>(pooled, &pooled->document);
}

}  // namespace

std::optional<Json> Json::read(std::string_view text, bool verbatim) {
  auto document = parsed(text, verbatim);
  const void* const root = document.get();
  return document ? std::optional<Json>(Json(std::move(document), root)) : std::nullopt;
}

std::optional<Json> Json::parse(std::string_view text) { return read(text, false); }
std::optional<Json> Json::parse_verbatim(std::string_view text) { return read(text, true); }

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

Json Json::member(std::size_t i) const {
  return is_object() && i < as_value(value_).MemberCount() ? Json(document_, &(as_value(value_).MemberBegin() + static_cast<int>(i))->value)
                                                           : Json();
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
  const std::string text = std::to_string(number);  // which is there anyway; RapidJSON's own is a kilobyte
  output_->writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
  return *this;
}

std::string JsonWriter::text() const { return {output_->buffer.GetString(), output_->buffer.GetSize()}; }

void JsonWriter::clear() { output_ = std::make_unique<Output>(); }

std::optional<double> parse_number(std::string_view text) {
  const bool needs_zero = !text.empty() && text.front() == '.';  // people write .5, JSON does not
  const std::string number = (needs_zero ? "0" : "") + std::string(text);
  const auto value = parsed(number, false);
  if (!value || !value->IsNumber() || !std::isfinite(value->GetDouble())) return std::nullopt;
  return value->GetDouble();
}

}  // namespace iambic
