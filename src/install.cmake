# cmake --install: the command, the core as a library, its headers under include/iambic, and a package for find_package(iambic).
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/iambic)

set_target_properties(iambic_core PROPERTIES EXPORT_NAME core)
install(TARGETS iambic)
install(TARGETS iambic_core iambic_headers iambic_same_bits EXPORT iambic)
install(EXPORT iambic FILE iambic-targets.cmake NAMESPACE iambic:: DESTINATION ${package})
install(DIRECTORY src/core/ DESTINATION include/iambic FILES_MATCHING PATTERN *.hpp)

# Other versions of these libraries may not compile: dependencies.cmake has the same limits.
file(CONFIGURE OUTPUT iambic-config.cmake @ONLY CONTENT [[
include(CMakeFindDependencyMacro)
find_dependency(xtl)
find_dependency(xsimd)
find_dependency(xtensor)
include(${CMAKE_CURRENT_LIST_DIR}/iambic-targets.cmake)
]])
write_basic_package_version_file(${PROJECT_BINARY_DIR}/iambic-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/iambic-config.cmake ${PROJECT_BINARY_DIR}/iambic-config-version.cmake DESTINATION ${package})
