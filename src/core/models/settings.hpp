// All that a user can set: its name, its range and what it does. One table serves the command line, the JavaScript API, the
// page and the checkpoints, so that they accept the same values and refuse them with the same words. A new setting is a field
// of Settings and a row of the table.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
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
  // Tokens
  std::string tokenizer = "char";  // or bpe, byte-pair encoding
  std::int64_t vocab_size = 256;   // of bpe; of char the text's characters
};

/// What can be set, for one run or in a single call: what is accepted and refused.
struct Option {
  const char* name = nullptr;     // in snake case
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

  // How the table below fills a row in.
  static constexpr Option number(const char* name, double low, double high) { return {name, false, low, high}; }
  static constexpr Option whole_number(const char* name, double low, double high) { return {name, true, low, high}; }
  static constexpr Option choice(const char* name, const char* words) { return {name, false, 0, 0, false, words}; }
  constexpr Option in(std::int64_t Settings::*field) { return whole_field = field, *this; }
  constexpr Option in(double Settings::*field) { return real_field = field, *this; }
  constexpr Option in(std::string Settings::*field) { return word_field = field, *this; }
  constexpr Option above() { return above_low = true, *this; }
  constexpr Option fixed() { return makes_model = true, *this; }
  constexpr Option of(const char* these_models) { return models = these_models, *this; }
  constexpr Option usually(double value) { return usual = value, *this; }

  bool is_setting() const { return whole_field || real_field || word_field; }
};

// The models that have a part which only some have.
inline constexpr const char* kTransformers = "self-attention multi-head feed-forward blocks gpt encoder-decoder";
inline constexpr const char* kWithHeads = "multi-head feed-forward blocks gpt encoder-decoder";
inline constexpr const char* kWithFeedForward = "feed-forward blocks gpt encoder-decoder";
inline constexpr const char* kWithBlocks = "blocks gpt encoder-decoder";

/// An option, and what it does in one sentence. The sentence is apart, for no WebAssembly module needs to carry it.
struct Row {
  Option option;
  const char* help;
};

/// The table that everything is made from: the command line's options and help, the checkpoint's config, and, through
/// `iambic settings`, the JavaScript API's types and the page's forms and addresses. Settings first, in the order in which a
/// checkpoint has them.
inline constexpr Row kTable[] = {
    {Option::choice("model", "bigram self-attention multi-head feed-forward blocks gpt encoder-decoder").in(&Settings::model).fixed(),
     "Which rung of the ladder learns."},
    {Option::whole_number("seed", 0, 4294967295.0).in(&Settings::seed).fixed(),
     "Starts the random numbers; the same seed gives the same run, to the bit."},
    {Option::whole_number("batch_size", 1, 65536).in(&Settings::batch_size), "How many pieces of text the model learns from in one step."},
    {Option::whole_number("block_size", 1, 65536).in(&Settings::block_size).fixed(), "How many characters long each piece is."},
    {Option::number("learning_rate", 0, 1000).above().in(&Settings::learning_rate), "How far one step moves the weights."},
    {Option::whole_number("holdback", 0, 1).in(&Settings::holdback), "1 draws batches as the notes do, 0 as the lecture does."},
    {Option::whole_number("n_layer", 1, 100).in(&Settings::n_layer).fixed().of(kWithBlocks), "How many blocks stand one on the other."},
    {Option::whole_number("n_head", 1, 100).in(&Settings::n_head).fixed().of(kWithHeads),
     "How many heads look back, each with its own eyes."},
    {Option::whole_number("n_embd", 1, 4096).in(&Settings::n_embd).fixed().of(kTransformers),
     "How many numbers describe a character while the model thinks."},
    {Option::number("dropout", 0, 0.95).in(&Settings::dropout).of(kTransformers),
     "Which share of the numbers is forgotten at random, against learning by heart."},
    {Option::choice("activation", "relu gelu").in(&Settings::activation).fixed().of(kWithFeedForward),
     "The bend between the two layers of the feed-forward part."},
    {Option::choice("attention_scale", "n_embd head_size").in(&Settings::attention_scale).fixed().of(kTransformers),
     "Attention scores are divided by the square root of this: n_embd in the lecture's code, head_size in the paper."},
    {Option::number("beta2", 0, 0.999999).above().in(&Settings::beta2), "How long AdamW remembers the size of the gradients."},
    {Option::number("weight_decay", 0, 10).in(&Settings::weight_decay), "How strongly weights are pulled towards zero."},
    {Option::choice("decayed", "all matrices").in(&Settings::decayed), "Which weights are pulled: all, or the matrices only."},
    {Option::number("grad_clip", 0, 1e6).in(&Settings::grad_clip), "Longer gradients are shortened to this; 0 leaves them."},
    {Option::whole_number("warmup_steps", 0, 1e9).in(&Settings::warmup_steps), "Over how many steps the learning rate rises from zero."},
    {Option::whole_number("decay_steps", 0, 1e9).in(&Settings::decay_steps),
     "Until which step the learning rate falls along a cosine; 0 means it stays."},
    {Option::number("min_learning_rate", 0, 1000).in(&Settings::min_learning_rate), "Where the fall of the learning rate ends."},
    {Option::choice("tokenizer", "char bpe").in(&Settings::tokenizer).fixed(),
     "What a token is: a character, or with bpe also what byte-pair encoding makes of the most frequent pairs."},
    {Option::whole_number("vocab_size", 2, 65536).in(&Settings::vocab_size).fixed(),
     "With bpe, how many tokens there are: the text's characters, and what is made of them."},

    // Of single calls
    {Option::whole_number("steps", 1, 1e9), "How many steps to train."},
    {Option::whole_number("tokens", 1, 1e6).usually(300), "How many characters to write."},
    {Option::number("temperature", 0, 100).usually(1),
     "Below 1 the model plays safe, above 1 it dares; 0 always takes the likeliest character."},
    {Option::whole_number("top_k", 0, 65536).usually(0), "Chooses among the k likeliest characters only; 0 means all."},
    {Option::whole_number("sample_before", 0, 1e6).usually(0), "How many characters to write before training."},
    {Option::whole_number("sample_after", 0, 1e6).usually(0), "How many characters to write after training."},
    {Option::whole_number("log_every", 0, 1e9), "Prints the loss every so many steps; 0 means never."},
    {Option::whole_number("eval_interval", 0, 1e9).usually(0), "Evaluates every so many steps; 0 means at the end only."},
    {Option::whole_number("eval_iters", 1, 1e6), "How many batches an estimate of the loss averages."},
};

/// The words of a list that blanks separate.
std::vector<std::string> words_of(const char* list);

using Options = std::array<Option, std::size(kTable)>;
/// All options, in the order of the table.
const Options& options();
/// What one of options() does.
const char* help_of(const Option& option);
/// Throws Error when there is no such option.
const Option& option(const std::string& name, Spelling spelling);

/// Throws Error: "model must be one of bigram, gpt, not x".
[[noreturn]] void refuse_choice(const std::string& name, const std::vector<std::string>& choices, const std::string& given);

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
/// {"model": "gpt", ...}: every setting under its name. saved: as a checkpoint has them, which says nothing of tokens while these are
/// characters.
void write_settings(JsonWriter& json, const Settings& settings, Spelling spelling, bool saved = false);

}  // namespace iambic
