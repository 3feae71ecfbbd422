# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where, in three components, which are the three
# Debian packages as well: lib (the shared library), dev (what it takes to
# compile and link against it) and program. All of it may be moved to another
# prefix later.

# Debian's linker, CMake and pkg-config look in lib/<triplet>, under /usr and
# /usr/local alike, and its packages must use it.
if(EXISTS /etc/debian_version AND CMAKE_LIBRARY_ARCHITECTURE)
  set(CMAKE_INSTALL_LIBDIR lib/${CMAKE_LIBRARY_ARCHITECTURE}
      CACHE PATH "Where libraries go")
endif()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Two sets of targets: who links to the shared library needs nothing else, who
# takes the archive (find_package(beachcomb COMPONENTS static)) needs what it
# was made with.
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/beachcomb)
set_target_properties(beachcomb_shared PROPERTIES EXPORT_NAME beachcomb)
set_target_properties(beachcomb_engine PROPERTIES EXPORT_NAME beachcomb_static)
install(
  TARGETS beachcomb_shared EXPORT beachcombTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
          COMPONENT lib NAMELINK_COMPONENT dev
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(
  TARGETS beachcomb_engine EXPORT beachcombStaticTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
foreach(set beachcombTargets beachcombStaticTargets)
  install(EXPORT ${set} NAMESPACE beachcomb:: DESTINATION ${package_dir}
          COMPONENT dev)
endforeach()
configure_package_config_file(
  cmake/beachcombConfig.cmake.in beachcombConfig.cmake
  INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO)
# 0.2 may break what 0.1 had, as the soname says.
set(compatibility SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(compatibility SameMinorVersion)
endif()
write_basic_package_version_file(
  beachcombConfigVersion.cmake COMPATIBILITY ${compatibility})
install(FILES ${CMAKE_BINARY_DIR}/beachcombConfig.cmake
              ${CMAKE_BINARY_DIR}/beachcombConfigVersion.cmake
        DESTINATION ${package_dir} COMPONENT dev)

# beachcomb-static is for the archive with all else shared: `pkg-config --static
# beachcomb` asks for the archives of everything, down to those that libarchive
# needs, and Debian does not have them all.
set(engine_modules "yara libhs re2 tbb fmt libarchive libcrypto zlib simdjson")
file(RELATIVE_PATH to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
foreach(module beachcomb beachcomb-static)
  configure_file(cmake/${module}.pc.in ${module}.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/${module}.pc
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)
endforeach()
install(DIRECTORY engine/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        COMPONENT dev)

install(TARGETS beachcomb DESTINATION ${CMAKE_INSTALL_BINDIR}
        COMPONENT program)
install(FILES ${CMAKE_BINARY_DIR}/beachcomb.1.gz
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${CMAKE_BINARY_DIR}/beachcomb.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME beachcomb COMPONENT program)
install(FILES ${CMAKE_BINARY_DIR}/beachcomb.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        COMPONENT program)
install(FILES ${CMAKE_BINARY_DIR}/_beachcomb
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        COMPONENT program)
install(FILES packaging/systemd/beachcomb.service
              packaging/systemd/beachcomb.timer
        DESTINATION lib/systemd/system COMPONENT program)
