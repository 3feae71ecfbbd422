// SPDX-License-Identifier: Apache-2.0
//
// Samples of web shells lie about in archives with a password, so that no
// scanner, backup or careless click meets one. They are read from there into
// memory and never written to disk.
#ifndef BEACHCOMB_SAMPLES_SAMPLE_FILES_H_
#define BEACHCOMB_SAMPLES_SAMPLE_FILES_H_

#include <functional>
#include <string>
#include <vector>

#include "beachcomb/result.h"

namespace beachcomb::samples {

// The samples of one rule: an archive, a folder or a file.
struct Source {
  std::string rule;
  std::string path;
};

// What lies in samples/hit or samples/miss of a pack, by name; nothing when
// there is no such folder. Notes for people (*.md) are no samples.
Result<std::vector<Source>> sources_in(const std::string& folder);

// Called with the name of a sample below its source, empty when the source is
// the sample, and its bytes.
using Visit = std::function<void(const std::string& name, Bytes bytes)>;

// Reads the samples of a source, one after the other. Returns how many; an
// Error when one could not be read.
Result<std::size_t> for_each_sample(const Source& source, const Visit& visit);

// A file of an archive that is written.
struct Member {
  std::string name;
  std::string bytes;
};

// A zip with the password `infected`. The value is the number of members.
Result<std::size_t> write_archive(const std::string& path,
                                  const std::vector<Member>& members);

}  // namespace beachcomb::samples

#endif  // BEACHCOMB_SAMPLES_SAMPLE_FILES_H_
