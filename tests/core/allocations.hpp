// How much memory the suite has from operator new, which counts here, and a limit to it.
#pragma once

#include <cstddef>

/// Bytes in use, and the most that were since this was last called.
std::size_t allocated_bytes();
std::size_t peak_bytes();

/// While it lives no more than `bytes` beyond what is in use when it is made can be had: operator new throws std::bad_alloc.
class AllocationLimit {
 public:
  explicit AllocationLimit(std::size_t bytes);
  ~AllocationLimit();
  AllocationLimit(const AllocationLimit&) = delete;
  AllocationLimit& operator=(const AllocationLimit&) = delete;
};
