// iambic sample: writes text with a trained model.
#include <iostream>

#include "commands.hpp"
#include "files.hpp"
#include "models/registry.hpp"
#include "training/trainer.hpp"

namespace {

struct SampleArguments {
  std::string checkpoint, prompt;
  Numbers numbers;
};

int sample(const SampleArguments& a) {
  const Numbers& n = a.numbers;
  const auto tokens = static_cast<std::size_t>(n.whole("tokens"));
  const iambic::SamplerSettings settings{n.get("temperature"), n.whole("top_k")};
  const std::int64_t seed = n.whole("seed", 0);

  const iambic::Checkpoint checkpoint = read_checkpoint_file("--checkpoint", a.checkpoint);
  const iambic::Tokenizer& tokenizer = *checkpoint.tokenizer;
  std::vector<std::int32_t> ids = blaming("--prompt " + a.prompt, [&] { return tokenizer.encode(a.prompt); });
  iambic::Generator generator = checkpoint.state.generator;
  if (n.given("seed")) generator.manual_seed(static_cast<std::uint64_t>(seed));

  const auto model = iambic::make_model<float>(checkpoint.settings, tokenizer.vocab_size());
  model->parameters().values = checkpoint.state.values;
  ids = iambic::generate(*model, std::move(ids), tokens, settings, generator);
  std::cout << tokenizer.decode(ids) << '\n';
  return 0;
}

}  // namespace

Command sample_command(CLI::App& app) {
  const auto a = std::make_shared<SampleArguments>();
  CLI::App& command = *app.add_subcommand("sample", "Writes text with a trained model.");
  add_file(command, "--checkpoint", a->checkpoint, "What iambic train --out has saved.")->required();
  a->numbers.add(command, "tokens");
  a->numbers.add(command, "seed", "goes on with the checkpoint's random numbers");
  command.add_option("--prompt", a->prompt, "Text to continue.")->type_name("TEXT")->take_last();
  a->numbers.add(command, "temperature");
  a->numbers.add(command, "top_k");
  return {&command, [a](const Words&) { return sample(*a); }};
}
