// A checkpoint that scripts/to_pytorch.py wrote: a tiny GPT that PyTorch trained, and then trained on.
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

Checkpoint from_pytorch() {
  const std::string bytes = fixture_text("pytorch.safetensors");
  return read_checkpoint(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

TEST_CASE("a model that PyTorch trained gives PyTorch's logits here, goes on with its losses, and is saved again") {
  const Json expected = fixture("pytorch.json");
  const Corpus corpus = read_corpus(fixture_text("corpora/" + expected["corpus"].string_or("")));
  Trainer trainer(corpus, from_pytorch());
  CHECK(trainer.step() == static_cast<std::int64_t>(expected["step"].number_or(-1)));
  CHECK(trainer.checkpoint().corpus_sha256 == corpus.sha256);

  const std::vector<std::int32_t> ids = integers(expected["x"]);
  Tokens2 x = zeros<std::int32_t>(2, ids.size() / 2);
  std::copy(ids.begin(), ids.end(), x.begin());
  CHECK_THAT(trainer.model().forward(x), AllClose(floats(expected["logits_bits"]), {1e-5, 1e-5}));

  const std::vector<double> next = numbers(expected["next_losses"]);  // with PyTorch's moments, batches and dropout
  std::vector<float> losses(next.size());
  REQUIRE_FALSE(trainer.train(losses.size(), losses.data()).stopped);
  CHECK_THAT(losses, AllClose(next, {2e-5, 0}));
  const std::vector<std::uint8_t> bytes = write_checkpoint(trainer.checkpoint());
  CHECK(read_checkpoint(bytes.data(), bytes.size()).state.step == trainer.step());
}

TEST_CASE("the checkpoint that PyTorch wrote is protected by its checksum") {
  std::string bytes = fixture_text("pytorch.safetensors");
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  CHECK(error_of([&] { read_checkpoint(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()); }) ==
        "this file is not a checkpoint that Iambic can open: it is damaged, its checksum does not match");
}
