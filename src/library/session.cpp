#include <iambic/session.hpp>

#include <cfenv>

#include "base/json.hpp"
#include "base/throw_error.hpp"
#include "models/presets.hpp"
#include "training/trainer.hpp"

namespace iambic {

namespace {

// The program around may round in another direction, or turn subnormal numbers into zero (-ffast-math does when it links).
// Not while we compute.
class StandardArithmetic {
 public:
  StandardArithmetic() {
    std::fegetenv(&programs_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~StandardArithmetic() { std::fesetenv(&programs_); }
  StandardArithmetic(const StandardArithmetic&) = delete;
  StandardArithmetic& operator=(const StandardArithmetic&) = delete;

 private:
  std::fenv_t programs_;
};

void assign_all(Settings& to, const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) assign(to, setting.name, setting.text, Spelling::snake);
}

SamplerSettings checked(const Sampling& sampling) {
  return {parse("temperature", Setting("temperature", sampling.temperature).text, Spelling::snake),
          static_cast<std::int64_t>(parse("top_k", std::to_string(sampling.top_k), Spelling::snake))};
}

}  // namespace

Setting::Setting(std::string its_name, double value) : name(std::move(its_name)) {
  JsonWriter json;  // the fewest digits that say it
  text = json.value(value).text();
}

// The trainer looks at the corpus, which therefore stays where it is.
struct Session::State {
  explicit State(std::string_view text) : corpus(read_corpus(text)) {}
  const Corpus corpus;
  std::unique_ptr<Trainer> trainer;
};

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Session::Session(std::string_view text, const std::string& preset, const std::vector<Setting>& settings)
    : state_(std::make_unique<State>(text)) {
  const StandardArithmetic standard;
  Settings wanted = iambic::preset(preset, Spelling::snake).settings;
  assign_all(wanted, settings);
  state_->trainer = std::make_unique<Trainer>(state_->corpus, wanted);
}

Session Session::resume(std::string_view text, std::string_view checkpoint, const std::vector<Setting>& settings) {
  const StandardArithmetic standard;
  auto state = std::make_unique<State>(text);
  CheckpointFile file(reinterpret_cast<const std::uint8_t*>(checkpoint.data()), checkpoint.size());
  const Settings saved = file.settings;
  assign_all(file.settings, settings);
  check_continues(saved, file.settings, Spelling::snake);
  state->trainer = std::make_unique<Trainer>(state->corpus, file);
  return Session(std::move(state));
}

std::int64_t Session::step() const { return state_->trainer->step(); }

std::size_t Session::parameters() const { return state_->trainer->model().parameters().size(); }

const Tokenizer& Session::tokenizer() const { return *state_->trainer->corpus().tokenizer; }

std::string Session::setting(const std::string& name) const {
  const Option& wanted = option(name, Spelling::snake);
  const Settings& settings = state_->trainer->settings();
  if (wanted.word_field) return settings.*wanted.word_field;
  if (wanted.whole_field) return std::to_string(settings.*wanted.whole_field);
  if (wanted.real_field) return Setting(name, settings.*wanted.real_field).text;
  throw_error("setting.unknown", "{name} is no setting of a run", {{"name", name}});
}

Session::Progress Session::train(std::size_t steps, std::size_t shares) {
  if (shares < 1 || shares > 64)
    throw_error("argument.range", "shares must be a whole number from 1 to 64, not {value}", {{"value", shares}});
  const StandardArithmetic standard;
  Progress progress;
  progress.losses.resize(steps);
  const iambic::Progress made = state_->trainer->train(steps, progress.losses.data(), shares);
  progress.losses.resize(made.done);
  progress.stopped = made.stopped;
  return progress;
}

Session::Losses Session::evaluate() {
  const StandardArithmetic standard;
  const iambic::Losses losses = state_->trainer->evaluate();
  return {losses.train, losses.val};
}

Session::Losses Session::estimate_loss(std::size_t iters) {
  const StandardArithmetic standard;
  const iambic::Losses losses = state_->trainer->estimate_loss(iters);
  return {losses.train, losses.val};
}

std::string Session::generate(std::string_view prompt, std::size_t characters, const Sampling& sampling) {
  const StandardArithmetic standard;
  return tokenizer().decode(state_->trainer->generate(tokenizer().encode(prompt), characters, checked(sampling)));
}

std::vector<float> Session::next_probabilities(std::string_view prompt, const Sampling& sampling) {
  const StandardArithmetic standard;
  return iambic::next_probabilities(state_->trainer->model(), tokenizer().encode(prompt), checked(sampling));
}

std::vector<float> Session::logits(const std::vector<std::int32_t>& ids) {
  const StandardArithmetic standard;
  const auto high = static_cast<std::size_t>(state_->trainer->settings().block_size);
  if (ids.size() > high || ids.empty())
    throw_error("argument.range", "ids must be 1 to {high} characters, not {value}", {{"high", high}, {"value", ids.size()}});
  (void)tokenizer().decode(ids);  // refuses ids that are none
  const Tensor<float, 3> logits = state_->trainer->model().forward(last_window(ids, high));
  return {logits.begin(), logits.end()};
}

std::string Session::checkpoint() const {
  const std::vector<std::uint8_t> bytes = write_checkpoint(state_->trainer->checkpoint());
  return {bytes.begin(), bytes.end()};
}

}  // namespace iambic
