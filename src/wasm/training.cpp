// Requests that make a model, train it, judge it, let it write, and save it.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/throw_error.hpp"
#include "models/limits.hpp"
#include "models/presets.hpp"
#include "requests.hpp"
#include "training/checkpoint.hpp"

namespace iambic::wasm {

static void write_info(JsonWriter& answer) {
  const Trainer& t = the_trainer();
  const Tokenizer& tokenizer = the_tokenizer();
  answer.key("vocabulary").array();
  for (int id = 0; id < tokenizer.vocab_size(); ++id) answer.value(tokenizer.decode(id));
  answer.end().key("vocabularySize").value(tokenizer.vocab_size());
  answer.key("characters").value(t.corpus().characters);
  answer.key("trainTokens").value(t.dataset().size(Split::train));
  answer.key("valTokens").value(t.dataset().size(Split::val));
  answer.key("parameters").value(t.model().parameters().size());
  answer.key("layers").value(t.model().layers()).key("heads").value(t.model().heads());
  answer.key("step").value(t.step());
  answer.key("corpusSha256").value(t.corpus().sha256);
  write_subwords(answer);
  answer.key("config");
  write_settings(answer, t.settings(), Spelling::camel);
}

void info(const Json&, Bytes, JsonWriter& answer) { write_info(answer); }

void corpus_begin(const Json& request, Bytes, JsonWriter&) { instance.reader = std::make_unique<CorpusReader>(count(request, "bytes")); }

void corpus_append(const Json&, Bytes payload, JsonWriter&) {
  if (!instance.reader) throw_error("text.missing", "no text is being read");
  instance.reader->append(payload.data, payload.size);
}

void corpus_finish(const Json&, Bytes, JsonWriter& answer) {
  if (!instance.reader) throw_error("text.missing", "no text is being read");
  const std::unique_ptr<CorpusReader> ending = std::move(instance.reader);
  auto finished = std::make_unique<Corpus>(ending->finish());
  instance.model_changes();
  instance.member.reset();
  instance.trainer.reset();  // it looks at the old text
  instance.corpus = std::move(finished);
  answer.key("characters").value(instance.corpus->ids.size());
  answer.key("vocabularySize").value(instance.corpus->tokenizer->vocab_size());
  answer.key("sha256").value(instance.corpus->sha256);
}

// Makes a trainer from what has been checked. The old one goes first: there is not room for two of the largest.
template <class... Source>
static void replace_trainer(JsonWriter& answer, const Source&... source) {
  instance.model_changes();
  instance.member.reset();
  instance.trainer.reset();
  instance.trainer = std::make_unique<Trainer>(the_corpus(), source...);
  instance.start = instance.trainer->generator();
  write_info(answer);
}

void create(const Json& request, Bytes, JsonWriter& answer) {
  const Settings settings = settings_of(request["options"]);
  check(settings, the_corpus());
  replace_trainer(answer, settings);
}

void load(const Json& request, Bytes payload, JsonWriter& answer) {
  if (request["options"]["preset"])
    throw_error("setting.fixed", "{name} cannot be given with a checkpoint, which goes on with its own settings", {{"name", "preset"}});
  CheckpointFile file(payload.data, payload.size);
  const Settings saved = file.settings;
  assign_all(file.settings, request["options"]);
  check_continues(saved, file.settings, Spelling::camel);
  check(file, the_corpus());
  replace_trainer(answer, file);
  answer.key("otherText").value(file.corpus_sha256 != the_corpus().sha256);
}

// Whether create would take these options on top of the current ones; changes nothing.
void check_options(const Json& request, Bytes, JsonWriter&) {
  Settings settings = request["options"]["preset"] || !instance.trainer ? settings_of(request["options"]) : instance.trainer->settings();
  assign_all(settings, request["options"]);
  check(settings, the_corpus());
}

void reset(const Json&, Bytes, JsonWriter& answer) {
  const Settings settings = the_trainer().settings();
  replace_trainer(answer, settings);
}

void write_progress(const Progress& progress, JsonWriter& answer) {
  const auto* const losses = reinterpret_cast<const float*>(reply_data.data());
  reply_data.resize(progress.done * sizeof(float));
  answer.key("step").value(instance.trainer->step()).key("done").value(progress.done);
  answer.key("loss").value(progress.done > 0 ? losses[progress.done - 1] : std::nan(""));
  if (!progress.stopped) return;
  answer.key("stopped").object().key("message").value(*progress.stopped).key("code").value("training.diverged").key("details").object();
  answer.key("kept").value(instance.trainer->step()).key("learningRate").value(instance.trainer->settings().learning_rate);
  answer.end().end();
}

// steps: how many the user wants; limit: how many of them now, the length of a slice; shares: as if of so many workers.
void train(const Json& request, Bytes, JsonWriter& answer) {
  Trainer& t = the_trainer();
  const std::size_t steps = limited(request, number(request, "steps", "steps"));
  const std::size_t shares = request["shares"] ? shares_of(request, "shares") : 1;
  if (steps > 0) instance.model_changes();
  reply_data.resize(steps * sizeof(float));
  write_progress(t.train(steps, reinterpret_cast<float*>(reply_data.data()), shares), answer);
}

// --- Writing, piece by piece.

// A stream of the request's own, or none when it draws from the training stream.
static std::optional<Generator> own_stream(const Json& request) {
  const bool from_start = request["peek"].text() == "start";
  if (!request["seed"] && !from_start && !request["peek"].bool_or(false)) return std::nullopt;
  Generator look = from_start ? *instance.start : the_trainer().generator();
  if (request["seed"]) look.manual_seed(static_cast<std::uint64_t>(number(request, "seed", "seed")));
  return look;
}

static SamplerSettings sampler_settings(const Json& request) {
  return {number_or_usual(request, "temperature", "temperature"), static_cast<std::int64_t>(number_or_usual(request, "topK", "top_k"))};
}

// From what generate would draw the next token: the shares of all, and nothing is drawn.
void next_probabilities(const Json& request, Bytes, JsonWriter&) {
  const std::vector<std::int32_t> prompt = the_tokenizer().encode(request["prompt"].text());
  const std::vector<float> shares = iambic::next_probabilities(the_trainer().model(), prompt, sampler_settings(request));
  reply_with(shares.data(), shares.size());
}

// Begins a text: the prompt, or the first token. Nothing is drawn yet.
void generate(const Json& request, Bytes, JsonWriter& answer) {
  Trainer& t = the_trainer();
  const Tokenizer& tokenizer = the_tokenizer();
  const SamplerSettings sampler = sampler_settings(request);
  answer.key("tokens").value(number_or_usual(request, "tokens", "tokens"));
  std::optional<Generator> own = own_stream(request);
  instance.writing.emplace(Writing{Writer(t.model(), tokenizer.encode(request["prompt"].text()), sampler), std::move(own)});
  answer.key("text").value(tokenizer.decode(instance.writing->writer.text()));
}

void generate_more(const Json& request, Bytes, JsonWriter& answer) {
  if (!instance.writing) throw_error("sample.ended", "the text cannot be continued: the model has changed since it was begun");
  auto& [writer, own] = *instance.writing;
  const std::size_t before = writer.text().size();
  for (std::size_t i = count(request, "tokens"); i > 0; --i) own ? writer.write(*own) : the_trainer().write(writer);
  const std::vector<std::int32_t>& text = writer.text();
  answer.key("text").value(the_tokenizer().decode({text.begin() + static_cast<std::ptrdiff_t>(before), text.end()}));
}

// Which of the batches that are asked for this worker takes: every of-th, from the rank-th on.
struct Turn {
  std::size_t rank, of;
  explicit Turn(const Json& request) : rank(count(request, "rank")), of(shares_of(request, "of")) {}
};

// at: the batches, of which there are so many in all. The losses are sums over their targets.
void evaluate_part(const Json& request, Bytes, JsonWriter& answer) {
  const Json at = request["at"];
  const Split split = split_of(request);
  PartialLoss part = the_trainer().evaluate_part(split, 0, 0);
  answer.key("batches").value(part.batches).key("losses").array();
  std::size_t targets = 0;
  for (auto [k, of] = Turn(request); k < at.size(); k += of) {
    part = the_trainer().evaluate_part(split, static_cast<std::size_t>(at[k].number_or(0)), 1);
    answer.value(part.nats);
    targets += part.targets;
  }
  answer.end().key("targets").value(targets);
}

void estimate_part(const Json& request, Bytes, JsonWriter& answer) {
  const auto [rank, of] = Turn(request);
  const std::size_t iters = limited(request, number(request, "iters", "eval_iters"));
  const std::vector<double> losses = the_trainer().estimate_part(split_of(request), iters, rank, of);
  answer.key("losses").values(losses.data(), losses.size());
}

// The ladder, for whoever lets people choose.
void presets(const Json&, Bytes, JsonWriter& answer) { write_presets(answer.key("presets")); }

// The file in parts, which need no room here: part 0 is its header, the others are what lies in memory as it is.
void save(const Json& request, Bytes, JsonWriter& answer) {
  const CheckpointView run = the_trainer().view();
  const std::size_t part = count(request, "part");
  if (part == 0) {
    const std::string header = checkpoint_header(run);
    reply_with(header.data(), header.size());
    answer.key("bytes").value(header.size() + std::size(run.tensors) * run.tensors[0]->size() * sizeof(float));
  } else if (part <= std::size(run.tensors)) {
    const Tensor<float, 1>& tensor = *run.tensors[part - 1];
    lent = {reinterpret_cast<const std::uint8_t*>(tensor.data()), tensor.size() * sizeof(float)};
  }
}

}  // namespace iambic::wasm
