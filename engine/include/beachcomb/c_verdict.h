// SPDX-License-Identifier: Apache-2.0
//
// Part of <beachcomb.h>: what a scan gives, as plain values. The library makes
// them, and a program only ever has pointers to them, so that a later version
// may add members at the end of each.
#ifndef BEACHCOMB_C_VERDICT_H_
#define BEACHCOMB_C_VERDICT_H_

#include <stddef.h>
#include <stdint.h>

// Text or a path, which may hold any byte. `data` is never NULL, and
// data[size] is 0, so that what holds no 0 is a C string as well.
typedef struct beachcomb_bytes {
  const char* data;
  size_t size;
} beachcomb_bytes;

enum beachcomb_outcome {
  BEACHCOMB_CLEAN = 0,     // read whole, scanned with every rule, no finding
  BEACHCOMB_DETECTED = 1,  // a finding; there may be a reason as well
  BEACHCOMB_SKIPPED = 2,   // left out by a stated policy
  BEACHCOMB_FAILED = 3     // could not be read or scanned whole
};

enum beachcomb_level {
  BEACHCOMB_NOTICE = 0,      // score below 40
  BEACHCOMB_SUSPICIOUS = 1,  // 40 to 74
  BEACHCOMB_MALICIOUS = 2    // from 75
};

// Why something was skipped or failed. There may be more of them one day.
enum beachcomb_reason {
  BEACHCOMB_REASON_NONE = 0,
  // Skipped.
  BEACHCOMB_REASON_SYMLINK = 1,
  BEACHCOMB_REASON_FIFO = 2,
  BEACHCOMB_REASON_SOCKET = 3,
  BEACHCOMB_REASON_DEVICE = 4,
  BEACHCOMB_REASON_DUPLICATE = 5,  // met before under another root
  BEACHCOMB_REASON_EXCLUDED = 6,
  BEACHCOMB_REASON_OTHER_FILE_SYSTEM = 7,
  BEACHCOMB_REASON_PSEUDO_FILE_SYSTEM = 8,
  BEACHCOMB_REASON_NETWORK_MOUNT = 9,
  BEACHCOMB_REASON_ENCRYPTED = 10,  // from here on: of layers
  BEACHCOMB_REASON_DEPTH_LIMIT = 11,
  BEACHCOMB_REASON_LAYER_LIMIT = 12,
  BEACHCOMB_REASON_SIZE_LIMIT = 13,
  BEACHCOMB_REASON_BYTE_LIMIT = 14,
  BEACHCOMB_REASON_RATIO_LIMIT = 15,
  // Failed.
  BEACHCOMB_REASON_NOT_FOUND = 16,
  BEACHCOMB_REASON_PERMISSION_DENIED = 17,
  BEACHCOMB_REASON_VANISHED = 18,
  BEACHCOMB_REASON_IO_ERROR = 19,
  BEACHCOMB_REASON_CHANGED = 20,  // while it was read
  BEACHCOMB_REASON_TIMEOUT = 21,
  BEACHCOMB_REASON_TOO_MANY_MATCHES = 22,
  BEACHCOMB_REASON_SCAN_ERROR = 23,
  BEACHCOMB_REASON_INTERRUPTED = 24,
  BEACHCOMB_REASON_DAMAGED = 25,     // a container
  BEACHCOMB_REASON_UNSUPPORTED = 26  // a container of a kind that can't be read
};

// One string of a rule that was found.
typedef struct beachcomb_match {
  beachcomb_bytes id;  // "$name"
  uint64_t offset;     // from the start of the layer
  uint64_t length;
  uint64_t line;            // 0 where it is not known
  uint64_t column;          // in bytes; 0 where it is not known
  beachcomb_bytes snippet;  // the bytes around it, not safe to print
} beachcomb_match;

// One rule that holds for one layer.
typedef struct beachcomb_finding {
  beachcomb_bytes rule;
  beachcomb_bytes pack;
  beachcomb_bytes description;
  beachcomb_bytes family;
  const beachcomb_bytes* references;
  size_t reference_count;
  const beachcomb_bytes* mitre;  // ATT&CK technique ids
  size_t mitre_count;
  const beachcomb_bytes* tags;
  size_t tag_count;
  int32_t score;   // 0 to 100
  int32_t level;   // beachcomb_level
  uint32_t layer;  // the id of one of the layers; 0 is the file
  const beachcomb_match* const* matches;
  size_t match_count;
  uint64_t matches_omitted;  // found, but not listed
} beachcomb_finding;

// Bytes that were unwrapped from the file, or from another layer.
typedef struct beachcomb_layer {
  uint32_t id;
  uint32_t parent;         // 0 is the file
  beachcomb_bytes via;     // "zip", "base64 > gzinflate": what was undone
  beachcomb_bytes name;    // of a member of a container
  beachcomb_bytes chain;   // the steps from the file: "web/a.php > base64"
  uint64_t offset;         // where in the parent the wrapping begins
  uint64_t length;         // how many bytes of the parent it takes
  uint64_t size;           // bytes that were scanned
  beachcomb_bytes sha256;  // lower-case hex; empty without a finding
  uint64_t line;           // of the file; 0 where it is not known
  int32_t reason;          // beachcomb_reason: why it was not scanned whole
} beachcomb_layer;

typedef struct beachcomb_reason_count {
  int32_t reason;  // beachcomb_reason
  uint64_t count;
} beachcomb_reason_count;

// What a scan says about one file. This and what is in it is only ever made by
// the library, which may add members at their ends.
typedef struct beachcomb_verdict {
  beachcomb_bytes path;
  int32_t outcome;         // beachcomb_outcome
  int32_t level;           // beachcomb_level; of detected only
  int32_t score;           // the highest of the findings; 0 without one
  int32_t reason;          // beachcomb_reason
  int32_t leaves_unread;   // 0 or 1: content that was asked for was not scanned
  int32_t is_directory;    // 0 or 1: what the path names is a folder
  beachcomb_bytes detail;  // what the system said, for people
  uint64_t size;
  int64_t mtime;           // of entries that were opened
  int32_t has_mtime;       // 0 or 1
  int32_t windowed;        // 0 or 1: scanned in overlapping windows
  beachcomb_bytes sha256;  // lower-case hex; of detected and known good files
  int32_t known_good;      // 0 or 1: clean, for its SHA-256 is known
  const beachcomb_bytes* overruled;  // the rules that held nevertheless
  size_t overruled_count;
  const beachcomb_finding* const* findings;
  size_t finding_count;
  uint64_t findings_omitted;  // in layers, but not listed
  // Those with a finding, the first few that were not scanned whole, and what
  // they stood in. Parents come before their children.
  const beachcomb_layer* const* layers;
  size_t layer_count;
  uint64_t layers_scanned;
  uint64_t layer_bytes;
  const beachcomb_reason_count* layers_skipped;
  size_t layers_skipped_count;
} beachcomb_verdict;

// What a scan of a tree ends with: how many entries each outcome has, and why.
// `entries` is the sum of the four outcomes.
typedef struct beachcomb_summary {
  uint64_t entries;
  uint64_t clean;
  uint64_t detected;
  uint64_t skipped;
  uint64_t failed;
  uint64_t malicious;  // of the detected ones, as are the next two
  uint64_t suspicious;
  uint64_t notice;
  uint64_t known_good;                    // of the clean ones
  uint64_t overruled;                     // of those, with a rule that held
  const beachcomb_reason_count* reasons;  // of what was skipped or failed
  size_t reason_count;
  uint64_t bytes;  // of files that were scanned
  uint64_t layers_scanned;
  uint64_t layer_bytes;
  const beachcomb_reason_count* layers_skipped;
  size_t layers_skipped_count;
  double seconds;
  int32_t complete;  // 0 or 1: the scan was not stopped
  int32_t all_read;  // 0 or 1: nothing that was asked for was left unread
} beachcomb_summary;

#endif  // BEACHCOMB_C_VERDICT_H_
