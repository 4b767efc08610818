// All models: the one place where a setting's word becomes a class. A page starts with a core that knows the bigram alone: what
// is declared here is defined twice, in registry.cpp and in registry_bigram.cpp, of which a program links one.
#pragma once

#include <memory>
#include <vector>

#include "models/model.hpp"
#include "models/settings.hpp"
#include "models/trace.hpp"
#include "text/dataset.hpp"
#include "text/merges.hpp"

namespace iambic {

/// The parameters of the model that the settings describe, laid out. Throws Error when they describe none (n_embd not divisible
/// by n_head).
std::vector<Parameter> parameter_table(const Settings& settings, int vocab_size);

/// The model itself, its parameters zero.
template <class T>
std::unique_ptr<Model<T>> make_model(const Settings& settings, int vocab_size);

/// How large a vocabulary the largest of the models may have.
int most_tokens();

/// What training keeps of a batch, and its scratch: how many numbers.
double activation_count(const Settings& settings, int vocab_size);

/// The text in the tokens that the settings ask for: itself while these are its characters, else in those of `saved`, a checkpoint's,
/// or learned from it when there are none, of which progress, if any, hears. A text that is in these tokens already is given back. Throws
/// Error when there cannot be so many tokens, or the model takes none but characters.
std::shared_ptr<const Corpus> tokenized(const Corpus& text, const Settings& settings,
                                        const std::shared_ptr<const Tokenizer>& saved = nullptr, const MergeProgress* progress = nullptr);

/// A checkpoint's tokenizer, of what Tokenizer::vocabulary() gave. Throws Error when that is none.
std::shared_ptr<const Tokenizer> make_tokenizer(const Settings& settings, const std::string& vocabulary);

/// What a forward pass over idx (1,T) computes, and the softmax of its logits. Nothing is drawn. Only registry.cpp has it: a
/// page's first core does without.
Trace<float> trace_of(Model<float>& model, const Settings& settings, const Tokens2& idx);

}  // namespace iambic
