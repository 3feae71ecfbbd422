# SPDX-License-Identifier: Apache-2.0
# Writes OUTPUT, a C++ file with the hashes and pages of SOURCE, both sorted:
# signatures/known-good/exchange.txt, where a page stands in a line of its own
# and its hashes behind a blank and the first build.
# Run as: cmake -DSOURCE=… -DOUTPUT=… -P PackKnownGood.cmake
file(STRINGS ${SOURCE} hashes REGEX "^ ")
list(TRANSFORM hashes REPLACE "^ [0-9.]+ " "")
file(GLOB samples ${SIGNATURES}/*/samples/*/*.zip)
foreach(sample IN LISTS samples)
  file(SHA256 ${sample} hash)
  list(APPEND hashes ${hash})
endforeach()
list(SORT hashes)
list(REMOVE_DUPLICATES hashes)
list(LENGTH hashes count)
list(JOIN hashes "\n" bytes)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")

file(STRINGS ${SOURCE} pages REGEX "^[A-Za-z]")
list(TRANSFORM pages TOLOWER)
list(SORT pages)
list(TRANSFORM pages REPLACE "(.+)" "    \"\\1\",\n")
list(JOIN pages "" names)

file(WRITE ${OUTPUT}
  "#include \"known/builtin.h\"\n"
  "namespace beachcomb::known {\n"
  "static constexpr unsigned char kHashes[${count} * 32] = {\n${bytes}};\n"
  "static constexpr std::string_view kPages[] = {\n${names}};\n"
  "std::span<const unsigned char> builtin_hashes() { return kHashes; }\n"
  "std::span<const std::string_view> builtin_pages() { return kPages; }\n"
  "}  // namespace beachcomb::known\n")
