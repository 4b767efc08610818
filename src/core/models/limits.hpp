// How large a model may be: what no single setting can tell.
#pragma once

#include "models/settings.hpp"

namespace iambic {

/// How many numbers the model learns. Throws Error when the settings describe no model, as the next two do.
double parameter_count(const Settings& settings, int vocab_size);

/// About how many bytes it takes at most to train, to recover, and to save or open a checkpoint.
double training_bytes(const Settings& settings, int vocab_size);

/// That heads share n_embd evenly, that a step and its model fit into memory beside `other_bytes`. Throws Error.
void check(const Settings& settings, int vocab_size, double other_bytes = 0);

}  // namespace iambic
