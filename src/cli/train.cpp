// iambic train: trains a model on a text, from the start or from a checkpoint, and tells what happens.
#include <unistd.h>
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

#include "commands.hpp"
#include "endings.hpp"
#include "files.hpp"
#include "merge_report.hpp"
#include "message.hpp"
#include "output_file.hpp"
#include "progress_bar.hpp"
#include "remarks.hpp"
#include "training_run.hpp"
#include "workers.hpp"

using iambic::Trainer;

namespace {

struct TrainArguments {
  std::string data, out, resume, save_every, preset = "bigram", workers = "1";
  bool json = false;
  Numbers numbers;
  const CLI::Option *preset_option = nullptr, *out_option = nullptr, *save_every_option = nullptr;
};

Plan plan_of(const TrainArguments& a, std::int64_t usual_steps) {
  const Numbers& n = a.numbers;
  Plan plan;
  plan.steps = n.whole("steps", usual_steps);
  plan.sample_before = n.whole("sample_before");
  plan.sample_after = n.whole("sample_after");
  plan.log_every = n.whole("log_every", std::max<std::int64_t>(1, plan.steps / 10));
  plan.eval_interval = n.whole("eval_interval");
  plan.eval_iters = n.whole("eval_iters", 0);
  if (a.save_every_option->count() > 0) plan.save_every = parse_save_every(a.save_every);
  plan.workers = parse_workers(a.workers);
  plan.resumed = !a.resume.empty();
  return plan;
}

// Nothing when there is no --out.
std::optional<OutputFile> output_of(const TrainArguments& a) {
  const bool saves_often = a.save_every_option->count() > 0;
  if (a.out_option->count() == 0) {
    if (saves_often) throw BadInput("--save-every needs --out, the file to save");
    return std::nullopt;
  }
  OutputFile out("--out", a.out, a.data, "the text to learn from");
  if (saves_often && !out.is_replaceable())
    throw BadInput("--save-every needs a file for --out, not " + a.out + ", which cannot be replaced");
  return out;
}

std::unique_ptr<Trainer> new_trainer(const TrainArguments& a, const iambic::Preset& preset, const iambic::Corpus& corpus) {
  iambic::Settings settings = preset.settings;
  a.numbers.assign_to(settings);
  const std::int64_t wanted = settings.tokenizer == "char" ? 0 : settings.vocab_size;
  MergeReport report(std::cerr, is_terminal(STDERR_FILENO), corpus, static_cast<std::size_t>(wanted));
  return make_trainer(corpus, settings, a.data, [&](const iambic::Merge&) { report.merged(); });
}

std::unique_ptr<Trainer> resumed_trainer(const TrainArguments& a, const iambic::Corpus& corpus) {
  const char* const why = "cannot be given with --resume, which goes on with the checkpoint's";
  if (a.preset_option->count() > 0) throw BadInput("--preset " + std::string(why));
  a.numbers.refuse_given({"model", "seed", "n_layer", "n_head", "n_embd", "tokenizer", "vocab_size"}, why);
  const std::vector<std::uint8_t> bytes = read_checkpoint_bytes("--resume", a.resume);
  iambic::CheckpointFile checkpoint = blaming("--resume " + a.resume, [&] { return iambic::CheckpointFile(bytes.data(), bytes.size()); });
  const iambic::Settings saved = checkpoint.settings;
  a.numbers.assign_to(checkpoint.settings);
  blaming("", [&] { iambic::check_continues(saved, checkpoint.settings, iambic::Spelling::kebab); });
  auto trainer = blaming("--resume " + a.resume, [&] { return std::make_unique<Trainer>(corpus, checkpoint); });
  if (checkpoint.corpus_sha256 != corpus.sha256)
    say("--data " + a.data + " is not the text that " + a.resume +
        " was trained on, though it has the same characters; it goes on with this one");
  return trainer;
}

// Estimates need a validation part long enough to draw from: said now, not after hours of training.
void check_estimates(const Trainer& trainer) {
  iambic::Generator copy = trainer.generator();
  iambic::Batch one(1, static_cast<int>(trainer.settings().block_size));
  blaming("--eval-iters", [&] { trainer.dataset().get_batch(iambic::Split::val, copy, one); });
}

int train(const TrainArguments& a) {
  const iambic::Preset& preset = preset_called(a.preset);
  const Plan plan = plan_of(a, preset.steps);
  if (a.data == "-" && a.resume == "-") throw BadInput("--data and --resume cannot both be standard input");
  std::optional<OutputFile> out = output_of(a);
  const iambic::Corpus corpus = read_text("--data", a.data);
  const std::unique_ptr<Trainer> trainer = a.resume.empty() ? new_trainer(a, preset, corpus) : resumed_trainer(a, corpus);
  if (plan.eval_iters > 0) check_estimates(*trainer);
  remark_on(a.numbers, trainer->settings());
  const bool beside = out && out->is_standard_output();
  std::ostream& log = beside ? std::cerr : std::cout;
  const std::unique_ptr<Report> report = a.json ? json_report(log) : plain_report(log, is_terminal(beside ? STDERR_FILENO : STDOUT_FILENO));

  listen_for_endings();
  return Run(*trainer, plan, *report, out ? &*out : nullptr).go();
}

}  // namespace

Command train_command(CLI::App& app) {
  const auto a = std::make_shared<TrainArguments>();
  CLI::App& command = *app.add_subcommand("train", "Trains a model on a text.");
  Numbers& n = a->numbers;
  add_file(command, "--data", a->data, "The text to learn from, in UTF-8; - is standard input.")->required();
  std::string names;
  for (const iambic::Preset& preset : iambic::presets()) names += (names.empty() ? "" : ", ") + preset.name;
  a->preset_option =
      command.add_option("--preset", a->preset, "A model with its settings: " + names + ". [bigram]")->type_name("NAME")->take_last();
  n.add(command, "steps", "the preset's");
  n.add_settings(command);
  n.add(command, "sample_before");
  n.add(command, "sample_after");
  n.add(command, "log_every", "a tenth of the steps");
  n.add(command, "eval_interval");
  n.add(command, "eval_iters", "none: exact, over all of the text");
  command
      .add_option("--workers", a->workers, "How many threads train together, each with its share of a batch; the weights depend on it. [1]")
      ->type_name("N")
      ->take_last();
  command.add_flag("--json", a->json, "Prints one JSON object a line.");
  a->out_option = add_file(command, "--out", a->out, "Where to save the checkpoint, a safetensors file; - is standard output.");
  a->save_every_option =
      command
          .add_option("--save-every", a->save_every, "Saves --out every so many steps, or minutes as in 5m, while the run goes on. [never]")
          ->type_name("STEPS|MINUTESm")
          ->take_last();
  add_file(command, "--resume", a->resume, "A checkpoint to go on from, with its settings; --steps counts the further steps.");
  return {&command, [a](const Words&) { return train(*a); }};
}
