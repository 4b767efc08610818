#include "base/heartbeat.hpp"

namespace iambic {

void worked(std::uint64_t operations) {
  constexpr std::uint64_t kBeat = 100'000'000;
  static thread_local std::uint64_t done = 0;
  done += operations;
  if (done < kBeat) return;
  done = 0;
  if (on_heartbeat) on_heartbeat();
}

}  // namespace iambic
