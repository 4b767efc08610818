// Requests that only the module with all models answers.
#include "base/heartbeat.hpp"
#include "base/throw_error.hpp"
#include "models/registry.hpp"
#include "requests.hpp"
#include "text/subwords.hpp"

namespace iambic::wasm {

void gradients(const Json& request, Bytes, JsonWriter& answer) {
  const std::size_t first = count(request, "from"), tensors = request["count"] ? count(request, "count") : SIZE_MAX;
  if (!instance.checker || first == 0) instance.checker.emplace(the_trainer());
  answer.key("tensors").array();
  for (std::size_t i = first; i < instance.checker->tensors() && i - first < tensors; ++i) {
    const TensorCheck c = instance.checker->check(i);
    answer.object().key("name").value(c.name).key("size").value(c.size).key("checked").value(c.checked);
    answer.key("largestGradient").value(c.largest_gradient).key("largestError").value(c.largest_error);
    answer.key("agrees").value(c.agrees ? 1 : 0).end();
  }
  answer.end();
}

// The last characters of the request's text, at most block_size of them: (1,T).
static Tokens2 end_of_text(const Json& request) {
  const std::vector<std::int32_t> ids = the_tokenizer().encode(request["text"].text());
  if (ids.empty()) throw_error("argument.empty", "text must have at least one character");
  return last_window(ids, static_cast<std::size_t>(the_trainer().settings().block_size));
}

// What a head looks at while it reads the last characters of a text: (T,T)
void attention(const Json& request, Bytes, JsonWriter& answer) {
  Model<float>& model = the_trainer().model();
  const std::size_t layer = count(request, "layer"), head = count(request, "head");
  if (layer >= model.layers() || head >= model.heads()) refuse_attention(request);
  const Tokens2 last = end_of_text(request);
  const std::size_t T = last.size(), shape[] = {T, T};
  model.forward(last);
  reply_with(model.attention(layer) + head * T * T, T * T);
  answer.key("shape").values(shape, 2).key("text").value(the_tokenizer().decode({last.begin(), last.end()}));
}

// All that the model computes while it reads them.
void trace(const Json& request, Bytes, JsonWriter& answer) {
  Trainer& trainer = the_trainer();
  const Tokens2 last = end_of_text(request);
  const Trace<float> trace = trace_of(trainer.model(), trainer.settings(), last);
  reply_with(trace.values().data(), trace.values().size());
  answer.key("tokens").values(last.data(), last.size()).key("tensors").array();
  for (const TracedTensor& t : trace.table())
    answer.array().value(t.name).values(t.shape.data(), t.shape.size()).value(t.offset * sizeof(float)).value(t.size()).end();
  answer.end();
}

// What byte-pair encoding learns from the part of the text that trains: of each merge left, right, count and tokens, as uint32.
void merges(const Json& request, Bytes, JsonWriter& answer) {
  const Corpus& corpus = the_corpus();
  const std::size_t characters = corpus.train_tokens;
  const auto alive = [](const Merge& merge) { worked(64 * merge.count); };
  const auto V = static_cast<std::size_t>(corpus.tokenizer->vocab_size());
  const std::vector<Merge> learned = learn_merges(corpus.ids, characters, V, count(request, "vocabSize"), alive);
  std::vector<std::uint32_t> rows;
  for (const auto& [left, right, count, tokens] : learned)
    rows.insert(rows.end(), {left, right, static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(tokens)});
  reply_with(rows.data(), rows.size());
  const std::size_t shape[] = {learned.size(), 4};
  answer.key("shape").values(shape, 2).key("characters").value(characters);
}

void write_subwords(JsonWriter& answer) {
  const Dataset& dataset = the_trainer().dataset();
  if (the_trainer().settings().tokenizer == "char") return;
  answer.key("charactersPerToken").object();
  answer.key("train").value(characters_per_token(dataset, Split::train)).key("val").value(characters_per_token(dataset, Split::val));
  answer.end().key("merges").array();
  for (const Merge& merge : static_cast<const BpeTokenizer&>(the_tokenizer()).merges())
    answer.array().value(merge.left).value(merge.right).end();
  answer.end();
}

}  // namespace iambic::wasm
