// What the same bits everywhere ask of a compiler, or a sentence why it will not do.
//
// Weights come from IEEE's addition, subtraction, multiplication, division and square root alone, each rounded by itself,
// in one order, in vectors of 16 bytes. CMakeLists.txt gives the flags and asks this file before anything is built.
#pragma once

#if !defined(__GNUC__)
#error "Iambic is compiled by GCC or Clang."
#elif defined(__wasm__)
#ifndef __wasm_simd128__
#error "Iambic's core needs -msimd128; the CMake target iambic_core brings it."
#endif
#elif defined(__x86_64__)
#ifndef __SSE4_2__
#error "Iambic's core needs -msse4.2; the CMake target iambic_core brings it."
#endif
#elif !defined(__aarch64__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Iambic knows the processors x86-64, 64-bit ARM (little-endian) and WebAssembly; this compiler works for another one."
#endif

#if defined(__FAST_MATH__) || __FINITE_MATH_ONLY__ || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || \
    defined(__NO_SIGNED_ZEROS__)
#error "Iambic trains the same weights everywhere, which -Ofast, -ffast-math and their parts would change; build it without them."
#endif
#if __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16  // 16: only what is narrower than a float is computed in more bits
#error "Iambic trains the same weights everywhere, which the x87 unit (-mfpmath=387) would change; build it without that flag."
#endif
