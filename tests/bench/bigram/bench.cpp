// Contender of scripts/bench: the core's trainer, native, without any command line around it.
//
// Contender protocol (see contenders.mjs): each line of stdin is a number of steps, answered by one line of JSON.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#include "training/trainer.hpp"

int main(int argc, char** argv) {
  std::ifstream file(argc == 2 ? argv[1] : "", std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "usage: bigram_bench CORPUS\n");
    return 2;
  }
  std::stringstream text;
  text << file.rdbuf();
  const iambic::Corpus corpus = iambic::read_corpus(text.str());
  std::size_t steps = 0;
  while (std::cin >> steps) {
    iambic::Trainer trainer(corpus, iambic::Settings{});
    std::vector<float> losses(steps);
    const auto start = std::chrono::steady_clock::now();
    trainer.train(steps, losses.data());
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    std::printf("{\"seconds\":%.9f,\"losses\":[", elapsed.count());
    for (std::size_t i = 0; i < steps && i < 3000; i += 100) std::printf("%s%.8g", i ? "," : "", losses[i]);
    const auto& weights = trainer.model().parameters().values;
    iambic::Sha256 digest;
    digest.update(weights.data(), weights.size() * sizeof(float));
    std::printf("],\"digest\":\"%s\"}\n", digest.finish().c_str());
    std::fflush(stdout);
  }
}
