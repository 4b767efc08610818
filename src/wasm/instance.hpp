// What one instance of the module holds, and how requests read it and answer. Only for this folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "generation/writer.hpp"
#include "models/settings.hpp"
#include "text/dataset.hpp"
#include "training/gradient_check.hpp"
#include "training/group_member.hpp"
#include "training/trainer.hpp"

namespace iambic::wasm {

struct Bytes {
  const std::uint8_t* data;
  std::size_t size;
};

// A text in the making, which ends when the model changes.
struct Writing {
  Writer writer;
  std::optional<Generator> own;  // its own stream; the training stream when it has none
};

struct Instance {
  std::unique_ptr<CorpusReader> reader;
  std::unique_ptr<Corpus> corpus;
  std::unique_ptr<Trainer> trainer;
  std::optional<Generator> start;  // the training stream as it was when the model began
  std::optional<Writing> writing;
  std::optional<GradientChecker> checker;  // ends as a text does
  std::unique_ptr<GroupMember> member;     // where the trainer is one of several

  void model_changes() {
    writing.reset();
    checker.reset();
  }
};

extern Instance instance;

// What goes back beside the JSON, valid until the next call: reply_data, or bytes that belong to the trainer.
extern std::vector<std::uint8_t> reply_data;
extern Bytes lent;

template <class T>
void reply_with(const T* values, std::size_t count) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(values);
  reply_data.assign(first, first + count * sizeof(T));
}

// Throw Error while there is none.
const Corpus& the_corpus();
Trainer& the_trainer();
const Tokenizer& the_tokenizer();  // the trainer's

// --- Fields of a request. All throw Error with the user's words. A number may come as text, because JSON has no NaN; the
// core's parser has the words for it.

double number(const Json& request, const char* field, const char* option_name);
double number_or_usual(const Json& request, const char* field, const char* option_name);
std::size_t count(const Json& request, const char* field);
std::size_t shares_of(const Json& request, const char* field);  // of a batch, 1 to 64 (web/protocol/limits.js)
std::size_t limited(const Json& request, double wanted);        // how much of that is to be done now, the length of a slice
Split split_of(const Json& request);
Tokens2 matrix_of(const Json& values);
void assign_by_name(Settings& settings, const Json& values, const std::string& name);  // a setting in camelCase
void assign_all(Settings& settings, const Json& values);
Settings settings_of(const Json& options);  // settings, perhaps on top of a preset

}  // namespace iambic::wasm
