// What is done in parts is what is done in one go: a step's shares, evaluations, estimates, writing.
#include <cmath>

#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

const Corpus& abc() {
  static const Corpus corpus = read_corpus(fixture_text("corpora/abc.txt"));
  return corpus;
}

Settings settings_of(const char* model, double dropout) {
  Settings settings;
  settings.model = model, settings.dropout = dropout;
  settings.n_layer = 2, settings.n_head = 2, settings.n_embd = 8, settings.batch_size = 5, settings.block_size = 6;
  settings.grad_clip = 0.5;
  return settings;
}

std::vector<std::uint8_t> state_of(const Trainer& trainer) { return write_checkpoint(trainer.checkpoint()); }

// One step of data-parallel training: every worker computes its share, all take the step with all shares.
Progress step_together(std::vector<Trainer>& workers, float* loss) {
  std::vector<double> losses(workers.size());
  std::vector<std::vector<float>> shares;
  for (std::size_t rank = 0; rank < workers.size(); ++rank) {
    const float* const share = workers[rank].share(rank, workers.size(), losses[rank]);
    shares.emplace_back(share, share + workers[rank].model().parameters().size());
  }
  Progress progress;
  for (std::size_t rank = 0; rank < workers.size(); ++rank) {
    for (std::size_t other = 0; other < workers.size(); ++other)
      if (other != rank) workers[rank].add_share(shares[other].data());
    progress = workers[rank].combine(losses, loss);
  }
  return progress;
}

std::vector<Trainer> workers_of(const Settings& settings, std::size_t count) {
  std::vector<Trainer> workers;
  for (std::size_t i = 0; i < count; ++i) workers.emplace_back(abc(), settings);
  return workers;
}

std::vector<double> gradients_of(Trainer& trainer, std::size_t shares) {
  std::vector<double> sum(trainer.model().parameters().size(), 0.0);
  for (std::size_t rank = 0; rank < shares; ++rank) {
    double loss = 0;
    const float* const share = trainer.share(rank, shares, loss);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<double>(share[i]);
  }
  return sum;
}

}  // namespace

TEST_CASE("workers that exchange their shares stay in the same state, that of train() with so many shares") {
  for (const char* const model : {"bigram", "self-attention", "gpt", "encoder-decoder"})
    for (const double dropout : {0.0, 0.3})
      for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{4}, std::size_t{7}}) {  // of 5 sequences
        INFO(model << ", dropout " << dropout << ", " << count << " workers");
        const Settings settings = settings_of(model, dropout);
        std::vector<Trainer> workers = workers_of(settings, count);
        Trainer alone(abc(), settings);
        std::vector<float> together(12), losses(12);
        for (float& loss : together) REQUIRE(step_together(workers, &loss).done == 1);
        REQUIRE(alone.train(losses.size(), losses.data(), count).done == 12);
        CHECK(together == losses);
        for (const Trainer& worker : workers) CHECK(state_of(worker) == state_of(alone));
      }
}

TEST_CASE("one share is plain training, to the bit") {
  const Settings settings = settings_of("gpt", 0.2);
  Trainer shared(abc(), settings), plain(abc(), settings);
  std::vector<float> losses(8), same(8);
  REQUIRE(shared.train(8, losses.data(), 1).done == 8);
  REQUIRE(plain.train(8, same.data()).done == 8);
  CHECK(losses == same);
  CHECK(state_of(shared) == state_of(plain));
}

TEST_CASE("the shares' gradients add up to the whole batch's, with dropout too") {
  for (const char* const model : {"bigram", "multi-head", "gpt", "encoder-decoder"})
    for (const double dropout : {0.0, 0.3}) {
      Trainer trainer(abc(), settings_of(model, dropout));
      const std::vector<double> whole = gradients_of(trainer, 1);
      for (const std::size_t shares : {std::size_t{2}, std::size_t{3}, std::size_t{5}, std::size_t{6}, std::size_t{64}}) {
        INFO(model << ", dropout " << dropout << ", " << shares << " shares");
        CHECK_THAT(gradients_of(trainer, shares), AllClose(whole, {1e-4, 1e-7}));
      }
    }
}

TEST_CASE("shares are as even as can be and cover the batch") {
  for (std::size_t B = 1; B < 20; ++B)
    for (std::size_t of = 1; of <= 7; ++of) {
      std::size_t next = 0;
      for (std::size_t rank = 0; rank < of; ++rank) {
        const Rows rows = share_of(B, rank, of);
        CHECK(rows.first == next);
        CHECK(rows.count >= B / of);
        CHECK(rows.count <= B / of + 1);
        next += rows.count;
      }
      CHECK(next == B);
    }
}

TEST_CASE("computing a share changes nothing, and without one no step is taken") {
  Trainer trainer(abc(), settings_of("gpt", 0.2));
  const std::vector<std::uint8_t> before = state_of(trainer);
  double loss = 0;
  trainer.share(1, 2, loss);
  CHECK(state_of(trainer) == before);
  float step_loss = 0;
  Trainer fresh(abc(), settings_of("gpt", 0.2));
  CHECK(error_of([&] { fresh.combine({1.0}, &step_loss); }) == "no share of this step was computed");
  CHECK(error_of([&] { fresh.add_share(nullptr); }) == "no share of this step was computed");
  CHECK(error_of([&] { trainer.combine({1, 2}, &step_loss); }) == "a step needs the gradients and the loss of every share");
}

TEST_CASE("a step that was taken otherwise leaves no share to combine") {
  Trainer trainer(abc(), settings_of("gpt", 0.2));
  double share_loss = 0;
  float loss = 0;
  trainer.share(0, 1, share_loss);
  REQUIRE(trainer.train(1, &loss).done == 1);
  CHECK(error_of([&] { trainer.combine({share_loss}, &loss); }) == "no share of this step was computed");
  CHECK(trainer.step() == 1);
}

TEST_CASE("the losses of the shares are added in the order of their ranks") {
  Trainer trainer(abc(), settings_of("bigram", 0));
  const std::vector<float> nothing(trainer.model().parameters().size(), 0.0f);
  double mine = 0;
  float loss = 0;
  trainer.share(0, 3, mine);
  for (int other = 1; other < 3; ++other) trainer.add_share(nothing.data());
  REQUIRE(trainer.combine({1e17, -1e17, 1}, &loss).done == 1);
  CHECK(loss == 1);  // 1e17 + (1 - 1e17) would be 0
}

TEST_CASE("workers whose numbers cease to be finite stop as one trainer does, in the same state") {
  Settings settings = settings_of("bigram", 0);
  settings.grad_clip = 0;
  settings.learning_rate = 1000;
  std::vector<Trainer> workers = workers_of(settings, 2);
  Trainer alone(abc(), settings);
  std::vector<float> losses(5000);
  const Progress expected = alone.train(losses.size(), losses.data(), 2);
  REQUIRE(expected.stopped);
  Progress progress;
  float loss = 0;
  for (std::size_t i = 0; i < losses.size() && !progress.stopped; ++i) progress = step_together(workers, &loss);
  CHECK(progress.stopped == expected.stopped);
  for (const Trainer& worker : workers) CHECK(state_of(worker) == state_of(alone));
}

TEST_CASE("an evaluation in parts adds up to the evaluation") {
  for (const char* const model : {"bigram", "gpt"}) {
    INFO(model);
    Trainer trainer(abc(), settings_of(model, 0.2));
    const Losses whole = trainer.evaluate();
    for (const Split split : {Split::train, Split::val}) {
      const std::size_t batches = trainer.evaluate_part(split, 0, 0).batches;
      REQUIRE(batches >= 1);
      double nats = 0;
      std::size_t targets = 0;
      for (std::size_t first = 0; first < batches; first += 2) {
        const auto part = trainer.evaluate_part(split, first, 2);
        CHECK(part.batches == batches);
        nats += part.nats, targets += part.targets;
      }
      CHECK(targets == trainer.dataset().size(split) - 1);
      const double expected = split == Split::train ? whole.train : whole.val;
      CHECK_THAT(std::vector<double>{nats / static_cast<double>(targets)}, AllClose(std::vector<double>{expected}, {1e-12, 0}));
      CHECK(trainer.evaluate_part(split, batches, 5).targets == 0);
    }
  }
}

TEST_CASE("estimates in parts are the estimate, and writing in parts is generate") {
  Trainer parts(abc(), settings_of("gpt", 0.2)), whole(abc(), settings_of("gpt", 0.2));
  double train = parts.estimate_part(Split::train, 3);
  train += parts.estimate_part(Split::train, 4);
  const double val = parts.estimate_part(Split::val, 7);
  const Losses expected = whole.estimate_loss(7);
  CHECK_THAT((std::vector<double>{train / 7, val / 7}), AllClose(std::vector<double>{expected.train, expected.val}, {1e-12, 0}));

  Writer writer(parts.model(), {1}, {});
  for (int i = 0; i < 30; ++i) parts.write(writer);
  CHECK(writer.text() == whole.generate({1}, 30, {}));
  CHECK(state_of(parts) == state_of(whole));
}
