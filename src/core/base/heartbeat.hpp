// A sign of life out of long computations: from far away, work and death are equally silent.
#pragma once

#include <cstdint>

namespace iambic {

/// Called once in about 10^8 operations, which take a tenth of a second at most. Null where nobody listens.
inline void (*on_heartbeat)() = nullptr;

/// So many operations were done.
inline void worked(std::uint64_t operations) {
  constexpr std::uint64_t kBeat = 100'000'000;
  static std::uint64_t done = 0;
  done += operations;
  if (done < kBeat) return;
  done = 0;
  if (on_heartbeat) on_heartbeat();
}

}  // namespace iambic
