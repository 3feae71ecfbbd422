// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_CHARSET_H_
#define BEACHCOMB_OS_CHARSET_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace beachcomb::os {

// The text in UTF-8, at most `most` bytes of it; what has no meaning in the
// charset becomes U+FFFD. False when the system does not know the charset.
bool to_utf8(const std::string& charset, std::string_view text,
             std::uint64_t most, std::string* out);

// While it lives, the calling thread has the C locale with this character set,
// for a library that goes by it. The locale of the process, and so what other
// threads have, stays as it is.
class ThreadCharset {
 public:
  enum class Kind { ascii, utf8 };
  explicit ThreadCharset(Kind kind);
  ~ThreadCharset();
  ThreadCharset(const ThreadCharset&) = delete;
  ThreadCharset& operator=(const ThreadCharset&) = delete;

 private:
  void* before_;
};

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_CHARSET_H_
