// A limit for every test case, so that a hang names its test: IAMBIC_TEST_SECONDS, by default 120 (the sanitizers are slow).
#include <catch_amalgamated.hpp>

#include <string>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>

// Nothing within wasm ends a loop: Node's watching thread does (tests/limit.cjs).
EM_JS(void, watch, (const char* name), {
  if (globalThis.watchTest) globalThis.watchTest(UTF8ToString(name));
})

#else
#include <unistd.h>
#include <csignal>
#include <cstdlib>

namespace {

std::string message;  // made beforehand: a signal's handler must not allocate

void end(int) {
  if (write(STDERR_FILENO, message.data(), message.size()) < 0) std::_Exit(2);
  std::_Exit(1);
}

void watch(const char* name) {
  const char* given = std::getenv("IAMBIC_TEST_SECONDS");
  const int seconds = given ? std::atoi(given) : 120;
  message = std::string("\"") + name + "\" hangs: it has not ended after " + std::to_string(seconds) + " s\n";
  std::signal(SIGALRM, end);
  alarm(*name ? seconds : 0);
}

}  // namespace
#endif

namespace {

struct Limit : Catch::EventListenerBase {
  using EventListenerBase::EventListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo& test) override { watch(test.name.c_str()); }
  void testCaseEnded(const Catch::TestCaseStats&) override { watch(""); }
};
CATCH_REGISTER_LISTENER(Limit)

// Run by tests/harness/limit.test.mjs only.
TEST_CASE("a test that never ends", "[.hang]") {
  for (volatile bool on = true; on;) {
  }
  SUCCEED();
}

}  // namespace
