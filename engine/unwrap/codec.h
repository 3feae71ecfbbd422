// SPDX-License-Identifier: Apache-2.0
//
// The plain encodings, each a pure function. They are as lenient as the
// functions of PHP and .NET whose calls they stand for: what a decoder there
// would skip is skipped here, since a shell may rely on it.
#ifndef BEACHCOMB_UNWRAP_CODEC_H_
#define BEACHCOMB_UNWRAP_CODEC_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace beachcomb::unwrap {

// Either alphabet; other characters are skipped, and so is padding.
std::string decode_base64(std::string_view text);
std::string decode_base32(std::string_view text);
// Pairs of digits; white space is skipped. Empty when there is anything else.
std::string decode_hex(std::string_view text);
// Lines as convert_uuencode() writes them; "begin" and "end" are skipped.
std::string decode_uu(std::string_view text);
std::string rot13(std::string_view text);
// %XX to bytes, and '+' to a space when told.
std::string decode_percent(std::string_view text, bool plus);
// %XX and %uXXXX to UTF-8, as unescape() of JScript.
std::string decode_unescape(std::string_view text);
std::string decode_quoted_printable(std::string_view text);
// What stands between the quotes of a string in JSON.
std::string decode_json(std::string_view text);
// &#60; &#x3c; &lt;
std::string decode_entities(std::string_view text);

enum class Wrapper { raw, zlib, gzip, any };
struct Inflated {
  std::string bytes;
  bool ok = false;   // whole, or at least a good part of it
  bool cut = false;  // there is more than `most`
};
// Inflates at most `most` bytes. What stands before an error is kept.
Inflated inflate(std::string_view bytes, Wrapper wrapper, std::uint64_t most,
                 const std::function<bool()>& expired);

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_CODEC_H_
