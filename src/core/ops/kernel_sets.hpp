// Which of the kernels' instruction sets this processor has, and which is in use.
#pragma once

#include <string>
#include <vector>

namespace iambic {

/// The names of the sets that can be used here, from the narrowest vectors to the widest: of sse, avx2, avx512; or neon.
std::vector<std::string> kernel_sets();

/// Uses this set from now on, whose bits are those of every other. Not while another thread trains.
/// Throws Error when it is none of kernel_sets().
void use_kernel_set(const std::string& name);

/// The name of the set in use: the widest, unless another one was asked for.
std::string kernel_set_in_use();

}  // namespace iambic
