#include "settings.hpp"

#include <cctype>
#include <cmath>
#include <variant>

#include "error.hpp"
#include "json.hpp"

namespace iambic {

namespace {

using Field = std::variant<std::int64_t Settings::*, double Settings::*>;

struct SettingField {
  const char* name;
  Field field;
};

const SettingField kFields[] = {
    {"seed", &Settings::seed},
    {"batch_size", &Settings::batch_size},
    {"block_size", &Settings::block_size},
    {"learning_rate", &Settings::learning_rate},
    {"holdback", &Settings::holdback},
};

constexpr std::int64_t kMaxTokensPerStep = 1 << 24;
constexpr int kMaxBigramVocabulary = 4096;

const Field& field_of(const std::string& name) {
  for (const SettingField& f : kFields)
    if (name == f.name) return f.field;
  throw Error("there is no setting called " + name);
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string allowed(const Option& o) {
  const std::string kind = o.whole ? "a whole number" : "a number";
  const std::string low = o.above_low ? " above " + number_text(o.low) + ", at most " : " from " + number_text(o.low) + " to ";
  return kind + low + number_text(o.high);
}

[[noreturn]] void refuse_name(const std::string& name, Spelling spelling) {
  std::string known = spelled("model", spelling);
  for (const SettingField& f : kFields) known += ", " + spelled(f.name, spelling);
  throw Error("there is no setting " + spelled(name, spelling) + "; there are " + known);
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

const std::vector<Option>& options() {
  static const std::vector<Option> all = {
      {"seed", true, 0, 4294967295.0, false, "Starts the random numbers; the same seed gives the same run, to the bit."},
      {"batch_size", true, 1, 65536, false, "How many pieces of text the model learns from in one step."},
      {"block_size", true, 1, 65536, false, "How many characters long each piece is."},
      {"learning_rate", false, 0, 1000, true, "How far one step moves the weights."},
      {"holdback", true, 0, 1, false, "1 draws batches as the notes do, 0 as the lecture does."},
      {"steps", true, 1, 1e9, false, "How many steps to train."},
      {"tokens", true, 1, 1e6, false, "How many characters to write."},
      {"temperature", false, 0, 100, false, "Below 1 the model plays safe, above 1 it dares; 0 always takes the likeliest character."},
      {"top_k", true, 0, 65536, false, "Chooses among the k likeliest characters only; 0 means all."},
      {"sample_before", true, 0, 1e6, false, "How many characters to write before training."},
      {"sample_after", true, 0, 1e6, false, "How many characters to write after training."},
      {"log_every", true, 0, 1e9, false, "Prints the loss every so many steps; 0 means never."},
      {"eval_interval", true, 0, 1e9, false, "Evaluates every so many steps; 0 means at the end only."},
      {"eval_iters", true, 1, 1e6, false, "How many batches an estimate of the loss averages."},
  };
  return all;
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
  if (!fits || (o.whole && value != std::floor(value)))
    throw Error(spelled(name, spelling) + " must be " + allowed(o) + ", not " + (value_text.empty() ? "empty" : value_text));
  return value;
}

bool is_setting(const std::string& name) {
  if (name == "model") return true;
  for (const SettingField& f : kFields)
    if (name == f.name) return true;
  return false;
}

void assign(Settings& settings, const std::string& name, const std::string& text, Spelling spelling) {
  if (name == "model") {
    if (text != "bigram") throw Error(spelled(name, spelling) + " must be bigram, not " + (text.empty() ? "empty" : text));
    settings.model = text;
    return;
  }
  if (!is_setting(name)) refuse_name(name, spelling);
  const double value = parse(name, text, spelling);
  std::visit([&](auto member) { settings.*member = static_cast<std::decay_t<decltype(settings.*member)>>(value); }, field_of(name));
}

double value_of(const Settings& settings, const std::string& name) {
  return std::visit([&](auto member) { return static_cast<double>(settings.*member); }, field_of(name));
}

void check(const Settings& settings, int vocab_size) {
  if (settings.batch_size * settings.block_size > kMaxTokensPerStep)
    throw Error("batch_size " + grouped(static_cast<std::uint64_t>(settings.batch_size)) + " times block_size " +
                grouped(static_cast<std::uint64_t>(settings.block_size)) + " is more than the " + grouped(kMaxTokensPerStep) +
                " characters that one step may hold");
  if (vocab_size > kMaxBigramVocabulary)
    throw Error("the text has " + grouped(static_cast<std::uint64_t>(vocab_size)) + " different characters; a bigram table holds at most " +
                grouped(kMaxBigramVocabulary));
}

}  // namespace iambic
