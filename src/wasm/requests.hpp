// The requests. Each reads its fields and the bytes that came with them, and writes the fields of its answer. What they take
// and give is declared in web/protocol/messages.js.
#pragma once

#include "instance.hpp"

namespace iambic::wasm {

struct Request {
  const char* type;
  const char* fields;  // separated by blanks
  void (*write_answer)(const Json& request, Bytes payload, JsonWriter& answer);
};

// training.cpp
void corpus_begin(const Json& request, Bytes payload, JsonWriter& answer);
void corpus_append(const Json& request, Bytes payload, JsonWriter& answer);
void corpus_finish(const Json& request, Bytes payload, JsonWriter& answer);
void create(const Json& request, Bytes payload, JsonWriter& answer);
void check_options(const Json& request, Bytes payload, JsonWriter& answer);
void load(const Json& request, Bytes payload, JsonWriter& answer);
void reset(const Json& request, Bytes payload, JsonWriter& answer);
void info(const Json& request, Bytes payload, JsonWriter& answer);
void train(const Json& request, Bytes payload, JsonWriter& answer);
void generate(const Json& request, Bytes payload, JsonWriter& answer);
void generate_more(const Json& request, Bytes payload, JsonWriter& answer);
void next_probabilities(const Json& request, Bytes payload, JsonWriter& answer);
void evaluate_part(const Json& request, Bytes payload, JsonWriter& answer);
void estimate_part(const Json& request, Bytes payload, JsonWriter& answer);
void presets(const Json& request, Bytes payload, JsonWriter& answer);
void save(const Json& request, Bytes payload, JsonWriter& answer);
// What a train() did: its losses are in reply_data.
void write_progress(const Progress& progress, JsonWriter& answer);

// inspection.cpp
void baselines(const Json& request, Bytes payload, JsonWriter& answer);
void probabilities(const Json& request, Bytes payload, JsonWriter& answer);
void counts(const Json& request, Bytes payload, JsonWriter& answer);
void weights(const Json& request, Bytes payload, JsonWriter& answer);
void tokens(const Json& request, Bytes payload, JsonWriter& answer);
void batch(const Json& request, Bytes payload, JsonWriter& answer);
void logits(const Json& request, Bytes payload, JsonWriter& answer);
void softmax(const Json& request, Bytes payload, JsonWriter& answer);
// Of a layer or head that the model does not have.
[[noreturn]] void refuse_attention(const Json& request);

// complete.cpp or bigram_only.cpp
void gradients(const Json& request, Bytes payload, JsonWriter& answer);
void attention(const Json& request, Bytes payload, JsonWriter& answer);
void trace(const Json& request, Bytes payload, JsonWriter& answer);
// Of tokens that are more than characters: their part of what is known of the model.
void write_subwords(JsonWriter& answer);

// What only the complete module does: learn merges, and what workers who train as one are asked for. The last has no type.
void merges(const Json& request, Bytes payload, JsonWriter& answer);
extern const Request complete_requests[];

}  // namespace iambic::wasm
