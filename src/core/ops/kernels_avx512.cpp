// Compiled for AVX-512 (src/core/CMakeLists.txt): nothing here may run before the processor was asked for it.
#include "ops/kernels.hpp"

namespace iambic {

const Kernels<float> avx512_kernels = kernels_for<float, xsimd::avx512f>("avx512");

}  // namespace iambic
