#include "models/workspace.hpp"

#include "base/throw_error.hpp"
#include "ops/dropout.hpp"

namespace iambic {

template <class T>
void Masks::draw(T* mask, std::size_t per_sequence) const {
  skip_dropout_mask(rows.first * per_sequence, generator);
  draw_dropout_mask(mask, dropout, rows.count * per_sequence, generator);
  skip_dropout_mask((B - rows.first - rows.count) * per_sequence, generator);
}

template <class T>
const Parameter& Workspace<T>::parameter(const std::string& name) const {
  const Parameter* const parameter = parameters.find(name);
  if (!parameter) throw_error("weights.unknown", "the model has no weights called {name}", {{"name", name}});
  return *parameter;
}

template <class T>
void Workspace<T>::prepare(const Room& room, std::size_t C, std::size_t F, bool cross) {
  for (Tensor<T, 1>* scratch : {&dmasked, &dbranch, &dnorm}) *scratch = zeros<T>(room.N * C);
  dqkv = zeros<T>(room.N * 3 * C);
  dmemory_qkv = zeros<T>(cross ? room.N * 3 * C : 0);
  dhidden = zeros<T>(room.N * std::max(F, C));
  dprobs = zeros<T>(room.T * room.T);
}

template void Masks::draw(float*, std::size_t) const;
template void Masks::draw(double*, std::size_t) const;
template struct Workspace<float>;
template struct Workspace<double>;

}  // namespace iambic
