#include "instance.hpp"

#include <algorithm>
#include <cmath>

#include "base/throw_error.hpp"
#include "models/presets.hpp"

namespace iambic::wasm {

Instance instance;
std::vector<std::uint8_t> reply_data;
Bytes lent;

const Corpus& the_corpus() {
  if (!instance.corpus) throw_error("text.missing", "there is no text yet; open one first");
  return *instance.corpus;
}

Trainer& the_trainer() {
  if (!instance.trainer) throw_error("model.missing", "there is no model yet; open a text first");
  return *instance.trainer;
}

const Tokenizer& the_tokenizer() { return *the_trainer().corpus().tokenizer; }

double number(const Json& request, const char* field, const char* option_name) {
  return parse(option_name, request[field].text(), Spelling::camel);
}

double number_or_usual(const Json& request, const char* field, const char* option_name) {
  return request[field] ? number(request, field, option_name) : option(option_name, Spelling::camel).usual;
}

std::size_t count(const Json& request, const char* field) {
  return static_cast<std::size_t>(std::fmax(0, std::fmin(request[field].number_or(0), 4e9)));
}

std::size_t shares_of(const Json& request, const char* field) {
  const double shares = request[field].number_or(0);
  if (!(shares >= 1 && shares <= 64 && shares == std::floor(shares)))
    throw_error("argument.range", "{name} must be a whole number from 1 to 64, not {value}",
                {{"name", field}, {"value", request[field].text()}});
  return static_cast<std::size_t>(shares);
}

std::size_t limited(const Json& request, double wanted) {
  return static_cast<std::size_t>(std::fmin(wanted, request["limit"].number_or(wanted)));
}

Split split_of(const Json& request) {
  const std::string split = request["split"].string_or("train");
  if (split != "train" && split != "val")
    throw_error("argument.choice", "{name} must be train or val, not {value}", {{"name", "split"}, {"value", split}});
  return split == "train" ? Split::train : Split::val;
}

static std::vector<std::int32_t> ids_of(const Json& values) {
  std::vector<std::int32_t> ids;
  const int V = the_tokenizer().vocab_size();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double id = values[i].number_or(-1);
    if (!(id >= 0 && id < V && id == std::floor(id)))
      throw_error("token.range", "token id {value} is not a whole number from 0 to {high}", {{"value", values[i].text()}, {"high", V - 1}});
    ids.push_back(static_cast<std::int32_t>(id));
  }
  return ids;
}

Tokens2 matrix_of(const Json& values) {
  const std::size_t B = values.size(), T = values[std::size_t{0}].size();
  Tokens2 tokens = zeros<std::int32_t>(B, T);
  for (std::size_t b = 0; b < B; ++b) {
    const std::vector<std::int32_t> row = ids_of(values[b]);
    if (row.size() != T || T == 0) throw_error("argument.shape", "x and y must be arrays of equally long arrays of token ids");
    std::copy(row.begin(), row.end(), tokens.data() + b * T);
  }
  return tokens;
}

// blockSize -> block_size
static std::string snake(const std::string& camel) {
  std::string text;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z')
      text += {'_', static_cast<char>(c - 'A' + 'a')};
    else
      text += c;
  }
  return text;
}

void assign_by_name(Settings& settings, const Json& values, const std::string& name) {
  assign(settings, snake(name), values[name].text(), Spelling::camel);
}

void assign_all(Settings& settings, const Json& values) {
  for (const std::string& name : values.keys())
    if (name != "preset") assign_by_name(settings, values, name);
}

Settings settings_of(const Json& options) {
  Settings settings;
  if (options["preset"]) settings = preset(options["preset"].text(), Spelling::camel).settings;
  assign_all(settings, options);
  return settings;
}

}  // namespace iambic::wasm
