#include "gradient_table.hpp"

#include <cstdio>
#include <string>

int print_gradient_table(std::ostream& out, const std::vector<iambic::TensorCheck>& checks) {
  char line[256];
  std::snprintf(line, sizeof line, "%-44s %9s %8s %12s %12s\n", "tensor", "values", "checked", "largest |g|", "worst error");
  out << line;
  int wrong = 0;
  for (const iambic::TensorCheck& c : checks) {
    std::snprintf(line, sizeof line, "%-44s %9zu %8zu %12.3e %12.3e %s\n", c.name.c_str(), c.size, c.checked, c.largest_gradient,
                  c.largest_error, c.agrees ? "✓" : "✗");
    out << line;
    wrong += !c.agrees;
  }
  const std::string tensors = std::to_string(wrong) + (wrong == 1 ? " tensor disagrees" : " tensors disagree");
  out << (wrong == 0 ? "all gradients agree" : tensors) << " with finite differences\n";
  return wrong == 0 ? 0 : 1;
}
