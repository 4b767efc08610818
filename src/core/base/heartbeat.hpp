// A sign of life out of long computations: from far away, work and death are equally silent.
#pragma once

#include <cstdint>

namespace iambic {

/// Called once in about 10^8 operations, which take a tenth of a second at most. Null where nobody listens.
inline void (*on_heartbeat)() = nullptr;

/// So many operations were done.
void worked(std::uint64_t operations);

}  // namespace iambic
