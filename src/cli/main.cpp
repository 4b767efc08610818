// The `iambic` command: reads the command line, runs one command, and turns every failure into one line on stderr.
#include <algorithm>
#include <iostream>
#include <new>
#include <string>

#include "commands.hpp"
#include "descriptor.hpp"

namespace {

int guarded_run(int argc, const char* const* argv) {
  CLI::App app{"Trains a language model on a text, with the same numbers as PyTorch.", "iambic"};
  const std::vector<Command> commands = {train_command(app),  sample_command(app), encode_command(app),
                                         decode_command(app), replay_command(app), check_gradients_command(app)};
  const int status = run_command(app, commands, argc, argv);
  if (status == 0 && !std::cout.flush()) throw iambic::Error("standard output cannot be written");
  return status;
}

// One line, whatever the user's words were.
int fail(int status, const std::string& sentence) {
  std::string line = "iambic: " + sentence;
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < ' '; }, ' ');
  std::cerr << line << '\n';
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
