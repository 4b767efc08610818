#include "python_print.hpp"

#include <algorithm>
#include <cstdio>

namespace {

std::string padded(const std::string& text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

std::string padded(std::int32_t id, std::size_t width) { return padded(std::to_string(id), width); }

std::string character(const iambic::Tokenizer& tokenizer, std::int32_t id) {
  const std::string text = tokenizer.decode(id);
  return text == "\n" ? "\\n" : text;
}

std::string joined(const std::vector<std::string>& parts, const std::string& separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i > 0 ? separator : "") + parts[i];
  return text;
}

std::string padded_list_text(const Ids& ids, std::size_t width) {
  std::vector<std::string> cells;
  for (const std::int32_t id : ids) cells.push_back(padded(id, width));
  return "[" + joined(cells, ", ") + "]";
}

std::size_t widest(const Ids& ids) {
  std::size_t width = 0;
  for (const std::int32_t id : ids) width = std::max(width, std::to_string(id).size());
  return width;
}

std::string tensor_of(const std::vector<std::string>& rows) { return "tensor([" + joined(rows, ",\n        ") + "])"; }

}  // namespace

std::string list_text(const Ids& ids) { return padded_list_text(ids, 0); }

std::string tensor_text(const Ids& ids) { return "tensor(" + padded_list_text(ids, widest(ids)) + ")"; }

std::string tensor_text(const std::vector<Ids>& rows) {
  std::size_t width = 0;
  for (const Ids& row : rows) width = std::max(width, widest(row));
  std::vector<std::string> lines;
  for (const Ids& row : rows) lines.push_back(padded_list_text(row, width));
  return tensor_of(lines);
}

std::string tensor_text(const float* values, std::size_t rows, std::size_t columns) {
  std::vector<std::string> lines;
  for (std::size_t r = 0; r < rows; ++r) {
    std::vector<std::string> cells;
    for (std::size_t c = 0; c < columns; ++c) {
      char cell[64];
      std::snprintf(cell, sizeof cell, "%.4f", static_cast<double>(values[r * columns + c]));
      cells.emplace_back(cell);
    }
    lines.push_back("[" + joined(cells, ", ") + "]");
  }
  return tensor_of(lines);
}

std::string table_text(const std::vector<Ids>& rows, const iambic::Tokenizer& tokenizer, const std::string& label) {
  std::string text = " ";
  for (std::size_t t = 0; t < rows.front().size(); ++t) text += " " + padded(static_cast<std::int32_t>(t), 2);
  for (std::size_t b = 0; b < rows.size(); ++b) {
    text += "\n" + std::to_string(b);
    for (const std::int32_t id : rows[b]) text += " " + padded(id, 2);
    text += "\n" + (label.empty() ? std::to_string(b) : label);
    for (const std::int32_t id : rows[b]) text += " " + padded(character(tokenizer, id), 2);
  }
  return text;
}

std::string vocabulary_text(const iambic::Tokenizer& tokenizer) {
  constexpr std::int32_t pairs = 6;
  std::string text = " ";
  for (std::int32_t column = 0; column < 2 * pairs; ++column) text += " " + std::to_string(column);
  const std::int32_t V = tokenizer.vocab_size(), cells = (V + pairs - 1) / pairs * pairs;
  for (std::int32_t id = 0; id < cells; ++id) {
    if (id % pairs == 0) text += "\n" + std::to_string(id / pairs);
    const std::string shown = id < V ? character(tokenizer, id) : "0";
    text += " " + std::to_string(id < V ? id : 0) + " " + (shown == " " ? "" : shown);
  }
  return text;
}

std::string context_text(const Ids& window, std::size_t t, const iambic::Tokenizer& tokenizer) {
  const auto cell = [&](std::int32_t id) { return "     " + padded(id, 2) + "     [" + character(tokenizer, id) + "]"; };
  const Ids context(window.begin(), window.begin() + static_cast<std::ptrdiff_t>(t) + 1);
  const std::int32_t target = window[t + 1];
  return "[" + padded(static_cast<std::int32_t>(t), 2) + "]" + cell(context.back()) + cell(target) + "    => " + tensor_text(context) +
         " the target is " + std::to_string(target);
}
