// Reads JSON (RFC 8259) for Json::parse.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace iambic {

class JsonReader {
 public:
  /// document.text is what to read, and will have its strings' escapes replaced; document.inner is filled.
  explicit JsonReader(Json::Document& document) : document_(document), text_(document.text) {}
  /// Of no kind when the text is not JSON.
  Json::Value read();

 private:
  using Value = Json::Value;

  char next() const { return text_[at_]; }  // '\0', which JSON has nowhere, at the end
  bool take(char c);
  void skip_blanks();
  bool document();
  bool key();
  bool scalar();
  bool word(std::string_view word);
  bool number();
  bool digits();
  bool string();
  char32_t character();
  char32_t escaped();
  char32_t hexadecimal();
  void close();
  void add(char kind, std::size_t begin, std::size_t end);

  Json::Document& document_;
  std::string& text_;
  std::size_t at_ = 0;
  std::vector<Value> pending_;  // read, in brackets that are still open
  std::vector<Value> open_;     // these brackets; begin: their first value in pending_
};

}  // namespace iambic
