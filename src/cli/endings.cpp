#include "endings.hpp"

#include <signal.h>

namespace {

volatile sig_atomic_t arrived = 0;

extern "C" void note(int signal) {
  if (arrived == 0) arrived = signal;
}

struct Ending {
  int signal;
  const char* word;
};
constexpr Ending kEndings[] = {
    {SIGINT, "interrupted"},
    {SIGTERM, "terminated"},
    {SIGHUP, "hung up"},
    {SIGXCPU, "out of processor time"},
};

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;  // without SA_RESTART: what waits for a reader that never comes is woken
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void listen_for_endings() {
  for (const Ending& ending : kEndings)
    if (!is_ignored(ending.signal)) handle(ending.signal, note);
  for (const int signal : {SIGPIPE, SIGXFSZ}) handle(signal, SIG_IGN);
}

int ending_signal() { return arrived; }

std::string ending_word(int signal) {
  for (const Ending& ending : kEndings)
    if (ending.signal == signal) return ending.word;
  return "ended";
}
