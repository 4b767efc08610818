// The WebAssembly module: one function that takes a JSON request and some bytes, and answers with JSON and some bytes.
// One instance holds one corpus and one trainer. The only place that knows that a browser calls.
//
// A request is {"type": ..., fields}; the fields of each type and of its answer are declared in web/protocol.js. A refusal
// leaves through the import iambic_refuse (see the end of this file).

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint.hpp"
#include "dataset.hpp"
#include "error.hpp"
#include "gradient_check.hpp"
#include "json.hpp"
#include "settings.hpp"
#include "sha256.hpp"
#include "simd.hpp"
#include "trainer.hpp"

#define IAMBIC_EXPORT(name) extern "C" __attribute__((export_name(name)))
#define IAMBIC_IMPORT(name) extern "C" __attribute__((import_module("env"), import_name(name)))

namespace {

using namespace iambic;

struct Bytes {
  const std::uint8_t* data;
  std::size_t size;
};

std::unique_ptr<CorpusReader> reader;
std::unique_ptr<Corpus> corpus;
std::unique_ptr<Trainer> trainer;

// A text in the making, which ends when the model changes.
struct Writing {
  Writer writer;
  std::optional<Generator> own;  // its own stream; the training stream when it has none
};
std::optional<Writing> writing;
std::optional<GradientChecker> checker;  // likewise

void model_changes() {
  writing.reset();
  checker.reset();
}

// What goes back beside the JSON. Valid until the next call.
std::vector<std::uint8_t> reply_data;

template <class T>
void reply_with(const T* values, std::size_t count) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(values);
  reply_data.assign(first, first + count * sizeof(T));
}

const Corpus& the_corpus() {
  if (!corpus) throw Error("there is no text yet; open one first");
  return *corpus;
}

Trainer& the_trainer() {
  if (!trainer) throw Error("there is no model yet; open a text first");
  return *trainer;
}

// --- Reading fields. A number may come as text, because JSON has no NaN; the core's parser has the words for it.

double number(const Json& request, const char* field, const char* option_name) {
  return parse(option_name, request[field].text(), Spelling::camel);
}

double number(const Json& request, const char* field, const char* option_name, double otherwise) {
  return request[field] ? number(request, field, option_name) : otherwise;
}

std::size_t count(const Json& request, const char* field) {
  return static_cast<std::size_t>(std::fmax(0, std::fmin(request[field].number_or(0), 4e9)));
}

std::size_t shares_of(const Json& request, const char* field) {
  const double shares = request[field].number_or(0);
  if (!(shares >= 1 && shares <= 64 && shares == std::floor(shares)))
    throw Error(std::string(field) + " must be a whole number from 1 to 64, not " + request[field].text());
  return static_cast<std::size_t>(shares);
}

// How much of what the user wants is to be done now, the length of a slice.
std::size_t limited(const Json& request, double wanted) {
  return static_cast<std::size_t>(std::fmin(wanted, request["limit"].number_or(wanted)));
}

Split split_of(const Json& request) {
  const std::string split = request["split"].string_or("train");
  if (split != "train" && split != "val") throw Error("split must be train or val, not " + split);
  return split == "train" ? Split::train : Split::val;
}

std::vector<std::int32_t> ids_of(const Json& values) {
  std::vector<std::int32_t> ids;
  const int V = the_corpus().tokenizer.vocab_size();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double id = values[i].number_or(-1);
    if (!(id >= 0 && id < V && id == std::floor(id)))
      throw Error("token id " + values[i].text() + " is not a whole number from 0 to " + number_text(V - 1));
    ids.push_back(static_cast<std::int32_t>(id));
  }
  return ids;
}

Tokens2 matrix_of(const Json& values) {
  const std::size_t B = values.size(), T = values[std::size_t{0}].size();
  Tokens2 tokens = zeros<std::int32_t>(B, T);
  for (std::size_t b = 0; b < B; ++b) {
    const std::vector<std::int32_t> row = ids_of(values[b]);
    if (row.size() != T || T == 0) throw Error("x and y must be arrays of equally long arrays of token ids");
    std::copy(row.begin(), row.end(), tokens.data() + b * T);
  }
  return tokens;
}

// blockSize -> block_size
std::string snake(const std::string& camel) {
  std::string text;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z')
      text += {'_', static_cast<char>(c - 'A' + 'a')};
    else
      text += c;
  }
  return text;
}

void assign_all(Settings& settings, const Json& values) {
  for (const std::string& name : values.keys())
    if (name != "preset") assign(settings, snake(name), values[name].text(), Spelling::camel);
}

// options: settings, perhaps on top of a preset
Settings settings_of(const Json& options) {
  Settings settings;
  if (options["preset"]) settings = preset(options["preset"].text(), Spelling::camel).settings;
  assign_all(settings, options);
  return settings;
}

// --- The requests. Each writes the fields of its answer.

void write_info(JsonWriter& answer) {
  const Trainer& t = the_trainer();
  answer.key("vocabulary").array();
  for (const char32_t c : t.corpus().tokenizer.characters()) answer.value(to_utf8(c));
  answer.end().key("vocabularySize").value(t.corpus().tokenizer.vocab_size());
  answer.key("characters").value(t.corpus().ids.size());
  answer.key("trainTokens").value(t.dataset().size(Split::train));
  answer.key("valTokens").value(t.dataset().size(Split::val));
  answer.key("parameters").value(t.model().parameters().size());
  answer.key("layers").value(t.model().layers()).key("heads").value(t.model().heads());
  answer.key("step").value(t.step());
  answer.key("corpusSha256").value(t.corpus().sha256);
  answer.key("config");
  write_settings(answer, t.settings(), Spelling::camel);
}

void info(const Json&, Bytes, JsonWriter& answer) { write_info(answer); }

void corpus_begin(const Json& request, Bytes, JsonWriter&) { reader = std::make_unique<CorpusReader>(count(request, "bytes")); }

void corpus_append(const Json&, Bytes payload, JsonWriter&) {
  if (!reader) throw Error("no text is being read");
  reader->append(payload.data, payload.size);
}

void corpus_finish(const Json&, Bytes, JsonWriter& answer) {
  if (!reader) throw Error("no text is being read");
  const std::unique_ptr<CorpusReader> ending = std::move(reader);
  auto finished = std::make_unique<Corpus>(ending->finish());
  model_changes();
  trainer.reset();  // it looks at the old text
  corpus = std::move(finished);
  answer.key("characters").value(corpus->ids.size());
  answer.key("vocabularySize").value(corpus->tokenizer.vocab_size());
  answer.key("sha256").value(corpus->sha256);
}

void use(std::unique_ptr<Trainer> next, JsonWriter& answer) {
  model_changes();
  trainer = std::move(next);
  write_info(answer);
}

void create(const Json& request, Bytes, JsonWriter& answer) {
  use(std::make_unique<Trainer>(the_corpus(), settings_of(request["options"])), answer);
}

void load(const Json& request, Bytes payload, JsonWriter& answer) {
  Checkpoint checkpoint = read_checkpoint(payload.data, payload.size);
  assign_all(checkpoint.settings, request["options"]);
  use(std::make_unique<Trainer>(the_corpus(), checkpoint), answer);
}

// Whether create would take these options on top of the current ones; changes nothing.
void check_options(const Json& request, Bytes, JsonWriter&) {
  Settings settings = request["options"]["preset"] || !trainer ? settings_of(request["options"]) : trainer->settings();
  assign_all(settings, request["options"]);
  check(settings, the_corpus().tokenizer.vocab_size());
  Dataset(the_corpus(), static_cast<int>(settings.block_size), static_cast<int>(settings.holdback));
}

void reset(const Json&, Bytes, JsonWriter& answer) { use(std::make_unique<Trainer>(the_corpus(), the_trainer().settings()), answer); }

// What a train() did: its losses are in reply_data.
void write_progress(const Progress& progress, JsonWriter& answer) {
  const auto* const losses = reinterpret_cast<const float*>(reply_data.data());
  reply_data.resize(progress.done * sizeof(float));
  answer.key("step").value(trainer->step()).key("done").value(progress.done);
  answer.key("loss").value(progress.done > 0 ? losses[progress.done - 1] : std::nan(""));
  if (progress.stopped) answer.key("stopped").value(*progress.stopped);
}

// steps: how many the user wants; limit: how many of them now, the length of a slice; shares: as if of so many workers.
void train(const Json& request, Bytes, JsonWriter& answer) {
  Trainer& t = the_trainer();
  const std::size_t steps = limited(request, number(request, "steps", "steps"));
  const std::size_t shares = request["shares"] ? shares_of(request, "shares") : 1;
  if (steps > 0) model_changes();
  reply_data.resize(steps * sizeof(float));
  write_progress(t.train(steps, reinterpret_cast<float*>(reply_data.data()), shares), answer);
}

void share(const Json& request, Bytes, JsonWriter& answer) {
  Trainer& t = the_trainer();
  const std::size_t of = shares_of(request, "of"), rank = count(request, "rank");
  if (rank >= of)
    throw Error("rank must be a whole number below " + number_text(static_cast<double>(of)) + ", not " + request["rank"].text());
  double loss = 0;
  reply_with(t.share(rank, of, loss), t.model().parameters().size());
  answer.key("loss").value(loss);
}

void combine(const Json& request, Bytes payload, JsonWriter& answer) {
  Trainer& t = the_trainer();
  std::vector<double> losses;
  for (std::size_t rank = 0; rank < request["losses"].size(); ++rank) losses.push_back(request["losses"][rank].number_or(std::nan("")));
  if (losses.empty() || payload.size != losses.size() * t.model().parameters().size() * sizeof(float))
    throw Error("combine needs the gradients and the loss of every share");
  model_changes();
  reply_data.resize(sizeof(float));
  write_progress(t.combine(losses, reinterpret_cast<const float*>(payload.data), reinterpret_cast<float*>(reply_data.data())), answer);
}

// --- Writing, piece by piece.

// A stream of the request's own, or none when it draws from the training stream.
std::optional<Generator> own_stream(const Json& request) {
  if (!request["seed"] && !request["peek"].bool_or(false)) return std::nullopt;
  Generator look = the_trainer().generator();
  if (request["seed"]) look.manual_seed(static_cast<std::uint64_t>(number(request, "seed", "seed")));
  return look;
}

// Begins a text: the prompt, or the first token. Nothing is drawn yet.
void generate(const Json& request, Bytes, JsonWriter& answer) {
  Trainer& t = the_trainer();
  const CharTokenizer& tokenizer = t.corpus().tokenizer;
  const SamplerSettings sampler{number(request, "temperature", "temperature", 1),
                                static_cast<std::int64_t>(number(request, "topK", "top_k", 0))};
  answer.key("tokens").value(number(request, "tokens", "tokens", 300));
  std::optional<Generator> own = own_stream(request);
  writing.emplace(Writing{Writer(t.model(), tokenizer.encode(request["prompt"].text()), sampler), std::move(own)});
  answer.key("text").value(tokenizer.decode(writing->writer.text()));
}

void generate_more(const Json& request, Bytes, JsonWriter& answer) {
  if (!writing) throw Error("the text cannot be continued: the model has changed since it was begun");
  const std::size_t before = writing->writer.text().size();
  for (std::size_t i = count(request, "tokens"); i > 0; --i)
    writing->own ? writing->writer.write(*writing->own) : trainer->write(writing->writer);
  const std::vector<std::int32_t>& text = writing->writer.text();
  answer.key("text").value(the_corpus().tokenizer.decode({text.begin() + static_cast<std::ptrdiff_t>(before), text.end()}));
}

void evaluate_part(const Json& request, Bytes, JsonWriter& answer) {
  const PartialLoss part = the_trainer().evaluate_part(split_of(request), count(request, "from"), count(request, "count"));
  answer.key("sum").value(part.nats).key("targets").value(part.targets).key("batches").value(part.batches);
}

void estimate_part(const Json& request, Bytes, JsonWriter& answer) {
  answer.key("sum").value(the_trainer().estimate_part(split_of(request), limited(request, number(request, "iters", "eval_iters"))));
}

void baselines(const Json&, Bytes, JsonWriter& answer) {
  const Baselines b = the_trainer().baselines();
  answer.key("uniform").value(b.uniform).key("unigram").value(b.unigram).key("bigram").value(b.bigram);
}

// The ids of the `top` characters that are followed most often, ascending; all of them when the request names no top.
std::vector<std::size_t> frequent_ids(const Json& request, const std::vector<std::uint32_t>& totals) {
  const std::size_t top = request["top"] ? count(request, "top") : totals.size();
  std::vector<std::size_t> ids;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    std::size_t rank = 0;  // how many come before i
    for (std::size_t j = 0; j < totals.size(); ++j) rank += totals[j] > totals[i] || (totals[j] == totals[i] && j < i);
    if (rank < top) ids.push_back(i);
  }
  return ids;
}

// A table (V,V), of which the rows and columns of the most frequent characters are sent.
template <class T>
void write_table(const Json& request, const std::vector<T>& table, JsonWriter& answer) {
  const auto V = static_cast<std::size_t>(the_trainer().model().vocab_size());
  std::vector<std::uint32_t> totals(V, 0);
  const std::vector<std::uint32_t>& pairs = the_trainer().pair_counts();
  for (std::size_t i = 0; i < pairs.size(); ++i) totals[i / V] += pairs[i];
  const std::vector<std::size_t> ids = frequent_ids(request, totals);
  std::vector<T> selected;
  for (const std::size_t i : ids)
    for (const std::size_t j : ids) selected.push_back(table[i * V + j]);
  reply_with(selected.data(), selected.size());
  answer.key("ids").values(ids.data(), ids.size()).key("totals").array();
  for (const std::size_t i : ids) answer.value(totals[i]);
  answer.end().key("shape").array().value(ids.size()).value(ids.size()).end();
}

void probabilities(const Json& request, Bytes, JsonWriter& answer) { write_table(request, the_trainer().probabilities(), answer); }

void counts(const Json& request, Bytes, JsonWriter& answer) { write_table(request, the_trainer().pair_counts(), answer); }

void weights(const Json& request, Bytes, JsonWriter& answer) {
  const Parameters<float>& parameters = the_trainer().model().parameters();
  const std::string name = request["name"].text();
  const Parameter* const parameter = parameters.find(name);
  if (!parameter) throw Error("the model has no weights called \"" + name + "\"; it has " + parameters.table().front().name);
  reply_with(parameters.values.data() + parameter->offset, parameter->size());
  answer.key("shape").values(parameter->shape.data(), parameter->shape.size());
}

// The ladder, for whoever lets people choose.
void write_presets(const Json&, Bytes, JsonWriter& answer) {
  answer.key("presets").array();
  for (const Preset& p : presets()) {
    answer.object();
    answer.key("name").value(p.name);
    answer.key("story").value(p.story);
    answer.key("steps").value(p.steps);
    answer.key("valLoss").value(p.val_loss);
    answer.key("prompt").value(p.prompt);
    answer.key("config");
    write_settings(answer, p.settings, Spelling::camel);
    answer.end();
  }
  answer.end();
}

void gradients(const Json& request, Bytes, JsonWriter& answer) {
  const std::size_t first = count(request, "from"), tensors = request["count"] ? count(request, "count") : SIZE_MAX;
  if (!checker || first == 0) checker.emplace(the_trainer());
  answer.key("tensors").array();
  for (std::size_t i = first; i < checker->tensors() && i - first < tensors; ++i) {
    const TensorCheck c = checker->check(i);
    answer.object().key("name").value(c.name).key("size").value(c.size).key("checked").value(c.checked);
    answer.key("largestGradient").value(c.largest_gradient).key("largestError").value(c.largest_error);
    answer.key("agrees").value(c.agrees ? 1 : 0).end();
  }
  answer.end();
}

// What a head looks at while it reads the last characters of a text: (T,T), T at most block_size.
void attention(const Json& request, Bytes, JsonWriter& answer) {
  Model<float>& model = the_trainer().model();
  const CharTokenizer& tokenizer = the_corpus().tokenizer;
  const std::size_t layer = count(request, "layer"), head = count(request, "head");
  if (layer >= model.layers() || head >= model.heads())
    throw Error("the model has " + number_text(static_cast<double>(model.layers())) + " layers of attention with " +
                number_text(static_cast<double>(model.heads())) + " heads each, counted from 0; there is no layer " +
                request["layer"].text() + " with a head " + request["head"].text());
  const std::vector<std::int32_t> ids = tokenizer.encode(request["text"].text());
  if (ids.empty()) throw Error("text must have at least one character");
  const std::size_t T = std::min(ids.size(), static_cast<std::size_t>(the_trainer().settings().block_size)), shape[] = {T, T};
  Tokens2 last = zeros<std::int32_t>(1, T);
  std::copy(ids.end() - static_cast<std::ptrdiff_t>(T), ids.end(), last.begin());
  model.forward(last);
  reply_with(model.attention(layer) + head * T * T, T * T);
  answer.key("shape").values(shape, 2).key("text").value(tokenizer.decode({last.begin(), last.end()}));
}

void encode(const Json& request, Bytes, JsonWriter& answer) {
  const std::vector<std::int32_t> ids = the_corpus().tokenizer.encode(request["text"].text());
  answer.key("ids").values(ids.data(), ids.size());
}

void decode(const Json& request, Bytes, JsonWriter& answer) {
  answer.key("text").value(the_corpus().tokenizer.decode(ids_of(request["ids"])));
}

void save(const Json&, Bytes, JsonWriter& answer) {
  reply_data = write_checkpoint(the_trainer().checkpoint());
  Sha256 hash;
  hash.update(reply_data.data(), reply_data.size());
  answer.key("sha256").value(hash.finish());
}

// --- Looking into the machinery, as the notes do. None of these changes the run.

void tokens(const Json& request, Bytes, JsonWriter& answer) {
  const Dataset& dataset = the_trainer().dataset();
  const Split split = split_of(request);
  const std::size_t from = count(request, "from"), wanted = count(request, "count");
  if (from > dataset.size(split) || wanted > dataset.size(split) - from)
    throw Error("tokens " + grouped(from) + " to " + grouped(from + wanted) + " reach beyond the " + grouped(dataset.size(split)) +
                " of this part of the text");
  std::vector<std::int32_t> ids(wanted);
  the_corpus().ids.copy(dataset.begin(split) + from, wanted, ids.data());
  answer.key("ids").values(ids.data(), ids.size());
}

void write_rows(const char* name, const Tokens2& tokens, JsonWriter& answer) {
  const std::size_t T = tokens.shape()[1];
  answer.key(name).array();
  for (std::size_t b = 0; b < tokens.shape()[0]; ++b) answer.values(tokens.data() + b * T, T);
  answer.end();
}

// The batch that a seed, or the training stream, would draw next.
void batch(const Json& request, Bytes, JsonWriter& answer) {
  const Trainer& t = the_trainer();
  Settings settings = t.settings();
  for (const char* name : {"batchSize", "blockSize", "holdback"})
    if (request[name]) assign(settings, snake(name), request[name].text(), Spelling::camel);
  check(settings, t.corpus().tokenizer.vocab_size());
  Generator generator = t.generator();
  if (request["seed"]) generator.manual_seed(static_cast<std::uint64_t>(number(request, "seed", "seed")));
  Batch drawn(static_cast<int>(settings.batch_size), static_cast<int>(settings.block_size));
  const Dataset dataset(t.corpus(), static_cast<int>(settings.block_size), static_cast<int>(settings.holdback));
  dataset.get_batch(split_of(request), generator, drawn);
  answer.key("shape").array().value(settings.batch_size).value(settings.block_size).end();
  write_rows("x", drawn.x, answer);
  write_rows("y", drawn.y, answer);
}

// x (B,T), perhaps y (B,T) -> logits (B*T,V), and their loss
void logits(const Json& request, Bytes, JsonWriter& answer) {
  Model<float>& model = the_trainer().model();
  Batch given;
  given.x = matrix_of(request["x"]);
  if (model.layers() > 0 && given.x.shape()[1] > static_cast<std::size_t>(the_trainer().settings().block_size))
    throw Error("x has rows of " + grouped(given.x.shape()[1]) + " characters; the model sees at most " +
                number_text(static_cast<double>(the_trainer().settings().block_size)));
  const Tensor<float, 3> result = model.forward(given.x);
  reply_with(result.data(), result.size());
  answer.key("shape").array().value(given.x.size()).value(model.vocab_size()).end();
  if (!request["y"]) return;
  given.y = matrix_of(request["y"]);
  if (given.y.shape() != given.x.shape()) throw Error("x and y must have the same shape");
  answer.key("loss").value(model.loss(given));
}

// payload (R,C) -> softmax of each row
void softmax(const Json& request, Bytes payload, JsonWriter& answer) {
  const std::size_t shape[] = {static_cast<std::size_t>(request["shape"][std::size_t{0}].number_or(0)),
                               static_cast<std::size_t>(request["shape"][1].number_or(0))};
  const auto [R, C] = shape;
  if (R == 0 || C == 0 || payload.size / sizeof(float) / C != R || payload.size != R * C * sizeof(float))
    throw Error("softmax needs a shape of rows and columns, and that many float32 values");
  std::vector<float> x(R * C);
  std::memcpy(x.data(), payload.data, payload.size);
  for (std::size_t r = 0; r < R; ++r) {
    float* const row = x.data() + r * C;
    simd::scale(row, 1.0f / simd::row_exp(row, row, C).total, C);
  }
  reply_with(x.data(), x.size());
  answer.key("shape").values(shape, 2);
}

struct Request {
  const char* type;
  const char* fields;  // separated by blanks
  void (*write_answer)(const Json& request, Bytes payload, JsonWriter& answer);
};

constexpr Request kRequests[] = {
    {"corpus.begin", "bytes", corpus_begin},
    {"corpus.append", "", corpus_append},
    {"corpus.finish", "", corpus_finish},
    {"create", "options", create},
    {"check", "options", check_options},
    {"load", "options", load},
    {"reset", "", reset},
    {"info", "", info},
    {"train", "steps limit shares", train},
    {"share", "rank of", share},
    {"combine", "losses", combine},
    {"generate", "tokens prompt temperature topK seed peek", generate},
    {"generate.more", "tokens", generate_more},
    {"evaluatePart", "split from count", evaluate_part},
    {"estimatePart", "split iters limit", estimate_part},
    {"baselines", "", baselines},
    {"probabilities", "top", probabilities},
    {"counts", "top", counts},
    {"weights", "name", weights},
    {"presets", "", write_presets},
    {"checkGradients", "from count", gradients},
    {"attention", "layer head text", attention},
    {"encode", "text", encode},
    {"decode", "ids", decode},
    {"save", "", save},
    {"tokens", "split from count", tokens},
    {"batch", "split seed batchSize blockSize holdback", batch},
    {"logits", "x y", logits},
    {"softmax", "shape", softmax},
};

void check_fields(const Request& known, const Json& request) {
  const std::string fields = " type " + std::string(known.fields) + " ";
  for (const std::string& name : request.keys())
    if (fields.find(" " + name + " ") == std::string::npos)
      throw Error(std::string(known.type) + " has no option " + name + (*known.fields ? "; there are " + std::string(known.fields) : ""));
}

void write_answer(const Json& request, Bytes payload, JsonWriter& answer) {
  const std::string type = request["type"].text();
  for (const Request& known : kRequests) {
    if (type != known.type) continue;
    check_fields(known, request);
    return known.write_answer(request, payload, answer);
  }
  throw Error("there is no request called \"" + type + "\"");
}

struct Reply {
  std::uintptr_t text, text_size, data, data_size;
};

}  // namespace

/// The address of a Reply. Request and payload may be freed afterwards; the reply is valid until the next call.
IAMBIC_EXPORT("iambic_call")
const Reply* iambic_call(const char* request, std::size_t request_size, const std::uint8_t* payload, std::size_t payload_size) {
  static std::string text;
  static Reply reply;
  reply_data.clear();
  JsonWriter answer;
  answer.object();
  write_answer(Json::parse({request, request_size}).value_or(Json()), {payload, payload_size}, answer);
  text = answer.end().text();
  reply = {reinterpret_cast<std::uintptr_t>(text.data()), text.size(), reinterpret_cast<std::uintptr_t>(reply_data.data()),
           reply_data.size()};
  return &reply;
}

// --- Refusals. Unwinding C++ frames would make the module a fifth heavier, so it is compiled without: a throw calls
// iambic_refuse, which throws a JavaScript error across the frames, and the page then puts the stack back with
// iambic_set_stack. What the frames owned leaks: some hundred bytes for each sentence that somebody reads.

IAMBIC_IMPORT("iambic_refuse") __attribute__((noreturn)) void iambic_refuse(const char* sentence);

IAMBIC_EXPORT("iambic_stack") __attribute__((noinline)) void* iambic_stack() {
  void* stack;
  __asm__("global.get __stack_pointer\n local.set %0" : "=r"(stack));
  return stack;
}

IAMBIC_EXPORT("iambic_set_stack") __attribute__((noinline)) void iambic_set_stack(void* stack) {
  __asm__("local.get %0\n global.set __stack_pointer" ::"r"(stack));
}

// Everything that the core throws is an exception with a sentence.
extern "C" void* __cxa_allocate_exception(std::size_t size) noexcept { return std::malloc(size); }
extern "C" [[noreturn]] void __cxa_throw(void* exception, void*, void (*)(void*)) {
  iambic_refuse(static_cast<std::exception*>(exception)->what());
}

void* operator new(std::size_t size) {
  if (void* const memory = std::malloc(size)) return memory;
  iambic_refuse("there is not enough memory for this; take a shorter text or smaller settings");
}
void operator delete(void* memory) noexcept { std::free(memory); }
