// What may end a run before its time: Ctrl-C, a batch system's or a terminal's signal, a reader that went away.
#pragma once

#include <string>

/// An exit status says the signal, as the shell's own do: 130 is Ctrl-C's.
constexpr int kEndedBySignal = 128;

/// From now on INT, TERM, HUP and XCPU are only noted, except those that the caller chose to ignore (nohup, a script's
/// background), and writing to a pipe without a reader or beyond a limit fails instead of killing the program.
void listen_for_endings();

/// The signal that arrived first, 0 while there is none.
int ending_signal();

/// "interrupted", "terminated", ...: what that signal did.
std::string ending_word(int signal);
