// How the core refuses: a code, and a sentence with places for its details.
#pragma once

#include "base/error.hpp"

namespace iambic {

/// Throws an Error whose sentence has {name} replaced by the detail of that name: numbers as people write them, {name|word} by
/// the word when the detail is an empty text. A sentence that is made by hand would be said twice, and weigh more.
[[noreturn]] void throw_error(const char* code, const char* sentence, std::initializer_list<Detail> details = {});

}  // namespace iambic
