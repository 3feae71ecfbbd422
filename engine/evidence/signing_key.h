// SPDX-License-Identifier: Apache-2.0
//
// Ed25519 (RFC 8032), in the forms that openssl reads and writes, so that a
// journal can be checked without beachcomb.
#ifndef BEACHCOMB_EVIDENCE_SIGNING_KEY_H_
#define BEACHCOMB_EVIDENCE_SIGNING_KEY_H_

#include <memory>
#include <string>
#include <string_view>

#include "beachcomb/result.h"

struct evp_pkey_st;

namespace beachcomb::evidence {

struct FreeKey {
  void operator()(evp_pkey_st* key) const;
};
using Key = std::unique_ptr<evp_pkey_st, FreeKey>;

class PublicKey {
 public:
  static Result<PublicKey> from_pem(const std::string& pem);
  bool verify(std::string_view text, std::string_view signature) const;
  // SHA-256 of the DER of the key, lower-case hex.
  std::string fingerprint() const;
  std::string pem() const;

 private:
  friend class SigningKey;
  explicit PublicKey(Key key) : key_(std::move(key)) {}
  Key key_;
};

class SigningKey {
 public:
  // Makes a key when the file is not there; only this user may read it.
  static Result<SigningKey> load_or_make(const std::string& path, bool* made);
  static Result<SigningKey> load(const std::string& path);
  std::string sign(std::string_view text) const;  // 64 bytes
  PublicKey public_key() const;

 private:
  explicit SigningKey(Key key) : key_(std::move(key)) {}
  Key key_;
};

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_SIGNING_KEY_H_
