// SPDX-License-Identifier: Apache-2.0
#include "scan/file_type.h"

#include <cstring>

namespace beachcomb::scan {
namespace {

struct Magic {
  std::string_view bytes;
  const char* type;
};

using namespace std::string_view_literals;  // some have a NUL inside

constexpr Magic kMagics[] = {
    {"MZ"sv, "EXE"},
    {"\x7f"
     "ELF"sv,
     "ELF"},
    {"\xca\xfe\xba\xbe"sv, "JAVACLASS"},
    {"PK\x03\x04"sv, "ZIP"},
    {"Rar!\x1a\x07"sv, "RAR"},
    {"7z\xbc\xaf\x27\x1c"sv, "7Z"},
    {"MSCF"sv, "CAB"},
    {"\x1f\x8b"sv, "GZIP"},
    {"BZh"sv, "BZIP2"},
    {"\xfd"
     "7zXZ\0"sv,
     "XZ"},
    {"GIF8"sv, "GIF"},
    {"\xff\xd8\xff"sv, "JPG"},
    {"\x89PNG"sv, "PNG"},
    {"BM"sv, "BMP"},
    {"%PDF"sv, "PDF"},
    {"{\\rtf"sv, "RTF"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "OLE"},
    {"MDMP"sv, "MDMP"},
    {"regf"sv, "REGF"},
    {"ElfFile"sv, "EVTX"},
    {"!BDN"sv, "PST"},
    {"L\0\0\0\x01\x14\x02\0"sv, "LNK"},
    {"SQLite format 3"sv, "SQLITE"},
};

}  // namespace

const char* file_type_of(Bytes bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.size() >= magic.bytes.size() &&
        std::memcmp(bytes.data(), magic.bytes.data(), magic.bytes.size()) ==
            0) {
      return magic.type;
    }
  }
  return "";
}

}  // namespace beachcomb::scan
