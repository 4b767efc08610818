// The learning rate of each step.
#pragma once

#include "models/settings.hpp"

namespace iambic {

/// The learning rate of a 0-based iteration: nanoGPT's get_lr, linear warm-up and then a cosine.
double learning_rate_at(const Settings& settings, std::int64_t iteration);

}  // namespace iambic
