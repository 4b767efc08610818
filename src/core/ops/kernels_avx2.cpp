// Compiled for AVX2 (src/core/CMakeLists.txt): nothing here may run before the processor was asked for it.
#include "ops/kernels.hpp"

namespace iambic {

const Kernels<float> avx2_kernels = kernels_for<float, xsimd::avx2>("avx2");

}  // namespace iambic
