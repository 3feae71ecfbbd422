// SPDX-License-Identifier: Apache-2.0
//
// The numbers of <beachcomb.h> are those of the enums, which may therefore only
// grow at their ends: a program that was compiled long ago has them in it.

#include "beachcomb.h"
#include "beachcomb/verdict.h"
#include "beachcomb/version.h"

namespace beachcomb {
namespace {

template <typename A, typename B>
constexpr bool same(A a, B b) {
  return static_cast<int>(a) == static_cast<int>(b);
}

static_assert(same(BEACHCOMB_CLEAN, Outcome::clean));
static_assert(same(BEACHCOMB_DETECTED, Outcome::detected));
static_assert(same(BEACHCOMB_SKIPPED, Outcome::skipped));
static_assert(same(BEACHCOMB_FAILED, Outcome::failed));
static_assert(same(BEACHCOMB_NOTICE, Level::notice));
static_assert(same(BEACHCOMB_SUSPICIOUS, Level::suspicious));
static_assert(same(BEACHCOMB_MALICIOUS, Level::malicious));

using enum Reason;
static_assert(same(BEACHCOMB_REASON_NONE, none));
static_assert(same(BEACHCOMB_REASON_SYMLINK, symlink));
static_assert(same(BEACHCOMB_REASON_FIFO, fifo));
static_assert(same(BEACHCOMB_REASON_SOCKET, socket));
static_assert(same(BEACHCOMB_REASON_DEVICE, device));
static_assert(same(BEACHCOMB_REASON_DUPLICATE, duplicate));
static_assert(same(BEACHCOMB_REASON_EXCLUDED, excluded));
static_assert(same(BEACHCOMB_REASON_OTHER_FILE_SYSTEM, other_file_system));
static_assert(same(BEACHCOMB_REASON_PSEUDO_FILE_SYSTEM, pseudo_file_system));
static_assert(same(BEACHCOMB_REASON_NETWORK_MOUNT, network_mount));
static_assert(same(BEACHCOMB_REASON_ENCRYPTED, encrypted));
static_assert(same(BEACHCOMB_REASON_DEPTH_LIMIT, depth_limit));
static_assert(same(BEACHCOMB_REASON_LAYER_LIMIT, layer_limit));
static_assert(same(BEACHCOMB_REASON_SIZE_LIMIT, size_limit));
static_assert(same(BEACHCOMB_REASON_BYTE_LIMIT, byte_limit));
static_assert(same(BEACHCOMB_REASON_RATIO_LIMIT, ratio_limit));
static_assert(same(BEACHCOMB_REASON_NOT_FOUND, not_found));
static_assert(same(BEACHCOMB_REASON_PERMISSION_DENIED, permission_denied));
static_assert(same(BEACHCOMB_REASON_VANISHED, vanished));
static_assert(same(BEACHCOMB_REASON_IO_ERROR, io_error));
static_assert(same(BEACHCOMB_REASON_CHANGED, changed));
static_assert(same(BEACHCOMB_REASON_TIMEOUT, timeout));
static_assert(same(BEACHCOMB_REASON_TOO_MANY_MATCHES, too_many_matches));
static_assert(same(BEACHCOMB_REASON_SCAN_ERROR, scan_error));
static_assert(same(BEACHCOMB_REASON_INTERRUPTED, interrupted));
static_assert(same(BEACHCOMB_REASON_DAMAGED, damaged));
static_assert(same(BEACHCOMB_REASON_UNSUPPORTED, unsupported));

}  // namespace
}  // namespace beachcomb

// The names are literals, so that a NUL stands behind each.

const char* beachcomb_version(void) { return beachcomb::version().data(); }

const char* beachcomb_outcome_name(int outcome) {
  if (outcome < BEACHCOMB_CLEAN || outcome > BEACHCOMB_FAILED) return nullptr;
  return beachcomb::name_of(static_cast<beachcomb::Outcome>(outcome)).data();
}

const char* beachcomb_level_name(int level) {
  if (level < BEACHCOMB_NOTICE || level > BEACHCOMB_MALICIOUS) return nullptr;
  return beachcomb::name_of(static_cast<beachcomb::Level>(level)).data();
}

const char* beachcomb_reason_name(int reason) {
  if (reason < BEACHCOMB_REASON_NONE || reason > BEACHCOMB_REASON_UNSUPPORTED) {
    return nullptr;
  }
  return beachcomb::info_of(static_cast<beachcomb::Reason>(reason)).name.data();
}
