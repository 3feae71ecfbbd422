# SPDX-License-Identifier: Apache-2.0
# Writes OUTPUT, a C++ file with a tar.gz of the rule files below SIGNATURES
# and of what is wanted of them.
# Run as: cmake -DSIGNATURES=… -DOUTPUT=… -P PackSignatures.cmake
file(GLOB rules RELATIVE ${SIGNATURES} ${SIGNATURES}/*/*.yar
     ${SIGNATURES}/beachcomb.toml)
list(SORT rules)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E tar czf ${OUTPUT}.tar.gz --format=gnutar -- ${rules}
  WORKING_DIRECTORY ${SIGNATURES} COMMAND_ERROR_IS_FATAL ANY)
file(READ ${OUTPUT}.tar.gz hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT}
  "#include \"scan/builtin_packs.h\"\n"
  "namespace beachcomb {\n"
  "static constexpr unsigned char kPacks[] = {\n${bytes}};\n"
  "std::span<const unsigned char> builtin_packs() { return kPacks; }\n"
  "}  // namespace beachcomb\n")
