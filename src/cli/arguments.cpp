#include "arguments.hpp"

#include <algorithm>

#include "base/number_text.hpp"
#include "nearest.hpp"

using iambic::Spelling;

namespace {

// "; did you mean --steps?", or nothing when no word is near.
std::string did_you_mean(const std::string& dashes, const std::string& word, const Words& known) {
  const std::string meant = nearest(word, known);
  return meant.empty() ? "" : "; did you mean " + dashes + meant + "?";
}

// Of an option that is a word; none of a number.
Words choices_of(const std::string& name) {
  const char* const choices = iambic::option(name, Spelling::kebab).choices;
  return choices ? iambic::words_of(choices) : Words();
}

}  // namespace

CLI::Option* Numbers::add(CLI::App& app, const std::string& name, const std::string& fallback) {
  Given& given = given_[name];
  const iambic::Option& o = iambic::option(name, Spelling::kebab);
  const std::string usual = fallback.empty() ? iambic::number_text(o.usual) : fallback;
  given.option = app.add_option(iambic::spelled(name, Spelling::kebab), given.text, iambic::help_of(o) + (" [" + usual + "]"))
                     ->type_name(o.choices ? "NAME" : "N")
                     ->take_last();
  return given.option;
}

void Numbers::add_settings(CLI::App& app) {
  for (const iambic::Option& o : iambic::options())
    if (o.is_setting()) add(app, o.name, "the preset's");
}

void Numbers::refuse_given(const std::vector<std::string>& names, const std::string& why) const {
  for (const std::string& name : names)
    if (given(name)) throw BadInput(iambic::spelled(name, Spelling::kebab) + " " + why);
}

double Numbers::get(const std::string& name) const {
  if (!given(name)) return iambic::option(name, Spelling::kebab).usual;
  return blaming("", [&] { return iambic::parse(name, given_.at(name).text, Spelling::kebab); });
}

std::int64_t Numbers::whole(const std::string& name) const { return static_cast<std::int64_t>(get(name)); }

std::int64_t Numbers::whole(const std::string& name, std::int64_t fallback) const { return given(name) ? whole(name) : fallback; }

void Numbers::assign_to(iambic::Settings& settings) const {
  for (const auto& [name, given] : given_) {
    if (given.option->count() == 0 || !iambic::is_setting(name)) continue;
    try {
      iambic::assign(settings, name, given.text, Spelling::kebab);
    } catch (const iambic::Error& e) {
      throw BadInput(e.what() + did_you_mean("", given.text, choices_of(name)));
    }
  }
}

const iambic::Preset& preset_called(const std::string& name) {
  Words known;
  for (const iambic::Preset& preset : iambic::presets()) known.push_back(preset.name);
  try {
    return iambic::preset(name, Spelling::kebab);
  } catch (const iambic::Error& e) {
    throw BadInput(e.what() + did_you_mean("", name, known));
  }
}

CLI::Option* add_file(CLI::App& app, const std::string& name, std::string& path, const std::string& help) {
  return app.add_option(name, path, help)->type_name("FILE")->take_last();
}

namespace {

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Words options_of(const CLI::App& command) {
  Words names;
  for (const CLI::Option* option : command.get_options()) names.push_back(option->get_lnames().front());
  return names;
}

// How other programs call what ours have.
struct OtherName {
  const char *theirs, *ours;
};
constexpr OtherName kOtherNames[] = {{"lr", "learning-rate"}, {"max-iters", "steps"}, {"iters", "steps"},        {"epochs", "steps"},
                                     {"layers", "n-layer"},   {"heads", "n-head"},    {"context", "block-size"}, {"input", "data"},
                                     {"output", "out"},       {"top-p", "top-k"},     {"threads", "workers"},    {"jobs", "workers"}};

[[noreturn]] void refuse_option(const CLI::App& command, const std::string& given) {
  const Words known = options_of(command);
  std::string word = given.substr(std::min(given.find_first_not_of('-'), given.size()));
  word = word.substr(0, word.find('='));
  std::replace(word.begin(), word.end(), '_', '-');
  for (const OtherName& other : kOtherNames)
    if (word == other.theirs && std::count(known.begin(), known.end(), other.ours) > 0) word = other.ours;
  const std::string hint = given.size() > 2 && given[0] == '-' ? did_you_mean("--", word, known) : "";
  std::string all;
  for (const std::string& name : known) all += (all.empty() ? "--" : ", --") + name;
  throw BadInput(command.get_name() + " does not know " + given + (hint.empty() ? "; its options are " + all : hint));
}

// Words that are left over, those after a lone "--" last: CLI11 leaves these to the program.
Words left_over(const CLI::App& app, const CLI::App& command) {
  Words words = command.remaining();
  for (const std::string& word : app.remaining()) words.push_back(word);
  return words;
}

[[noreturn]] void refuse_command(const CLI::App& app, const std::vector<Command>& commands) {
  Words names;
  for (const Command& command : commands) names.push_back(command.app->get_name());
  const Words words = app.remaining();
  const std::string hint = words.empty() ? "" : did_you_mean("", words.front(), names);
  throw BadInput((words.empty() ? "a command is missing" : "there is no command " + words.front()) +
                 (hint.empty() ? "; there are " + joined(names) : hint));
}

// The command that was named, once it is clear that all words have a meaning.
const Command& chosen(const CLI::App& app, const std::vector<Command>& commands) {
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    const Words words = left_over(app, *command.app);
    if (words.empty() || command.takes_values) return command;
    refuse_option(*command.app, words.front());
  }
  refuse_command(app, commands);
}

// What CLI11 did not like, in our words.
[[noreturn]] void refuse(const CLI::App& command, const CLI::ParseError& error) {
  const std::string what = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) throw BadInput(what.substr(0, what.find(':')) + " needs a value");
  if (dynamic_cast<const CLI::RequiredError*>(&error)) throw BadInput(command.get_name() + " needs " + what.substr(0, what.find(' ')));
  if (dynamic_cast<const CLI::ConversionError*>(&error)) throw BadInput(what.substr(what.find("--")) + ": it takes no value");
  throw BadInput(what);
}

}  // namespace

int run_command(CLI::App& app, const std::vector<Command>& commands, int argc, const char* const* argv) {
  app.require_subcommand(1)->allow_extras();
  for (const Command& command : commands) command.app->allow_extras();
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    refuse(*chosen(app, commands).app, error);
  }
  const Command& command = chosen(app, commands);
  return command.run(left_over(app, *command.app));
}
