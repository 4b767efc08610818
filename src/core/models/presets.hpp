// The ladder: models by name, each with its settings and what one may expect of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "models/settings.hpp"

namespace iambic {

/// A run by name: a rung of the ladder, with what one may expect of it.
struct Preset {
  std::string name;
  std::string story;  // one line
  Settings settings;
  std::int64_t steps;
  double val_loss;          // about what it reaches
  std::string prompt = "";  // what to let it write after, when it needs something to begin with
};
const std::vector<Preset>& presets();
/// Throws Error that names the presets.
const Preset& preset(const std::string& name, Spelling spelling);

/// An array: of each preset its name, story, steps, what it reaches, prompt and settings.
void write_presets(JsonWriter& json);

}  // namespace iambic
