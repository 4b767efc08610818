// What one run of a size takes: sizes_bench TEXT_MB VOCABULARY [setting=value ...], a line of JSON with processor seconds of load, step,
// evaluate and save, and the megabytes that were announced and that the process had at most after each.
//
// The text is drawn, so that it has the size and the vocabulary that are asked for. A process measures once: its peak is that run's.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "models/limits.hpp"
#include "models/presets.hpp"
#include "training/trainer.hpp"

namespace {

constexpr int kSteps = 3;            // of which the quickest counts, after one that finds room for everything
constexpr std::size_t kBatches = 2;  // of each part, to evaluate

// Two layers of the preset gpt, small enough for every other size to be doubled three times.
iambic::Settings settings_of(int count, char** words) {
  iambic::Settings settings = iambic::preset("gpt", iambic::Spelling::snake).settings;
  settings.n_layer = 2, settings.n_embd = 64, settings.batch_size = 8, settings.block_size = 64;
  for (int i = 0; i < count; ++i) {
    const std::string word = words[i], name = word.substr(0, word.find('='));
    iambic::assign(settings, name, word.substr(name.size() + 1), iambic::Spelling::snake);
  }
  return settings;
}

// As the command reads a file: piece by piece.
iambic::Corpus drawn_text(std::size_t bytes, std::size_t vocabulary) {
  iambic::CorpusReader reader(bytes);
  iambic::Generator generator(1337);
  std::string piece;
  std::size_t given = 0;
  for (std::size_t i = 0; given < bytes; ++i) {
    const std::size_t which = i < vocabulary ? i : static_cast<std::size_t>(generator.randint(vocabulary));
    piece += iambic::to_utf8(static_cast<char32_t>(which < 94 ? 33 + which : 0x4e00 + which));
    if (piece.size() < (1 << 16) && given + piece.size() < bytes) continue;
    reader.append(reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size());
    given += piece.size();
    piece.clear();
  }
  return reader.finish();
}

// Megabytes that were resident at most so far (Linux). That of getrusage begins with the parent's.
double peak() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) * 1024 / 1e6;
  return 0;
}

template <class Work>
double seconds_of(Work&& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void report(const char* phase, double seconds) { std::printf(",\"%s\":{\"seconds\":%.6f,\"megabytes\":%.1f}", phase, seconds, peak()); }

void measure(std::size_t bytes, std::size_t vocabulary, const iambic::Settings& settings) {
  iambic::Corpus corpus;
  const double load = seconds_of([&] { corpus = drawn_text(bytes, vocabulary); });
  std::printf("{\"characters\":%zu", corpus.ids.size());
  report("load", load);
  iambic::Trainer trainer(corpus, settings);
  std::vector<float> losses(kSteps);
  trainer.train(1, losses.data());
  double step = INFINITY;
  for (int i = 0; i < kSteps; ++i) step = std::min(step, seconds_of([&] { trainer.train(1, losses.data()); }));
  report("step", step);
  report("evaluate", seconds_of([&] { trainer.estimate_loss(kBatches); }));
  report("save", seconds_of([&] { iambic::checkpoint_header(trainer.view()); }));
  const double announced = iambic::text_bytes(corpus) + iambic::running_bytes(settings, trainer.model().vocab_size());
  std::printf(",\"announced\":%.1f,\"parameters\":%zu}\n", announced / 1e6, trainer.model().parameters().size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: sizes_bench TEXT_MB VOCABULARY [setting=value ...]\n");
    return 2;
  }
  iambic::set_memory_limit(INFINITY);
  measure(static_cast<std::size_t>(1e6 * std::strtod(argv[1], nullptr)), std::strtoul(argv[2], nullptr, 10),
          settings_of(argc - 3, argv + 3));
}
