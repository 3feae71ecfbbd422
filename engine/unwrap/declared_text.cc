// SPDX-License-Identifier: Apache-2.0
//
// The two-byte charsets of East Asia, where the page declares one. Their
// second byte may be a backslash, a quote's neighbour or a bar, so that the
// raw bytes read differently from what the server runs; and rules that look
// for the words of a kit are written in UTF-8. Decided by the declaration and
// by bytes that are no UTF-8.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "os/charset.h"
#include "unwrap/text.h"
#include "unwrap/text_unwrappers.h"

namespace beachcomb::unwrap {
namespace {

struct Charset {
  std::string_view declared;  // lower case
  std::string_view name;      // for people
  const char* iconv;
};
constexpr std::array<Charset, 14> kCharsets = {{
    {"gb2312", "gbk", "GB18030"},
    {"gbk", "gbk", "GB18030"},
    {"gb18030", "gbk", "GB18030"},
    {"936", "gbk", "GB18030"},
    {"shift_jis", "shift-jis", "CP932"},
    {"shift-jis", "shift-jis", "CP932"},
    {"sjis", "shift-jis", "CP932"},
    {"932", "shift-jis", "CP932"},
    {"big5", "big5", "CP950"},
    {"950", "big5", "CP950"},
    {"euc-jp", "euc-jp", "EUC-JP"},
    {"euc-kr", "euc-kr", "CP949"},
    {"ks_c_5601", "euc-kr", "CP949"},
    {"949", "euc-kr", "CP949"},
}};
constexpr std::array<std::string_view, 9> kMarks = {
    "gb2312", "gbk",  "gb18030", "codepage", "shift_jis",
    "sjis",   "big5", "euc-jp",  "euc-kr"};
constexpr std::array<std::string_view, 3> kDeclarations = {
    "charset", "codepage", "encoding"};
// A declaration stands at the beginning.
constexpr std::size_t kHead = 16384;

const Charset* charset_at(std::string_view rest) {
  std::size_t i = 0;
  while (i < rest.size() && i < 8 &&
         (is_space(rest[i]) || rest[i] == '=' || rest[i] == '"' ||
          rest[i] == '\'' || rest[i] == ':' || rest[i] == '(')) {
    ++i;
  }
  if (i == 0) return nullptr;
  rest.remove_prefix(i);
  for (const Charset& charset : kCharsets) {
    if (!starts_nocase(rest, charset.declared)) continue;
    const std::size_t length = charset.declared.size();
    if (rest.size() == length || !is_digit(rest[length])) return &charset;
  }
  return nullptr;
}

const Charset* declared_charset(std::string_view text) {
  const std::string_view head = text.substr(0, kHead);
  for (const std::string_view word : kDeclarations) {
    for (std::size_t at = find_nocase(head, word); at != head.npos;
         at = find_nocase(head, word, at + 1)) {
      const Charset* charset = charset_at(head.substr(at + word.size()));
      if (charset != nullptr) return charset;
    }
  }
  return nullptr;
}

bool recognises(Bytes bytes, const Context&) {
  return bytes.size() >= 16 &&
         std::find(
             bytes.begin(),
             bytes.begin() + std::min<std::ptrdiff_t>(std::ssize(bytes), 64),
             std::byte{0}) ==
             bytes.begin() + std::min<std::ptrdiff_t>(std::ssize(bytes), 64);
}

void unwrap(Bytes bytes, const Context&, Output& output) {
  const std::string_view text = view_of(bytes);
  const Charset* charset = declared_charset(text);
  if (charset == nullptr || is_utf8(text)) return;
  Piece piece;
  piece.via = {std::string(charset->name)};
  piece.length = text.size();
  // One byte more shows that it is cut.
  if (os::to_utf8(charset->iconv, text, output.most_bytes() + 1,
                  &piece.bytes)) {
    fit(output, &piece);
    output.add(std::move(piece));
  }
}

}  // namespace

const Unwrapper& declared_text() {
  static constexpr Unwrapper row = {"declared-text", recognises, kMarks,
                                    unwrap};
  return row;
}

}  // namespace beachcomb::unwrap
