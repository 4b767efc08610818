#include "models/trace.hpp"

#include <algorithm>
namespace iambic {

std::size_t TracedTensor::size() const {
  std::size_t product = 1;
  for (const std::size_t extent : shape) product *= extent;
  return product;
}

template <class T>
T* Trace<T>::add(const std::string& name, const std::vector<std::size_t>& shape) {
  table_.push_back({name, shape, values_.size()});
  values_.resize(values_.size() + table_.back().size());
  return values_.data() + table_.back().offset;
}

template <class T>
void Trace<T>::add(const std::string& name, const std::vector<std::size_t>& shape, const T* values) {
  T* const room = add(name, shape);
  std::copy_n(values, table_.back().size(), room);
}

template <class T>
T* Trace<T>::copy(const std::string& name, const std::string& of) {
  std::size_t i = 0;
  while (table_[i].name != of) ++i;
  T* const room = add(name, std::vector<std::size_t>(table_[i].shape));  // a copy: the table grows
  return std::copy_n(values_.data() + table_[i].offset, table_[i].size(), room), room;
}

template class Trace<float>;
template class Trace<double>;

}  // namespace iambic
