// iambic train: trains a model on a text, from the start or from a checkpoint, and tells what happens.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>

#include "commands.hpp"
#include "files.hpp"
#include "report.hpp"
#include "sha256.hpp"

using iambic::Trainer;

namespace {

struct TrainArguments {
  std::string data, out, resume, preset = "bigram";
  bool json = false;
  Numbers numbers;
  const CLI::Option* preset_option = nullptr;
};

// What is to be done, and how much of it is told.
struct Plan {
  std::int64_t steps, sample_before, sample_after, log_every, eval_interval, eval_iters;

  Plan(const Numbers& n, std::int64_t usual_steps)
      : steps(n.whole("steps", usual_steps)),
        sample_before(n.whole("sample_before", 0)),
        sample_after(n.whole("sample_after", 0)),
        log_every(n.whole("log_every", std::max<std::int64_t>(1, steps / 10))),
        eval_interval(n.whole("eval_interval", 0)),
        eval_iters(n.whole("eval_iters", 0)) {}
};

volatile std::sig_atomic_t interrupted = 0;

extern "C" void on_interrupt(int) {
  interrupted = 1;
  std::signal(SIGINT, SIG_DFL);  // a second Ctrl-C does not wait
}

// How many steps to take at once: about a twentieth of a second's worth, so that Ctrl-C acts at once.
class Slice {
 public:
  std::size_t steps() const { return steps_; }
  void took(std::size_t steps, double seconds) {
    const double per_second = static_cast<double>(steps) / std::max(seconds, 1e-9);
    steps_ = std::clamp<std::size_t>(static_cast<std::size_t>(per_second / 20), 1, 2 * steps_);
  }

 private:
  std::size_t steps_ = 16;
};

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class Run {
 public:
  Run(Trainer& trainer, const Plan& plan, Report& report)
      : trainer_(trainer), plan_(plan), report_(report), end_(trainer.step() + plan.steps) {}

  /// Returns the exit status.
  int go() {
    report_.info(trainer_);
    sample("before", plan_.sample_before);
    const auto start = Clock::now();
    while (trainer_.step() < end_ && !interrupted) {
      if (evaluation_is_due()) evaluate();
      if (const auto failure = train_slice()) {
        std::cerr << "iambic: " << *failure << '\n';
        return 1;
      }
    }
    if (interrupted) {
      std::cerr << "iambic: interrupted after step " << iambic::grouped(static_cast<std::uint64_t>(trainer_.step())) << '\n';
      return kInterrupted;
    }
    const double seconds = seconds_since(start);
    // The lecture evaluates before updates only, and what it draws for that would change what is sampled now.
    if (plan_.eval_interval == 0 || plan_.eval_iters == 0) evaluate();
    report_.done(trainer_, plan_.steps, seconds);
    sample("after", plan_.sample_after);
    return 0;
  }

 private:
  void sample(const char* when, std::int64_t tokens) {
    if (tokens > 0) report_.sample(when, trainer_.corpus().tokenizer.decode(trainer_.generate({}, static_cast<std::size_t>(tokens), {})));
  }

  bool evaluation_is_due() const {
    const std::int64_t iteration = trainer_.step();
    return plan_.eval_interval > 0 && (iteration % plan_.eval_interval == 0 || iteration == end_ - 1);
  }

  void evaluate() {
    const iambic::Losses losses =
        plan_.eval_iters > 0 ? trainer_.estimate_loss(static_cast<std::size_t>(plan_.eval_iters)) : trainer_.evaluate();
    report_.evaluation(trainer_.step(), losses);
  }

  // Up to the next evaluation.
  std::int64_t steps_ahead() const {
    const std::int64_t step = trainer_.step();
    if (plan_.eval_interval == 0) return end_ - step;
    const std::int64_t next = (step / plan_.eval_interval + 1) * plan_.eval_interval;
    const std::int64_t last = step < end_ - 1 ? end_ - 1 : end_;
    return std::min(next, last) - step;
  }

  // Why training must stop, if it must.
  std::optional<std::string> train_slice() {
    const std::int64_t first = trainer_.step() + 1;
    losses_.resize(std::min(slice_.steps(), static_cast<std::size_t>(steps_ahead())));
    const auto start = Clock::now();
    const iambic::Progress progress = trainer_.train(losses_.size(), losses_.data());
    slice_.took(losses_.size(), seconds_since(start));
    for (std::size_t i = 0; i < progress.done; ++i) {
      const std::int64_t step = first + static_cast<std::int64_t>(i);
      if (plan_.log_every > 0 && step % plan_.log_every == 0) report_.step(step, losses_[i]);
    }
    return progress.stopped;
  }

  Trainer& trainer_;
  const Plan plan_;
  Report& report_;
  const std::int64_t end_;
  Slice slice_;
  std::vector<float> losses_;
};

std::unique_ptr<Trainer> new_trainer(const TrainArguments& a, const iambic::Preset& preset, const iambic::Corpus& corpus) {
  iambic::Settings settings = preset.settings;
  a.numbers.assign_to(settings);
  return make_trainer(corpus, settings, a.data);
}

std::unique_ptr<Trainer> resumed_trainer(const TrainArguments& a, const iambic::Corpus& corpus) {
  const char* const why = "cannot be given with --resume, which goes on with the checkpoint's";
  if (a.preset_option->count() > 0) throw BadInput("--preset " + std::string(why));
  a.numbers.refuse_given({"model", "seed", "n_layer", "n_head", "n_embd"}, why);
  iambic::Checkpoint checkpoint = read_checkpoint_file("--resume", a.resume);
  a.numbers.assign_to(checkpoint.settings);
  return blaming("--resume " + a.resume, [&] { return std::make_unique<Trainer>(corpus, checkpoint); });
}

// Estimates need a validation part long enough to draw from: said now, not after hours of training.
void check_estimates(const Trainer& trainer) {
  iambic::Generator copy = trainer.generator();
  iambic::Batch one(1, static_cast<int>(trainer.settings().block_size));
  blaming("--eval-iters", [&] { trainer.dataset().get_batch(iambic::Split::val, copy, one); });
}

void save(OutputFile& file, const Trainer& trainer, Report& report) {
  const std::vector<std::uint8_t> bytes = iambic::write_checkpoint(trainer.checkpoint());
  file.write(bytes);
  iambic::Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  report.checkpoint(file.path(), hash.finish());
}

int train(const TrainArguments& a) {
  const iambic::Preset& preset = blaming("", [&]() -> const iambic::Preset& { return iambic::preset(a.preset, iambic::Spelling::kebab); });
  const Plan plan(a.numbers, preset.steps);
  std::optional<OutputFile> out;
  if (!a.out.empty()) out.emplace("--out", a.out);
  const iambic::Corpus corpus = read_text("--data", a.data);
  const std::unique_ptr<Trainer> trainer = a.resume.empty() ? new_trainer(a, preset, corpus) : resumed_trainer(a, corpus);
  if (plan.eval_iters > 0) check_estimates(*trainer);
  const std::unique_ptr<Report> report = a.json ? json_report() : plain_report();

  std::signal(SIGINT, on_interrupt);
  const int status = Run(*trainer, plan, *report).go();
  if (out) save(*out, *trainer, *report);
  return status;
}

}  // namespace

Command train_command(CLI::App& app) {
  const auto a = std::make_shared<TrainArguments>();
  CLI::App& command = *app.add_subcommand("train", "Trains a model on a text.");
  Numbers& n = a->numbers;
  add_file(command, "--data", a->data, "The text to learn from, in UTF-8.")->required();
  std::string names;
  for (const iambic::Preset& preset : iambic::presets()) names += (names.empty() ? "" : ", ") + preset.name;
  a->preset_option =
      command.add_option("--preset", a->preset, "A model with its settings: " + names + ". [bigram]")->type_name("NAME")->take_last();
  n.add(command, "steps", "the preset's");
  n.add_settings(command);
  n.add(command, "sample_before", "0");
  n.add(command, "sample_after", "0");
  n.add(command, "log_every", "a tenth of the steps");
  n.add(command, "eval_interval", "0");
  n.add(command, "eval_iters", "none: exact, over all of the text");
  command.add_flag("--json", a->json, "Prints one JSON object a line.");
  add_file(command, "--out", a->out, "Where to save the checkpoint, a safetensors file.");
  add_file(command, "--resume", a->resume, "A checkpoint to go on from, with its settings; --steps counts the further steps.");
  return {&command, [a](const Words&) { return train(*a); }};
}
