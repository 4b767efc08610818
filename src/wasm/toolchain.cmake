# Finds Emscripten ($EMSDK, or emcc on the path) and hands over to the toolchain file that comes with it.
#
# Debian's emcc needs NODE_PATH to name Debian's own modules when another `node` comes first on the path (it stops with
# "Cannot find module 'acorn'" otherwise): the `wasm` preset sets it for configuring and building.
find_program(IAMBIC_EMCC emcc HINTS $ENV{EMSDK}/upstream/emscripten REQUIRED)
find_program(IAMBIC_EM_CONFIG em-config HINTS $ENV{EMSDK}/upstream/emscripten REQUIRED)
execute_process(COMMAND ${IAMBIC_EM_CONFIG} EMSCRIPTEN_ROOT OUTPUT_VARIABLE IAMBIC_EMSCRIPTEN OUTPUT_STRIP_TRAILING_WHITESPACE)

# Header libraries may lie outside Emscripten's own folder; dependencies.cmake stages them one by one.
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
include(${IAMBIC_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
