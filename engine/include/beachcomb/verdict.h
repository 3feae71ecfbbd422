// SPDX-License-Identifier: Apache-2.0
//
// What a scan says about one file. Plain values: copy, move and keep them as
// you like; nothing here points into the engine.
#ifndef BEACHCOMB_VERDICT_H_
#define BEACHCOMB_VERDICT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"

namespace beachcomb {

enum class Outcome {
  clean,     // read whole, scanned with every rule, no finding
  detected,  // at least one finding; `reason` may be set as well
  skipped,   // left out by a stated policy
  failed,    // could not be read or scanned whole
};

enum class Level { notice, suspicious, malicious };

// malicious from 75, suspicious from 40, notice below.
BEACHCOMB_API Level level_of(int score);

// Why an entry or a layer was skipped or failed. The names in verdict.cc are
// part of the ndjson format.
enum class Reason {
  none,  // nothing is wrong; of layers only
  // Skipped.
  symlink,             // not followed, by default
  fifo,                // a named pipe has no content of its own
  socket,              // neither has a socket
  device,              // nor a character or block device
  duplicate,           // the same file was met before under another root
  excluded,            // --exclude or --include
  other_file_system,   // --one-file-system
  pseudo_file_system,  // /proc, /sys and the like
  network_mount,       // not entered unless asked for
  // Skipped layers; the file that holds them has the reason of the first.
  encrypted,    // no known password opens it
  depth_limit,  // wrapped too often
  layer_limit,  // too many layers in one file
  size_limit,   // one layer is too large; its start was scanned
  byte_limit,   // too many bytes in the layers of one file
  ratio_limit,  // the layers are too large for the size of the file
  // Failed.
  not_found,          // a root or list entry that is not there
  permission_denied,  // file or directory
  vanished,           // there when listed, gone when opened
  io_error,           // any other error while listing, opening or reading
  changed,            // the size changed while it was read
  timeout,            // the budget for one file ran out
  too_many_matches,   // libyara gave up on a string
  scan_error,         // any other libyara error
  interrupted,        // the run was stopped in the middle of this file
  damaged,            // a container whose content can't be read whole
  unsupported,        // a container of a kind that can't be read
};

struct ReasonInfo {
  Reason reason;
  Outcome outcome;        // skipped or failed
  std::string_view name;  // stable, kebab-case, for machines
  std::string_view text;  // for people
  // True when content that was asked for was left unread, so that a run
  // without findings must not end with exit code 0.
  bool leaves_unread;
};

BEACHCOMB_API const ReasonInfo& info_of(Reason reason);
BEACHCOMB_API std::string_view name_of(Outcome outcome);
BEACHCOMB_API std::string_view name_of(Level level);

// What a rule says about itself in its metadata.
struct RuleInfo {
  std::string name;
  std::string pack;  // the YARA namespace
  std::string description;
  std::string family;
  std::vector<std::string> references;
  std::vector<std::string> mitre;  // ATT&CK technique ids
  std::vector<std::string> tags;
  int score = 0;  // 0..100
};

struct Match {
  std::string id;            // "$name"
  std::uint64_t offset = 0;  // bytes from the start of the layer
  std::uint32_t length = 0;  // bytes
  std::uint64_t line = 0;    // from 1; 0 where it is not known
  std::uint64_t column = 0;  // from 1, in bytes; 0 where it is not known
  std::string snippet;       // the bytes around it, unescaped
};

struct Finding {
  RuleInfo rule;
  std::uint32_t layer = 0;  // id of one of Verdict::layers; 0 is the file
  std::vector<Match> matches;
  std::uint64_t matches_omitted = 0;  // found, but not listed in `matches`
};

// Bytes that were unwrapped from the file. Layer 0 is the file itself and is
// not listed.
struct Layer {
  std::uint32_t id = 0;
  std::uint32_t parent = 0;
  std::string via;           // "zip", "base64 > gzinflate": what was undone
  std::uint64_t offset = 0;  // where in the parent the wrapping begins
  std::uint64_t length = 0;  // how many bytes of the parent it takes
  std::string name{};        // of a container's member, as raw bytes
  std::uint64_t size = 0;    // bytes that were scanned
  std::string sha256{};      // lower-case hex; of layers with a finding
  // Where in the file, layer 0, the outermost wrapping begins: the line, from
  // 1; 0 when the file is no text or was scanned in windows.
  std::uint64_t line = 0;
  Reason reason{};  // why it was not scanned, or not whole
};

// Of all layers of one file or run, listed or not.
struct BEACHCOMB_API LayerCounts {
  std::uint64_t scanned = 0;
  std::uint64_t bytes = 0;
  // Not scanned, or not whole.
  std::map<Reason, std::uint64_t> skipped{};

  void merge(const LayerCounts& other);
};

struct BEACHCOMB_API Verdict {
  std::string path;  // the bytes of the name, in no particular encoding
  Outcome outcome = Outcome::clean;
  std::optional<Reason> reason;  // set when skipped or failed; may be set
                                 // together with findings
  std::string detail;            // what the system said, for people
  std::uint64_t size = 0;        // bytes
  // Nanoseconds since 1970, UTC; nothing for entries that were not opened.
  std::optional<std::int64_t> mtime;
  std::string sha256;  // lower-case hex; of detected and known_good files
  // Clean because its SHA-256 is that of a file known to be good. Looked up
  // only for files that something was said about.
  bool known_good = false;
  std::vector<std::string> overruled;  // the rules that held nevertheless
  bool windowed = false;               // scanned in overlapping windows
  bool is_directory = false;           // what the path names is a folder
  std::vector<Finding> findings;
  std::uint64_t findings_omitted = 0;  // in layers, but not listed
  // Those with a finding, the first few that were not scanned whole, and what
  // they stood in. Parents come before their children.
  std::vector<Layer> layers;
  LayerCounts layer_counts;

  // The steps from the file to a layer: "web/a.php > base64 > gzinflate". A
  // step is the name of a member where there is one, else how it was undone.
  // Raw bytes, as names are.
  std::string chain(std::uint32_t layer) const;

  // The highest score of the findings; 0 without one.
  int score() const;

  // Whether `size` is known: of files that were opened, and of buffers, which
  // have no `mtime`.
  bool has_size() const;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_VERDICT_H_
