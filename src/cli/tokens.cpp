// iambic tokens, encode and decode: what byte-pair encoding learns from a text, and text to token ids and back.
#include <unistd.h>
#include <algorithm>
#include <iomanip>
#include <iostream>

#include "base/number_text.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "merge_report.hpp"
#include "message.hpp"
#include "progress_bar.hpp"
#include "python_print.hpp"
#include "text/bpe_tokenizer.hpp"

namespace {

using iambic::BpeTokenizer;
using iambic::grouped;
using iambic::Merge;

constexpr const char* kVocabSize = "vocab_size";

struct Source {
  std::string data;
  Numbers numbers;
};

void add_source(CLI::App& command, Source& source) {
  add_file(command, "--data", source.data, "The text whose characters are the vocabulary, in UTF-8.")->required();
  source.numbers.add(command, kVocabSize, "the characters");
}

// The tokens of a text's training part, as many as were asked for, or its characters.
BpeTokenizer learn(const Source& source, const iambic::Corpus& corpus) {
  const auto characters = static_cast<std::size_t>(corpus.tokenizer->vocab_size());
  const auto wanted = static_cast<std::size_t>(source.numbers.whole(kVocabSize, corpus.tokenizer->vocab_size()));
  MergeReport report(std::cerr, is_terminal(STDERR_FILENO), corpus, wanted);
  const auto progress = [&](const Merge&) { report.merged(); };
  return blaming("--data " + source.data, [&] {
    return BpeTokenizer(corpus.tokenizer->characters(),
                        iambic::learn_merges(corpus.ids, corpus.train_tokens, characters, wanted, progress));
  });
}

// --- tokens

// A token as JSON writes it: blanks and line breaks can be told apart.
std::string quoted(const BpeTokenizer& tokenizer, std::size_t id) {
  iambic::JsonWriter json;
  json.value(tokenizer.decode(static_cast<std::int32_t>(id)));
  return json.text();
}

void print_merges(const BpeTokenizer& tokenizer, std::ostream& out) {
  const auto characters = tokenizer.characters().size();
  out << "merges: token, its two parts, how often they stood side by side\n";
  for (std::size_t i = 0; i < tokenizer.merges().size(); ++i) {
    const Merge& merge = tokenizer.merges()[i];
    out << std::setw(6) << characters + i << "  " << quoted(tokenizer, merge.left) << " + " << quoted(tokenizer, merge.right) << " -> "
        << quoted(tokenizer, characters + i) << ", " << grouped(merge.count) << (merge.count == 1 ? " time\n" : " times\n");
  }
}

// A line for the characters, for each power of two between, and for the last token.
void print_lengths(const BpeTokenizer& tokenizer, std::size_t text, std::ostream& out) {
  const auto characters = tokenizer.characters().size();
  const std::size_t last = characters + tokenizer.merges().size();
  out << "\nvocabulary    tokens of the training part    characters a token\n" << std::fixed << std::setprecision(2);
  const auto line = [&](std::size_t vocabulary) {
    const std::size_t tokens = vocabulary == characters ? text : tokenizer.merges()[vocabulary - characters - 1].tokens;
    out << std::setw(10) << grouped(vocabulary) << std::setw(31) << grouped(tokens) << std::setw(22)
        << static_cast<double>(text) / static_cast<double>(tokens) << '\n';
  };
  line(characters);
  for (std::size_t power = 1; power < last; power *= 2)
    if (power > characters) line(power);
  if (last > characters) line(last);
}

void print_longest(const BpeTokenizer& tokenizer, std::ostream& out) {
  constexpr std::size_t kShown = 10;
  std::vector<std::size_t> ids;
  for (std::size_t id = tokenizer.characters().size(); id < tokenizer.lengths().size(); ++id) ids.push_back(id);
  if (ids.empty()) return;
  std::stable_sort(ids.begin(), ids.end(), [&](std::size_t a, std::size_t b) { return tokenizer.lengths()[a] > tokenizer.lengths()[b]; });
  ids.resize(std::min(ids.size(), kShown));
  out << "\nlongest tokens\n";
  for (const std::size_t id : ids) out << std::setw(6) << id << "  " << quoted(tokenizer, id) << '\n';
}

int print_tokens(const Source& source) {
  const iambic::Corpus corpus = read_text("--data", source.data);
  const BpeTokenizer tokenizer = learn(source, corpus);
  print_merges(tokenizer, std::cout);
  print_lengths(tokenizer, corpus.train_tokens, std::cout);
  print_longest(tokenizer, std::cout);
  return 0;
}

// --- encode and decode

void encode(const BpeTokenizer& tokenizer, const Words& values) {
  std::string lines;
  for (const std::string& value : values) lines += list_text(blaming(value, [&] { return tokenizer.encode(value); })) + "\n";
  std::cout << lines;
}

// "14", "14,43" and "[14, 43, 43, 9]", as encode prints them.
std::vector<std::int32_t> read_ids(const std::string& value, const BpeTokenizer& tokenizer) {
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

void decode(const BpeTokenizer& tokenizer, const Words& values) {
  std::string text;
  for (const std::string& value : values) text += tokenizer.decode(read_ids(value, tokenizer));
  std::cout << text << '\n';
}

// The values are words that CLI11 leaves over, not an option of it: it would take a text in brackets apart.
Command token_command(CLI::App& app, const char* name, const char* help, const char* values_help,
                      void (*print)(const BpeTokenizer&, const Words&)) {
  const auto source = std::make_shared<Source>();
  CLI::App& command = *app.add_subcommand(name, help);
  add_source(command, *source);
  command.footer(values_help);
  const auto run = [source, print, name](const Words& values) {
    if (values.empty()) throw BadInput(std::string(name) + " needs at least one VALUE");
    print(learn(*source, read_text("--data", source->data)), values);
    return 0;
  };
  return {&command, run, true};
}

}  // namespace

Command tokens_command(CLI::App& app) {
  const auto source = std::make_shared<Source>();
  CLI::App& command = *app.add_subcommand("tokens", "Learns tokens of several characters from a text, and prints them.");
  add_source(command, *source);
  return {&command, [source](const Words&) { return print_tokens(*source); }};
}

Command encode_command(CLI::App& app) {
  return token_command(app, "encode", "Turns text into token ids, a line for each VALUE.", "VALUE...: text", encode);
}

Command decode_command(CLI::App& app) {
  return token_command(app, "decode", "Turns token ids into text.", "VALUE...: token ids, 14 43 43 9 or [14, 43, 43, 9]", decode);
}
