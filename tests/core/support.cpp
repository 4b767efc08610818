#include "support.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

using iambic::Json;

namespace {

std::string read_file(const std::string& path, const std::string& advice) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path + "; " + advice);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Words of hexadecimal digits, each as one Value.
template <class Word, class Value>
std::vector<Value> from_bits(const std::string& text) {
  std::vector<Value> values;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word.size() != 2 * sizeof(Word)) throw std::runtime_error("not a word of " + std::to_string(2 * sizeof(Word)) + " digits: " + word);
    const auto bits = static_cast<Word>(std::stoull(word, nullptr, 16));
    Value value;
    std::memcpy(&value, &bits, sizeof value);
    values.push_back(value);
  }
  if (values.empty()) throw std::runtime_error("a fixture holds no values");
  return values;
}

}  // namespace

std::string fixture_text(const std::string& name) {
  return read_file(std::string(IAMBIC_FIXTURES) + "/" + name, "the fixtures are part of the repository");
}

Json fixture(const std::string& name) {
  const std::optional<Json> json = Json::parse(fixture_text(name));
  if (!json) throw std::runtime_error("the fixture " + name + " is not JSON");
  return *json;
}

std::vector<float> floats(const Json& bits) { return from_bits<std::uint32_t, float>(bits.string_or("")); }
std::vector<double> doubles(const Json& bits) { return from_bits<std::uint64_t, double>(bits.string_or("")); }

std::vector<double> numbers(const Json& array) {
  if (!array.is_array()) throw std::runtime_error("a fixture lacks an array");
  std::vector<double> values;
  for (std::size_t i = 0; i < array.size(); ++i) values.push_back(array[i].number_or(NAN));
  return values;
}

std::vector<std::int32_t> integers(const Json& array) {
  const std::vector<double> values = numbers(array);
  return {values.begin(), values.end()};
}

std::size_t size_of(const Json& number) {
  if (!number.is_number()) throw std::runtime_error("a fixture lacks a size");
  return static_cast<std::size_t>(number.number_or(0));
}

const iambic::Corpus& shakespeare() {
  static const iambic::Corpus corpus = [] {
    const char* const path = std::getenv("IAMBIC_CORPUS");
    return iambic::read_corpus(
        read_file(path ? path : IAMBIC_CORPUS_FILE, "run scripts/fetch_corpus, or set IAMBIC_CORPUS to a copy of tiny Shakespeare"));
  }();
  return corpus;
}

const iambic::Corpus& fixture_corpus(const std::string& name) {
  static std::map<std::string, iambic::Corpus> corpora;
  const auto known = corpora.find(name);
  return known != corpora.end() ? known->second : corpora.emplace(name, iambic::read_corpus(fixture_text("corpora/" + name))).first->second;
}

std::vector<float> train(iambic::Trainer& trainer, std::size_t steps) {
  std::vector<float> losses(steps);
  const iambic::Progress progress = trainer.train(steps, losses.data());
  REQUIRE(progress.done == steps);
  REQUIRE_FALSE(progress.stopped);
  return losses;
}

iambic::Settings settings_from(const Json& config) {
  iambic::Settings settings;
  for (const std::string& name : config.keys()) iambic::assign(settings, name, config[name].text(), iambic::Spelling::snake);
  return settings;
}

bool AllClose::match_doubles(const std::vector<double>& actual) const {
  std::ostringstream report;
  report.precision(9);
  if (actual.size() != expected_.size()) {
    report << "has " << actual.size() << " values instead of " << expected_.size();
    report_ = report.str();
    return false;
  }
  std::size_t wrong = 0, first = 0;
  double largest = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double difference = std::fabs(actual[i] - expected_[i]);
    const double allowed = tolerance_.relative * std::fabs(expected_[i]) + tolerance_.absolute;
    if (actual[i] == expected_[i] || (std::isfinite(difference) && difference <= allowed)) continue;
    if (wrong++ == 0) first = i;
    if (!(difference <= largest)) largest = difference;  // NaN stays
  }
  if (wrong > 0)
    report << "differs in " << wrong << " of " << actual.size() << " values, first at [" << first << "]: " << actual[first]
           << " instead of " << expected_[first] << "; the largest difference is " << largest;
  else
    report << "is within " << tolerance_.relative << " relative and " << tolerance_.absolute << " absolute";
  report_ = report.str();
  return wrong == 0;
}

std::int64_t ulps_between(float a, float b) {
  if (std::isnan(a) || std::isnan(b)) return std::int64_t{1} << 40;
  const auto rank = [](float value) {  // consecutive floats have consecutive ranks
    std::int32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits < 0 ? -static_cast<std::int64_t>(bits & 0x7fffffff) : static_cast<std::int64_t>(bits);
  };
  return std::abs(rank(a) - rank(b));
}
