#include "ops/kernel_sets.hpp"

#include "base/throw_error.hpp"
#include "ops/kernels.hpp"

namespace iambic {

namespace {

using Set = const Kernels<float>*;

// From the narrowest to the widest.
std::vector<Set> available() {
  std::vector<Set> sets = {&narrowest_kernels<float>};
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) sets.push_back(&avx2_kernels);
  if (__builtin_cpu_supports("avx512f")) sets.push_back(&avx512_kernels);
#endif
  return sets;
}

Set& in_use() {
  static Set set = available().back();
  return set;
}

}  // namespace

std::vector<std::string> kernel_sets() {
  std::vector<std::string> names;
  for (const Set set : available()) names.emplace_back(set->name);
  return names;
}

void use_kernel_set(const std::string& name) {
  std::string known;
  for (const Set set : available()) {
    if (set->name == name) {
      in_use() = set;
      return;
    }
    known += (known.empty() ? "" : ", ") + std::string(set->name);
  }
  throw_error("setting.choice", "{name} must be one of {choices}, not {value|empty}",
              {{"name", "kernels"}, {"choices", known}, {"value", name}});
}

std::string kernel_set_in_use() { return in_use()->name; }

#ifdef __x86_64__
template <>
const Kernels<float>& kernels() {
  return *in_use();
}
#endif

}  // namespace iambic
