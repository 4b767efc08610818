// A model's parameters: one table of {name, shape} over one flat buffer, so that the optimiser is one loop and
// checkpoints, fixtures and gradient checks read the same table.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/heartbeat.hpp"
#include "base/random.hpp"
#include "base/simd.hpp"
#include "base/tensor.hpp"

namespace iambic {

/// How PyTorch's modules initialise a parameter.
struct Init {
  enum class Kind { zeros, ones, normal, uniform } kind;
  double bound = 0;  // uniform in [-bound, bound)

  static Init zeros() { return {Kind::zeros}; }
  static Init ones() { return {Kind::ones}; }
  static Init normal() { return {Kind::normal}; }  ///< nn.Embedding
  /// nn.Linear: kaiming_uniform_(a = sqrt 5) and the bias' own formula, which come to the same bound.
  static Init uniform_fan_in(std::size_t fan_in) { return {Kind::uniform, 1 / simd::sqrt(static_cast<double>(fan_in))}; }
};

struct Parameter {
  std::string name;  // PyTorch's name
  std::vector<std::size_t> shape;
  Init init;
  std::size_t offset = 0;  // of its first value in the flat buffers

  std::size_t size() const {
    std::size_t product = 1;
    for (const std::size_t extent : shape) product *= extent;
    return product;
  }
};

/// Parameters that follow one another, [first, last) of a table, and where their values lie in the flat buffers.
struct Slice {
  const Parameter *first, *last;
  std::size_t offset, size;
  const Parameter* begin() const { return first; }
  const Parameter* end() const { return last; }
};

/// Lays the parameters one after the other; returns how many values they have.
inline std::size_t lay_out(std::vector<Parameter>& table) {
  std::size_t total = 0;
  for (Parameter& p : table) {
    p.offset = total;
    total += p.size();
  }
  return total;
}

/// A model's parameters in the order in which PyTorch's modules create them.
class ParameterTable {
 public:
  void add(const std::string& name, std::vector<std::size_t> shape, Init init) { table_.push_back({name, std::move(shape), init}); }
  void linear_without_bias(const std::string& name, std::size_t in, std::size_t out) {
    add(name + ".weight", {out, in}, Init::uniform_fan_in(in));
  }
  void linear(const std::string& name, std::size_t in, std::size_t out) {
    linear_without_bias(name, in, out);
    add(name + ".bias", {out}, Init::uniform_fan_in(in));
  }
  void layer_norm(const std::string& name, std::size_t C) {
    add(name + ".weight", {C}, Init::ones());
    add(name + ".bias", {C}, Init::zeros());
  }
  /// Laid out.
  std::vector<Parameter> table() && {
    lay_out(table_);
    return std::move(table_);
  }

 private:
  std::vector<Parameter> table_;
};

template <class T>
class Parameters {
 public:
  /// table: names and shapes in PyTorch's module order; offsets are filled in here.
  explicit Parameters(std::vector<Parameter> table) : table_(std::move(table)) {
    const std::size_t total = lay_out(table_);
    values = zeros<T>(total);
    grads = zeros<T>(total);
  }

  const std::vector<Parameter>& table() const { return table_; }
  std::size_t size() const { return values.size(); }

  /// All of them.
  Slice all() const { return slice(0, 1); }
  /// What the rank-th of `of` workers owns: whole parameters, dealt as evenly as these can be, always in the same way.
  Slice slice(std::size_t rank, std::size_t of) const {
    const Parameter *const first = cut(rank, of), *const last = cut(rank + 1, of);
    const std::size_t offset = offset_of(first);
    return {first, last, offset, offset_of(last) - offset};
  }

  /// The parameter called `name`, or nullptr.
  const Parameter* find(const std::string& name) const {
    for (const Parameter& p : table_)
      if (p.name == name) return &p;
    return nullptr;
  }

  /// Draws all parameters as PyTorch's modules do when they are created one after the other.
  void initialise(Generator& generator) {
    std::vector<float> drawn;  // PyTorch draws float32
    for (const Parameter& p : table_) {
      drawn.assign(p.size(), p.init.kind == Init::Kind::ones ? 1.0f : 0.0f);
      const auto bound = static_cast<float>(p.init.bound);
      if (p.init.kind == Init::Kind::normal) generator.normal(drawn.data(), drawn.size());
      if (p.init.kind == Init::Kind::uniform) generator.uniform(drawn.data(), drawn.size(), -bound, bound);
      worked(100 * p.size());
      std::copy(drawn.begin(), drawn.end(), values.begin() + static_cast<std::ptrdiff_t>(p.offset));
    }
  }

  Tensor<T, 1> values, grads;  // both (size())

 private:
  // The first parameter whose middle does not lie before the rank-th of `of` parts.
  const Parameter* cut(std::size_t rank, std::size_t of) const {
    const double begin = static_cast<double>(rank) * static_cast<double>(size());
    const Parameter *p = table_.data(), *const end = p + table_.size();
    while (p != end && (static_cast<double>(p->offset) + static_cast<double>(p->size()) / 2) * static_cast<double>(of) < begin) ++p;
    return p;
  }
  std::size_t offset_of(const Parameter* p) const { return p == table_.data() + table_.size() ? size() : p->offset; }

  std::vector<Parameter> table_;
};

}  // namespace iambic
