// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_KNOWN_GOOD_H_
#define BEACHCOMB_KNOWN_GOOD_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/result.h"

namespace beachcomb {

// The pack of the findings that ScanOptions::exchange_pages asks for.
inline constexpr std::string_view kExchangePack = "exchange";

// Files that are known to be good, by SHA-256: what a rule says about one of
// them is overruled. Filled before a run; after that, safe for concurrent use
// by multiple threads.
class BEACHCOMB_API KnownGood {
 public:
  // What Microsoft Exchange 2013 to 2019 shipped up to March 2021: pages,
  // markup and settings of its web applications.
  void add_builtin() { builtin_ = true; }

  // Adds what a file lists and returns how many hashes that were. A line is a
  // hash in hex with whatever may follow behind a blank or comma, so that the
  // output of sha256sum will do; or the file is a CSV with a head that has a
  // column `sha256` or `hash`, such as Get-FileHash | Export-Csv writes. The
  // Error is "file:line: reason", and then nothing was added.
  Result<std::size_t> add_file(const std::string& path);

  bool empty() const { return !builtin_ && hashes_.empty(); }
  // A SHA-256 in hex; anything else is not known.
  bool contains(std::string_view sha256) const;
  // SHA-256 of all that is listed, lower-case hex: the same lists, the same
  // answers.
  std::string fingerprint() const;

 private:
  using Digest = std::array<unsigned char, 32>;
  bool builtin_ = false;
  std::vector<Digest> hashes_;  // sorted
};

}  // namespace beachcomb

#endif  // BEACHCOMB_KNOWN_GOOD_H_
