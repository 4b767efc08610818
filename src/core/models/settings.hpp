// Every number a user can set: its name, its range and what it does. One table serves the command line, the JavaScript
// API, the page and the checkpoints, so that they accept the same values and refuse them with the same words.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace iambic {

/// How a name is written where the user sees it: block_size, --block-size, blockSize.
enum class Spelling { snake, kebab, camel };
std::string spelled(const std::string& name, Spelling spelling);

/// What defines a run. Defaults: the notes' configuration.
struct Settings {
  std::string model = "bigram";
  std::int64_t seed = 1337;
  std::int64_t batch_size = 32;  // B, sequences a step
  std::int64_t block_size = 8;   // T, characters a sequence
  double learning_rate = 1e-3;
  std::int64_t holdback = 1;  // get_batch draws randint(len - block_size - holdback): 1 in the notes, 0 in the lecture
  // Transformers
  std::int64_t n_layer = 4, n_head = 4, n_embd = 64;
  double dropout = 0;
  std::string activation = "relu";
  std::string attention_scale = "n_embd";  // n_embd ** -0.5 as in the lecture's code, head_size ** -0.5 as in the paper
  // Optimiser
  double beta2 = 0.999;
  double weight_decay = 0.01;
  std::string decayed = "all";  // which parameters decay: all, or matrices only as in nanoGPT
  double grad_clip = 0;         // largest norm of the gradient; 0: no limit
  // Schedule
  std::int64_t warmup_steps = 0;  // the learning rate rises linearly over so many steps
  std::int64_t decay_steps = 0;   // and falls along a cosine until this one; 0: it stays
  double min_learning_rate = 0;   // where the cosine ends
};

/// A run by name: a rung of the ladder, with what one may expect of it.
struct Preset {
  std::string name;
  std::string story;  // one line
  Settings settings;
  std::int64_t steps;
  double val_loss;          // about what it reaches
  std::string prompt = "";  // what to let it write after, when it needs something to begin with
};
const std::vector<Preset>& presets();
/// Throws Error that names the presets.
const Preset& preset(const std::string& name, Spelling spelling);

/// One row of the table that everything is made from: what is accepted and refused, the command line's options and help, the
/// page's forms and addresses, the checkpoint's config.
struct Option {
  const char* name;               // in snake case
  const char* help;               // one sentence
  bool whole = false;             // a whole number
  double low = 0, high = 0;       // of a number
  bool above_low = false;         // low itself is not allowed
  const char* choices = nullptr;  // words separated by blanks, for an option that is not a number
  // Where Settings keeps it; all null when it belongs to a single call.
  std::int64_t Settings::*whole_field = nullptr;
  double Settings::*real_field = nullptr;
  std::string Settings::*word_field = nullptr;
  bool makes_model = false;                                 // it cannot change when training goes on
  const char* models = nullptr;                             // words: the models that it concerns; null: all
  double usual = std::numeric_limits<double>::quiet_NaN();  // of an option of a single call; NaN when there is no one usual value

  // How settings.cpp fills a row in.
  constexpr Option in(std::int64_t Settings::*field) { return whole_field = field, *this; }
  constexpr Option in(double Settings::*field) { return real_field = field, *this; }
  constexpr Option in(std::string Settings::*field) { return word_field = field, *this; }
  constexpr Option above() { return above_low = true, *this; }
  constexpr Option fixed() { return makes_model = true, *this; }
  constexpr Option of(const char* these_models) { return models = these_models, *this; }
  constexpr Option usually(double value) { return usual = value, *this; }

  bool is_setting() const { return whole_field || real_field || word_field; }
};

/// The words of a list that blanks separate.
std::vector<std::string> words_of(const char* list);

/// A row of options somewhere in memory.
struct Options {
  const Option *first, *last;
  const Option* begin() const { return first; }
  const Option* end() const { return last; }
};

/// All options: those of Settings first, in order, then those of single calls (steps, tokens, temperature, ...).
Options options();
/// Throws Error when there is no such option.
const Option& option(const std::string& name, Spelling spelling);

/// The number that `text` spells. Throws Error: "block_size must be a whole number from 1 to 65,536, not abc".
double parse(const std::string& name, const std::string& text, Spelling spelling);

/// Whether it makes a difference to this model.
bool concerns(const Option& option, const std::string& model);

/// Whether `name` (snake case) is a member of Settings.
bool is_setting(const std::string& name);
/// settings.<name> = value. Throws Error for an unknown name or a value that is not allowed.
void assign(Settings& settings, const std::string& name, const std::string& text, Spelling spelling);
/// Throws Error, which names the setting and what may change, when `wanted` is not the model that a checkpoint `saved`.
void check_continues(const Settings& saved, const Settings& wanted, Spelling spelling);
/// {"model": "gpt", ...}: every setting under its name.
void write_settings(JsonWriter& json, const Settings& settings, Spelling spelling);

}  // namespace iambic
