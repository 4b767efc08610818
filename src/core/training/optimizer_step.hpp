// What the optimiser does in a step: gradients that are too long are shortened, and AdamW updates the parameters.
//
// Both can be done slice by slice, by whoever owns it: the norm is made of a sum of squares for each parameter.
#pragma once

#include <cstdint>
#include <vector>

#include "models/parameters.hpp"
#include "models/settings.hpp"
#include "training/adamw.hpp"

namespace iambic {

/// squares (number of parameters in the slice): the sum of the squares of each one's gradients; none where nothing is clipped.
void sum_squares(std::vector<float>& squares, const Parameters<float>& parameters, const Slice& slice, const Settings& settings);

/// Updates a slice, given the squares of all parameters. iteration counts from 0.
void optimizer_step(Parameters<float>& parameters, AdamW<float>& optimizer, const Slice& slice, const std::vector<float>& squares,
                    std::int64_t iteration, const Settings& settings);

}  // namespace iambic
