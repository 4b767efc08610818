#include "remarks.hpp"

#include "base/number_text.hpp"
#include "message.hpp"

using iambic::Settings;

namespace {

std::string kebab(const char* name) { return iambic::spelled(name, iambic::Spelling::kebab); }

}  // namespace

void remark_on(const Numbers& given, const Settings& s) {
  for (const iambic::Option& o : iambic::options())
    if (o.is_setting() && given.given(o.name) && !iambic::concerns(o, s.model))
      say(kebab(o.name) + " changes nothing: the model " + s.model + " has no use for it");
  if (s.tokenizer == "char" && given.given("vocab_size")) say("--vocab-size changes nothing without --tokenizer bpe");
  if (s.decay_steps == 0 && given.given("min_learning_rate")) say("--min-learning-rate changes nothing without --decay-steps");
  if (s.decay_steps > 0 && s.learning_rate < s.min_learning_rate)
    say("the learning rate rises from " + iambic::number_text(s.learning_rate) + " to " + iambic::number_text(s.min_learning_rate) +
        ", for --learning-rate is below --min-learning-rate");
}
