# SPDX-License-Identifier: Apache-2.0
# The three Debian packages that `scripts/package` makes of the components of
# Install.cmake. What must be installed beside them is asked of the libraries
# that were linked (dpkg-shlibdeps), but for the headers of these, which only
# who takes the archive needs.
set(BEACHCOMB_MAINTAINER "beachcomb maintainers <maintainers@beachcomb.invalid>"
    CACHE STRING "Who answers for the packages")

set(lib_package libbeachcomb${soversion})
set(dev_package libbeachcomb-dev)
set(program_package beachcomb)
configure_file(packaging/changelog.in changelog @ONLY)
add_custom_command(
  OUTPUT changelog.gz COMMAND gzip -9nkf changelog DEPENDS changelog VERBATIM)
add_custom_target(changelog_gz ALL DEPENDS changelog.gz)
foreach(component lib dev program)
  install(FILES packaging/copyright ${CMAKE_BINARY_DIR}/changelog.gz
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${${component}_package}
          COMPONENT ${component})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL lib dev program)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_PACKAGE_NAME beachcomb)
set(CPACK_PACKAGE_CONTACT ${BEACHCOMB_MAINTAINER})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_SOURCE_DIR}/build/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
    WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")

set(CPACK_DEBIAN_LIB_PACKAGE_NAME ${lib_package})
set(CPACK_DEBIAN_LIB_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIB_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIB_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/packaging/triggers)
set(CPACK_COMPONENT_LIB_DESCRIPTION "finds web shells with YARA rules (library)
beachcomb scans files, trees of files and buffers for web shells: it unwraps
what is encoded or archived, says what it found and what it could not read.
.
This package has the shared library for programs that embed it.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME ${dev_package})
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "libarchive-dev, libfmt-dev, libre2-dev, libsimdjson-dev, libssl-dev, libtbb-dev,\
 libvectorscan-dev, libyara-dev, zlib1g-dev")
set(CPACK_COMPONENT_DEV_DEPENDS lib)
set(CPACK_COMPONENT_DEV_DESCRIPTION "finds web shells with YARA rules (headers)
beachcomb scans files, trees of files and buffers for web shells: it unwraps
what is encoded or archived, says what it found and what it could not read.
.
This package has the headers, the static library, the CMake package and the
pkg-config file for programs that embed it.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME ${program_package})
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "finds web shells with YARA rules
beachcomb scans trees of files for web shells: it unwraps what is encoded or
archived, says what it found and what it could not read, keeps a copy as
evidence, removes only the file that was found, and writes the report that the
owner of the server gets.
.
This package has the program and the units of systemd that scan every day.")
include(CPack)
