# SPDX-License-Identifier: Apache-2.0
# Writes OUTPUT, a C++ file with page.css and page.js of SOURCE, which are
# ASCII. Run as: cmake -DSOURCE=… -DOUTPUT=… -P PackReport.cmake
string(CONCAT code
  "#include \"owner_report/assets.h\"\n"
  "namespace beachcomb::owner_report {\n")
foreach(kind css js)
  file(READ ${SOURCE}/page.${kind} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND code
    "static constexpr char k_${kind}[] = {${bytes}};\n"
    "std::string_view page_${kind}() { return {k_${kind}, sizeof k_${kind}}; }\n")
endforeach()
file(WRITE ${OUTPUT} "${code}}  // namespace beachcomb::owner_report\n")
