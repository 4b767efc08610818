// A worker of a data-parallel group: trainers that train as one, each with its share of every batch and a slice of the parameters.
//
// All hold the same weights. In a step each computes the gradients of its share of the batch, gives every other one the part that
// lies in that one's slice, adds up what it gets for its own in the order of the ranks, updates its slice and gives the new values
// to all (reduce-scatter and all-gather, as in https://arxiv.org/abs/1910.02054). How the numbers travel is up to whoever leads
// the group. The result is that of Trainer::train() with as many shares, bit for bit.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "training/trainer.hpp"

namespace iambic {

class GroupMember {
 public:
  /// The trainers of a group must be in the same state. This one must outlive its membership.
  GroupMember(Trainer& trainer, std::size_t rank, std::size_t of);

  std::size_t rank() const { return rank_; }
  std::size_t size() const { return slices_.size(); }
  /// What that rank owns.
  const Slice& slice(std::size_t rank) const { return slices_[rank]; }

  // --- A step: each of these once and in this order.

  /// Computes the gradients of its share of the next batch; returns the part that its sequences have in the batch's loss. The run
  /// does not move.
  double compute();
  /// They, in the slice of a rank.
  float* gradients(std::size_t rank);
  /// Adds up what all have computed for this one's slice, in the order of the ranks, its own among them; the others' may be
  /// overwritten. Gives the sum of the squares of each of its parameters' gradients, or nothing where the norm is not asked for.
  /// Throws Error without a share of its own.
  const std::vector<float>& reduce(const std::vector<float*>& gradients);
  /// Updates its slice, given the losses and the squares of all in the order of the ranks. In `loss`: the batch's. Returns
  /// whether all is finite: when it is with everyone, the step ends with the others' values in place.
  bool update(const std::vector<double>& losses, const std::vector<float>& squares, float* loss);

  // --- Of its own slice alone the moments are up to date.

  /// The weights and both moments of a slice, to be read and written.
  std::array<float*, 3> state(std::size_t rank);
  /// After a step that was not finite with everyone: its slice is again what it was when last remembered.
  void undo();
  /// Then, when everyone's state is in place: goes back to the last good one, as train() does.
  Progress recover(float* loss);

 private:
  Trainer& trainer_;
  const std::size_t rank_;
  std::vector<Slice> slices_;
  const Slice own_;
  std::optional<Generator> stream_;  // behind the step whose share was computed
  std::vector<float> squares_;
  double loss_ = 0;
  std::int64_t start_ = 0, failed_ = 0;  // the last step's, and the one by which it has failed
};

}  // namespace iambic
