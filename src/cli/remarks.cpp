#include "remarks.hpp"

#include "base/number_text.hpp"
#include "message.hpp"

using iambic::Settings;

namespace {

bool concerns(const std::string& name, const Settings& s) {
  const bool bigram = s.model == "bigram", one_layer = bigram || s.model == "self-attention" || s.model == "multi-head";
  if (name == "n_layer") return !one_layer && s.model != "feed-forward";
  if (name == "activation") return !one_layer;
  if (name == "n_head") return !bigram && s.model != "self-attention";
  return !bigram || (name != "n_embd" && name != "dropout" && name != "attention_scale");
}

std::string kebab(const char* name) { return iambic::spelled(name, iambic::Spelling::kebab); }

}  // namespace

void remark_on(const Numbers& given, const Settings& s) {
  for (const iambic::Option& o : iambic::options())
    if (iambic::is_setting(o.name) && given.given(o.name) && !concerns(o.name, s))
      say(kebab(o.name) + " changes nothing: the model " + s.model + " has no use for it");
  if (s.decay_steps == 0 && given.given("min_learning_rate")) say("--min-learning-rate changes nothing without --decay-steps");
  if (s.decay_steps > 0 && s.learning_rate < s.min_learning_rate)
    say("the learning rate rises from " + iambic::number_text(s.learning_rate) + " to " + iambic::number_text(s.min_learning_rate) +
        ", for --learning-rate is below --min-learning-rate");
}
