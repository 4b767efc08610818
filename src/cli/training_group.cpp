#include "training_group.hpp"

#include <algorithm>

using iambic::GroupMember;
using iambic::Progress;
using iambic::Trainer;

TrainingGroup::TrainingGroup(Trainer& first, std::size_t size) : trainers_{&first}, threads_(size) {
  if (size > 1) {
    const iambic::Checkpoint state = first.checkpoint();
    while (trainers_.size() < size) {
      others_.push_back(std::make_unique<Trainer>(first.corpus(), state));
      trainers_.push_back(others_.back().get());
    }
  }
  if (size == 1) return;  // a member has room for a sum of gradients, which one alone needs not
  for (std::size_t rank = 0; rank < size; ++rank) members_.push_back(std::make_unique<GroupMember>(*trainers_[rank], rank, size));
}

Progress TrainingGroup::train(std::size_t steps, float* losses) {
  if (size() == 1) return trainers_[0]->train(steps, losses);
  Progress progress;
  while (progress.done < steps && !progress.stopped) {
    const Progress one = step(losses + progress.done);
    progress = {progress.done + one.done, one.stopped};
  }
  return progress;
}

// See group_member.hpp. Of everyone's gradients a slice is touched by its owner alone while they are added up.
Progress TrainingGroup::step(float* loss) {
  std::vector<double> losses(size());
  std::vector<std::vector<float>> of_each(size());
  threads_.run([&](std::size_t rank) { losses[rank] = members_[rank]->compute(); });
  threads_.run([&](std::size_t rank) {
    std::vector<float*> gradients;
    for (const auto& member : members_) gradients.push_back(member->gradients(rank));
    of_each[rank] = members_[rank]->reduce(gradients);
  });
  std::vector<float> squares;
  for (const std::vector<float>& own : of_each) squares.insert(squares.end(), own.begin(), own.end());
  std::vector<char> finite(size());
  std::vector<float> loss_of_each(size());
  threads_.run([&](std::size_t rank) { finite[rank] = members_[rank]->update(losses, squares, &loss_of_each[rank]); });
  *loss = loss_of_each[0];
  threads_.run([&](std::size_t rank) { take_from_others(rank, 1); });
  if (std::count(finite.begin(), finite.end(), false) == 0) return {1, std::nullopt};
  for (const auto& member : members_) member->undo();
  gather();
  return members_[0]->recover(loss);
}

void TrainingGroup::take_from_others(std::size_t rank, std::size_t tensors) {
  for (const auto& other : members_)
    for (std::size_t i = 0; i < tensors && other->rank() != rank; ++i) {
      const std::size_t theirs = other->rank();
      std::copy_n(other->state(theirs)[i], other->slice(theirs).size, members_[rank]->state(theirs)[i]);
    }
}

void TrainingGroup::gather() { take_from_others(0, 3); }

std::vector<iambic::PartialLoss> TrainingGroup::evaluate(iambic::Split split, std::size_t first) {
  std::vector<iambic::PartialLoss> parts(size());
  threads_.run([&](std::size_t rank) { parts[rank] = trainers_[rank]->evaluate_part(split, first + rank, 1); });
  return parts;
}

std::vector<double> TrainingGroup::estimate(iambic::Split split, std::size_t iters) {
  std::vector<std::vector<double>> of_each(size());
  threads_.run([&](std::size_t rank) { of_each[rank] = trainers_[rank]->estimate_part(split, iters, rank, size()); });
  std::vector<double> losses;
  for (std::size_t k = 0; k < iters; ++k) losses.push_back(of_each[k % size()][k / size()]);
  return losses;
}
