// Which word somebody may have meant.
#pragma once

#include <string>
#include <vector>

/// The one of `known` that `word` is a slip of, or that it begins; empty when none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& known);
