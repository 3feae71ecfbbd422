// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SHA256_H_
#define BEACHCOMB_SHA256_H_

#include <memory>
#include <string>

#include "beachcomb/export.h"
#include "beachcomb/result.h"

struct evp_md_ctx_st;

namespace beachcomb {

// SHA-256 in pieces. Not thread-safe.
class BEACHCOMB_API Sha256 {
 public:
  Sha256();
  void update(Bytes bytes);
  // Lower-case hex. The last call.
  std::string hex();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

BEACHCOMB_API std::string sha256_hex(Bytes bytes);

}  // namespace beachcomb

#endif  // BEACHCOMB_SHA256_H_
