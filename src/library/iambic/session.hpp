// Iambic in a C++ program: a text, a model that learns it, and all that one does with them. Standard C++ only, and no arithmetic:
// whatever flags a program has for its own files, training gives the bytes that the command `iambic` and the page give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <iambic/error.hpp>
#include <iambic/tokenizer.hpp>

namespace iambic {

/// A setting by its name in snake case, as checkpoints and `iambic settings` have it: {"n_layer", 2}, {"activation", "gelu"}.
struct Setting {
  Setting(std::string its_name, std::string value) : name(std::move(its_name)), text(std::move(value)) {}
  Setting(std::string its_name, double value);
  template <class Whole, class = std::enable_if_t<std::is_integral_v<Whole>>>
  Setting(std::string its_name, Whole value) : name(std::move(its_name)), text(std::to_string(value)) {}

  std::string name, text;
};

/// How the next character is drawn.
struct Sampling {
  double temperature = 1;  // 0 takes the likeliest and draws nothing
  std::int64_t top_k = 0;  // only the k likeliest; 0 means all
};

/// A run. Members throw Error, a sentence and a code, for what they refuse. One thread at a time may use a session; several
/// sessions may be used by several threads.
class Session {
 public:
  /// An untrained model of a preset ("bigram", "gpt", ... "reverse"), some of whose settings may be others. text: UTF-8.
  Session(std::string_view text, const std::string& preset, const std::vector<Setting>& settings = {});
  /// Goes on, bit for bit, where a checkpoint (the bytes of a file) stopped. Settings that do not make the model may be others.
  static Session resume(std::string_view text, std::string_view checkpoint, const std::vector<Setting>& settings = {});
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  std::int64_t step() const;                           // how many were taken
  std::size_t parameters() const;                      // numbers that the model learns
  const Tokenizer& tokenizer() const;                  // tokens and their ids
  std::string setting(const std::string& name) const;  // its value as text

  struct Progress {
    std::vector<float> losses;           // of each step's batch, before its update
    std::optional<std::string> stopped;  // why it ended early, a sentence: the loss left the finite numbers
  };
  /// shares: the bytes of so many workers of a page, whose gradients are added in order.
  Progress train(std::size_t steps, std::size_t shares = 1);

  /// Mean losses in nats a character. val is NaN when the text is too short to have a validation part.
  struct Losses {
    double train, val;
  };
  Losses evaluate();                        // of both parts, whole; draws nothing
  Losses estimate_loss(std::size_t iters);  // of so many random batches of each, as the lecture does

  /// The prompt, and `characters` more, drawn from the training stream.
  std::string generate(std::string_view prompt, std::size_t characters, const Sampling& sampling = {});
  /// The probabilities (V) of what follows the prompt; draws nothing.
  std::vector<float> next_probabilities(std::string_view prompt, const Sampling& sampling = {});
  /// ids (T), at most block_size of them -> logits (T,V)
  std::vector<float> logits(const std::vector<std::int32_t>& ids);

  /// The bytes of a safetensors file with PyTorch's names, the optimiser and the random stream.
  std::string checkpoint() const;

 private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace iambic
