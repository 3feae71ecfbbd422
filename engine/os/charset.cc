// SPDX-License-Identifier: Apache-2.0
#include "os/charset.h"

#include <iconv.h>
#include <locale.h>  // NOLINT(modernize-deprecated-headers): POSIX

#include <array>
#include <cerrno>

namespace beachcomb::os {

bool to_utf8(const std::string& charset, std::string_view text,
             std::uint64_t most, std::string* out) {
  const iconv_t converter = iconv_open("UTF-8", charset.c_str());
  // POSIX says so.
  if (converter == reinterpret_cast<iconv_t>(-1)) return false;  // NOLINT
  // iconv() does not write to its input.
  char* next = const_cast<char*>(text.data());
  std::size_t left = text.size();
  std::array<char, 16384> buffer{};
  while (left > 0 && out->size() < most) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const std::size_t status = iconv(converter, &next, &left, &to, &room);
    const int error = errno;
    out->append(buffer.data(), buffer.size() - room);
    if (status != static_cast<std::size_t>(-1) || error == E2BIG) continue;
    out->append("\xEF\xBF\xBD");
    if (error == EINVAL) break;  // cut in the middle of a character
    ++next;
    --left;
  }
  iconv_close(converter);
  if (out->size() > most) out->resize(most);
  return true;
}

ThreadCharset::ThreadCharset(Kind kind) {
  // Made once and kept. Where the system has no such locale it is null, and
  // uselocale() changes nothing.
  static const locale_t ascii = newlocale(LC_ALL_MASK, "C", nullptr);
  static const locale_t utf8 = newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
  before_ = uselocale(kind == Kind::ascii ? ascii : utf8);
}

ThreadCharset::~ThreadCharset() { uselocale(static_cast<locale_t>(before_)); }

}  // namespace beachcomb::os
