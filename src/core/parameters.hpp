// A model's parameters: one table of {name, shape} over one flat buffer, so that the optimiser is one loop and
// checkpoints, fixtures and gradient checks read the same table.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "random.hpp"
#include "tensor.hpp"

namespace iambic {

struct Parameter {
  std::string name;                // PyTorch's name
  std::vector<std::size_t> shape;
  std::size_t offset = 0;          // of its first value in the flat buffers

  std::size_t size() const {
    std::size_t product = 1;
    for (const std::size_t extent : shape) product *= extent;
    return product;
  }
};

template <class T>
class Parameters {
 public:
  /// table: names and shapes in PyTorch's module order; offsets are filled in here.
  explicit Parameters(std::vector<Parameter> table) : table_(std::move(table)) {
    std::size_t total = 0;
    for (Parameter& p : table_) {
      p.offset = total;
      total += p.size();
    }
    values = zeros<T>(total);
    grads = zeros<T>(total);
  }

  const std::vector<Parameter>& table() const { return table_; }
  std::size_t size() const { return values.size(); }

  /// The parameter called `name`, or nullptr.
  const Parameter* find(const std::string& name) const {
    for (const Parameter& p : table_)
      if (p.name == name) return &p;
    return nullptr;
  }

  Tensor<T, 1> values, grads;  // both (size())

 private:
  std::vector<Parameter> table_;
};

}  // namespace iambic
