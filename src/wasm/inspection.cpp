// Requests that look into the text, the model and the machinery, as the notes do. None of them changes the run.
#include <algorithm>
#include <cstring>

#include "base/throw_error.hpp"
#include "models/limits.hpp"
#include "ops/softmax.hpp"
#include "requests.hpp"

namespace iambic::wasm {

void baselines(const Json&, Bytes, JsonWriter& answer) {
  const Baselines b = the_trainer().baselines();
  answer.key("uniform").value(b.uniform).key("unigram").value(b.unigram).key("bigram").value(b.bigram);
}

// The ids of the `top` characters that are followed most often, ascending; all of them when the request names no top.
static std::vector<std::size_t> frequent_ids(const Json& request, const std::vector<std::uint32_t>& totals) {
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
static void write_table(const Json& request, const std::vector<T>& table, JsonWriter& answer) {
  const auto V = static_cast<std::size_t>(the_trainer().model().vocab_size());
  std::vector<std::uint32_t> totals(V, 0);
  const std::vector<std::uint32_t>& pairs = the_trainer().pair_counts();
  for (std::size_t i = 0; i < pairs.size(); ++i) totals[i / V] += pairs[i];
  const std::vector<std::size_t> ids = frequent_ids(request, totals);
  reply_data.resize(ids.size() * ids.size() * sizeof(T));
  auto* selected = reinterpret_cast<T*>(reply_data.data());
  for (const std::size_t i : ids)
    for (const std::size_t j : ids) *selected++ = table[i * V + j];
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
  if (!parameter)
    throw_error("weights.unknown", "the model has no weights called \"{name}\"; it has {known}",
                {{"name", name}, {"known", parameters.table().front().name}});
  lent = {reinterpret_cast<const std::uint8_t*>(parameters.values.data() + parameter->offset), parameter->size() * sizeof(float)};
  answer.key("shape").values(parameter->shape.data(), parameter->shape.size());
}

void refuse_attention(const Json& request) {
  const Model<float>& model = the_trainer().model();
  throw_error(
      "attention.unknown",
      "the model has {layers} layers of attention with {heads} heads each, counted from 0; there is no layer {layer} with a head {head}",
      {{"layers", model.layers()}, {"heads", model.heads()}, {"layer", request["layer"].text()}, {"head", request["head"].text()}});
}

void tokens(const Json& request, Bytes, JsonWriter& answer) {
  const Dataset& dataset = the_trainer().dataset();
  const Split split = split_of(request);
  const std::size_t from = count(request, "from"), wanted = count(request, "count");
  if (from > dataset.size(split) || wanted > dataset.size(split) - from)
    throw_error("argument.range", "tokens {low} to {high} reach beyond the {value} of this part of the text",
                {{"low", from}, {"high", from + wanted}, {"value", dataset.size(split)}});
  std::vector<std::int32_t> ids(wanted);
  the_trainer().corpus().ids.copy(dataset.begin(split) + from, wanted, ids.data());
  answer.key("ids").values(ids.data(), ids.size());
}

static void write_rows(const char* name, const Tokens2& tokens, JsonWriter& answer) {
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
    if (request[name]) assign_by_name(settings, request, name);
  check(settings, the_tokenizer().vocab_size());
  Generator generator = t.generator();
  if (request["seed"]) generator.manual_seed(static_cast<std::uint64_t>(number(request, "seed", "seed")));
  Batch drawn(static_cast<int>(settings.batch_size), static_cast<int>(settings.block_size));
  const Dataset dataset(t.corpus(), static_cast<int>(settings.block_size), static_cast<int>(settings.holdback));
  dataset.get_batch(split_of(request), generator, drawn);
  answer.key("shape").array().value(settings.batch_size).value(settings.block_size).end();
  write_rows("x", drawn.x, answer);
  write_rows("y", drawn.y, answer);
}

// A few rows at a time, for the model's buffers stay as large as what it was given.
static double mean_loss(Model<float>& model, const Batch& batch, std::size_t at_once) {
  const std::size_t B = batch.x.shape()[0], T = batch.x.shape()[1];
  double loss = 0;
  for (std::size_t first = 0; first < B; first += at_once) {
    const std::size_t rows = std::min(at_once, B - first);
    Batch part(static_cast<int>(rows), static_cast<int>(T));
    std::copy_n(batch.x.data() + first * T, rows * T, part.x.data());
    std::copy_n(batch.y.data() + first * T, rows * T, part.y.data());
    loss += model.loss(part) * static_cast<double>(rows);
  }
  return loss / static_cast<double>(B);
}

// x (B,T), perhaps y (B,T) -> logits (B*T,V), and their loss
void logits(const Json& request, Bytes, JsonWriter& answer) {
  Model<float>& model = the_trainer().model();
  Batch given;
  given.x = matrix_of(request["x"]);
  if (model.layers() > 0 && given.x.shape()[1] > static_cast<std::size_t>(the_trainer().settings().block_size))
    throw_error("argument.range", "x has rows of {value} characters; the model sees at most {high}",
                {{"value", given.x.shape()[1]}, {"high", the_trainer().settings().block_size}});
  const Tensor<float, 3> result = model.forward(given.x);
  reply_with(result.data(), result.size());
  answer.key("shape").array().value(given.x.size()).value(model.vocab_size()).end();
  if (!request["y"]) return;
  given.y = matrix_of(request["y"]);
  if (given.y.shape() != given.x.shape()) throw_error("argument.shape", "x and y must have the same shape");
  answer.key("loss").value(mean_loss(model, given, static_cast<std::size_t>(the_trainer().settings().batch_size)));
}

// payload (R,C) -> softmax of each row
void softmax(const Json& request, Bytes payload, JsonWriter& answer) {
  const std::size_t shape[] = {static_cast<std::size_t>(request["shape"][std::size_t{0}].number_or(0)),
                               static_cast<std::size_t>(request["shape"][1].number_or(0))};
  const auto [R, C] = shape;
  if (R == 0 || C == 0 || payload.size / sizeof(float) / C != R || payload.size != R * C * sizeof(float))
    throw_error("argument.shape", "softmax needs a shape of rows and columns, and that many float32 values");
  std::vector<float> x(R * C);
  std::memcpy(x.data(), payload.data, payload.size);
  for (std::size_t r = 0; r < R; ++r) {
    float* const row = x.data() + r * C;
    softmax_forward(row, row, C);
  }
  reply_with(x.data(), x.size());
  answer.key("shape").values(shape, 2);
}

}  // namespace iambic::wasm
