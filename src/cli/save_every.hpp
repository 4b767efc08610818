// --save-every STEPS or MINUTESm.
#pragma once

#include <cstdint>
#include <string>

/// Either is 0 when it does not count.
struct SaveEvery {
  std::int64_t steps = 0;
  double minutes = 0;
};

/// "500" or "5m"; empty for never. Throws BadInput.
SaveEvery parse_save_every(const std::string& text);
