# The same bits everywhere: gives all that includes the core the flags that keep them, and refuses what would break them.
include(CheckCXXSourceCompiles)

# Fast mathematics rounds as it likes, and a program linked with it turns subnormal numbers into zero.
set(loose "-Ofast|-ffast-math|-funsafe-math-optimizations|-fassociative-math|-freciprocal-math|-ffinite-math-only|-fno-signed-zeros"
  "|-ffp-model=(fast|aggressive)|-fapprox-func|-fsingle-precision-constant|-fdenormal-fp-math=[^ ;]*|-mdaz-ftz|-mfpmath=[^ ;]*387[^ ;]*")
list(JOIN loose "" loose)
set(given CMAKE_CXX_FLAGS CMAKE_EXE_LINKER_FLAGS CMAKE_SHARED_LINKER_FLAGS)
foreach(config ${CMAKE_BUILD_TYPE} ${CMAKE_CONFIGURATION_TYPES})
  string(TOUPPER ${config} config)
  list(APPEND given CMAKE_CXX_FLAGS_${config} CMAKE_EXE_LINKER_FLAGS_${config})
endforeach()
get_directory_property(flags COMPILE_OPTIONS)
get_directory_property(link_flags LINK_OPTIONS)
foreach(variable ${given})
  string(APPEND flags " ${${variable}}")
endforeach()
if(" ${flags} ${link_flags} " MATCHES "[ ;](${loose})[ ;]")
  message(FATAL_ERROR "Iambic trains the same weights everywhere, which ${CMAKE_MATCH_1} would change; configure it without that flag.")
endif()

# Linked last, so that these come after all other flags of a target: no multiplication and addition fused into one rounding.
add_library(iambic_same_bits INTERFACE)
target_compile_features(iambic_same_bits INTERFACE cxx_std_17)
check_cxx_source_compiles("#ifndef __x86_64__\n#error\n#endif\nint main() {}" IAMBIC_X86_64)
if(EMSCRIPTEN)
  set(instructions -msimd128)
elseif(IAMBIC_X86_64)
  set(instructions -msse4.2)
endif()
target_compile_options(iambic_same_bits INTERFACE ${instructions} -fno-fast-math -ffp-contract=off)

# The compiler is asked once, with the user's flags, what every file of the core will ask it.
file(WRITE ${PROJECT_BINARY_DIR}/CMakeFiles/platform.cpp "#include \"${PROJECT_SOURCE_DIR}/src/core/base/platform.hpp\"\n")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
try_compile(IAMBIC_FITS ${PROJECT_BINARY_DIR}/CMakeFiles/platform ${PROJECT_BINARY_DIR}/CMakeFiles/platform.cpp
  COMPILE_DEFINITIONS ${instructions} OUTPUT_VARIABLE why)
unset(CMAKE_TRY_COMPILE_TARGET_TYPE)
if(NOT IAMBIC_FITS)
  string(REGEX MATCH "Iambic[^\"\n]*\\." sentence "${why}")
  message(FATAL_ERROR "${sentence}")
endif()
