// Every number a user can set: its name, its range and what it does. One table serves the command line, the JavaScript
// API, the page and the checkpoints, so that they accept the same values and refuse them with the same words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace iambic {

/// What defines a run. Defaults: the notes' configuration.
struct Settings {
  std::string model = "bigram";
  std::int64_t seed = 1337;
  std::int64_t batch_size = 32;   // B, sequences a step
  std::int64_t block_size = 8;    // T, characters a sequence
  double learning_rate = 1e-3;
  // transformers only
  std::int64_t n_layer = 4, n_head = 4, n_embd = 64;
  double dropout = 0;
  std::string activation = "relu";         // or gelu
  std::string attention_scale = "n_embd";  // n_embd ** -0.5 as in the lecture's code, or head_size ** -0.5 as in the paper
  // optimiser and schedule
  double beta2 = 0.999, weight_decay = 0.01, grad_clip = 0;
  std::int64_t warmup_steps = 0, decay_steps = 0;
  double min_learning_rate = 0;
  std::int64_t holdback = 1;      // get_batch draws randint(len - block_size - holdback): 1 in the notes, 0 in the lecture
};

/// How a name is written where the user sees it: block_size, --block-size, blockSize.
enum class Spelling { snake, kebab, camel };
std::string spelled(const std::string& name, Spelling spelling);

struct Option {
  const char* name;  // in snake case
  bool whole;        // a whole number
  double low, high;  // allowed values
  bool above_low;    // low itself is not allowed
  const char* help;  // one sentence
};

/// All options: those of Settings first, then those of single calls (steps, tokens, temperature, ...).
const std::vector<Option>& options();
/// Throws Error when there is no such option.
const Option& option(const std::string& name, Spelling spelling);

/// The value that `text` spells. Throws Error: "block_size must be a whole number from 1 to 65,536, not abc".
double parse(const std::string& name, const std::string& text, Spelling spelling);

/// Whether `name` (snake case) is a member of Settings.
bool is_setting(const std::string& name);
/// settings.<name> = value. Throws Error for an unknown name or a value that is not allowed.
void assign(Settings& settings, const std::string& name, const std::string& text, Spelling spelling);
/// The value of settings.<name>, a number other than the model's name.
double value_of(const Settings& settings, const std::string& name);

/// Checks what no single value can tell: that a step's tokens and a model's parameters fit into memory. Throws Error.
void check(const Settings& settings, int vocab_size);

}  // namespace iambic
