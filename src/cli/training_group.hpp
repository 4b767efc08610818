// Threads that train as one: each with a trainer of its own, whose numbers the others read where they are.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "threads.hpp"
#include "training/group_member.hpp"

class TrainingGroup {
 public:
  /// The others begin in the state of `first`, which stays the one to ask and to save.
  TrainingGroup(iambic::Trainer& first, std::size_t size);

  std::size_t size() const { return trainers_.size(); }
  /// The result is that of first.train(steps, losses, size()), bit for bit.
  iambic::Progress train(std::size_t steps, float* losses);
  /// Sees to it that `first` has all moments, of which it updates only its own.
  void gather();
  /// Of size() batches of an evaluation, from the first-th on, one by one.
  std::vector<iambic::PartialLoss> evaluate(iambic::Split split, std::size_t first);
  /// The losses of so many batches of an estimate, in the order in which they are drawn.
  std::vector<double> estimate(iambic::Split split, std::size_t iters);

 private:
  iambic::Progress step(float* loss);
  void take_from_others(std::size_t rank, std::size_t tensors);

  std::vector<std::unique_ptr<iambic::Trainer>> others_;
  std::vector<iambic::Trainer*> trainers_;
  std::vector<std::unique_ptr<iambic::GroupMember>> members_;
  Threads threads_;
};
