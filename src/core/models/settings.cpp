#include "models/settings.hpp"

#include <cctype>
#include <cmath>

#include "base/json.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr double kSmallest = 1.2e-38;  // models compute with floats, of which this is about the smallest normal one

// The table without its help, which a WebAssembly module would carry if anything at run time named it.
constexpr Options kOptions = [] {
  Options options{};
  for (std::size_t i = 0; i < options.size(); ++i) options[i] = kTable[i].option;
  return options;
}();

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// Whether a list of words that blanks separate has this one.
bool has_word(const char* list, const std::string& word) {
  return !word.empty() && (" " + std::string(list) + " ").find(" " + word + " ") != std::string::npos;
}

[[noreturn]] void refuse_value(const Option& o, const std::string& text, Spelling spelling) {
  const std::string name = spelled(o.name, spelling);
  if (o.choices) refuse_choice(name, words_of(o.choices), text);
  const std::string kind = o.whole ? "a whole number" : "a number";
  throw_error("setting.range",
              o.above_low ? "{name} must be {kind} above {low}, at most {high}, not {value|empty}"
                          : "{name} must be {kind} from {low} to {high}, not {value|empty}",
              {{"name", name}, {"kind", kind}, {"low", o.low}, {"high", o.high}, {"value", text}});
}

// As a number may be too small to be told from zero.
bool spells_zero(const std::string& text) {
  return text.substr(0, text.find_first_of("eE")).find_first_of("123456789") == std::string::npos;
}

Json written(const Settings& settings) {
  JsonWriter json;
  write_settings(json, settings, Spelling::snake);
  return *Json::parse_verbatim(json.text());
}

[[noreturn]] void refuse_name(const std::string& name, Spelling spelling) {
  std::vector<std::string> known;
  for (const Option& o : options())
    if (o.is_setting()) known.push_back(spelled(o.name, spelling));
  throw_error("setting.unknown", "there is no setting {name}; there are {choices}",
              {{"name", spelled(name, spelling)}, {"choices", joined(known)}});
}

}  // namespace

std::string spelled(const std::string& name, Spelling spelling) {
  if (spelling == Spelling::snake) return name;
  std::string text = spelling == Spelling::kebab ? "--" : "";
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '_')
      text += name[i];
    else if (spelling == Spelling::kebab)
      text += '-';
    else
      text += static_cast<char>(std::toupper(name[++i]));
  }
  return text;
}

const Options& options() { return kOptions; }

const char* help_of(const Option& o) { return kTable[&o - kOptions.data()].help; }

void refuse_choice(const std::string& name, const std::vector<std::string>& choices, const std::string& given) {
  throw_error("setting.choice", "{name} must be one of {choices}, not {value|empty}",
              {{"name", name}, {"choices", joined(choices)}, {"value", given}});
}

bool concerns(const Option& o, const std::string& model) { return !o.models || has_word(o.models, model); }

std::vector<std::string> words_of(const char* list) {
  std::vector<std::string> words(1);
  for (; *list; ++list) {
    if (*list == ' ')
      words.emplace_back();
    else
      words.back() += *list;
  }
  return words;
}

const Option& option(const std::string& name, Spelling spelling) {
  for (const Option& o : options())
    if (name == o.name) return o;
  refuse_name(name, spelling);
}

double parse(const std::string& name, const std::string& text, Spelling spelling) {
  const Option& o = option(name, spelling);
  const std::string value_text = trimmed(text);
  const double value = parse_number(value_text).value_or(std::nan(""));
  const bool fits = value <= o.high && (o.above_low ? value > o.low : value >= o.low);  // false for NaN
  if (!fits || (o.whole && value != std::floor(value))) refuse_value(o, value_text, spelling);
  if (!spells_zero(value_text) && std::fabs(value) < kSmallest)
    throw_error("setting.too-small",
                o.above_low ? "{name} must be at least {low}, the smallest number that Iambic computes with, not {value}"
                            : "{name} must be 0 or at least {low}, the smallest number that Iambic computes with, not {value}",
                {{"name", spelled(name, spelling)}, {"low", kSmallest}, {"value", value_text}});
  return value;
}

bool is_setting(const std::string& name) {
  for (const Option& o : options())
    if (name == o.name) return o.is_setting();
  return false;
}

void assign(Settings& settings, const std::string& name, const std::string& text, Spelling spelling) {
  if (!is_setting(name)) refuse_name(name, spelling);
  const Option& o = option(name, spelling);
  if (o.word_field) {
    if (!has_word(o.choices, text)) refuse_value(o, text, spelling);
    settings.*o.word_field = text;
    return;
  }
  const double value = parse(name, text, spelling);
  if (o.whole_field) settings.*o.whole_field = static_cast<std::int64_t>(value);
  if (o.real_field) settings.*o.real_field = value;
}

void check_continues(const Settings& saved, const Settings& wanted, Spelling spelling) {
  std::vector<std::string> changeable;
  for (const Option& o : options())
    if (o.is_setting() && !o.makes_model) changeable.push_back(spelled(o.name, spelling));
  const Json had = written(saved), has = written(wanted);
  for (const Option& o : options()) {
    const std::string before = had[o.name].text(), after = has[o.name].text();
    if (o.makes_model && before != after)
      throw_error("setting.fixed",
                  "{name} is {saved} in the checkpoint and cannot become {value} when training goes on; what can change is {choices}",
                  {{"name", spelled(o.name, spelling)}, {"saved", before}, {"value", after}, {"choices", joined(changeable)}});
  }
}

void write_settings(JsonWriter& json, const Settings& settings, Spelling spelling, bool saved) {
  json.object();
  for (const Option& o : options()) {
    const bool of_tokens = o.word_field == &Settings::tokenizer || o.whole_field == &Settings::vocab_size;
    if (!o.is_setting() || (saved && of_tokens && settings.tokenizer == "char")) continue;
    json.key(spelled(o.name, spelling));
    if (o.word_field) json.value(settings.*o.word_field);
    if (o.whole_field) json.value(settings.*o.whole_field);
    if (o.real_field) json.value(settings.*o.real_field);
  }
  json.end();
}

}  // namespace iambic
