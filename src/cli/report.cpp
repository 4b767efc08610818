#include "report.hpp"

#include <cmath>
#include <cstdio>
#include <iostream>

#include "error.hpp"
#include "json.hpp"

using iambic::grouped;
using iambic::Losses;
using iambic::Trainer;

namespace {

class JsonReport : public Report {
 public:
  void info(const Trainer& trainer) override {
    iambic::JsonWriter& line = event("info");
    line.key("characters").value(trainer.corpus().ids.size());
    line.key("vocabulary_size").value(trainer.model().vocab_size());
    line.key("parameters").value(trainer.model().parameters().size());
    print();
  }
  void sample(const std::string& when, const std::string& text) override {
    event("sample").key("when").value(when).key("text").value(text);
    print();
  }
  void step(std::int64_t step, float loss) override {
    event("step").key("step").value(step).key("loss").value(static_cast<double>(loss));
    print();
  }
  void evaluation(std::int64_t step, const Losses& losses) override {
    event("eval").key("step").value(step).key("train").value(losses.train).key("val").value(losses.val);
    print();
  }
  void checkpoint(const std::string& path, const std::string& sha256) override {
    event("checkpoint").key("path").value(path).key("sha256").value(sha256);
    print();
  }
  void done(const Trainer&, std::int64_t, double) override {}

 private:
  iambic::JsonWriter& event(const char* name) {
    line_.clear();
    return line_.object().key("event").value(name);
  }

  // Flushed, so that whoever reads along sees each event as it happens.
  void print() { std::cout << line_.end().text() << std::endl; }

  iambic::JsonWriter line_;
};

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return "unknown";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

class PlainReport : public Report {
 public:
  void info(const Trainer& trainer) override {
    std::cout << "Text: " << grouped(trainer.corpus().ids.size()) << " characters, " << trainer.model().vocab_size()
              << " different ones. Model: " << trainer.settings().model << ", " << grouped(trainer.model().parameters().size())
              << " parameters." << std::endl;
  }
  void sample(const std::string& when, const std::string& text) override {
    std::cout << "\nWhat it writes " << when << " training:\n" << text << "\n" << std::endl;
  }
  void step(std::int64_t step, float loss) override { std::cout << at(step) << "loss " << fixed(loss, 4) << std::endl; }
  void evaluation(std::int64_t step, const Losses& losses) override {
    last_ = losses;
    std::cout << at(step) << "train " << fixed(losses.train, 4) << ", val " << fixed(losses.val, 4) << std::endl;
  }
  void checkpoint(const std::string& path, const std::string& sha256) override {
    std::cout << "Saved " << path << " (SHA-256 " << sha256 << ")." << std::endl;
  }
  void done(const Trainer& trainer, std::int64_t steps, double seconds) override {
    std::cout << "Trained " << grouped(static_cast<std::uint64_t>(steps)) << " steps in " << fixed(seconds, 1) << " s: the loss is "
              << fixed(last_.train, 4) << " on the training part and " << fixed(last_.val, 4)
              << " on the validation part";
    if (trainer.settings().model != "encoder-decoder")  // which does not guess the text's next character
      std::cout << "; the best possible for a model that sees one character is " << fixed(trainer.baselines().bigram, 4);
    std::cout << '.' << std::endl;
  }

 private:
  static std::string at(std::int64_t step) {
    const std::string number = grouped(static_cast<std::uint64_t>(step));
    return "step " + std::string(number.size() < 11 ? 11 - number.size() : 0, ' ') + number + "   ";
  }

  Losses last_{NAN, NAN};
};

}  // namespace

std::unique_ptr<Report> json_report() { return std::make_unique<JsonReport>(); }
std::unique_ptr<Report> plain_report() { return std::make_unique<PlainReport>(); }
