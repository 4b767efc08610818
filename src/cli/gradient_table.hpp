// The table that iambic check-gradients prints, and its verdict.
#pragma once

#include <ostream>
#include <vector>

#include "training/gradient_check.hpp"

/// A row per tensor and a sentence. Returns the exit status: 1 when a tensor's gradients disagree with the differences.
int print_gradient_table(std::ostream& out, const std::vector<iambic::TensorCheck>& checks);
