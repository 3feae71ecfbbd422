// SPDX-License-Identifier: Apache-2.0
#include "evidence/digests.h"

#include <openssl/evp.h>

#include <string_view>

#include "text/base64.h"

namespace beachcomb::evidence {
namespace {

std::string finish_one(evp_md_ctx_st* context) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned length = 0;
  EVP_DigestFinal_ex(context, digest.data(), &length);
  return text::hex({reinterpret_cast<const char*>(digest.data()), length});
}

}  // namespace

void Digests::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Digests::Digests() {
  const EVP_MD* const kinds[] = {EVP_md5(), EVP_sha1(), EVP_sha256()};
  for (std::size_t i = 0; i < contexts_.size(); ++i) {
    contexts_[i].reset(EVP_MD_CTX_new());
    EVP_DigestInit_ex(contexts_[i].get(), kinds[i], nullptr);
  }
}

void Digests::update(Bytes bytes) {
  for (const auto& context : contexts_) {
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
  }
  size_ += bytes.size();
}

FileDigests Digests::finish() {
  return {.md5 = finish_one(contexts_[0].get()),
          .sha1 = finish_one(contexts_[1].get()),
          .sha256 = finish_one(contexts_[2].get()),
          .size = size_};
}

bool same(const FileDigests& a, const FileDigests& b) {
  return a.size == b.size && a.md5 == b.md5 && a.sha1 == b.sha1 &&
         a.sha256 == b.sha256;
}

}  // namespace beachcomb::evidence
