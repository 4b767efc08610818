#include "memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "models/limits.hpp"
#include "text/merges.hpp"

namespace {

constexpr double kProgram = 6e6;  // bytes of the program itself, and of what it reads its text with

// As Linux tells it; what is no number there is no limit.
double container_limit() {
  double bytes = 0;
  std::ifstream file("/sys/fs/cgroup/memory.max");
  return file >> bytes ? bytes : INFINITY;
}

}  // namespace

double memory_here() {
  const double pages = static_cast<double>(::sysconf(_SC_PHYS_PAGES)), page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  const double machine = pages > 0 && page > 0 ? pages * page : iambic::memory_limit();
  return 1e6 * std::floor(std::min(machine, container_limit()) / 1e6);
}

double bytes_of_run(const iambic::Trainer& trainer, std::size_t workers, bool resumed) {
  iambic::Settings share = trainer.settings();  // of a batch, the largest
  const auto n = static_cast<std::int64_t>(workers);
  share.batch_size = (share.batch_size + n - 1) / n;
  const int vocab_size = trainer.model().vocab_size();
  // A checkpoint that was read, or that the other workers begin with, is gone when training begins.
  const double weights = sizeof(float) * static_cast<double>(trainer.model().parameters().size());
  const double beginning = weights * (7 * static_cast<double>(workers) + (resumed || workers > 1 ? 3 : 0));
  const double sums = workers > 1 ? weights : 0;  // of gradients, each worker those of its slice
  const double running = iambic::running_bytes(share, vocab_size) * static_cast<double>(workers) + sums;
  // Merges are learned before there is a model, from characters that stay beside what is made of them.
  const bool subwords = trainer.settings().tokenizer != "char";
  const double characters = subwords ? static_cast<double>(trainer.corpus().characters) : 0;
  const double learning = resumed ? 0 : iambic::kBytesToLearn * characters;
  return kProgram + iambic::text_bytes(trainer.corpus()) + characters + std::max({running, beginning, learning});
}
