// Options on top of CLI11 whose names, ranges and words come from the core's table, and what a command is.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "models/presets.hpp"
#include "models/settings.hpp"

/// The exit status beside 0 and 1; endings.hpp has those of signals.
constexpr int kBadInput = 2;

/// A command line that cannot be followed, or a file that cannot be used: exit status 2.
class BadInput : public iambic::Error {
 public:
  explicit BadInput(const std::string& sentence) : Error("command-line", sentence) {}
};

/// What action() returns. An Error that it throws becomes BadInput, led by what caused it: "--data x.txt: the text is empty".
template <class Action>
auto blaming(const std::string& culprit, Action&& action) {
  try {
    return action();
  } catch (const iambic::Error& e) {
    throw BadInput(culprit.empty() ? e.what() : culprit + ": " + e.what());
  }
}

using Words = std::vector<std::string>;

/// A command of the program: what CLI11 parses for it, and what it then does with the words that are left over, if it
/// takes any. run() returns the exit status.
struct Command {
  CLI::App* app;
  std::function<int(const Words& values)> run;
  bool takes_values = false;
};

/// The numbers that a user may give, kept as text until the core parses them.
class Numbers {
 public:
  /// Adds an option for the core's option `name` (snake case). fallback: what the help shows as its default where there is no
  /// usual value.
  CLI::Option* add(CLI::App& app, const std::string& name, const std::string& fallback = "");
  /// Adds an option for each of the core's settings; the preset names the defaults.
  void add_settings(CLI::App& app);
  /// Throws BadInput when one of these was given: what a model is cannot change when training goes on.
  void refuse_given(const std::vector<std::string>& names, const std::string& why) const;
  bool given(const std::string& name) const { return given_.at(name).option->count() > 0; }
  /// What was given, or the usual value. Throws BadInput when the text is not an allowed value.
  double get(const std::string& name) const;
  std::int64_t whole(const std::string& name) const;
  std::int64_t whole(const std::string& name, std::int64_t fallback) const;
  /// settings.<name> = value for every setting that was given. Throws BadInput.
  void assign_to(iambic::Settings& settings) const;

 private:
  struct Given {
    CLI::Option* option;
    std::string text;
  };
  std::map<std::string, Given> given_;
};

/// The preset of that name. Throws BadInput.
const iambic::Preset& preset_called(const std::string& name);

/// Adds a required option that names a file.
CLI::Option* add_file(CLI::App& app, const std::string& name, std::string& path, const std::string& help);

/// Reads the command line and runs the command that it names. Returns the exit status. Throws BadInput, Error.
int run_command(CLI::App& app, const std::vector<Command>& commands, int argc, const char* const* argv);
