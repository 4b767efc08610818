#include "training/group_member.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/simd.hpp"
#include "base/throw_error.hpp"
#include "ops/kernels.hpp"
#include "training/optimizer_step.hpp"

namespace iambic {

static std::vector<Slice> slices_of(const Parameters<float>& parameters, std::size_t count) {
  std::vector<Slice> slices;
  for (std::size_t rank = 0; rank < count; ++rank) slices.push_back(parameters.slice(rank, count));
  return slices;
}

GroupMember::GroupMember(Trainer& trainer, std::size_t rank, std::size_t of)
    : trainer_(trainer),
      rank_(rank),
      slices_(slices_of(trainer.model().parameters(), of)),
      own_(slices_[rank]) {}

double GroupMember::compute() {
  Trainer& t = trainer_;
  stream_ = t.generator_;
  t.dataset_.get_batch(Split::train, *stream_, t.batch_);
  return t.model_->loss_and_gradients(t.batch_, share_of(t.batch_.x.shape()[0], rank_, size()), *stream_);
}

float* GroupMember::gradients(std::size_t rank) { return trainer_.model().parameters().grads.data() + slices_[rank].offset; }

// The sum comes to lie where its own gradients are: which of two numbers is added to the other makes no difference to it.
const std::vector<float>& GroupMember::reduce(const std::vector<float*>& gradients) {
  if (!stream_) throw_error("share.missing", "no share of this step was computed");
  if (gradients.size() != size()) throw_error("share.missing", "a step needs the gradients and the loss of every share");
  float* sum = gradients[0];
  for (std::size_t rank = 1; rank < size(); ++rank) {
    float* more = gradients[rank];
    if (rank == rank_) std::swap(sum, more);
    kernels<float>().add(sum, more, own_.size);
  }
  sum_squares(squares_, trainer_.model().parameters(), own_, trainer_.settings());
  return squares_;
}

// A state is finite after every step, so that one whose loss is finite has proved itself.
bool GroupMember::update(const std::vector<double>& losses, const std::vector<float>& squares, float* loss) {
  Trainer& t = trainer_;
  if (!stream_ || losses.size() != size()) throw_error("share.missing", "a step needs the gradients and the loss of every share");
  loss_ = std::accumulate(losses.begin() + 1, losses.end(), losses[0]);
  *loss = static_cast<float>(loss_);
  start_ = t.step_;
  if (std::isfinite(loss_)) {
    if (t.step_ - t.remembered_.step >= t.remember_every_) t.remember(t.generator_, own_);
    t.generator_ = *stream_;
    optimizer_step(t.model().parameters(), t.optimizer_, own_, squares, t.step_++, t.settings());
  }
  stream_.reset();
  const auto finite = [&](const float* values) { return simd::all_finite(values, own_.size); };
  return std::isfinite(loss_) && finite(state(rank_)[0]) && finite(state(rank_)[2]);  // see Trainer::is_finite()
}

void GroupMember::undo() {
  Trainer& t = trainer_;
  failed_ = t.step_ + 1;
  const std::array<float*, 3> now = state(rank_);
  const TrainingState& good = t.remembered_;
  const Tensor<float, 1>* const then[] = {&good.values, &good.exp_avg, &good.exp_avg_sq};
  for (std::size_t i = 0; i < now.size(); ++i) std::copy_n(then[i]->data() + own_.offset, own_.size, now[i]);
  t.generator_ = good.generator;
  t.step_ = good.step;
}

std::array<float*, 3> GroupMember::state(std::size_t rank) {
  const std::size_t offset = slices_[rank].offset;
  AdamW<float>& optimizer = trainer_.optimizer_;
  return {trainer_.model().parameters().values.data() + offset, optimizer.exp_avg.data() + offset, optimizer.exp_avg_sq.data() + offset};
}

Progress GroupMember::recover(float* loss) {
  *loss = static_cast<float>(loss_);
  trainer_.remember(trainer_.generator_);
  trainer_.shares_ = size();
  Progress progress{std::isfinite(loss_) ? std::size_t{1} : 0, std::nullopt};
  trainer_.stop(progress, start_, failed_);
  return progress;
}

}  // namespace iambic
