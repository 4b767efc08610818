// --workers, how many threads train together.
#pragma once

#include <cstddef>
#include <string>

/// Throws BadInput.
std::size_t parse_workers(const std::string& text);
