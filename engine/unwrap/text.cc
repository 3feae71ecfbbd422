// SPDX-License-Identifier: Apache-2.0
#include "unwrap/text.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace beachcomb::unwrap {
namespace {

constexpr std::size_t kSample = 4096;

// Length of the UTF-8 sequence that begins here; 0 when it is none.
std::size_t utf8_length(std::string_view text) {
  const unsigned char first = byte_of(text[0]);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0   ? 4
                             : first >= 0xE0 ? 3
                             : first >= 0xC2 ? 2
                                             : 0;
  if (length == 0 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_of(text[i]) & 0xC0) != 0x80) return 0;
  }
  return length;
}

// Up to this share of bytes may be odd.
bool sample_is_text(std::string_view sample) {
  std::size_t odd = 0;
  for (std::size_t i = 0; i < sample.size();) {
    const char c = sample[i];
    if (byte_of(c) >= 0x80) {
      const std::size_t length = utf8_length(sample.substr(i));
      // A sequence that the sample cuts is nobody's fault.
      if (length == 0 && i + 4 < sample.size()) ++odd;
      i += std::max<std::size_t>(length, 1);
      continue;
    }
    if ((c < ' ' && !is_space(c)) || c == 127) odd += c == 0 ? 4 : 2;
    ++i;
  }
  return odd * 8 <= sample.size();
}

}  // namespace

bool equal_nocase(std::string_view left, std::string_view right) {
  return left.size() == right.size() && starts_nocase(left, right);
}

bool starts_nocase(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (lower(text[i]) != lower(prefix[i])) return false;
  }
  return true;
}

std::size_t find_nocase(std::string_view text, std::string_view needle,
                        std::size_t from) {
  if (needle.empty() || text.size() < needle.size()) {
    return std::string_view::npos;
  }
  const char small = needle[0];
  const char big = text::upper(small);
  const std::size_t last = text.size() - needle.size();
  for (std::size_t i = from; i <= last; ++i) {
    if ((text[i] == small || text[i] == big) &&
        starts_nocase(text.substr(i), needle)) {
      return i;
    }
  }
  return std::string_view::npos;
}

bool looks_like_text(std::string_view bytes) {
  if (bytes.empty()) return false;
  if (!sample_is_text(bytes.substr(0, kSample))) return false;
  return bytes.size() <= kSample ||
         sample_is_text(bytes.substr(bytes.size() - kSample));
}

bool has_known_magic(std::string_view bytes) {
  static constexpr std::array<std::string_view, 10> kMagic = {
      "MZ",
      "\x7F"
      "ELF",
      "PK\x03\x04",
      "\xCA\xFE\xBA\xBE",
      "\x1F\x8B\x08",
      "BZh",
      "\xFD"
      "7zXZ",
      "7z\xBC\xAF",
      "Rar!",
      "\xFF\xFE<"};
  if (bytes.size() < 64) return false;
  return std::any_of(kMagic.begin(), kMagic.end(), [&](std::string_view m) {
    return bytes.substr(0, m.size()) == m;
  });
}

void append_utf8(std::uint32_t code_point, std::string* out) {
  const auto put = [out](std::uint32_t byte) {
    out->push_back(static_cast<char>(byte));
  };
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) {
    code_point = 0xFFFD;
  }
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace beachcomb::unwrap
