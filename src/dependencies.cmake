# Finds the libraries Iambic is built on, or fetches them, and stages their headers in one folder.
#
# An installed copy is taken when its version fits (scripts/setup leaves one in build/deps on Debian); otherwise the
# project's own archive, pinned by its SHA-256. Only the staged folder goes on the include path: emcc must never see a
# system's include folder as a whole.
include(FetchContent)
set(IAMBIC_DEPS ${PROJECT_SOURCE_DIR}/build/deps)
set(FETCHCONTENT_BASE_DIR ${IAMBIC_DEPS}/fetched)  # one download for all presets
list(PREPEND CMAKE_PREFIX_PATH ${IAMBIC_DEPS}/usr)

# iambic_fetch(<result> <name> <url> <sha256>): result = the folder of the unpacked archive; nothing in it is built.
function(iambic_fetch result name url sha256)
  message(STATUS "Fetching ${url}")
  set(name iambic_${name})  # the project around may fetch another version
  FetchContent_Declare(${name} URL ${url} URL_HASH SHA256=${sha256} SOURCE_SUBDIR not-built)
  FetchContent_MakeAvailable(${name})
  string(TOLOWER ${name} lower)
  set(${result} ${${lower}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

# iambic_stage(<package> <its folder of headers> <least version> <first version that is too new> <url> <sha256>)
function(iambic_stage package headers least beyond url sha256)
  find_package(${package} QUIET CONFIG)
  if(${package}_FOUND AND ${package}_VERSION VERSION_GREATER_EQUAL least AND ${package}_VERSION VERSION_LESS beyond)
    set(up ${${package}_DIR}/../../..)  # from share/cmake/<package>; one more from lib/<machine>/cmake/<package>
    find_path(${package}_INCLUDE ${headers} HINTS ${up}/include ${up}/../include REQUIRED NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
    set(include ${${package}_INCLUDE})
  else()
    iambic_fetch(source ${package} ${url} ${sha256})
    set(include ${source}/include)
  endif()
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include)
  file(CREATE_LINK ${include}/${headers} ${PROJECT_BINARY_DIR}/include/${headers} SYMBOLIC)
endfunction()

get_cmake_property(names_around CACHE_VARIABLES)
# xtl first: xtensor and xsimd look for it. xtensor 0.27 and xtl 0.8 want C++20.
iambic_stage(xtl xtl 0.7.5 0.8 https://github.com/xtensor-stack/xtl/archive/0.7.7.tar.gz
             44fb99fbf5e56af5c43619fc8c29aa58e5fad18f3ba6e7d9c55c111b62df1fbb)
iambic_stage(xsimd xsimd 13 999 https://github.com/xtensor-stack/xsimd/archive/13.2.0.tar.gz
             edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a)
iambic_stage(xtensor xtensor 0.25 0.27 https://github.com/xtensor-stack/xtensor/archive/0.25.0.tar.gz
             32d5d9fd23998c57e746c375a544edf544b74f0a18ad6bc3c38cbba968d5e6c7)
# RapidJSON's last release is of 2016 and no longer compiles everywhere; distributions patch it, elsewhere a later state.
iambic_stage(RapidJSON rapidjson 1.1 2 https://github.com/Tencent/rapidjson/archive/24b5e7a8b27f42fa16b96fc70aade9106cf7102f.tar.gz
             2d2601a82d2d3b7e143a3c8d43ef616671391034bc46891a9816b79cf2d3e7a8)
if(NOT PROJECT_IS_TOP_LEVEL)  # what looking for them left behind, for the project around looks for its own
  get_cmake_property(names CACHE_VARIABLES)
  list(REMOVE_ITEM names ${names_around})
  list(FILTER names EXCLUDE REGEX "^FETCHCONTENT_")
  foreach(name ${names})
    unset(${name} CACHE)
  endforeach()
endif()

add_library(iambic_headers INTERFACE)
target_include_directories(iambic_headers SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/include)
if(NOT EMSCRIPTEN)  # in namespaces of their own, for the program around may have another version of them
  foreach(name xtl xsimd xt rapidjson)
    target_compile_definitions(iambic_headers INTERFACE ${name}=iambic_${name})
  endforeach()
endif()
if(NOT IAMBIC_TOOLS)
  return()
endif()

iambic_stage(CLI11 CLI 2.3 3 https://github.com/CLIUtils/CLI11/archive/v2.4.1.tar.gz
             73b7ec52261ce8fe980a29df6b4ceb66243bb0b779451dbd3d014cfec9fdbb58)

# What is not ours is compiled without warnings and sanitizers.
set(foreign -w $<$<BOOL:${IAMBIC_SANITIZE}>:-fno-sanitize=all>)

# CLI11's functions, compiled once and not in every file that includes it (which took 25 s a file under the sanitizers).
file(GLOB parts RELATIVE ${PROJECT_BINARY_DIR}/include ${PROJECT_BINARY_DIR}/include/CLI/impl/*_inl.hpp)
list(TRANSFORM parts REPLACE "(.+)" "#include <\\1>\n")
list(JOIN parts "" parts)
file(CONFIGURE OUTPUT cli11.cpp CONTENT "@parts@" @ONLY)
add_library(cli11 STATIC EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/cli11.cpp)
target_compile_definitions(cli11 PUBLIC CLI11_COMPILE)
target_compile_options(cli11 PRIVATE ${foreign})
target_link_libraries(cli11 PUBLIC iambic_headers)

# Catch2 is compiled from source, as one file: the suite runs natively, under sanitizers and as wasm.
set(catch2 ${IAMBIC_DEPS}/catch2)
if(NOT EXISTS ${catch2}/extras/catch_amalgamated.cpp)
  iambic_fetch(catch2 Catch2 https://github.com/catchorg/Catch2/archive/v3.7.1.tar.gz
        c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
endif()
add_library(catch2 STATIC EXCLUDE_FROM_ALL ${catch2}/extras/catch_amalgamated.cpp)
target_include_directories(catch2 SYSTEM PUBLIC ${catch2}/extras)
target_compile_options(catch2 PRIVATE ${foreign} -O0)
