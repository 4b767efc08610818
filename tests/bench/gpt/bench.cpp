// Contender of scripts/bench: a transformer trained by the core, native, without any command line around it.
//
// Contender protocol (see rungs.mjs): each line of stdin is a number of steps, and one of the batches to evaluate after
// them, answered by one line of JSON.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <new>
#include <sstream>
#include <vector>

#include "models/presets.hpp"
#include "ops/kernel_sets.hpp"
#include "training/trainer.hpp"

namespace {

std::size_t allocations = 0;

constexpr std::size_t kEarly = 50;  // losses to compare

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// PRESET [setting=value ...]
iambic::Settings settings_of(int count, char** words) {
  iambic::Settings settings = iambic::preset(words[0], iambic::Spelling::snake).settings;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i], name = word.substr(0, word.find('='));
    iambic::assign(settings, name, word.substr(name.size() + 1), iambic::Spelling::snake);
  }
  return settings;
}

std::string digest_of(const iambic::Trainer& trainer) {
  const std::vector<std::uint8_t> bytes = iambic::write_checkpoint(trainer.checkpoint());
  iambic::Sha256 digest;
  digest.update(bytes.data(), bytes.size());
  return digest.finish();
}

// The first step finds room for everything; those after it must allocate nothing.
void answer(const iambic::Corpus& corpus, const iambic::Settings& settings, std::size_t shares, std::size_t steps, std::size_t batches) {
  iambic::Trainer trainer(corpus, settings);
  std::vector<float> losses(steps);
  auto start = std::chrono::steady_clock::now();
  trainer.train(1, losses.data(), shares);
  const std::size_t before = allocations;
  trainer.train(steps - 1, losses.data() + 1, shares);
  const std::size_t inside = allocations - before;
  std::printf("{\"seconds\":%.9f,\"allocations\":%zu,\"losses\":[", seconds_since(start), inside);
  for (std::size_t i = 0; i < steps && i < kEarly; ++i) std::printf("%s%.8g", i ? "," : "", losses[i]);
  std::printf("],\"digest\":\"%s\"", digest_of(trainer).c_str());
  if (batches > 0) {
    start = std::chrono::steady_clock::now();
    const iambic::Losses means = trainer.estimate_loss(batches);
    std::printf(",\"evaluation\":{\"seconds\":%.9f,\"losses\":[%.8g,%.8g]}", seconds_since(start), means.train, means.val);
  }
  std::printf("}\n");
  std::fflush(stdout);
}

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

int main(int argc, char** argv) {
  std::ifstream file(argc >= 4 ? argv[1] : "", std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "usage: gpt_bench CORPUS SHARES PRESET [setting=value ...]\n");
    return 2;
  }
  if (const char* const set = std::getenv("IAMBIC_SIMD")) iambic::use_kernel_set(set);
  std::stringstream text;
  text << file.rdbuf();
  const iambic::Corpus corpus = iambic::read_corpus(text.str());
  const iambic::Settings settings = settings_of(argc - 3, argv + 3);
  std::size_t steps = 0, batches = 0;
  while (std::cin >> steps >> batches) answer(corpus, settings, std::strtoul(argv[2], nullptr, 10), steps, batches);
}
