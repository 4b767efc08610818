#include "allocations.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>

namespace {

constexpr std::size_t kHeader = alignof(std::max_align_t);  // before each block: its size
constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
std::size_t used = 0, most = 0, limit = kNoLimit;

}  // namespace

void* operator new(std::size_t size) {
  if (used + size > limit) throw std::bad_alloc();
  auto* const block = static_cast<char*>(std::malloc(size + kHeader));
  if (!block) throw std::bad_alloc();
  *reinterpret_cast<std::size_t*>(block) = size;
  most = std::max(most, used += size);
  return block + kHeader;
}

void operator delete(void* memory) noexcept {
  if (!memory) return;
  char* const block = static_cast<char*>(memory) - kHeader;
  used -= *reinterpret_cast<std::size_t*>(block);
  std::free(block);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

std::size_t allocated_bytes() { return used; }

std::size_t peak_bytes() {
  const std::size_t peak = most;
  most = used;
  return peak;
}

AllocationLimit::AllocationLimit(std::size_t bytes) { limit = used + bytes; }
AllocationLimit::~AllocationLimit() { limit = kNoLimit; }
