// iambic settings: prints what can be set, and the presets, as JSON for other programs.
#include <iostream>

#include "commands.hpp"
#include "models/presets.hpp"
#include "models/schema.hpp"

namespace {

int print_settings() {
  iambic::JsonWriter json;
  iambic::write_options(json.object().key("options"));
  iambic::write_presets(json.key("presets"));
  std::cout << json.end().text() << '\n';
  return 0;
}

}  // namespace

Command settings_command(CLI::App& app) {
  CLI::App& command = *app.add_subcommand("settings", "Prints all settings and presets as JSON: names, ranges, defaults, help.");
  return {&command, [](const Words&) { return print_settings(); }};
}
