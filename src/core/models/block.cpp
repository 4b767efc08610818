#include "models/block.hpp"

namespace iambic {

template <class T>
Block<T>::Block(Workspace<T>& w, const LayerOptions& o, Attends attends, const std::string& prefix, const std::string& first_head)
    : self_attention(w, o, prefix + "ln1", attends, prefix + first_head, prefix + "sa.proj") {
  if (o.F > 0) feed_forward.emplace(w, o, prefix + "ln2", prefix + "ffwd");
}

template <class T>
Block<T>::Block(Workspace<T>& w, const LayerOptions& o, const std::string& prefix)
    : self_attention(w, o, prefix + "ln1", Attends::causally, prefix + "sa.heads.0", prefix + "sa.proj") {
  cross_attention.emplace(w, o, prefix + "ln2", Attends::to_memory, prefix + "ca.heads.0", prefix + "ca.proj");
  feed_forward.emplace(w, o, prefix + "ln3", prefix + "ffwd");
}

template <class T>
void Block<T>::prepare(const Room& room) {
  self_attention.prepare(room);
  if (cross_attention) cross_attention->prepare(room);
  if (feed_forward) feed_forward->prepare(room);
}

void declare_attention(ParameterTable& table, const std::string& block, const std::string& heads, const LayerOptions& o) {
  for (std::size_t h = 0; h < o.n_head; ++h) {
    const std::string head = block + heads + (heads.back() == '.' ? std::to_string(h) : "");
    for (const char* part : {".key", ".query", ".value"}) table.linear_without_bias(head + part, o.C, o.head_size());
  }
  if (o.residual) table.linear(block + heads.substr(0, heads.find('.')) + ".proj", o.C, o.C);
}

void declare_feed_forward(ParameterTable& table, const std::string& name, const LayerOptions& o) {
  if (o.F == 0) return;
  table.linear(name + ".net.0", o.C, o.F);
  if (o.residual) table.linear(name + ".net.2", o.F, o.C);
}

template struct Block<float>;
template struct Block<double>;

}  // namespace iambic
