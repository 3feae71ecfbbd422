// SPDX-License-Identifier: Apache-2.0
#include "text/base64.h"

#include <openssl/evp.h>

namespace beachcomb::text {
namespace {

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* octets(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  // OpenSSL ends it with a NUL, for which a string has room.
  EVP_EncodeBlock(octets(out), octets(bytes), static_cast<int>(bytes.size()));
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.empty()) return std::string();
  std::string out(text.size() / 4 * 3, '\0');
  const int length =
      EVP_DecodeBlock(octets(out), octets(text), static_cast<int>(text.size()));
  if (length < 0 || static_cast<std::size_t>(length) != out.size()) {
    return std::nullopt;  // OpenSSL passes over white space at the ends
  }
  // To OpenSSL padding is a digit like any other, and of the last digit it
  // drops the bits that fill no byte.
  const std::size_t padding = text.size() - text.find_last_not_of('=') - 1;
  if (padding > 2 || text.find('=') < text.size() - padding) {
    return std::nullopt;
  }
  out.resize(out.size() - padding);
  const std::size_t last = (out.size() - 1) / 3;
  if (base64(std::string_view(out).substr(3 * last)) != text.substr(4 * last)) {
    return std::nullopt;
  }
  return out;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

}  // namespace beachcomb::text
