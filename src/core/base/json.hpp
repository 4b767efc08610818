// JSON for checkpoint headers and for the WebAssembly module's requests. Read and written here and not by a library, for
// pages download it: RapidJSON made the packed module 7 KB heavier.
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

  explicit operator bool() const { return document_ != nullptr; }
  bool is_object() const { return value_.kind == '{'; }
  bool is_array() const { return value_.kind == '['; }
  bool is_string() const { return value_.kind == '"'; }
  bool is_number() const { return value_.kind == '0'; }

  Json operator[](std::string_view key) const;  ///< member of an object
  Json operator[](std::size_t i) const;         ///< element of an array
  std::size_t size() const;                     ///< of an array; 0 for all others
  std::vector<std::string> keys() const;        ///< of an object; none for all others
  Json member(std::size_t i) const;             ///< what stands under keys()[i]

  /// The value, or `otherwise` when it is of another kind.
  std::string string_or(std::string_view otherwise) const;
  double number_or(double otherwise) const;
  bool bool_or(bool otherwise) const;
  /// A string's content; a number, to the digit, or a boolean as it was written; empty for all others.
  std::string text() const;

 private:
  friend class JsonReader;

  struct Value {
    char kind = 0;                      // as it begins: { [ " t f n, and 0 for a number
    std::uint32_t begin = 0, size = 0;  // in Document::text, or in Document::inner
  };
  struct Document {
    std::string text;          // as it was read; strings without their escapes
    std::vector<Value> inner;  // what stands in arrays and objects, side by side; of objects, each value follows its key
  };
  Json(std::shared_ptr<const Document> document, const Value& value) : document_(std::move(document)), value_(value) {}
  bool is_bool() const { return value_.kind == 't' || value_.kind == 'f'; }
  const Value& inner(std::size_t i) const { return document_->inner[value_.begin + i]; }
  std::string_view content(const Value& value) const { return std::string_view(document_->text).substr(value.begin, value.size); }

  std::shared_ptr<const Document> document_;
  Value value_;
};

/// Writes JSON piece by piece: object().key("step").value(3).end().
class JsonWriter {
 public:
  JsonWriter& object() { return open('{'); }
  JsonWriter& array() { return open('['); }
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
  const std::string& text() const { return text_; }
  void clear() { text_.clear(); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& integer(std::int64_t number) { return add(std::to_string(number)); }
  JsonWriter& add(std::string_view value);

  std::string text_;
  std::string open_;  // the brackets that will close what is open
};

/// The finite number that `text` spells in full, correctly rounded, or nullopt.
std::optional<double> parse_number(std::string_view text);

}  // namespace iambic
