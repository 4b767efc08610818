// Decimal fractions and the double-precision numbers nearest to them.
#pragma once

#include <string_view>

namespace iambic {

/// Of a number in JSON's grammar, however long: correctly rounded, so the same on every machine; infinity where it is beyond all.
double nearest_double(std::string_view number);

}  // namespace iambic
