// What can be set as JSON, for whoever builds a form, a command line or types from them.
#pragma once

#include "base/json.hpp"

namespace iambic {

/// An array: of each option its names, kind, range or choices, usual value, help, the models that it concerns, and whether a
/// change of it needs a new model.
void write_options(JsonWriter& json);

}  // namespace iambic
