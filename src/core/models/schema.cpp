#include "models/schema.hpp"

#include <cmath>

#include "models/settings.hpp"

namespace iambic {

namespace {

void write_words(JsonWriter& json, const char* list) {
  json.array();
  for (const std::string& word : words_of(list)) json.value(word);
  json.end();
}

// Of a setting what Settings has by itself, of an option of a single call what the call takes; nothing where that depends.
void write_usual(JsonWriter& json, const Option& o) {
  const Settings usual;
  if (o.word_field) json.key("default").value(usual.*o.word_field);
  if (o.whole_field) json.key("default").value(usual.*o.whole_field);
  if (o.real_field) json.key("default").value(usual.*o.real_field);
  if (!std::isnan(o.usual)) json.key("default").value(o.usual);
}

void write_option(JsonWriter& json, const Option& o) {
  json.object().key("name").value(o.name).key("camel").value(spelled(o.name, Spelling::camel));
  json.key("kind").value(o.choices ? "choice" : o.whole ? "whole" : "real");
  if (o.choices) {
    json.key("choices");
    write_words(json, o.choices);
  } else {
    json.key("low").value(o.low).key("aboveLow").value(o.above_low).key("high").value(o.high);
  }
  write_usual(json, o);
  json.key("help").value(help_of(o)).key("setting").value(o.is_setting());
  if (o.is_setting()) {
    json.key("newModel").value(o.makes_model).key("models");
    write_words(json, o.models ? o.models : option("model", Spelling::snake).choices);
  }
  json.end();
}

}  // namespace

void write_options(JsonWriter& json) {
  json.array();
  for (const Option& o : options()) write_option(json, o);
  json.end();
}

}  // namespace iambic
