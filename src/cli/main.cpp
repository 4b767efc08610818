// The `iambic` command: reads the command line, runs one command, and turns every failure into one line on stderr.
#include <cstdlib>
#include <iostream>
#include <new>
#include <string>

#include "base/error.hpp"
#include "commands.hpp"
#include "descriptor.hpp"
#include "memory.hpp"
#include "message.hpp"
#include "models/limits.hpp"
#include "ops/kernel_sets.hpp"

namespace {

// $IAMBIC_SIMD: which of the processor's vectors to use. The weights do not show it.
void choose_kernels() {
  if (const char* const set = std::getenv("IAMBIC_SIMD")) blaming("IAMBIC_SIMD", [&] { iambic::use_kernel_set(set); });
}

int guarded_run(int argc, const char* const* argv) {
  choose_kernels();
  iambic::set_memory_limit(memory_here());
  CLI::App app{"Trains a language model on a text, with the same numbers as PyTorch.", "iambic"};
  const std::vector<Command> commands = {train_command(app),  sample_command(app),          trace_command(app),
                                         tokens_command(app), encode_command(app),          decode_command(app),
                                         replay_command(app), check_gradients_command(app), settings_command(app)};
  app.set_version_flag("--version", "iambic " IAMBIC_VERSION ", kernels " + iambic::kernel_set_in_use(),
                       "Tells the version and how it was built.");
  app.footer(
      "Exit status: 0 when all was done, 1 when something failed, 2 for a command line or a file that cannot be used,\n"
      "128 and the signal's number when a run was ended and has saved what there was: 130 Ctrl-C, 143 TERM, 129 HUP,\n"
      "152 processor time, 141 when nothing reads standard output any more.");
  const int status = run_command(app, commands, argc, argv);
  if (status == 0 && !std::cout.flush()) throw iambic::Error("file.unwritable", "standard output cannot be written");
  return status;
}

int fail(int status, const std::string& sentence) {
  say(sentence);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  secure_standard_descriptors();
  try {
    return guarded_run(argc, argv);
  } catch (const BadInput& e) {
    return fail(kBadInput, e.what());
  } catch (const std::bad_alloc&) {
    return fail(1, "there is not enough memory for this; take a shorter text or a smaller model");
  } catch (const std::exception& e) {
    return fail(1, e.what());
  }
}
