// iambic trace: writes all that a trained model computes while it reads a text, as a safetensors file.
#include <map>

#include "commands.hpp"
#include "files.hpp"
#include "models/registry.hpp"
#include "output_file.hpp"
#include "training/safetensors.hpp"

namespace {

struct TraceArguments {
  std::string checkpoint, prompt, out;
};

// about: what the file says of itself, strings all.
std::vector<std::uint8_t> file_of(const iambic::Trace<float>& trace, const std::map<std::string, std::string>& about) {
  iambic::JsonWriter header;
  header.object().key("__metadata__").object();
  for (const auto& [name, text] : about) header.key(name).value(text);
  header.end();
  std::size_t begin = 0;
  for (const iambic::TracedTensor& tensor : trace.table()) iambic::write_tensor(header, tensor.name, tensor.shape, begin);
  const std::string start = iambic::with_length(iambic::padded(header.end()));
  std::vector<std::uint8_t> bytes(start.begin(), start.end());
  const auto* const first = reinterpret_cast<const std::uint8_t*>(trace.values().data());
  bytes.insert(bytes.end(), first, first + trace.values().size() * sizeof(float));
  return bytes;
}

int trace(const TraceArguments& a) {
  OutputFile out("--out", a.out, a.checkpoint, "the checkpoint");
  const iambic::Checkpoint checkpoint = read_checkpoint_file("--checkpoint", a.checkpoint);
  const iambic::Settings& settings = checkpoint.settings;
  const iambic::Tokenizer& tokenizer = *checkpoint.tokenizer;
  const std::vector<std::int32_t> ids = blaming("--prompt " + a.prompt, [&] { return tokenizer.encode(a.prompt); });
  if (ids.empty()) throw BadInput("--prompt needs at least one character");

  const auto model = iambic::make_model<float>(settings, tokenizer.vocab_size());
  model->parameters().values = checkpoint.state.values;
  const iambic::Tokens2 window = iambic::last_window(ids, static_cast<std::size_t>(settings.block_size));
  iambic::JsonWriter tokens;
  tokens.values(window.data(), window.size());
  const std::string text = tokenizer.decode({window.begin(), window.end()}), step = std::to_string(checkpoint.state.step);
  const std::vector<std::uint8_t> bytes =
      file_of(iambic::trace_of(*model, settings, window), {{"format", "pt"}, {"text", text}, {"tokens", tokens.text()}, {"step", step}});
  out.write({{bytes.data(), bytes.size()}});
  return 0;
}

}  // namespace

Command trace_command(CLI::App& app) {
  const auto a = std::make_shared<TraceArguments>();
  CLI::App& command = *app.add_subcommand("trace", "Writes all that a model computes while it reads a text.");
  add_file(command, "--checkpoint", a->checkpoint, "What iambic train --out has saved.")->required();
  command.add_option("--prompt", a->prompt, "The text; of a longer one the last block_size characters.")
      ->type_name("TEXT")
      ->take_last()
      ->required();
  add_file(command, "--out", a->out, "A safetensors file, each tensor by its name in PyTorch.")->required();
  return {&command, [a](const Words&) { return trace(*a); }};
}
