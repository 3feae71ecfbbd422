// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_QUESTION_SCANNER_H_
#define BEACHCOMB_SCAN_QUESTION_SCANNER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/scanner.h"

namespace beachcomb::scan {

// What one scan of a rule source said.
struct Answers {
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
  };
  std::set<std::string> hold;  // the rules that match
  // Of the rule that was asked about: by string, in the order of their
  // declaration, every place, by offset.
  std::vector<std::vector<Place>> strings;
  std::optional<Reason> reason;  // libyara did not come to its end
  std::string detail;
};

// Rule source, compiled and scanned with as a whole. Unlike a YaraScanner it
// keeps all matches, of private strings, too. Not thread-safe.
class QuestionScanner {
 public:
  // The strings that are listed are those of the rule `strings_of`.
  static Result<QuestionScanner> compile(const RuleSource& source,
                                         const Externals& externals,
                                         const std::string& strings_of);
  ~QuestionScanner();
  QuestionScanner(QuestionScanner&&) noexcept;
  QuestionScanner& operator=(QuestionScanner&&) noexcept;

  // `externals` are those of the file, of the types that were compiled.
  Answers scan(Bytes bytes, const Externals& externals,
               std::chrono::seconds timeout);

 private:
  struct Impl;
  explicit QuestionScanner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The external variables as rules see them on this file: what `fixed` does not
// fix is of the file.
Externals externals_for(const Externals& fixed, const FileFacts& facts,
                        Bytes first_bytes);

// Whether libyara is 4.3 or later, which changed what loops mean.
bool has_43_semantics();

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_QUESTION_SCANNER_H_
