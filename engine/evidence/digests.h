// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_EVIDENCE_DIGESTS_H_
#define BEACHCOMB_EVIDENCE_DIGESTS_H_

#include <array>
#include <memory>

#include "beachcomb/file_record.h"
#include "beachcomb/result.h"

struct evp_md_ctx_st;

namespace beachcomb::evidence {

// MD5, SHA-1 and SHA-256 of the same bytes, in pieces: the first two because
// threat intelligence is still looked up by them. Not thread-safe.
class Digests {
 public:
  Digests();
  void update(Bytes bytes);
  FileDigests finish();  // the last call

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::array<std::unique_ptr<evp_md_ctx_st, Free>, 3> contexts_;
  std::uint64_t size_ = 0;
};

bool same(const FileDigests& a, const FileDigests& b);

}  // namespace beachcomb::evidence

#endif  // BEACHCOMB_EVIDENCE_DIGESTS_H_
