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

  // --- A step: each of these once and in this order, add() for every other rank in order.

  /// Computes the gradients of its share of the next batch; returns the part that its sequences have in the batch's loss. The run
  /// does not move.
  double compute();
  /// They, in the slice of a rank.
  const float* gradients(std::size_t rank) const;
  /// Adds what another one has computed for this one's slice. Throws Error without a share of its own.
  void add(const float* gradients);
  /// When all are added: the sum of the squares of each of its slice's gradients, or nothing where the norm is not asked for.
  const std::vector<float>& squares();
  /// Updates its slice, given the losses and the squares of all in the order of the ranks. Returns whether all is finite.
  bool update(const std::vector<double>& losses, const std::vector<float>& squares);
  /// Ends the step, given whether all is finite with everyone and with the others' values in place. If not, its slice is again
  /// what it was when last remembered. In `loss`: the batch's.
  Progress finish(bool finite, float* loss);

  // --- Of its own slice alone the moments are up to date.

  /// The weights and both moments of a slice, to be read and written.
  std::array<float*, 3> state(std::size_t rank);
  /// After a step that was not finite, when everyone's state is in place: goes back to the last good one, as train() does.
  Progress recover(float* loss);

 private:
  void add_to_sum(const float* gradients);

  Trainer& trainer_;
  const std::size_t rank_;
  std::vector<Slice> slices_;
  const Slice own_;
  Tensor<float, 1> sum_;             // of the gradients in its slice
  std::size_t added_ = 0;            // shares that are in it
  std::optional<Generator> stream_;  // behind the step whose share was computed
  std::vector<float> squares_;
  double loss_ = 0;
  std::int64_t start_ = 0, failed_ = 0;  // the last step's, and the one by which it has failed
};

}  // namespace iambic
