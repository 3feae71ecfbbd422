// SPDX-License-Identifier: Apache-2.0
#include "unwrap/dotnet_metadata.h"

#include <algorithm>

#include "unwrap/text.h"

namespace beachcomb::unwrap {
namespace {

std::uint32_t number(std::string_view text, std::size_t at, std::size_t width) {
  if (at > text.size() || text.size() - at < width) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = width; i-- > 0;) {
    value = value << 8 | byte_of(text[at + i]);
  }
  return value;
}

// The columns of each table (II.22), a letter for each:
//   1 2 4  that many bytes      s g b  index into #Strings, #GUID, #Blob
//   A-N    coded index, below   others  index into a table, see kSimple
constexpr std::array<std::string_view, 45> kSchema = {
    "2sggg",     "Ass", "4ssCfm", "f",   "2sb",       "m",    "422sbp",
    "p",         "22s", "tC",     "Dsb", "11Eb",      "FGb",  "Hb",
    "2Ib",       "24t", "4f",     "b",   "te",        "e",    "2sC",
    "tr",        "r",   "2sb",    "2mJ", "tKK",       "s",    "b",
    "2Lsx",      "4f",  "44",     "4",   "422224bss", "4",    "444",
    "22224bssb", "4a",  "444a",   "4sb", "44ssM",     "44sM", "tt",
    "22Ns",      "Kb",  "nC"};
constexpr std::string_view kSimple = "fmpterxan";
constexpr std::array<std::size_t, 9> kSimpleTable = {4,  6,  8,  2, 20,
                                                     23, 26, 35, 42};

// The coded indices (II.24.2.6): bits of the tag, and the tables, up to -1.
struct Coded {
  char letter;
  unsigned bits;
  std::array<signed char, 23> tables;
};
constexpr std::array<Coded, 13> kCoded = {{
    {'A', 2, {0, 26, 35, 1, -1}},
    {'C', 2, {2, 1, 27, -1}},
    {'D', 3, {2, 1, 26, 6, 27, -1}},
    {'E', 2, {4, 8, 23, -1}},
    {'F', 5, {6,  4,  1,  2,  8,  9,  10, 0,  14, 23, 20, 17,
              26, 27, 32, 35, 38, 39, 40, 42, 44, 43, -1}},
    {'G', 3, {6, 10, -1}},
    {'H', 1, {4, 8, -1}},
    {'I', 2, {2, 6, 32, -1}},
    {'J', 1, {20, 23, -1}},
    {'K', 1, {6, 10, -1}},
    {'L', 1, {4, 6, -1}},
    {'M', 2, {38, 35, 39, -1}},
    {'N', 1, {2, 6, -1}},
}};

constexpr std::size_t kMostStreams = 16;
// A file full of signatures must not cost a look at the tables for each.
constexpr int kMostRoots = 64;

std::string utf16le(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    std::uint32_t unit = number(text, i, 2);
    const std::uint32_t low = number(text, i + 2, 2);
    if (unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(unit, &out);
  }
  return out;
}

}  // namespace

// The PE headers could lead to the root, but a signature and a version text
// are as sure, and a damaged or cut assembly has them still.
DotnetMetadata::DotnetMetadata(std::string_view file) {
  int tries = 0;
  for (std::size_t at = file.find("BSJB");
       at != file.npos && tries < kMostRoots; at = file.find("BSJB", at + 1)) {
    if (number(file, at + 4, 2) != 1) continue;
    ++tries;
    tables_ = strings_ = user_strings_ = {};
    offset_ = at;
    root_ = file.substr(at);
    if (find_streams() && read_tables()) {
      ok_ = true;
      return;
    }
  }
}

bool DotnetMetadata::find_streams() {
  const std::size_t version = number(root_, 12, 4);
  if (version > 255) return false;
  std::size_t at = 16 + version + 4;
  const std::size_t count =
      std::min<std::size_t>(number(root_, at - 2, 2), kMostStreams);
  std::size_t end = at;
  for (std::size_t i = 0; i < count && at + 8 < root_.size(); ++i) {
    const std::size_t from = number(root_, at, 4);
    const std::size_t size = number(root_, at + 4, 4);
    std::string_view name = root_.substr(at + 8, 32);
    name = name.substr(0, name.find('\0'));
    at += 8 + (name.size() / 4 + 1) * 4;
    if (from > root_.size()) continue;
    const std::string_view stream = root_.substr(from, size);
    end = std::max(end, from + stream.size());
    if (name == "#~" || name == "#-") tables_ = stream;
    if (name == "#Strings") strings_ = stream;
    if (name == "#US") user_strings_ = stream;
  }
  root_ = root_.substr(0, end);
  return !tables_.empty();
}

bool DotnetMetadata::read_tables() {
  if (tables_.size() < 24) return false;
  heap_sizes_ = number(tables_, 6, 1);
  std::size_t at = 24;
  for (std::size_t table = 0; table < kTables; ++table) {
    const bool present =
        (number(tables_, 8 + table / 8, 1) >> (table % 8) & 1) != 0;
    rows_[table] = present ? number(tables_, at, 4) : 0;
    if (present) at += 4;
  }
  if ((heap_sizes_ & 0x40) != 0) at += 4;  // "extra data"
  for (std::size_t table = 0; table < kTables; ++table) {
    starts_[table] = std::min(at, tables_.size());
    const std::size_t width = row_width(table);
    // Not more rows than there are bytes for them.
    const std::size_t room =
        width == 0 ? 0 : (tables_.size() - starts_[table]) / width;
    rows_[table] =
        static_cast<std::uint32_t>(std::min<std::size_t>(rows_[table], room));
    at += width * rows_[table];
  }
  return true;
}

std::size_t DotnetMetadata::coded_width(char letter) const {
  for (const Coded& coded : kCoded) {
    if (coded.letter != letter) continue;
    std::uint32_t most = 0;
    for (const signed char table : coded.tables) {
      if (table < 0) break;
      most = std::max(most, rows_[static_cast<std::size_t>(table)]);
    }
    return most < (std::uint32_t{1} << (16 - coded.bits)) ? 2 : 4;
  }
  return 0;
}

std::size_t DotnetMetadata::column_width(char kind) const {
  switch (kind) {
    case '1':
      return 1;
    case '2':
      return 2;
    case '4':
      return 4;
    case 's':
      return (heap_sizes_ & 1) != 0 ? 4 : 2;
    case 'g':
      return (heap_sizes_ & 2) != 0 ? 4 : 2;
    case 'b':
      return (heap_sizes_ & 4) != 0 ? 4 : 2;
    default:
      break;
  }
  const std::size_t simple = kSimple.find(kind);
  if (simple != kSimple.npos) {
    return rows_[kSimpleTable[simple]] < 0x10000 ? 2 : 4;
  }
  return coded_width(kind);
}

std::size_t DotnetMetadata::row_width(std::size_t table) const {
  if (table >= kSchema.size()) return 0;
  std::size_t width = 0;
  for (const char kind : kSchema[table]) width += column_width(kind);
  return width;
}

DotnetMetadata::Column DotnetMetadata::column(Table table,
                                              std::size_t index) const {
  Column result{0, 0};
  const std::string_view schema = kSchema[table];
  for (std::size_t i = 0; i <= index; ++i) {
    result.offset += result.width;
    result.width = column_width(schema[i]);
  }
  return result;
}

std::uint32_t DotnetMetadata::cell(Table table, std::uint32_t row,
                                   std::size_t index) const {
  if (row == 0 || row > rows_[table]) return 0;
  const Column place = column(table, index);
  return number(tables_,
                starts_[table] + (row - 1) * row_width(table) + place.offset,
                place.width);
}

std::string DotnetMetadata::name(std::uint32_t at) const {
  if (at >= strings_.size()) return {};
  // Compilers keep names short; forged ones must not fill the layer alone.
  const std::string_view rest = strings_.substr(at, 1024);
  return std::string(rest.substr(0, rest.find('\0')));
}

std::string DotnetMetadata::type_ref_name(std::uint32_t row) const {
  const std::string space = name(cell(kTypeRef, row, 2));
  const std::string type = name(cell(kTypeRef, row, 1));
  return space.empty() ? type : space + '.' + type;
}

std::string DotnetMetadata::type_def_name(std::uint32_t row) const {
  const std::string space = name(cell(kTypeDef, row, 2));
  const std::string type = name(cell(kTypeDef, row, 1));
  return space.empty() ? type : space + '.' + type;
}

std::uint32_t DotnetMetadata::first_method(std::uint32_t type) const {
  return cell(kTypeDef, type, 5);
}

std::string DotnetMetadata::method_name(std::uint32_t row) const {
  return name(cell(kMethodDef, row, 3));
}

std::string DotnetMetadata::member_name(std::uint32_t row) const {
  return name(cell(kMemberRef, row, 1));
}

std::string DotnetMetadata::member_class(std::uint32_t row) const {
  const std::uint32_t parent = cell(kMemberRef, row, 0);
  switch (parent & 7) {
    case 0:
      return type_def_name(parent >> 3);
    case 1:
      return type_ref_name(parent >> 3);
    default:
      return {};
  }
}

void DotnetMetadata::for_each_user_string(
    const std::function<bool(const std::string&)>& take) const {
  std::size_t at = 1;  // the first is the empty one
  while (at < user_strings_.size()) {
    const unsigned first = byte_of(user_strings_[at]);
    std::size_t length = first;
    std::size_t head = 1;
    if ((first & 0xC0) == 0x80) {
      head = 2;
      length = (first & 0x3Fu) << 8 | number(user_strings_, at + 1, 1);
    } else if ((first & 0xE0) == 0xC0) {
      head = 4;
      length = (first & 0x1Fu) << 24 | number(user_strings_, at + 1, 1) << 16 |
               number(user_strings_, at + 2, 1) << 8 |
               number(user_strings_, at + 3, 1);
    }
    at += head;
    if (at >= user_strings_.size()) break;
    const std::string_view string = user_strings_.substr(at, length);
    at += length;
    if (string.size() > 1 && !take(utf16le(string))) break;
  }
}

}  // namespace beachcomb::unwrap
