// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_SARIF_ARTIFACTS_H_
#define BEACHCOMB_REPORT_SARIF_ARTIFACTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "beachcomb/report.h"
#include "beachcomb/verdict.h"
#include "json/fields.h"

namespace beachcomb::report {

// The files of a SARIF run that something was found in, and their layers as
// artifacts nested in them.
//
// A file below a root that was named in full stands relative to that root, so
// that the log means the same where the tree is elsewhere. A file below a
// relative root stands relative to the working directory, as it was typed: a
// code host whose checkout that is finds it by this alone.
class SarifArtifacts {
 public:
  explicit SarifArtifacts(const RunFacts& run);

  // By layer, the artifact's index; the file is layer 0.
  using Indexes = std::map<std::uint32_t, std::size_t>;
  Indexes add(const Verdict& verdict);

  // An artifactLocation of a file.
  json::Json location(const std::string& path) const;
  // What the names of bases in locations stand for.
  json::Json base_ids() const;
  // Of the working directory; empty when that is not known.
  std::string directory_uri() const;
  // The objects, with commas between them.
  const std::string& text() const { return text_; }

 private:
  struct Root {
    std::string prefix;  // as the paths below it begin, with its last slash
    std::string id;
  };
  void add(const json::Json& artifact);

  std::string directory_;
  std::vector<Root> roots_;  // that are absolute
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_SARIF_ARTIFACTS_H_
