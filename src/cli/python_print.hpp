// Token ids as Python's print, PyTorch and pandas show them in the notes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/tokenizer.hpp"

using Ids = std::vector<std::int32_t>;

/// [14, 43, 43, 9]
std::string list_text(const Ids& ids);
/// tensor([18, 47,  1]), tensor([[...],\n        [...]]): numbers aligned
std::string tensor_text(const Ids& ids);
std::string tensor_text(const std::vector<Ids>& rows);
/// values (rows, columns), four decimals
std::string tensor_text(const float* values, std::size_t rows, std::size_t columns);
/// The ids of each row with their characters beneath, whose label is `label` or, without one, the row's number.
std::string table_text(const std::vector<Ids>& rows, const iambic::Tokenizer& tokenizer, const std::string& label = "");
/// Six pairs of id and character a row; zeros fill the last row, and a blank shows as nothing.
std::string vocabulary_text(const iambic::Tokenizer& tokenizer);
/// `context[-1] [character] target [character] => tensor(context) the target is ...`, for target t of ids 0..t
std::string context_text(const Ids& window, std::size_t t, const iambic::Tokenizer& tokenizer);
