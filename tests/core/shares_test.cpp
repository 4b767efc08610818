// What is done in parts is what is done in one go: a step's shares, evaluations, estimates, writing.
#include <algorithm>
#include <cmath>

#include "support.hpp"
#include "training/group_member.hpp"

using namespace iambic;

namespace {

Settings settings_of(const char* model, double dropout) {
  Settings settings;
  settings.model = model, settings.dropout = dropout;
  settings.n_layer = 2, settings.n_head = 2, settings.n_embd = 8, settings.batch_size = 5, settings.block_size = 6;
  settings.grad_clip = 0.5;
  return settings;
}

std::vector<std::uint8_t> state_of(const Trainer& trainer) { return write_checkpoint(trainer.checkpoint()); }

// Trainers that train as one.
struct Group {
  std::vector<Trainer> trainers;
  std::vector<GroupMember> members;

  Group(const Settings& settings, std::size_t count) {
    trainers.reserve(count);
    for (std::size_t rank = 0; rank < count; ++rank) trainers.emplace_back(fixture_corpus("abc.txt"), settings);
    for (std::size_t rank = 0; rank < count; ++rank) members.emplace_back(trainers[rank], rank, count);
  }

  // Everyone gets the slices of all others: their values, or these and both moments.
  void gather(std::size_t tensors) {
    for (GroupMember& to : members)
      for (GroupMember& from : members)
        for (std::size_t i = 0; i < tensors && &to != &from; ++i)
          std::copy_n(from.state(from.rank())[i], from.slice(from.rank()).size, to.state(from.rank())[i]);
  }

  Progress step(float* loss) {
    std::vector<double> losses;
    std::vector<float> squares;
    for (GroupMember& member : members) losses.push_back(member.compute());
    for (GroupMember& member : members) {
      std::vector<float*> gradients;
      for (GroupMember& each : members) gradients.push_back(each.gradients(member.rank()));
      for (const float sum : member.reduce(gradients)) squares.push_back(sum);
    }
    bool finite = true;
    for (GroupMember& member : members) finite = member.update(losses, squares, loss) && finite;
    gather(1);
    if (finite) return {1, std::nullopt};
    for (GroupMember& member : members) member.undo();
    gather(3);
    return members[0].recover(loss);
  }
};

std::vector<double> gradients_of(Trainer& trainer, std::size_t shares) {
  std::vector<double> sum(trainer.model().parameters().size(), 0.0);
  for (std::size_t rank = 0; rank < shares; ++rank) {
    GroupMember(trainer, rank, shares).compute();
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<double>(trainer.model().parameters().grads[i]);
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
        Group group(settings, count);
        Trainer alone(fixture_corpus("abc.txt"), settings);
        std::vector<float> together(12), losses(12);
        for (float& loss : together) REQUIRE(group.step(&loss).done == 1);
        REQUIRE(alone.train(losses.size(), losses.data(), count).done == 12);
        CHECK(together == losses);
        group.gather(3);
        for (const Trainer& worker : group.trainers) CHECK(state_of(worker) == state_of(alone));
      }
}

TEST_CASE("one share is plain training, to the bit") {
  const Settings settings = settings_of("gpt", 0.2);
  Trainer shared(fixture_corpus("abc.txt"), settings), plain(fixture_corpus("abc.txt"), settings);
  std::vector<float> losses(8), same(8);
  REQUIRE(shared.train(8, losses.data(), 1).done == 8);
  REQUIRE(plain.train(8, same.data()).done == 8);
  CHECK(losses == same);
  CHECK(state_of(shared) == state_of(plain));
}

TEST_CASE("the shares' gradients add up to the whole batch's, with dropout too") {
  for (const char* const model : {"bigram", "multi-head", "gpt", "encoder-decoder"})
    for (const double dropout : {0.0, 0.3}) {
      Trainer trainer(fixture_corpus("abc.txt"), settings_of(model, dropout));
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

TEST_CASE("slices are whole parameters, cover all of them, and are as even as whole ones can be") {
  for (const char* const model : {"bigram", "gpt", "encoder-decoder"}) {
    const Trainer trainer(fixture_corpus("abc.txt"), settings_of(model, 0));
    const Parameters<float>& parameters = trainer.model().parameters();
    std::size_t largest = 0;
    for (const Parameter& p : parameters.table()) largest = std::max(largest, p.size());
    for (std::size_t of = 1; of <= 64; ++of) {
      const Parameter* next = parameters.table().data();
      for (std::size_t rank = 0, offset = 0; rank < of; offset += parameters.slice(rank++, of).size) {
        const Slice slice = parameters.slice(rank, of);
        CHECK(slice.first == next);
        CHECK(slice.offset == offset);
        CHECK(slice.size <= parameters.size() / of + largest + 1);
        next = slice.last;
      }
      CHECK(next == parameters.table().data() + parameters.table().size());
    }
  }
}

TEST_CASE("computing a share changes nothing, and without one no step is taken") {
  const std::string missing = "no share of this step was computed", all = "a step needs the gradients and the loss of every share";
  Trainer trainer(fixture_corpus("abc.txt"), settings_of("gpt", 0.2));
  const std::vector<std::uint8_t> before = state_of(trainer);
  GroupMember member(trainer, 1, 2);
  float loss = 0;
  CHECK(error_of([&] { member.reduce({nullptr, nullptr}); }) == missing);
  CHECK(error_of([&] { member.update({1, 2}, {}, &loss); }) == all);
  member.compute();
  CHECK(state_of(trainer) == before);
  CHECK(error_of([&] { member.reduce({member.gradients(1)}); }) == all);
  CHECK(error_of([&] { member.update({1}, {}, &loss); }) == all);
}

TEST_CASE("the losses of the shares are added in the order of their ranks") {
  Trainer trainer(fixture_corpus("abc.txt"), settings_of("bigram", 0));
  GroupMember member(trainer, 0, 3);
  std::vector<float> nothing(trainer.model().parameters().size(), 0.0f);
  member.compute();
  const std::vector<float> squares = member.reduce({member.gradients(0), nothing.data(), nothing.data()});
  float loss = 0;
  REQUIRE(member.update({1e17, -1e17, 1}, squares, &loss));
  CHECK(loss == 1);  // 1e17 + (1 - 1e17) would be 0
}

TEST_CASE("workers whose numbers cease to be finite stop as one trainer does, in the same state") {
  for (const char* const model : {"bigram", "gpt"}) {
    Settings settings = settings_of(model, 0);
    settings.grad_clip = 0;
    settings.learning_rate = 1000;
    Group group(settings, 2);
    Trainer alone(fixture_corpus("abc.txt"), settings);
    std::vector<float> losses(5000);
    const Progress expected = alone.train(losses.size(), losses.data(), 2);
    REQUIRE(expected.stopped);
    Progress progress;
    float loss = 0;
    for (std::size_t i = 0; i < losses.size() && !progress.stopped; ++i) progress = group.step(&loss);
    CHECK(progress.stopped == expected.stopped);
    CHECK(state_of(group.trainers[0]) == state_of(alone));
  }
}

TEST_CASE("an evaluation in parts adds up to the evaluation") {
  for (const char* const model : {"bigram", "gpt"}) {
    INFO(model);
    Trainer trainer(fixture_corpus("abc.txt"), settings_of(model, 0.2));
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

TEST_CASE("estimates in parts, shared by several, are the estimate, and writing in parts is generate") {
  Trainer first(fixture_corpus("abc.txt"), settings_of("gpt", 0.2)), second(fixture_corpus("abc.txt"), settings_of("gpt", 0.2)), whole(fixture_corpus("abc.txt"), settings_of("gpt", 0.2));
  const auto mean = [&](Split split) {
    double sum = 0;
    for (const std::size_t iters : {std::size_t{3}, std::size_t{4}}) {
      const std::vector<double> even = first.estimate_part(split, iters, 0, 2), odd = second.estimate_part(split, iters, 1, 2);
      REQUIRE(even.size() + odd.size() == iters);
      for (std::size_t k = 0; k < iters; ++k) sum += (k % 2 == 0 ? even : odd)[k / 2];
    }
    return sum / 7;
  };
  const double train = mean(Split::train), val = mean(Split::val);
  const Losses expected = whole.estimate_loss(7);
  CHECK(train == expected.train);
  CHECK(val == expected.val);
  CHECK(state_of(second) == state_of(first));

  Writer writer(first.model(), {1}, {});
  for (int i = 0; i < 30; ++i) first.write(writer);
  CHECK(writer.text() == whole.generate({1}, 30, {}));
  CHECK(state_of(first) == state_of(whole));
}
