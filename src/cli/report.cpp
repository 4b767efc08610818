#include "report.hpp"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <optional>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/number_text.hpp"
#include "progress_bar.hpp"
#include "text/subwords.hpp"

using iambic::grouped;
using iambic::Losses;
using iambic::Trainer;

namespace {

// A file's name may hold bytes that are no UTF-8, and JSON may not: these show as U+FFFD.
std::string valid_utf8(const std::string& text) {
  std::string valid;
  for (std::size_t i = 0, length; i < text.size(); i += length) {
    for (length = 1; i + length < text.size() && (text[i + length] & 0xc0) == 0x80;) ++length;
    const std::string character = text.substr(i, length);
    try {
      iambic::from_utf8(character);
      valid += character;
    } catch (const iambic::Error&) {
      valid += "\xef\xbf\xbd";
    }
  }
  return valid;
}

// How many characters a token of each part has, on average; nothing while each is one.
std::optional<Losses> token_of(const Trainer& trainer) {
  if (trainer.settings().tokenizer == "char") return std::nullopt;
  const iambic::Dataset& dataset = trainer.dataset();
  return Losses{characters_per_token(dataset, iambic::Split::train), characters_per_token(dataset, iambic::Split::val)};
}

// By which models with other tokens can be compared.
Losses bits_per_character(const Losses& nats, const Losses& token) {
  return {nats.train / token.train / std::log(2.0), nats.val / token.val / std::log(2.0)};
}

class JsonReport : public Report {
 public:
  using Report::Report;
  void info(const Trainer& trainer, double memory) override {
    iambic::JsonWriter& line = event("info");
    line.key("characters").value(trainer.corpus().characters);
    line.key("vocabulary_size").value(trainer.model().vocab_size());
    token_ = token_of(trainer);
    if (token_) line.key("characters_per_token").object().key("train").value(token_->train).key("val").value(token_->val).end();
    line.key("parameters").value(trainer.model().parameters().size());
    line.key("memory_bytes").value(std::round(memory));
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
    iambic::JsonWriter& line = event("eval").key("step").value(step).key("train").value(losses.train).key("val").value(losses.val);
    if (token_) {
      const Losses bits = bits_per_character(losses, *token_);
      line.key("train_bits_per_character").value(bits.train).key("val_bits_per_character").value(bits.val);
    }
    print();
  }
  void checkpoint(const std::string& path, const std::string& sha256) override {
    event("checkpoint").key("path").value(valid_utf8(path)).key("sha256").value(sha256);
    print();
  }
  void done(const Trainer&, std::int64_t, double) override {}

 private:
  iambic::JsonWriter& event(const char* name) {
    line_.clear();
    return line_.object().key("event").value(name);
  }

  void print() {
    out() << line_.end().text();
    end_line();
  }

  iambic::JsonWriter line_;
  std::optional<Losses> token_;
};

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return "unknown";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

class PlainReport : public Report {
 public:
  PlainReport(std::ostream& out, bool on_terminal) : Report(out), bar_(out, on_terminal) {}
  void progress(std::int64_t done, std::int64_t steps, double seconds) override { bar_.show(done, steps, seconds); }
  void end_progress() override { bar_.clear(); }
  void info(const Trainer& trainer, double memory) override {
    token_ = token_of(trainer);
    out() << "Text: " << grouped(trainer.corpus().characters) << " characters, " << trainer.corpus().tokenizer->characters().size()
          << " different ones";
    if (token_)
      out() << ", in " << grouped(trainer.corpus().ids.size()) << " tokens, "
            << grouped(static_cast<std::uint64_t>(trainer.model().vocab_size())) << " different ones";
    out() << ". Model: " << trainer.settings().model << ", " << grouped(trainer.model().parameters().size()) << " parameters.";
    end_line();
    out() << "Memory: about " << grouped(static_cast<std::uint64_t>(std::ceil(memory / 1e6))) << " MB at most.";
    end_line();
  }
  void sample(const std::string& when, const std::string& text) override {
    out() << "\nWhat it writes " << when << " training:\n" << text << '\n';
    end_line();
  }
  void step(std::int64_t step, float loss) override {
    out() << at(step) << "loss " << fixed(loss, 4);
    end_line();
  }
  void evaluation(std::int64_t step, const Losses& losses) override {
    last_ = losses;
    out() << at(step) << "train " << fixed(losses.train, 4) << ", val " << fixed(losses.val, 4) << in_bits(losses);
    end_line();
  }
  void checkpoint(const std::string& path, const std::string& sha256) override {
    out() << "Saved " << path << " (SHA-256 " << sha256 << ").";
    end_line();
  }
  void done(const Trainer& trainer, std::int64_t steps, double seconds) override {
    out() << "Trained " << grouped(static_cast<std::uint64_t>(steps)) << " steps in " << fixed(seconds, 1) << " s: the loss is "
          << fixed(last_.train, 4) << " on the training part and " << fixed(last_.val, 4) << " on the validation part" << in_bits(last_);
    if (trainer.settings().model != "encoder-decoder")  // which does not guess the text's next character
      out() << "; the best possible for a model that sees one " << (token_ ? "token" : "character") << " is "
            << best(trainer.baselines().bigram);
    out() << '.';
    end_line();
  }

 private:
  std::string in_bits(const Losses& losses) const {
    if (!token_) return "";
    const Losses bits = bits_per_character(losses, *token_);
    return " a token, " + fixed(bits.train, 4) + " and " + fixed(bits.val, 4) + " bits a character";
  }

  // Of the training part.
  std::string best(double nats) const {
    return fixed(nats, 4) + (token_ ? " a token, " + fixed(bits_per_character({nats, nats}, *token_).train, 4) + " bits a character" : "");
  }

  static std::string at(std::int64_t step) {
    const std::string number = grouped(static_cast<std::uint64_t>(step));
    return "step " + std::string(number.size() < 11 ? 11 - number.size() : 0, ' ') + number + "   ";
  }

  ProgressBar bar_;
  Losses last_{NAN, NAN};
  std::optional<Losses> token_;
};

}  // namespace

void Report::end_line() {
  if (!(out_ << std::endl) && failure_ == 0) failure_ = errno != 0 ? errno : EIO;
}

std::unique_ptr<Report> json_report(std::ostream& out) { return std::make_unique<JsonReport>(out); }
std::unique_ptr<Report> plain_report(std::ostream& out, bool on_terminal) { return std::make_unique<PlainReport>(out, on_terminal); }
