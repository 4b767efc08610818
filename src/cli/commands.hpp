// The commands of the program. Each adds itself to the command line.
#pragma once

#include "arguments.hpp"

Command train_command(CLI::App& app);
Command sample_command(CLI::App& app);
Command trace_command(CLI::App& app);
Command tokens_command(CLI::App& app);
Command encode_command(CLI::App& app);
Command decode_command(CLI::App& app);
Command replay_command(CLI::App& app);
Command check_gradients_command(CLI::App& app);
Command settings_command(CLI::App& app);
