// SPDX-License-Identifier: Apache-2.0
//
// Small questions about bytes that may be text, shared by the unwrappers.
#ifndef BEACHCOMB_UNWRAP_TEXT_H_
#define BEACHCOMB_UNWRAP_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "beachcomb/result.h"
#include "text/ascii.h"

namespace beachcomb::unwrap {

inline std::string_view view_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

using text::hex_digit;
using text::is_digit;
using text::is_letter;
using text::lower;

inline unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }
// A byte of a name in any of the languages; PHP and C# allow bytes above 127.
inline bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || byte_of(c) >= 0x80;
}
inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool equal_nocase(std::string_view left, std::string_view right);
bool starts_nocase(std::string_view text, std::string_view prefix);
// `needle` in lower case. npos when it is not there.
std::size_t find_nocase(std::string_view text, std::string_view needle,
                        std::size_t from = 0);

// Whether the bytes read like text: by the first and last few thousand, nearly
// all printable ASCII or white space, or valid UTF-8.
bool looks_like_text(std::string_view bytes);
// Whether they begin as a file does that is worth a layer: an archive, a
// program, a compiled page.
bool has_known_magic(std::string_view bytes);

// `code_point` may be any number: what is none becomes U+FFFD.
void append_utf8(std::uint32_t code_point, std::string* out);
bool is_utf8(std::string_view bytes);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_TEXT_H_
