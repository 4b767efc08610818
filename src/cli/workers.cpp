#include "workers.hpp"

#include <cmath>

#include "arguments.hpp"

std::size_t parse_workers(const std::string& text) {
  const double number = iambic::parse_number(text).value_or(0);
  if (number >= 1 && number <= 64 && number == std::floor(number)) return static_cast<std::size_t>(number);
  throw BadInput("--workers must be a whole number from 1 to 64, not " + (text.empty() ? "empty" : text));
}
