#include "models/settings.hpp"

#include <cctype>
#include <cmath>
#include <iterator>

#include "base/json.hpp"
#include "base/throw_error.hpp"

namespace iambic {

namespace {

constexpr double kSmallest = 1.2e-38;  // models compute with floats, of which this is about the smallest normal one

constexpr const char* kNoChoice = "{name} must be one of {choices}, not {value|empty}";

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// Whether a list of words that blanks separate has this one.
bool has_word(const char* list, const std::string& word) {
  return !word.empty() && (" " + std::string(list) + " ").find(" " + word + " ") != std::string::npos;
}

[[noreturn]] void refuse_value(const Option& o, const std::string& text, Spelling spelling) {
  const std::string name = spelled(o.name, spelling);
  if (o.choices) throw_error("setting.choice", kNoChoice, {{"name", name}, {"choices", joined(words_of(o.choices))}, {"value", text}});
  const std::string kind = o.whole ? "a whole number" : "a number";
  throw_error("setting.range",
              o.above_low ? "{name} must be {kind} above {low}, at most {high}, not {value|empty}"
                          : "{name} must be {kind} from {low} to {high}, not {value|empty}",
              {{"name", name}, {"kind", kind}, {"low", o.low}, {"high", o.high}, {"value", text}});
}

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
  std::vector<std::string> known;
  for (const Option& o : options())
    if (o.is_setting()) known.push_back(spelled(o.name, spelling));
  throw_error("setting.unknown", "there is no setting {name}; there are {choices}",
              {{"name", spelled(name, spelling)}, {"choices", joined(known)}});
}

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
  throw_error("setting.choice", kNoChoice, {{"name", spelled("preset", spelling)}, {"choices", joined(known)}, {"value", name}});
}

namespace {

constexpr Option whole(const char* name, double low, double high, const char* help) { return {name, help, true, low, high}; }
constexpr Option real(const char* name, double low, double high, const char* help) { return {name, help, false, low, high}; }
constexpr Option choice(const char* name, const char* choices, const char* help) { return {name, help, false, 0, 0, false, choices}; }

constexpr const char* kTransformers = "self-attention multi-head feed-forward blocks gpt encoder-decoder";
constexpr const char* kWithHeads = "multi-head feed-forward blocks gpt encoder-decoder";
constexpr const char* kWithFeedForward = "feed-forward blocks gpt encoder-decoder";
constexpr const char* kWithBlocks = "blocks gpt encoder-decoder";

constexpr Option kOptions[] = {
    choice("model", "bigram self-attention multi-head feed-forward blocks gpt encoder-decoder", "Which rung of the ladder learns.")
        .in(&Settings::model)
        .fixed(),
    whole("seed", 0, 4294967295.0, "Starts the random numbers; the same seed gives the same run, to the bit.").in(&Settings::seed).fixed(),
    whole("batch_size", 1, 65536, "How many pieces of text the model learns from in one step.").in(&Settings::batch_size),
    whole("block_size", 1, 65536, "How many characters long each piece is.").in(&Settings::block_size).fixed(),
    real("learning_rate", 0, 1000, "How far one step moves the weights.").above().in(&Settings::learning_rate),
    whole("holdback", 0, 1, "1 draws batches as the notes do, 0 as the lecture does.").in(&Settings::holdback),
    whole("n_layer", 1, 100, "How many blocks stand one on the other.").in(&Settings::n_layer).fixed().of(kWithBlocks),
    whole("n_head", 1, 100, "How many heads look back, each with its own eyes.").in(&Settings::n_head).fixed().of(kWithHeads),
    whole("n_embd", 1, 4096, "How many numbers describe a character while the model thinks.")
        .in(&Settings::n_embd)
        .fixed()
        .of(kTransformers),
    real("dropout", 0, 0.95, "Which share of the numbers is forgotten at random, against learning by heart.")
        .in(&Settings::dropout)
        .of(kTransformers),
    choice("activation", "relu gelu", "The bend between the two layers of the feed-forward part.")
        .in(&Settings::activation)
        .fixed()
        .of(kWithFeedForward),
    choice("attention_scale", "n_embd head_size",
           "Attention scores are divided by the square root of this: n_embd in the lecture's code, head_size in the paper.")
        .in(&Settings::attention_scale)
        .fixed()
        .of(kTransformers),
    real("beta2", 0, 0.999999, "How long AdamW remembers the size of the gradients.").above().in(&Settings::beta2),
    real("weight_decay", 0, 10, "How strongly weights are pulled towards zero.").in(&Settings::weight_decay),
    choice("decayed", "all matrices", "Which weights are pulled: all, or the matrices only.").in(&Settings::decayed),
    real("grad_clip", 0, 1e6, "Longer gradients are shortened to this; 0 leaves them.").in(&Settings::grad_clip),
    whole("warmup_steps", 0, 1e9, "Over how many steps the learning rate rises from zero.").in(&Settings::warmup_steps),
    whole("decay_steps", 0, 1e9, "Until which step the learning rate falls along a cosine; 0 means it stays.").in(&Settings::decay_steps),
    real("min_learning_rate", 0, 1000, "Where the learning rate's fall ends.").in(&Settings::min_learning_rate),
    whole("steps", 1, 1e9, "How many steps to train."),
    whole("tokens", 1, 1e6, "How many characters to write.").usually(300),
    real("temperature", 0, 100, "Below 1 the model plays safe, above 1 it dares; 0 always takes the likeliest character.").usually(1),
    whole("top_k", 0, 65536, "Chooses among the k likeliest characters only; 0 means all.").usually(0),
    whole("sample_before", 0, 1e6, "How many characters to write before training.").usually(0),
    whole("sample_after", 0, 1e6, "How many characters to write after training.").usually(0),
    whole("log_every", 0, 1e9, "Prints the loss every so many steps; 0 means never."),
    whole("eval_interval", 0, 1e9, "Evaluates every so many steps; 0 means at the end only.").usually(0),
    whole("eval_iters", 1, 1e6, "How many batches an estimate of the loss averages."),
};

}  // namespace

Options options() { return {std::begin(kOptions), std::end(kOptions)}; }

bool concerns(const Option& o, const std::string& model) { return !o.models || has_word(o.models, model); }

std::vector<std::string> words_of(const char* list) {
  std::vector<std::string> words(1);
  for (; *list; ++list) {
    if (*list == ' ')
      words.emplace_back();
    else
      words.back() += *list;
  }
  return words;
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
    throw_error("setting.too-small",
                o.above_low ? "{name} must be at least {low}, the smallest number that Iambic computes with, not {value}"
                            : "{name} must be 0 or at least {low}, the smallest number that Iambic computes with, not {value}",
                {{"name", spelled(name, spelling)}, {"low", kSmallest}, {"value", value_text}});
  return value;
}

bool is_setting(const std::string& name) {
  for (const Option& o : options())
    if (name == o.name) return o.is_setting();
  return false;
}

void assign(Settings& settings, const std::string& name, const std::string& text, Spelling spelling) {
  if (!is_setting(name)) refuse_name(name, spelling);
  const Option& o = option(name, spelling);
  if (o.word_field) {
    if (!has_word(o.choices, text)) refuse_value(o, text, spelling);
    settings.*o.word_field = text;
    return;
  }
  const double value = parse(name, text, spelling);
  if (o.whole_field) settings.*o.whole_field = static_cast<std::int64_t>(value);
  if (o.real_field) settings.*o.real_field = value;
}

void check_continues(const Settings& saved, const Settings& wanted, Spelling spelling) {
  std::vector<std::string> changeable;
  for (const Option& o : options())
    if (o.is_setting() && !o.makes_model) changeable.push_back(spelled(o.name, spelling));
  const Json had = written(saved), has = written(wanted);
  for (const Option& o : options()) {
    const std::string before = had[o.name].text(), after = has[o.name].text();
    if (o.makes_model && before != after)
      throw_error("setting.fixed",
                  "{name} is {saved} in the checkpoint and cannot become {value} when training goes on; what can change is {choices}",
                  {{"name", spelled(o.name, spelling)}, {"saved", before}, {"value", after}, {"choices", joined(changeable)}});
  }
}

void write_settings(JsonWriter& json, const Settings& settings, Spelling spelling) {
  json.object();
  for (const Option& o : options()) {
    if (!o.is_setting()) continue;
    json.key(spelled(o.name, spelling));
    if (o.word_field) json.value(settings.*o.word_field);
    if (o.whole_field) json.value(settings.*o.whole_field);
    if (o.real_field) json.value(settings.*o.real_field);
  }
  json.end();
}

}  // namespace iambic
