// Trains a bigram on the text of a file and prints the checkpoint's SHA-256: consumer FILE SEED STEPS
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include <iambic/base/sha256.hpp>
#include <iambic/base/simd.hpp>
#include <iambic/models/presets.hpp>
#include <iambic/training/trainer.hpp>

int main(int, char** arguments) {
  using namespace iambic;
  std::ifstream file(arguments[1], std::ios::binary);
  const Corpus corpus = read_corpus(std::string(std::istreambuf_iterator<char>(file), {}));
  Settings settings = preset("bigram", Spelling::kebab).settings;
  settings.seed = std::atoll(arguments[2]);
  Trainer trainer(corpus, settings);
  std::vector<float> losses(static_cast<std::size_t>(std::atoll(arguments[3])));
  trainer.train(losses.size(), losses.data());
  const std::vector<std::uint8_t> bytes = write_checkpoint(trainer.checkpoint());
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  std::cout << hash.finish() << '\n';
  // This file has the core's own vectors, too.
  const float x[4] = {1, 2, 3, 4};
  return simd::row_max(x, 4) == 4 && simd::log(1.0f) == 0 ? 0 : 1;
}
