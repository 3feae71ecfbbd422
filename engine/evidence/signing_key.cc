// SPDX-License-Identifier: Apache-2.0
#include "evidence/signing_key.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "beachcomb/sha256.h"
#include "os/durable.h"
#include "os/process.h"
#include "os/safe_path.h"

namespace beachcomb::evidence {
namespace {

constexpr std::size_t kMostKeyBytes = 64u << 10;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(length)};
}

Bio bio_of(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// No passphrase is asked for on a terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

Result<SigningKey> write_new(const std::string& path, Key key,
                             Result<SigningKey> signing) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0,
                               nullptr, nullptr) != 1) {
    return Error{path + ": the key could not be written"};
  }
  os::Descriptor file;
  os::Status status = os::create_file_at(os::kHere, path.c_str(), &file);
  if (status.ok()) status = os::write_all(file, text_of(bio.get()));
  if (status.ok()) status = os::sync(file);
  if (!status.ok()) {
    return Error{path + ": the key can't be made: " + status.text()};
  }
  return signing;
}

}  // namespace

void FreeKey::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

Result<PublicKey> PublicKey::from_pem(const std::string& pem) {
  const Bio bio = bio_of(pem);
  Key key(PEM_read_bio_PUBKEY(bio.get(), nullptr, no_passphrase, nullptr));
  if (key == nullptr || EVP_PKEY_id(key.get()) != EVP_PKEY_ED25519) {
    return Error{"no Ed25519 public key"};
  }
  return PublicKey(std::move(key));
}

bool PublicKey::verify(std::string_view text,
                       std::string_view signature) const {
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  const bool good =
      EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key_.get()) ==
          1 &&
      EVP_DigestVerify(context, octets(signature), signature.size(),
                       octets(text), text.size()) == 1;
  EVP_MD_CTX_free(context);
  return good;
}

std::string PublicKey::fingerprint() const {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key_.get(), &der);
  if (length <= 0) return {};
  std::string hex = sha256_hex(
      std::as_bytes(std::span(der, static_cast<std::size_t>(length))));
  OPENSSL_free(der);
  return hex;
}

std::string PublicKey::pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(bio.get(), key_.get());
  return text_of(bio.get());
}

Result<SigningKey> SigningKey::load(const std::string& path) {
  std::string pem;
  const os::Status status =
      os::read_file(os::kHere, path.c_str(), true, kMostKeyBytes, &pem);
  if (!status.ok()) return Error{path + ": " + status.text()};
  const Bio bio = bio_of(pem);
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  if (key == nullptr || EVP_PKEY_id(key.get()) != EVP_PKEY_ED25519) {
    return Error{path + ": no Ed25519 private key in PEM without a passphrase"};
  }
  return SigningKey(std::move(key));
}

Result<SigningKey> SigningKey::load_or_make(const std::string& path,
                                            bool* made) {
  *made = false;
  os::FileStat stat;
  const os::Status there = os::stat_at(os::kHere, path.c_str(), true, &stat);
  if (!there.not_found()) return load(path);
  Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (key == nullptr) return Error{path + ": no key could be made"};
  EVP_PKEY_up_ref(key.get());
  SigningKey signing{Key(key.get())};
  *made = true;
  return write_new(path, std::move(key), std::move(signing));
}

std::string SigningKey::sign(std::string_view text) const {
  std::string signature(64, '\0');
  std::size_t length = signature.size();
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  const bool good =
      EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context,
                     reinterpret_cast<unsigned char*>(signature.data()),
                     &length, octets(text), text.size()) == 1;
  EVP_MD_CTX_free(context);
  signature.resize(good ? length : 0);
  return signature;
}

PublicKey SigningKey::public_key() const {
  EVP_PKEY_up_ref(key_.get());
  return PublicKey(Key(key_.get()));
}

}  // namespace beachcomb::evidence
