#include "base/number_text.hpp"

#include <cmath>

#include "base/json.hpp"

namespace iambic {

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string number_text(double value) {
  if (value == std::floor(value) && std::fabs(value) < 1e15)
    return (value < 0 ? "-" : "") + grouped(static_cast<std::uint64_t>(std::fabs(value)));
  return JsonWriter().value(value).text();
}

}  // namespace iambic
