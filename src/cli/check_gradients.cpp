// iambic check-gradients: compares a fresh model's gradients with finite differences and prints a table, a row per tensor.
#include <iostream>

#include "commands.hpp"
#include "files.hpp"
#include "gradient_table.hpp"
#include "remarks.hpp"

namespace {

struct CheckArguments {
  std::string data, preset = "bigram";
  Numbers numbers;
};

int check(const CheckArguments& a) {
  iambic::Settings settings = preset_called(a.preset).settings;
  a.numbers.assign_to(settings);
  const iambic::Corpus corpus = read_text("--data", a.data);
  const std::unique_ptr<iambic::Trainer> trainer = make_trainer(corpus, settings, a.data);
  remark_on(a.numbers, settings);
  return print_gradient_table(std::cout, iambic::check_gradients(*trainer));
}

}  // namespace

Command check_gradients_command(CLI::App& app) {
  const auto a = std::make_shared<CheckArguments>();
  CLI::App& command = *app.add_subcommand("check-gradients", "Compares a model's gradients with finite differences.");
  add_file(command, "--data", a->data, "The text to take a batch from, in UTF-8.")->required();
  command.add_option("--preset", a->preset, "A model with its settings. [bigram]")->type_name("NAME")->take_last();
  a->numbers.add_settings(command);
  return {&command, [a](const Words&) { return check(*a); }};
}
