# cmake --install: the command, the library with its headers under include/iambic, and a package for find_package(iambic).
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/iambic)

if(IAMBIC_TOOLS)
  install(TARGETS iambic)
endif()
install(TARGETS iambic_library EXPORT iambic PUBLIC_HEADER DESTINATION include/iambic)
install(EXPORT iambic FILE iambic-config.cmake NAMESPACE iambic:: DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/iambic-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/iambic-config-version.cmake DESTINATION ${package})
