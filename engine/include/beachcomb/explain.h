// SPDX-License-Identifier: Apache-2.0
//
// Why a rule does or does not match a file.
//
// libyara says yes or no. This says why: the condition as a tree, each part
// with what it came to and the values behind it, and for a miss the fewest
// parts that would have to come out otherwise. The evaluation is our own, over
// our own syntax tree; where strings stand, and what modules say, is asked of
// libyara. Its verdict is asked as well, and where the two differ the
// explanation says so instead of explaining something that is not so.
#ifndef BEACHCOMB_EXPLAIN_H_
#define BEACHCOMB_EXPLAIN_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/export.h"
#include "beachcomb/pipeline.h"
#include "beachcomb/result.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/scanner.h"
#include "beachcomb/verdict.h"

namespace beachcomb {

// What a part of a condition came to. YARA has a third value: what reads past
// the end of a file is undefined, and so is most of what is made of it.
enum class Truth { yes, no, undefined, unknown };

BEACHCOMB_API std::string_view name_of(Truth truth);  // "yes", for machines

// A part of a condition. Parts below `all`, `any`, `none_of` and `so_many` are
// what these are made of.
struct ConditionPart {
  enum class Kind {
    leaf,      // something that is looked up or compared
    all,       // and
    any,       // or
    opposite,  // not
    so_many,   // at least `needed` of the parts below hold
    none_of,   // none of the parts below holds
    turns,     // a loop; below are some of its turns
    turn,      // of a loop
  };
  Kind kind = Kind::leaf;
  Truth truth = Truth::unknown;
  std::string text;          // as it stands in the rule
  std::string value;         // what made it so: "filesize = 512, #a = 2"
  std::uint64_t needed = 0;  // of so_many
  std::uint64_t held = 0;    // of so_many and turns: how many did
  std::uint64_t count = 0;   // of so_many and turns: how many there are
  std::uint64_t hidden = 0;  // of turns: taken, and not among the parts
  std::uint32_t line = 0;    // in the rule, from its first line on, from 1
  // Nothing in a file could change it: a literal.
  bool fixed = false;
  std::vector<ConditionPart> parts{};
};

// A string of the rule and where it stands.
struct ExplainedString {
  std::string id;           // "$a"
  std::string declaration;  // the rest of its line: "\"abc\" nocase"
  std::uint64_t count = 0;
  std::vector<Match> matches{};  // the first of them
};

// What would have to come out otherwise for the rule to match.
struct ConditionChange {
  std::string text;    // of the part
  std::string value;   // what it is now
  bool wanted = true;  // what it would have to be
  // One of several would do: so many more of these.
  std::uint64_t more = 0;
  std::vector<std::string> of{};
};

// One rule on one layer.
struct Explanation {
  std::string pack;
  std::string rule;
  std::uint32_t layer = 0;  // id of one of FileExplanation::layers
  std::uint64_t size = 0;   // bytes of the layer
  bool matches = false;     // what libyara says
  Truth condition_truth = Truth::unknown;  // what we make of it
  // False: libyara and we differ, which is a mistake of ours; `detail` says
  // where.
  bool agrees = true;
  std::string detail;  // also why nothing could be explained
  ConditionPart condition;
  std::vector<ExplainedString> strings;
  // Global rules that fail, and so keep every rule of the pack from matching.
  std::vector<std::string> failing_globals;
  bool is_private = false;  // never reported by itself
  // Of a miss. Empty as well when nothing would help, or nothing is known.
  std::vector<ConditionChange> changes;
  // Parts depend on each other, and with these the rule still would not match.
  bool changes_may_fail = false;
  // Set when libyara did not come to its end.
  std::optional<Reason> reason;
};

// Explains the rules of a set. Not thread-safe; what was compiled for a rule is
// kept.
class BEACHCOMB_API Explainer {
 public:
  explicit Explainer(RuleSet rules, const ScannerOptions& options = {});
  ~Explainer();
  Explainer(Explainer&&) noexcept;
  Explainer& operator=(Explainer&&) noexcept;

  // The places of the rules with this name, "name" or "pack.name".
  std::vector<std::size_t> find(std::string_view name) const;

  // REQUIRES: rule < rule_count()
  Explanation explain(std::size_t rule, Bytes bytes, const FileFacts& facts);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Rules on a file and the layers in it.
struct BEACHCOMB_API FileExplanation {
  Verdict verdict;  // path, size, and the layers by id; no findings
  std::vector<Explanation> explanations;  // by layer, then by rule

  bool any_match() const;
  bool all_agree() const;
  // All of the file and its layers was looked at.
  bool complete() const;
};

// Reads and unwraps the file as a scan does. The Error is for a file that can't
// be read, is too large (ScanOptions::max_file_bytes), or a rule that is not
// there.
BEACHCOMB_API Result<FileExplanation> explain_file(
    const RuleSet& rules, const std::vector<std::size_t>& numbers,
    const std::string& path, const ScanOptions& options);

struct ExplainTextOptions {
  bool color = false;
  bool verbose = false;  // every layer and every place
};

BEACHCOMB_API std::string as_json(const FileExplanation& explanation);
BEACHCOMB_API std::string as_text(const FileExplanation& explanation,
                                  const ExplainTextOptions& options = {});

}  // namespace beachcomb

#endif  // BEACHCOMB_EXPLAIN_H_
