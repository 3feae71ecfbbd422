// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_BASE64_H_
#define BEACHCOMB_REPORT_BASE64_H_

#include <openssl/evp.h>

#include <string>
#include <string_view>

namespace beachcomb::report {

// RFC 4648, with padding, in one line.
inline std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  // OpenSSL ends it with a NUL, for which a string has room.
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return out;
}

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_BASE64_H_
