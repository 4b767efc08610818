#include "models/presets.hpp"

namespace iambic {

namespace {

// A rung of the ladder as the lecture's code has it while it grows.
Settings rung(const char* model) {
  Settings s;
  s.model = model, s.n_layer = 1, s.n_head = 4, s.n_embd = 32;
  s.batch_size = 32, s.block_size = 8, s.holdback = 0;
  return s;
}

Settings self_attention() {
  Settings s = rung("self-attention");
  s.n_head = 1;
  return s;
}

Settings three_layers(const char* model) {
  Settings s = rung(model);
  s.n_layer = 3;
  return s;
}

Settings small_gpt() {
  Settings s = rung("gpt");
  s.n_layer = 4, s.n_embd = 64;
  s.batch_size = 16, s.block_size = 32;
  return s;
}

// nanoGPT's README, "I only have a macbook": its CPU recipe.
Settings nanogpt_cpu() {
  Settings s = rung("gpt");
  s.n_layer = 4, s.n_embd = 128;
  s.batch_size = 12, s.block_size = 64;
  s.activation = "gelu", s.attention_scale = "head_size";
  s.beta2 = 0.99, s.weight_decay = 0.1, s.decayed = "matrices", s.grad_clip = 1;
  s.warmup_steps = 100, s.decay_steps = 2000, s.min_learning_rate = 1e-4;
  return s;
}

Settings reverse() {
  Settings s = rung("encoder-decoder");
  s.n_embd = 64, s.block_size = 16, s.attention_scale = "head_size";
  return s;
}

}  // namespace

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all = {
      {"bigram", "One table: each character is guessed from the one before it.", Settings(), 10000, 2.49},
      {"self-attention", "One head looks back at the last eight characters and picks what matters.", self_attention(), 5000, 2.4},
      {"multi-head", "Four small heads look for different things at once.", rung("multi-head"), 5000, 2.28},
      {"feed-forward", "After looking, every position thinks for itself.", rung("feed-forward"), 5000, 2.25},
      {"blocks", "Three rounds of looking and thinking, each added to what was known.", three_layers("blocks"), 5000, 2.09},
      {"layer-norm", "Every round starts from numbers of the same size, and learns more steadily.", three_layers("gpt"), 5000, 2.07},
      {"gpt", "A small GPT: four blocks that see 32 characters back.", small_gpt(), 5000, 1.82},
      {"nanogpt-cpu", "nanoGPT's recipe for a laptop: wider, 64 characters back, a learning rate that rises and falls.", nanogpt_cpu(),
       2000, 1.9},
      {"reverse", "An encoder reads a line, a decoder looks at it across and writes it backwards.", reverse(), 1500, 0.02,
       "To be, or not to"},
  };
  return all;
}

const Preset& preset(const std::string& name, Spelling spelling) {
  std::vector<std::string> known;
  for (const Preset& p : presets()) {
    if (p.name == name) return p;
    known.push_back(p.name);
  }
  refuse_choice(spelled("preset", spelling), known, name);
}

void write_presets(JsonWriter& json) {
  json.array();
  for (const Preset& p : presets()) {
    json.object().key("name").value(p.name).key("story").value(p.story).key("steps").value(p.steps);
    json.key("valLoss").value(p.val_loss).key("prompt").value(p.prompt).key("config");
    write_settings(json, p.settings, Spelling::camel);
    json.end();
  }
  json.end();
}

}  // namespace iambic
