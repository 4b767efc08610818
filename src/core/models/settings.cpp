#include "models/settings.hpp"

#include <cctype>
#include <cmath>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/number_text.hpp"
#include "base/simd.hpp"

namespace iambic {

namespace {

constexpr double kSmallest = 1.2e-38;  // models compute with floats, of which this is about the smallest normal one
constexpr double kPi = 3.14159265358979323846;

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string choices_text(const char* choices) {
  std::string text;
  for (const char* c = choices; *c; ++c) text += *c == ' ' ? ", " : std::string(1, *c);
  return text;
}

std::string allowed(const Option& o) {
  const std::string kind = o.whole ? "a whole number" : "a number";
  const std::string low = o.above_low ? " above " + number_text(o.low) + ", at most " : " from " + number_text(o.low) + " to ";
  return kind + low + number_text(o.high);
}

[[noreturn]] void refuse_value(const Option& o, const std::string& text, Spelling spelling) {
  throw Error(spelled(o.name, spelling) + " must be " + (o.choices ? "one of " + choices_text(o.choices) : allowed(o)) + ", not " +
              (text.empty() ? "empty" : text));
}

bool belongs_to_settings(const Option& o) { return !std::holds_alternative<std::monostate>(o.field); }

// As a number may be too small to be told from zero.
bool spells_zero(const std::string& text) {
  return text.substr(0, text.find_first_of("eE")).find_first_of("123456789") == std::string::npos;
}

Json written(const Settings& settings) {
  JsonWriter json;
  write_settings(json, settings, Spelling::snake);
  return *Json::parse_verbatim(json.text());
}

[[noreturn]] void refuse_name(const std::string& name, Spelling spelling) {
  std::string known;
  for (const Option& o : options())
    if (belongs_to_settings(o)) known += (known.empty() ? "" : ", ") + spelled(o.name, spelling);
  throw Error("there is no setting " + spelled(name, spelling) + "; there are " + known);
}

Settings with(const char* model, std::int64_t n_layer, std::int64_t n_head, std::int64_t n_embd, std::int64_t batch_size,
              std::int64_t block_size) {
  Settings s;
  s.model = model, s.n_layer = n_layer, s.n_head = n_head, s.n_embd = n_embd, s.batch_size = batch_size, s.block_size = block_size;
  s.holdback = 0;
  return s;
}

// nanoGPT's README, "I only have a macbook": its CPU recipe.
Settings nanogpt_cpu() {
  Settings s = with("gpt", 4, 4, 128, 12, 64);
  s.activation = "gelu", s.attention_scale = "head_size";
  s.beta2 = 0.99, s.weight_decay = 0.1, s.decayed = "matrices", s.grad_clip = 1;
  s.warmup_steps = 100, s.decay_steps = 2000, s.min_learning_rate = 1e-4;
  return s;
}

Settings reverse() {
  Settings s = with("encoder-decoder", 1, 4, 64, 32, 16);
  s.attention_scale = "head_size";
  return s;
}

}  // namespace

std::string spelled(const std::string& name, Spelling spelling) {
  if (spelling == Spelling::snake) return name;
  std::string text = spelling == Spelling::kebab ? "--" : "";
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '_')
      text += name[i];
    else if (spelling == Spelling::kebab)
      text += '-';
    else
      text += static_cast<char>(std::toupper(name[++i]));
  }
  return text;
}

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all = {
      {"bigram", "One table: each character is guessed from the one before it.", Settings(), 10000, 2.49},
      {"self-attention", "One head looks back at the last eight characters and picks what matters.",
       with("self-attention", 1, 1, 32, 32, 8), 5000, 2.4},
      {"multi-head", "Four small heads look for different things at once.", with("multi-head", 1, 4, 32, 32, 8), 5000, 2.28},
      {"feed-forward", "After looking, every position thinks for itself.", with("feed-forward", 1, 4, 32, 32, 8), 5000, 2.25},
      {"blocks", "Three rounds of looking and thinking, each added to what was known.", with("blocks", 3, 4, 32, 32, 8), 5000, 2.09},
      {"layer-norm", "Every round starts from numbers of the same size, and learns more steadily.", with("gpt", 3, 4, 32, 32, 8), 5000,
       2.07},
      {"gpt", "A small GPT: four blocks that see 32 characters back.", with("gpt", 4, 4, 64, 16, 32), 5000, 1.82},
      {"nanogpt-cpu", "nanoGPT's recipe for a laptop: wider, 64 characters back, a learning rate that rises and falls.", nanogpt_cpu(),
       2000, 1.9},
      {"reverse", "An encoder reads a line, a decoder looks at it across and writes it backwards.", reverse(), 1500, 0.02,
       "To be, or not to"},
  };
  return all;
}

const Preset& preset(const std::string& name, Spelling spelling) {
  std::string known;
  for (const Preset& p : presets()) {
    if (p.name == name) return p;
    known += (known.empty() ? "" : ", ") + p.name;
  }
  throw Error(spelled("preset", spelling) + " must be one of " + known + ", not " + (name.empty() ? "empty" : name));
}

const std::vector<Option>& options() {
  constexpr bool kMakesModel = true;
  const auto choice = [](const char* name, const char* choices, std::string Settings::*field, const char* help, bool makes_model = false) {
    return Option{name, help, false, 0, 0, false, choices, field, makes_model};
  };
  const auto whole = [](const char* name, double low, double high, auto field, const char* help, bool makes_model = false) {
    return Option{name, help, true, low, high, false, nullptr, field, makes_model};
  };
  const auto real = [](const char* name, double low, double high, bool above_low, auto field, const char* help) {
    return Option{name, help, false, low, high, above_low, nullptr, field};
  };
  const std::monostate none;
  static const std::vector<Option> all = {
      choice("model", "bigram self-attention multi-head feed-forward blocks gpt encoder-decoder", &Settings::model,
             "Which rung of the ladder learns.", kMakesModel),
      whole("seed", 0, 4294967295.0, &Settings::seed, "Starts the random numbers; the same seed gives the same run, to the bit.",
            kMakesModel),
      whole("batch_size", 1, 65536, &Settings::batch_size, "How many pieces of text the model learns from in one step."),
      whole("block_size", 1, 65536, &Settings::block_size, "How many characters long each piece is.", kMakesModel),
      real("learning_rate", 0, 1000, true, &Settings::learning_rate, "How far one step moves the weights."),
      whole("holdback", 0, 1, &Settings::holdback, "1 draws batches as the notes do, 0 as the lecture does."),
      whole("n_layer", 1, 100, &Settings::n_layer, "How many blocks stand one on the other.", kMakesModel),
      whole("n_head", 1, 100, &Settings::n_head, "How many heads look back, each with its own eyes.", kMakesModel),
      whole("n_embd", 1, 4096, &Settings::n_embd, "How many numbers describe a character while the model thinks.", kMakesModel),
      real("dropout", 0, 0.95, false, &Settings::dropout, "Which share of the numbers is forgotten at random, against learning by heart."),
      choice("activation", "relu gelu", &Settings::activation, "The bend between the two layers of the feed-forward part.", kMakesModel),
      choice("attention_scale", "n_embd head_size", &Settings::attention_scale,
             "Attention scores are divided by the square root of this: n_embd in the lecture's code, head_size in the paper.", kMakesModel),
      real("beta2", 0, 0.999999, true, &Settings::beta2, "How long AdamW remembers the size of the gradients."),
      real("weight_decay", 0, 10, false, &Settings::weight_decay, "How strongly weights are pulled towards zero."),
      choice("decayed", "all matrices", &Settings::decayed, "Which weights are pulled: all, or the matrices only."),
      real("grad_clip", 0, 1e6, false, &Settings::grad_clip, "Longer gradients are shortened to this; 0 leaves them."),
      whole("warmup_steps", 0, 1e9, &Settings::warmup_steps, "Over how many steps the learning rate rises from zero."),
      whole("decay_steps", 0, 1e9, &Settings::decay_steps, "Until which step the learning rate falls along a cosine; 0 means it stays."),
      real("min_learning_rate", 0, 1000, false, &Settings::min_learning_rate, "Where the learning rate's fall ends."),
      whole("steps", 1, 1e9, none, "How many steps to train."),
      whole("tokens", 1, 1e6, none, "How many characters to write."),
      real("temperature", 0, 100, false, none, "Below 1 the model plays safe, above 1 it dares; 0 always takes the likeliest character."),
      whole("top_k", 0, 65536, none, "Chooses among the k likeliest characters only; 0 means all."),
      whole("sample_before", 0, 1e6, none, "How many characters to write before training."),
      whole("sample_after", 0, 1e6, none, "How many characters to write after training."),
      whole("log_every", 0, 1e9, none, "Prints the loss every so many steps; 0 means never."),
      whole("eval_interval", 0, 1e9, none, "Evaluates every so many steps; 0 means at the end only."),
      whole("eval_iters", 1, 1e6, none, "How many batches an estimate of the loss averages."),
  };
  return all;
}

const Option& option(const std::string& name, Spelling spelling) {
  for (const Option& o : options())
    if (name == o.name) return o;
  refuse_name(name, spelling);
}

double parse(const std::string& name, const std::string& text, Spelling spelling) {
  const Option& o = option(name, spelling);
  const std::string value_text = trimmed(text);
  const double value = parse_number(value_text).value_or(std::nan(""));
  const bool fits = value <= o.high && (o.above_low ? value > o.low : value >= o.low);  // false for NaN
  if (!fits || (o.whole && value != std::floor(value))) refuse_value(o, value_text, spelling);
  if (!spells_zero(value_text) && std::fabs(value) < kSmallest)
    throw Error(spelled(name, spelling) + " must be " + (o.above_low ? "" : "0 or ") + "at least " + number_text(kSmallest) +
                ", the smallest number that Iambic computes with, not " + value_text);
  return value;
}

bool is_setting(const std::string& name) {
  for (const Option& o : options())
    if (name == o.name) return belongs_to_settings(o);
  return false;
}

void assign(Settings& settings, const std::string& name, const std::string& text, Spelling spelling) {
  if (!is_setting(name)) refuse_name(name, spelling);
  const Option& o = option(name, spelling);
  if (const auto* field = std::get_if<std::string Settings::*>(&o.field)) {
    if (text.empty() || (" " + std::string(o.choices) + " ").find(" " + text + " ") == std::string::npos) refuse_value(o, text, spelling);
    settings.** field = text;
  } else if (const auto* whole = std::get_if<std::int64_t Settings::*>(&o.field)) {
    settings.** whole = static_cast<std::int64_t>(parse(name, text, spelling));
  } else if (const auto* real = std::get_if<double Settings::*>(&o.field)) {
    settings.** real = parse(name, text, spelling);
  }
}

void check_continues(const Settings& saved, const Settings& wanted, Spelling spelling) {
  std::string changeable;
  for (const Option& o : options())
    if (belongs_to_settings(o) && !o.makes_model) changeable += (changeable.empty() ? "" : ", ") + spelled(o.name, spelling);
  const Json had = written(saved), has = written(wanted);
  for (const Option& o : options()) {
    const std::string before = had[o.name].text(), after = has[o.name].text();
    if (o.makes_model && before != after)
      throw Error(spelled(o.name, spelling) + " is " + before + " in the checkpoint and cannot become " + after +
                  " when training goes on; what can change is " + changeable);
  }
}

void write_settings(JsonWriter& json, const Settings& settings, Spelling spelling) {
  json.object();
  for (const Option& o : options()) {
    if (!belongs_to_settings(o)) continue;
    json.key(spelled(o.name, spelling));
    if (const auto* field = std::get_if<std::string Settings::*>(&o.field)) json.value(settings.**field);
    if (const auto* whole = std::get_if<std::int64_t Settings::*>(&o.field)) json.value(settings.**whole);
    if (const auto* real = std::get_if<double Settings::*>(&o.field)) json.value(settings.**real);
  }
  json.end();
}

double learning_rate_at(const Settings& s, std::int64_t iteration) {
  const auto i = static_cast<double>(iteration), warmup = static_cast<double>(s.warmup_steps), end = static_cast<double>(s.decay_steps);
  if (i < warmup) return s.learning_rate * (i + 1) / (warmup + 1);
  if (s.decay_steps == 0) return s.learning_rate;
  if (i > end || end <= warmup) return s.min_learning_rate;
  const double done = (i - warmup) / (end - warmup);
  const double share = 0.5 * (1 + simd::sincos<double>(kPi * done).second.get(0));
  return s.min_learning_rate + share * (s.learning_rate - s.min_learning_rate);
}

}  // namespace iambic
