// How much memory there is, and how much a run takes.
#pragma once

#include <cstddef>

#include "training/trainer.hpp"

/// In bytes, whole megabytes: the machine's, or less where a container allows less.
double memory_here();

/// About how many bytes the program takes at most while `workers` train as this one does; `resumed`: a checkpoint was read before.
double bytes_of_run(const iambic::Trainer& trainer, std::size_t workers, bool resumed);
