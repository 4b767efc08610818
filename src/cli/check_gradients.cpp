// iambic check-gradients: compares a fresh model's gradients with finite differences and prints a table, a row per tensor.
#include <cstdio>
#include <iostream>

#include "commands.hpp"
#include "files.hpp"
#include "gradient_check.hpp"

namespace {

struct CheckArguments {
  std::string data, preset = "bigram";
  Numbers numbers;
};

int check(const CheckArguments& a) {
  iambic::Settings settings = blaming("", [&] { return iambic::preset(a.preset, iambic::Spelling::kebab).settings; });
  a.numbers.assign_to(settings);
  const iambic::Corpus corpus = read_text("--data", a.data);
  const std::unique_ptr<iambic::Trainer> trainer = make_trainer(corpus, settings, a.data);
  std::printf("%-44s %9s %8s %12s %12s\n", "tensor", "values", "checked", "largest |g|", "worst error");
  int wrong = 0;
  for (const iambic::TensorCheck& c : iambic::check_gradients(*trainer)) {
    std::printf("%-44s %9zu %8zu %12.3e %12.3e %s\n", c.name.c_str(), c.size, c.checked, c.largest_gradient, c.largest_error,
                c.agrees ? "✓" : "✗");
    wrong += !c.agrees;
  }
  std::printf("%s\n", wrong == 0 ? "all gradients agree with finite differences" : (std::to_string(wrong) + " tensors disagree").c_str());
  return wrong == 0 ? 0 : 1;
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
