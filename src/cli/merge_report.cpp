#include "merge_report.hpp"

#include <algorithm>

#include "base/number_text.hpp"
#include "message.hpp"
#include "text/merges.hpp"

namespace {

constexpr double kMuch = 1e8;  // bytes, of some eight million characters: fewer are merged in a second or two

double bytes_of(const iambic::Corpus& characters) { return iambic::kBytesToLearn * static_cast<double>(characters.train_tokens); }

std::string grouped(std::int64_t number) { return iambic::grouped(static_cast<std::uint64_t>(number)); }

}  // namespace

MergeReport::MergeReport(std::ostream& out, bool on_terminal, const iambic::Corpus& characters, std::size_t vocab_size)
    : out_(out),
      in_lines_(!on_terminal && bytes_of(characters) > kMuch),
      merges_(static_cast<std::int64_t>(vocab_size) - characters.tokenizer->vocab_size()),
      bar_(out, on_terminal, "merge") {
  if (merges_ > 0 && bytes_of(characters) > kMuch)
    say("learning the tokens takes about " + grouped(static_cast<std::int64_t>(bytes_of(characters) / 1e6)) + " MB of memory");
}

void MergeReport::merged() {
  bar_.show(++made_, merges_, std::chrono::duration<double>(Clock::now() - start_).count());
  if (in_lines_ && made_ % std::max<std::int64_t>(1, merges_ / 10) == 0)
    out_ << "merge " << grouped(made_) << " of " << grouped(merges_) << std::endl;
}
