// Options: every bad value is refused in the same words, every allowed one is taken.
#include "models/settings.hpp"

#include <cmath>
#include <iterator>
#include <set>
#include <sstream>

#include "base/number_text.hpp"
#include "base/throw_error.hpp"
#include "models/limits.hpp"
#include "models/presets.hpp"
#include "models/registry.hpp"
#include "models/schema.hpp"
#include "support.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

std::string refusal(const std::string& name, const std::string& text, Spelling spelling = Spelling::snake) {
  return error_of([&] { parse(name, text, spelling); });
}

// Values of a setting as JSON writes them: all its words, or the ends of its range.
std::vector<std::string> allowed_texts(const Option& o) {
  std::vector<std::string> texts;
  std::istringstream words(o.choices ? o.choices : "");
  for (std::string word; words >> word;) texts.push_back(word);
  if (o.choices) return texts;
  if (!o.above_low) texts.push_back(JsonWriter().value(o.low).text());
  texts.push_back(JsonWriter().value(o.high).text());
  return texts;
}

Json written(const Settings& settings) {
  JsonWriter json;
  write_settings(json, settings, Spelling::snake);
  return Json::parse_verbatim(json.text()).value();
}

// All but these, as JavaScript spells them: "model, seed, batchSize".
std::string names_of_settings(const std::set<std::string>& without) {
  std::string names;
  for (const Option& o : options())
    if (is_setting(o.name) && without.count(o.name) == 0) names += (names.empty() ? "" : ", ") + spelled(o.name, Spelling::camel);
  return names;
}

const std::string kBatch = "batch_size must be a whole number from 1 to 65,536, not ";

}  // namespace

TEST_CASE("the defaults are the notes'") {
  const Settings settings;
  CHECK(settings.model == "bigram");
  CHECK(settings.seed == 1337);
  CHECK(settings.batch_size == 32);
  CHECK(settings.block_size == 8);
  CHECK(settings.learning_rate == 1e-3);
  CHECK(settings.holdback == 1);
}

TEST_CASE("names are spelled as the user sees them") {
  CHECK(spelled("batch_size", Spelling::snake) == "batch_size");
  CHECK(spelled("batch_size", Spelling::kebab) == "--batch-size");
  CHECK(spelled("batch_size", Spelling::camel) == "batchSize");
  CHECK(refusal("learning_rate", "x", Spelling::kebab) == "--learning-rate must be a number above 0, at most 1,000, not x");
  CHECK(refusal("learning_rate", "x", Spelling::camel) == "learningRate must be a number above 0, at most 1,000, not x");
}

TEST_CASE("what is not a number is refused: empty, text, NaN, infinite, with something behind it") {
  CHECK(refusal("batch_size", "") == kBatch + "empty");
  CHECK(refusal("batch_size", "  ") == kBatch + "empty");
  for (const std::string text :
       {"abc", "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "12abc", "1 2", "0x10", "1,000", "--", "1;", "٣", "true"}) {
    CHECK(refusal("batch_size", text) == kBatch + text);
  }
  CHECK(refusal("batch_size", std::string("5\0abc", 5)).find(kBatch) == 0);
}

TEST_CASE("numbers outside the range are refused: negative, zero, huge, fractions of whole ones") {
  for (const std::string text : {"-1", "0", "65537", "1e300", "1.5", "-0.5"}) CHECK(refusal("batch_size", text) == kBatch + text);
  CHECK(refusal("learning_rate", "0") == "learning_rate must be a number above 0, at most 1,000, not 0");
  CHECK(refusal("learning_rate", "-0") == "learning_rate must be a number above 0, at most 1,000, not -0");
  CHECK(refusal("seed", "4294967296") == "seed must be a whole number from 0 to 4,294,967,295, not 4294967296");
}

TEST_CASE("every option takes its ends and refuses what lies beyond, NaN and nothing") {
  for (const Option& o : options()) {
    INFO(o.name);
    CHECK(std::string(help_of(o)).back() == '.');
    if (o.choices) continue;
    const double beyond = o.whole ? 1 : 1e-3;
    CHECK(parse(o.name, JsonWriter().value(o.high).text(), Spelling::snake) == o.high);
    CHECK(refusal(o.name, JsonWriter().value(o.high + beyond).text()).find(std::string(o.name) + " must be ") == 0);
    CHECK(refusal(o.name, JsonWriter().value(o.low - beyond).text()).find(std::string(o.name) + " must be ") == 0);
    if (o.above_low)
      CHECK(refusal(o.name, JsonWriter().value(o.low).text()).find(std::string(o.name) + " must be ") == 0);
    else
      CHECK(parse(o.name, JsonWriter().value(o.low).text(), Spelling::snake) == o.low);
    if (o.whole) CHECK(refusal(o.name, JsonWriter().value(o.low + 0.5).text()).find(std::string(o.name) + " must be a whole number ") == 0);
    CHECK(refusal(o.name, "nan").find(std::string(o.name) + " must be ") == 0);
    CHECK(refusal(o.name, "").find(", not empty") != std::string::npos);
  }
}

TEST_CASE("numbers that a float cannot tell from zero are refused where zero itself would mean something else") {
  const std::string least = "at least 1.2e-38, the smallest number that Iambic computes with, not ";
  for (const Option& o : options()) {
    if (o.whole || o.choices) continue;
    for (const std::string text : {"1e-46", "1e-39", "1e-400", "0.3e-45"}) {
      INFO(o.name << " " << text);
      const std::string said = refusal(o.name, text);
      CHECK((said.find(least + text) != std::string::npos || said.find(" above 0, ") != std::string::npos));
    }
    CHECK(static_cast<float>(parse(o.name, "2e-38", Spelling::snake)) > 0);
  }
  CHECK(refusal("temperature", "1e-46") == "temperature must be 0 or " + least + "1e-46");
  CHECK(parse("temperature", "0e-46", Spelling::snake) == 0);
}

TEST_CASE("what a model is cannot change when training goes on, and the rest can") {
  const std::set<std::string> fixed = {"model",  "seed",       "block_size",      "n_layer",   "n_head",
                                       "n_embd", "activation", "attention_scale", "tokenizer", "vocab_size"};
  const std::string changeable = names_of_settings(fixed);
  CHECK(changeable.find("batchSize, learningRate, holdback, dropout, ") == 0);
  for (const Option& o : options()) {
    if (!is_setting(o.name)) continue;
    INFO(o.name);
    Settings saved = preset("gpt", Spelling::snake).settings, wanted = saved;
    CHECK_NOTHROW(check_continues(saved, wanted, Spelling::camel));
    assign(saved, o.name, allowed_texts(o).back(), Spelling::snake);
    const std::string other = o.choices ? allowed_texts(o).front() : JsonWriter().value(o.whole ? o.high - 1 : o.high / 2).text();
    assign(wanted, o.name, other, Spelling::snake);
    REQUIRE(written(saved)[o.name].text() != written(wanted)[o.name].text());
    const std::string said = error_of([&] { check_continues(saved, wanted, Spelling::camel); });
    CHECK((said.find(spelled(o.name, Spelling::camel) + " is ") == 0) == (fixed.count(o.name) > 0));
    if (fixed.count(o.name) > 0) CHECK(said.find("; what can change is " + changeable) != std::string::npos);
    if (fixed.count(o.name) == 0) CHECK(said == "(no error)");
  }
}

TEST_CASE("numbers may be written as people write them") {
  CHECK(parse("steps", "1e3", Spelling::snake) == 1000);
  CHECK(parse("steps", " 20\n", Spelling::snake) == 20);
  CHECK(parse("batch_size", "32.0", Spelling::snake) == 32);
  CHECK(parse("learning_rate", ".5", Spelling::snake) == 0.5);
  CHECK(parse("learning_rate", "1e-3", Spelling::snake) == 1e-3);
  CHECK(parse("learning_rate", "0.001", Spelling::snake) == 1e-3);
}

TEST_CASE("assign sets what write_settings writes, and a refused value changes nothing") {
  Settings settings;
  for (const Option& o : options()) {
    if (!is_setting(o.name)) continue;
    INFO(o.name);
    for (const std::string& text : allowed_texts(o)) {
      assign(settings, o.name, text, Spelling::snake);
      CHECK(written(settings)[o.name].text() == text);
      CHECK(error_of([&] { assign(settings, o.name, "-1", Spelling::snake); }) != "(no error)");
      CHECK(written(settings)[o.name].text() == text);
    }
  }
}

TEST_CASE("an option that is a word takes its choices and refuses parts of them, several and numbers") {
  Settings settings;
  const std::string models = "bigram, self-attention, multi-head, feed-forward, blocks, gpt, encoder-decoder";
  for (const std::string text : {"x", "gp", "gpt blocks", " gpt", "GPT", "1", "-1"})
    CHECK(error_of([&] { assign(settings, "model", text, Spelling::kebab); }) == "--model must be one of " + models + ", not " + text);
  CHECK(error_of([&] { assign(settings, "attention_scale", "", Spelling::camel); }) ==
        "attentionScale must be one of n_embd, head_size, not empty");
  CHECK(settings.model == "bigram");
  CHECK(settings.attention_scale == "n_embd");
}

TEST_CASE("unknown settings and presets are refused with what there is") {
  Settings settings;
  const std::string there_are = "; there are " + names_of_settings({});
  CHECK(there_are.find("; there are model, seed, batchSize, ") == 0);
  CHECK(error_of([&] { assign(settings, "bogus", "1", Spelling::camel); }) == "there is no setting bogus" + there_are);
  CHECK(error_of([&] { assign(settings, "steps", "1", Spelling::camel); }) == "there is no setting steps" + there_are);
  CHECK_FALSE(is_setting("steps"));
  CHECK(
      error_of([] { preset("", Spelling::kebab); }) ==
      "--preset must be one of bigram, self-attention, multi-head, feed-forward, blocks, layer-norm, gpt, nanogpt-cpu, reverse, not empty");
}

TEST_CASE("every word of the table makes a model, and a word that is none makes no GPT either", "[registry]") {
  Settings settings;
  for (const std::string& word : words_of(option("model", Spelling::snake).choices)) {
    settings.model = word;
    CHECK(make_model<float>(settings, 5)->parameters().table().size() == parameter_table(settings, 5).size());
  }
  settings.model = "gtp";
  const std::string refused =
      "model must be one of bigram, self-attention, multi-head, feed-forward, blocks, gpt, encoder-decoder, not gtp";
  CHECK(error_of([&] { make_model<float>(settings, 5); }) == refused);
  CHECK(error_of([&] { parameter_table(settings, 5); }) == refused);
  CHECK(error_of([&] { activation_count(settings, 5); }) == refused);
}

TEST_CASE("a step or a table too large for memory is refused before anything is allocated") {
  Settings settings;
  settings.batch_size = settings.block_size = 65536;
  CHECK(error_of([&] { check(settings, 65); }) ==
        "batch size 65,536 times block size 65,536 is more than the 16,777,216 that one step may hold");
  CHECK(error_of([] { check(Settings(), 4097); }) == "the text has 4,097 different characters, more than the 4,096 possible here");
  CHECK_NOTHROW(check(Settings(), 4096));
  settings.model = "gpt", settings.batch_size = 1, settings.block_size = 8;
  CHECK_NOTHROW(check(settings, 65536));
  CHECK(error_of([&] { check(settings, 65537); }) == "the text has 65,537 different characters, more than the 65,536 possible here");
}

TEST_CASE("numbers in sentences are written with commas") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1115394) == "1,115,394");
  CHECK(number_text(0.001) == "0.001");
  CHECK(number_text(-1234) == "-1,234");
  CHECK(number_text(2.5) == "2.5");
}

TEST_CASE("the ranges are these, and a step can be taken at both ends of each") {
  const struct {
    const char* name;
    double low, high;
  } ranges[] = {
      {"seed", 0, 4294967295.0},
      {"batch_size", 1, 65536},
      {"block_size", 1, 65536},
      {"learning_rate", 1e-30, 1000},
      {"holdback", 0, 1},
      {"n_layer", 1, 100},
      {"n_head", 1, 100},
      {"n_embd", 1, 4096},
      {"dropout", 0, 0.95},
      {"beta2", 1e-30, 0.999999},
      {"weight_decay", 0, 10},
      {"grad_clip", 0, 1e6},
      {"warmup_steps", 0, 1e9},
      {"decay_steps", 0, 1e9},
      {"min_learning_rate", 0, 1000},
      {"vocab_size", 2, 65536},
  };
  std::size_t numbers = 0;
  for (const Option& o : options()) numbers += is_setting(o.name) && !o.choices;
  CHECK(numbers == std::size(ranges));
  for (const auto& range : ranges)
    for (const double end : {range.low, range.high}) {
      INFO(range.name << " = " << end);
      const std::string name = range.name;
      const Option& o = option(name, Spelling::snake);
      CHECK(o.high == range.high);
      CHECK(o.low == (o.above_low ? 0 : range.low));
      Settings settings;
      settings.model = "gpt", settings.n_layer = 1, settings.n_head = 1, settings.n_embd = 4, settings.batch_size = 2,
      settings.block_size = 1;
      assign(settings, range.name, JsonWriter().value(end).text(), Spelling::snake);
      if (range.name == std::string("n_head")) settings.n_embd = 100;
      if (settings.block_size > 1 || settings.n_embd > 100) {  // what such a model takes
        CHECK(error_of([&] { check(settings, 65); }).find("training this model would take ") == 0);
        continue;
      }
      Trainer trainer(shakespeare(), settings);
      float loss = -1;
      const Progress progress = trainer.train(1, &loss);
      CHECK((progress.done == 1 && !progress.stopped));
      CHECK((loss > 0 && loss < 100));
    }
}

TEST_CASE("the schema tells of every option what is accepted, and its defaults are accepted") {
  JsonWriter writer;
  write_options(writer);
  const Json schema = Json::parse(writer.text()).value();
  std::size_t i = 0;
  for (const Option& o : options()) {
    INFO(o.name);
    const Json told = schema[i++];
    CHECK(told["name"].text() == o.name);
    CHECK(told["camel"].text() == spelled(o.name, Spelling::camel));
    CHECK(told["kind"].text() == (o.choices ? "choice" : o.whole ? "whole" : "real"));
    CHECK(told["help"].text() == help_of(o));
    CHECK(told["choices"].size() == (o.choices ? words_of(o.choices).size() : 0));
    if (!o.choices) CHECK((told["low"].number_or(-1) == o.low && told["high"].number_or(-1) == o.high));
    CHECK(told["aboveLow"].bool_or(false) == o.above_low);
    CHECK(told["setting"].bool_or(false) == is_setting(o.name));
    CHECK(told["newModel"].bool_or(false) == o.makes_model);
    CHECK((told["default"] || (!is_setting(o.name) && std::isnan(o.usual))));
    Settings settings;
    if (is_setting(o.name)) CHECK_NOTHROW(assign(settings, o.name, told["default"].text(), Spelling::snake));
    if (!is_setting(o.name) && told["default"]) CHECK_NOTHROW(parse(o.name, told["default"].text(), Spelling::snake));
    for (std::size_t m = 0; m < told["models"].size(); ++m) {
      CHECK_NOTHROW(assign(settings, "model", told["models"][m].text(), Spelling::snake));
      CHECK(concerns(o, told["models"][m].text()));
    }
  }
  CHECK(schema.size() == i);
}

TEST_CASE("a setting concerns the models that compute something else when it changes") {
  const auto concerned = [](const char* name) {
    std::string models;
    for (const std::string& model : words_of(option("model", Spelling::snake).choices))
      if (concerns(option(name, Spelling::snake), model)) models += model + " ";
    return models;
  };
  const std::string blocks = "blocks gpt encoder-decoder ";
  CHECK(concerned("seed") == "bigram self-attention multi-head feed-forward " + blocks);
  CHECK(concerned("n_embd") == "self-attention multi-head feed-forward " + blocks);
  CHECK(concerned("n_head") == "multi-head feed-forward " + blocks);
  CHECK(concerned("activation") == "feed-forward " + blocks);
  CHECK(concerned("n_layer") == blocks);
}

TEST_CASE("the presets in the schema are those that a name finds") {
  JsonWriter writer;
  write_presets(writer);
  const Json schema = Json::parse(writer.text()).value();
  REQUIRE(schema.size() == presets().size());
  for (std::size_t i = 0; i < schema.size(); ++i) {
    const std::string name(schema[i]["name"].text());
    const Preset& p = preset(name, Spelling::camel);
    CHECK(schema[i]["story"].text() == p.story);
    CHECK(schema[i]["steps"].number_or(0) == static_cast<double>(p.steps));
    CHECK(schema[i]["config"]["blockSize"].number_or(0) == static_cast<double>(p.settings.block_size));
    CHECK(schema[i]["config"]["attentionScale"].text() == p.settings.attention_scale);
  }
}

TEST_CASE("an error has a code, and the values that its sentence names as details") {
  try {
    parse("batch_size", "x", Spelling::camel);
    FAIL("it was accepted");
  } catch (const Error& e) {
    CHECK(std::string(e.code()) == "setting.range");
    REQUIRE(e.details().size() == 5);
    CHECK((e.details()[0].name == std::string("name") && !e.details()[0].is_number && e.details()[0].text == "batchSize"));
    CHECK((e.details()[2].name == std::string("low") && e.details()[2].is_number && e.details()[2].number == 1));
    CHECK((e.details()[3].name == std::string("high") && e.details()[3].is_number && e.details()[3].number == 65536));
    CHECK((e.details()[4].name == std::string("value") && !e.details()[4].is_number && e.details()[4].text == "x"));
  }
}

TEST_CASE("a sentence has its details in their places, and never reads a place within a detail") {
  const auto said = [](const char* sentence, std::initializer_list<Detail> details) {
    return error_of([&] { throw_error("code", sentence, details); });
  };
  CHECK(said("{a} of {b}, {a}", {{"a", 1234567}, {"b", 0.5}}) == "1,234,567 of 0.5, 1,234,567");
  CHECK(said("not {a|empty}, {b|empty}", {{"a", ""}, {"b", "{a}"}}) == "not empty, {a}");
  CHECK(said("plain", {}) == "plain");
}
