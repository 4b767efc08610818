// iambic replay: walks the lecture notes from top to bottom and computes each thing that they print.
#include <cstdio>
#include <iostream>

#include "base/error.hpp"
#include "base/number_text.hpp"
#include "commands.hpp"
#include "comparison.hpp"
#include "files.hpp"
#include "notes.hpp"
#include "ops/softmax.hpp"
#include "python_print.hpp"
#include "training/trainer.hpp"

using namespace iambic;

namespace {

constexpr int kBatch = 4, kBlock = 8;
constexpr std::uint64_t kSeed = 1337;
constexpr std::size_t kSteps = 100000;

class Replay {
 public:
  explicit Replay(const Corpus& corpus) : corpus_(corpus), tokenizer_(*corpus.tokenizer) {}

  int go() {
    std::cout << "computed | in the notes\n";
    text();
    tokens();
    splits();
    batch();
    windows();
    softmax_example();
    model();
    notes_.summary();
    return notes_.differences() == 0 ? 0 : 1;
  }

 private:
  // What cannot be computed from this text shows as the reason.
  template <class Compute>
  void show(const std::string& title, const Shown& shown, Compute&& compute) {
    std::string computed;
    try {
      computed = compute();
    } catch (const Error& e) {
      computed = e.what();
    }
    notes_.show(title, computed, shown);
  }

  Ids data(std::size_t from, std::size_t count) const {
    if (from + count > corpus_.ids.size())
      throw Error("text.too-short", "the text has only " + grouped(corpus_.ids.size()) + " characters");
    Ids ids(count);
    corpus_.ids.copy(from, count, ids.data());
    return ids;
  }

  static std::vector<Ids> rows(const Tokens2& tokens) {
    std::vector<Ids> result;
    for (std::size_t b = 0, T = tokens.shape()[1]; b < tokens.shape()[0]; ++b)
      result.emplace_back(tokens.data() + b * T, tokens.data() + (b + 1) * T);
    return result;
  }

  void text() {
    show("length of dataset in characters", {"1115394"}, [&] { return std::to_string(corpus_.ids.size()); });
    show("print(text[:100])", {notes::kFirst100}, [&] { return tokenizer_.decode(data(0, 100)); });
  }

  void tokens() {
    show("characters", {notes::kCharacters}, [&] {
      std::string all;
      for (std::int32_t id = 0; id < tokenizer_.vocab_size(); ++id)
        all += tokenizer_.decode(id) + (tokenizer_.decode(id) == "T" ? "\n" : "");
      return all;
    });
    show("table of tokens", {notes::kTable}, [&] { return vocabulary_text(tokenizer_); });
    show("vocab_size", {"65"}, [&] { return std::to_string(tokenizer_.vocab_size()); });
    show("encode(\"Bee3\")", {"[14, 43, 43, 9]"}, [&] { return list_text(tokenizer_.encode("Bee3")); });
    show("decode([14, 43, 43, 9])", {"Bee3"}, [&] { return tokenizer_.decode(Ids{14, 43, 43, 9}); });
    show("encode(\"Bee7\") is an error, that names the 7 and its place", {notes::kBee7},
         [&] { return list_text(tokenizer_.encode("Bee7")); });
    show("data.shape", {"torch.Size([1115394])"}, [&] { return "torch.Size([" + std::to_string(corpus_.ids.size()) + "])"; });
    show("data[0] .. data[4]", {"[18, 47, 56, 57, 58]"}, [&] { return list_text(data(0, 5)); });
  }

  void splits() {
    show("train_data and val_data: n = int(0.9 * len(data))", {notes::kSplit}, [&] {
      const Dataset dataset(corpus_, kBlock, 1);
      return std::to_string(dataset.size(Split::train)) + "\n" + std::to_string(dataset.size(Split::val));
    });
  }

  void batch() {
    Generator generator(kSeed);
    batch_ = Batch(kBatch, kBlock);
    Dataset(corpus_, kBlock, 1).get_batch(Split::train, generator, batch_);
    show("xb", {notes::kInputs}, [&] { return tensor_text(rows(batch_.x)); });
    show("xb, as characters", {notes::kInputsTable}, [&] { return table_text(rows(batch_.x), tokenizer_, "-"); });
    show("yb", {notes::kTargets}, [&] { return tensor_text(rows(batch_.y)); });
    show("yb, as characters", {notes::kTargetsTable}, [&] { return table_text(rows(batch_.y), tokenizer_, "-"); });
  }

  void windows() {
    show("train_data[:block_size+1]", {notes::kWindow}, [&] { return tensor_text(data(0, kBlock + 1)); });
    show("x_0", {notes::kX0}, [&] { return tensor_text(data(0, kBlock)) + "\n" + table_text({data(0, kBlock)}, tokenizer_); });
    show("x_1", {notes::kX1}, [&] { return tensor_text(data(kBlock, kBlock)) + "\n" + table_text({data(kBlock, kBlock)}, tokenizer_); });
    show("context and target", {notes::kContexts}, [&] {
      std::string lines;
      for (std::size_t t = 0; t < kBlock; ++t) lines += context_text(data(0, kBlock + 1), t, tokenizer_) + "\n";
      return lines;
    });
  }

  void softmax_example() {
    const Shown shown{notes::kExampleSoftmax, notes::kExampleSoftmaxInPyTorch,
                      "a chatbot's example, its rows are not the softmax of its logits; these are"};
    show("F.softmax(logits, dim=1) of the example", shown, [] {
      float probs[3][5];
      for (std::size_t r = 0; r < 3; ++r) softmax_forward(probs[r], notes::kExampleLogits[r], 5);
      return tensor_text(probs[0], 3, 5);
    });
  }

  void model() {
    Settings settings;  // the notes'
    Trainer trainer(corpus_, settings);
    show("logits.shape", {"torch.Size([32, 65])"}, [&] {
      const auto logits = trainer.model().forward(batch_.x);
      return "torch.Size([" + std::to_string(logits.shape()[0] * logits.shape()[1]) + ", " + std::to_string(logits.shape()[2]) + "])";
    });
    show("loss of the untrained model on xb, yb", {"4.8948"}, [&] {
      char loss[32];
      std::snprintf(loss, sizeof loss, "%.4f", trainer.model().loss(batch_));
      return std::string(loss);
    });
    show("100 characters before training", {notes::kUntrained}, [&] { return sample(trainer, 100); });
    std::vector<float> losses(kSteps);
    trainer.train(kSteps, losses.data());
    const std::string trained = sample(trainer, 300);
    const std::size_t shown = std::min(trained.size(), std::string(notes::kTrainedInPyTorch).size() + 2);  // and two line ends before it
    const std::string apostrophe = "they lost one apostrophe, \"hind Idimashat\" for \"hind I'dimashat\"";
    show("300 characters after 100,000 steps", {notes::kTrained, notes::kTrainedInPyTorch, apostrophe},
         [&] { return trained.substr(0, shown); });
    std::cout << "  and the rest of the 300, which the notes leave out:" << trained.substr(shown) << '\n';
  }

  std::string sample(Trainer& trainer, std::size_t tokens) const { return tokenizer_.decode(trainer.generate({}, tokens, {})); }

  const Corpus& corpus_;
  const Tokenizer& tokenizer_;
  Batch batch_;
  Comparison notes_;
};

}  // namespace

Command replay_command(CLI::App& app) {
  const auto data = std::make_shared<std::string>();
  CLI::App& command = *app.add_subcommand("replay", "Computes all that the lecture notes print, and compares.");
  add_file(command, "--data", *data, "Tiny Shakespeare.")->required();
  return {&command, [data](const Words&) {
            const Corpus corpus = read_text("--data", *data);
            return blaming("--data " + *data, [&] { return Replay(corpus).go(); });
          }};
}
