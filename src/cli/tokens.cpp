// iambic encode and iambic decode: text to token ids and back, with the vocabulary of a text.
#include <algorithm>
#include <iostream>

#include "commands.hpp"
#include "files.hpp"
#include "python_print.hpp"

namespace {

void encode(const iambic::CharTokenizer& tokenizer, const Words& values) {
  std::string lines;
  for (const std::string& value : values) lines += list_text(blaming(value, [&] { return tokenizer.encode(value); })) + "\n";
  std::cout << lines;
}

// "14", "14,43" and "[14, 43, 43, 9]", as encode prints them.
std::vector<std::int32_t> read_ids(const std::string& value, const iambic::CharTokenizer& tokenizer) {
  std::vector<std::int32_t> ids;
  constexpr const char* kSeparators = "[], ";
  for (std::size_t end = 0, begin; (begin = value.find_first_not_of(kSeparators, end)) != std::string::npos;) {
    end = std::min(value.find_first_of(kSeparators, begin), value.size());
    const std::string word = value.substr(begin, end - begin);
    const bool digits = word.size() < 10 && word.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || std::stol(word) >= tokenizer.vocab_size())
      throw BadInput(word + " is not a token id; there are 0 to " + std::to_string(tokenizer.vocab_size() - 1));
    ids.push_back(static_cast<std::int32_t>(std::stol(word)));
  }
  return ids;
}

void decode(const iambic::CharTokenizer& tokenizer, const Words& values) {
  std::string text;
  for (const std::string& value : values) text += tokenizer.decode(read_ids(value, tokenizer));
  std::cout << text << '\n';
}

// The values are words that CLI11 leaves over, not an option of it: it would take a text in brackets apart.
Command token_command(CLI::App& app, const char* name, const char* help, const char* values_help,
                      void (*print)(const iambic::CharTokenizer&, const Words&)) {
  const auto data = std::make_shared<std::string>();
  CLI::App& command = *app.add_subcommand(name, help);
  add_file(command, "--data", *data, "The text whose characters are the vocabulary, in UTF-8.")->required();
  command.footer(values_help);
  const auto run = [data, print, name](const Words& values) {
    if (values.empty()) throw BadInput(std::string(name) + " needs at least one VALUE");
    print(read_text("--data", *data).tokenizer, values);
    return 0;
  };
  return {&command, run, true};
}

}  // namespace

Command encode_command(CLI::App& app) {
  return token_command(app, "encode", "Turns text into token ids, a line for each VALUE.", "VALUE...: text", encode);
}

Command decode_command(CLI::App& app) {
  return token_command(app, "decode", "Turns token ids into text.", "VALUE...: token ids, 14 43 43 9 or [14, 43, 43, 9]", decode);
}
