// Unicode's characters as bytes.
#pragma once

#include <string>

namespace iambic {

std::string to_utf8(char32_t character);

}  // namespace iambic
