// SPDX-License-Identifier: Apache-2.0
#include "unwrap/archive.h"

#include <archive.h>

#include <algorithm>

#include "unwrap/archive_format.h"
#include "unwrap/archive_members.h"
#include "unwrap/archive_source.h"

namespace beachcomb::unwrap {

bool starts_cpio(std::string_view text) {
  return text.starts_with("070701") || text.starts_with("070702") ||
         text.starts_with("070707");
}

// The sum of the header's bytes, its own field read as blanks.
bool starts_tar(std::string_view text) {
  constexpr std::size_t kSum = 148, kSumEnd = 156, kHeader = 512;
  if (text.size() < kHeader || text[0] == '\0') return false;
  const std::string_view digits = text.substr(kSum, 8);
  unsigned long stated = 0;
  std::size_t i = digits.find_first_not_of(' ');
  if (i >= 7 || digits[i] < '0' || digits[i] > '7') return false;
  for (; i < 8 && digits[i] >= '0' && digits[i] <= '7'; ++i) {
    stated = stated * 8 + static_cast<unsigned long>(digits[i] - '0');
  }
  unsigned long sum = 0;
  for (i = 0; i < kHeader; ++i) {
    const bool own = i >= kSum && i < kSumEnd;
    sum += own ? ' ' : static_cast<unsigned char>(text[i]);
  }
  return sum == stated;
}

namespace {

bool starts_zip(std::string_view text) {
  return text.starts_with("PK\3\4") || text.starts_with("PK\5\6") ||
         text.starts_with("PK\7\10PK");
}

int support_rar(archive* reader) {
  const int code = archive_read_support_format_rar(reader);
  return std::min(code, archive_read_support_format_rar5(reader));
}

// As string_view so that a NUL counts.
template <std::size_t N>
constexpr std::string_view magic(const char (&text)[N]) {
  return {text, N - 1};
}

constexpr Format kFormats[] = {
    {"zip", ARCHIVE_FILTER_NONE, archive_read_support_format_zip, true, true,
     starts_zip},
    {"tar", ARCHIVE_FILTER_NONE, archive_read_support_format_tar, true, true,
     starts_tar},
    {"7z", ARCHIVE_FILTER_NONE, archive_read_support_format_7zip, false, false,
     [](std::string_view t) { return t.starts_with("7z\xbc\xaf\x27\x1c"); }},
    {"rar", ARCHIVE_FILTER_NONE, support_rar, false, true,
     [](std::string_view t) {
       return t.starts_with(magic("Rar!\x1a\x07\x00")) ||
              t.starts_with(magic("Rar!\x1a\x07\x01\x00"));
     }},
    {"cab", ARCHIVE_FILTER_NONE, archive_read_support_format_cab, false, false,
     [](std::string_view t) { return t.starts_with(magic("MSCF\0\0\0\0")); }},
    {"iso", ARCHIVE_FILTER_NONE, archive_read_support_format_iso9660, true,
     true,
     [](std::string_view t) {
       constexpr std::size_t kAt = 32769;
       return t.size() > kAt && t.substr(kAt).starts_with("CD001");
     }},
    {"cpio", ARCHIVE_FILTER_NONE, archive_read_support_format_cpio, true, true,
     starts_cpio},
    {"ar", ARCHIVE_FILTER_NONE, archive_read_support_format_ar, true, true,
     [](std::string_view t) { return t.starts_with("!<arch>\n"); }},
    {"gzip", ARCHIVE_FILTER_GZIP, nullptr, false, false,
     [](std::string_view t) { return t.starts_with("\x1f\x8b\x08"); }, 20},
    {"bzip2", ARCHIVE_FILTER_BZIP2, nullptr, false, false,
     [](std::string_view t) {
       return t.starts_with("BZh") && t.size() > 10 && t[3] >= '1' &&
              t[3] <= '9' &&
              (t.substr(4).starts_with("1AY&SY") ||
               t.substr(4).starts_with("\x17\x72\x45\x38\x50\x90"));
     },
     14},
    {"xz", ARCHIVE_FILTER_XZ, nullptr, false, false,
     [](std::string_view t) {
       return t.starts_with(
           magic("\xfd"
                 "7zXZ\0"));
     },
     32},
    {"zstd", ARCHIVE_FILTER_ZSTD, nullptr, false, false,
     [](std::string_view t) { return t.starts_with("\x28\xb5\x2f\xfd"); }, 13},
    {"lz4", ARCHIVE_FILTER_LZ4, nullptr, false, false,
     [](std::string_view t) { return t.starts_with("\x04\x22\x4d\x18"); }, 15},
    {"lzip", ARCHIVE_FILTER_LZIP, nullptr, false, false,
     [](std::string_view t) { return t.starts_with("LZIP\x01"); }, 36},
    {"compress", ARCHIVE_FILTER_COMPRESS, nullptr, false, false,
     [](std::string_view t) {
       return t.starts_with("\x1f\x9d") && t.size() > 3 && (t[2] & 0x60) == 0 &&
              (t[2] & 0x1f) <= 16;
     },
     3},
};

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A zip may have anything in front of it: what counts is its end.
bool ends_zip(std::string_view text) {
  constexpr std::size_t kEnd = 22;
  return text.size() > kEnd &&
         text.substr(text.size() - kEnd).starts_with("PK\5\6");
}

template <std::size_t I>
bool recognise(Bytes bytes, const Context&) {
  if (kFormats[I].starts(text_of(bytes))) return true;
  return I == 0 && ends_zip(text_of(bytes));
}

template <std::size_t I>
void unwrap_format(Bytes bytes, const Context& context, Output& output) {
  read_members(kFormats[I], Source(bytes), context, output);
}

template <std::size_t I>
constexpr Unwrapper make() {
  return {kFormats[I].name, recognise<I>, {}, unwrap_format<I>};
}

}  // namespace

constinit const Unwrapper kZip = make<0>();
constinit const Unwrapper kTar = make<1>();
constinit const Unwrapper kSevenZip = make<2>();
constinit const Unwrapper kRar = make<3>();
constinit const Unwrapper kCab = make<4>();
constinit const Unwrapper kIso = make<5>();
constinit const Unwrapper kCpio = make<6>();
constinit const Unwrapper kAr = make<7>();
constinit const Unwrapper kGzip = make<8>();
constinit const Unwrapper kBzip2 = make<9>();
constinit const Unwrapper kXz = make<10>();
constinit const Unwrapper kZstd = make<11>();
constinit const Unwrapper kLz4 = make<12>();
constinit const Unwrapper kLzip = make<13>();
constinit const Unwrapper kCompress = make<14>();

bool unwrap_large(std::string_view unwrapper, Windows& file,
                  const Context& context, Output& output) {
  for (const Format& format : kFormats) {
    if (format.name != unwrapper) continue;
    read_members(format, Source(file), context, output);
    return true;
  }
  return false;
}

}  // namespace beachcomb::unwrap
