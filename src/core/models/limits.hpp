// How large a model may be: what no single setting can tell.
#pragma once

#include "models/registry.hpp"
#include "models/settings.hpp"
#include "text/dataset.hpp"

namespace iambic {

/// How many numbers the model learns. Throws Error when the settings describe no model, as the next two do.
double parameter_count(const Settings& settings, int vocab_size);

/// About how many bytes it takes at most to train and to recover, beside the text.
double running_bytes(const Settings& settings, int vocab_size);

/// The same with a checkpoint that is saved or opened, or with another worker's gradients, beside it.
double training_bytes(const Settings& settings, int vocab_size);

/// How many bytes training and its text may take: 3.9e9, what WebAssembly's 4 GiB leave to them, where a program does not know better.
double memory_limit();
void set_memory_limit(double bytes);  ///< whole megabytes

/// Whether a table of all pairs of tokens is not too large. A core whose models take no such vocabulary leaves out what is done then.
inline bool has_table_of_pairs(int vocab_size) { return most_tokens() <= kMostPaired || vocab_size <= kMostPaired; }

/// That a vocabulary has at most so many tokens. Throws Error.
void check_vocabulary(int vocab_size, int most);

/// That heads share n_embd evenly, that a step and its model fit into memory beside `other_bytes`. Throws Error.
void check(const Settings& settings, int vocab_size, double other_bytes = 0);

}  // namespace iambic
