// JSON for checkpoint headers and for the WebAssembly module's requests. json.cpp is the only file that names RapidJSON,
// which was taken because it adds 15 KB to the module where nlohmann/json adds 90.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace iambic {

/// A parsed value. Looking up what is not there gives a missing value, which is none of the kinds below.
class Json {
 public:
  Json() = default;
  /// nullopt when the text is not JSON.
  static std::optional<Json> parse(std::string_view text);
  /// The same, but numbers stay strings, to the digit as they were written.
  static std::optional<Json> parse_verbatim(std::string_view text);

  explicit operator bool() const { return value_ != nullptr; }
  bool is_object() const;
  bool is_array() const;
  bool is_string() const;
  bool is_number() const;

  Json operator[](std::string_view key) const;  ///< member of an object
  Json operator[](std::size_t i) const;         ///< element of an array
  std::size_t size() const;                     ///< of an array; 0 for all others
  std::vector<std::string> keys() const;        ///< of an object; none for all others
  Json member(std::size_t i) const;             ///< what stands under keys()[i]

  /// The value, or `otherwise` when it is of another kind.
  std::string string_or(std::string_view otherwise) const;
  double number_or(double otherwise) const;
  bool bool_or(bool otherwise) const;
  /// A string's content, a number or a boolean as written in JSON; empty for all others.
  std::string text() const;

 private:
  Json(std::shared_ptr<const void> document, const void* value) : document_(std::move(document)), value_(value) {}

  static std::optional<Json> read(std::string_view text, bool verbatim);

  std::shared_ptr<const void> document_;
  const void* value_ = nullptr;
};

/// Writes JSON piece by piece: object().key("step").value(3).end().
class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& object();
  JsonWriter& array();
  JsonWriter& end();  ///< of the innermost object or array
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(double number);  ///< null when it is not finite; no fraction when it is whole
  template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer>>>
  JsonWriter& value(Integer number) {
    return integer(static_cast<std::int64_t>(number));
  }
  template <class Integer>
  JsonWriter& values(const Integer* numbers, std::size_t count) {
    array();
    for (std::size_t i = 0; i < count; ++i) value(numbers[i]);
    return end();
  }
  std::string text() const;
  void clear();

 private:
  JsonWriter& integer(std::int64_t number);

  struct Output;
  std::unique_ptr<Output> output_;
};

/// The finite number that `text` spells in full, correctly rounded, or nullopt.
std::optional<double> parse_number(std::string_view text);

}  // namespace iambic
