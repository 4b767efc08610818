// Requests that only the module with all models answers.
#include "requests.hpp"

namespace iambic::wasm {

void gradients(const Json& request, Bytes, JsonWriter& answer) {
  const std::size_t first = count(request, "from"), tensors = request["count"] ? count(request, "count") : SIZE_MAX;
  if (!instance.checker || first == 0) instance.checker.emplace(the_trainer());
  answer.key("tensors").array();
  for (std::size_t i = first; i < instance.checker->tensors() && i - first < tensors; ++i) {
    const TensorCheck c = instance.checker->check(i);
    answer.object().key("name").value(c.name).key("size").value(c.size).key("checked").value(c.checked);
    answer.key("largestGradient").value(c.largest_gradient).key("largestError").value(c.largest_error);
    answer.key("agrees").value(c.agrees ? 1 : 0).end();
  }
  answer.end();
}

}  // namespace iambic::wasm
