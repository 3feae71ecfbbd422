// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/draft.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "beachcomb/pipeline.h"
#include "beachcomb/report.h"
#include "beachcomb/scanner.h"
#include "beachcomb/sha256.h"
#include "draft_samples.h"
#include "drafting/pieces.h"
#include "drafting/rule_text.h"
#include "prefilter/frequency.h"
#include "samples/sample_files.h"
#include "text/format.h"

namespace beachcomb {
namespace {

namespace fs = std::filesystem;
using drafting::declaration;
using drafting::id_of;
using drafting::Sample;

constexpr std::size_t kCandidates = 400;
constexpr std::size_t kStrings = 6;
constexpr std::size_t kStructures = 3;
constexpr std::size_t kListedHits = 20;

struct Candidate {
  DraftString string;
  double share = 0;  // of files that it is thought to stand in
};

std::string widened(const std::string& text) {
  std::string wide;
  for (const char c : text) (wide += c) += '\0';
  return wide;
}

void add_strings(const std::vector<Sample>& samples,
                 std::vector<Candidate>* found) {
  for (const auto& [text, wide] : drafting::pieces_of(samples.front().text)) {
    const std::string bytes = wide ? widened(text) : text;
    const bool in_all =
        std::all_of(samples.begin(), samples.end(), [&](const Sample& sample) {
          return sample.text.find(bytes) != std::string::npos;
        });
    if (!in_all) continue;
    found->push_back({{.text = text, .wide = wide},
                      prefilter::expected_share({bytes, false})});
  }
}

void add_structures(const std::vector<Sample>& samples,
                    std::vector<Candidate>* found) {
  std::set<drafting::Structure> in_all =
      drafting::structures_of(samples.front().text);
  for (const Sample& sample : samples) {
    const auto structures = drafting::structures_of(sample.text);
    std::erase_if(in_all,
                  [&](const auto& one) { return structures.count(one) == 0; });
  }
  for (const drafting::Structure& one : in_all) {
    found->push_back({{.text = one.source, .structure = true},
                      prefilter::expected_share({one.plain, false})});
  }
}

// That stand in all samples, those that are thought to be rare first.
std::vector<Candidate> candidates_of(const std::vector<Sample>& samples) {
  std::vector<Candidate> found;
  add_strings(samples, &found);
  add_structures(samples, &found);
  std::sort(found.begin(), found.end(),
            [](const Candidate& a, const Candidate& b) {
              return std::pair(a.share, b.string.text.size()) <
                     std::pair(b.share, a.string.text.size());
            });
  if (found.size() > kCandidates) found.resize(kCandidates);
  return found;
}

// Counts the files with a finding, by rule.
class Counter : public Sink {
 public:
  bool on_verdict(const Verdict& verdict) override {
    std::set<std::string> names;
    for (const Finding& finding : verdict.findings) {
      names.insert(finding.rule.name);
    }
    for (const std::string& name : names) ++by_rule[name];
    if (!names.empty() && paths.size() < kListedHits) {
      paths.push_back(verdict.path);
    }
    return true;
  }
  bool on_finish(const Summary& summary) override {
    files = summary.ledger.count(Outcome::clean) +
            summary.ledger.count(Outcome::detected);
    complete = summary.is_whole();
    return true;
  }

  std::map<std::string, std::uint64_t> by_rule;
  std::vector<std::string> paths;
  std::uint64_t files = 0;
  bool complete = false;
};

Counter scan_clean(const RuleSet& rules, const DraftOptions& options,
                   std::stop_token stop) {
  ScanOptions scan;
  scan.walk.roots = options.clean;
  scan.min_score = 0;
  scan.threads = options.threads;
  Counter counter;
  run(scan, rules, counter, std::move(stop));
  return counter;
}

bool says_the_same(const DraftString& a, const DraftString& b) {
  return a.structure == b.structure && (a.text.find(b.text) != a.text.npos ||
                                        b.text.find(a.text) != b.text.npos);
}

// Those that clean files have least of, and that say different things: strings
// first, then structures.
std::vector<DraftString> chosen(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return a.string.clean_files < b.string.clean_files;
                   });
  std::vector<DraftString> strings;
  for (const bool structure : {false, true}) {
    std::size_t left = structure ? kStructures : kStrings;
    for (const Candidate& candidate : candidates) {
      if (candidate.string.structure != structure) continue;
      // One that clean files have makes the rule no better, if there are
      // others.
      const bool is_common = candidate.string.clean_files != 0;
      const bool is_needed = !is_common || strings.size() < 2;
      if (left == 0 || !is_needed ||
          std::any_of(strings.begin(), strings.end(), [&](const auto& other) {
            return says_the_same(other, candidate.string);
          })) {
        continue;
      }
      strings.push_back(candidate.string);
      --left;
    }
  }
  return strings;
}

// What the reader has to know, as comments.
std::string heading(const Draft& draft, const DraftOptions& options) {
  std::string text =
      "// A draft by `beachcomb rules new`. A machine chose the strings: keep\n"
      "// those that the next version will have, too, and fill in the TODOs.\n"
      "// It matches the " +
      text::counted(options.files.size(), "file") + " that it was drafted from";
  if (options.clean.empty()) {
    text += ". It was tried on no\n// clean files; --clean does that.\n";
  } else {
    text += " and\n// " + std::to_string(draft.clean_hit_count) + " of " +
            text::counted(draft.clean_files, "clean file") + ".\n";
  }
  for (const std::string& chain : draft.chains) {
    text += "// Its strings are those of " + printable(chain) + ".\n";
  }
  for (std::size_t i = 0; i < draft.strings.size(); ++i) {
    if (draft.strings[i].clean_files == 0) continue;
    text += "// $" + id_of(draft.strings, i) + " stands in " +
            text::counted(draft.strings[i].clean_files, "clean file") + ".\n";
  }
  return text;
}

RuleSource source_of(std::string text) {
  return {"draft", "draft", std::move(text)};
}

// One rule for each candidate, called by its number.
std::string probes_of(const std::vector<Candidate>& candidates) {
  std::string probes;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    probes += "rule c" + std::to_string(i) +
              " { strings: $s = " + declaration(candidates[i].string) +
              " condition: $s }\n";
  }
  return probes;
}

// The names of the rules that a text matches.
std::set<std::string> hits_of(Scanner* scanner, const Sample& sample) {
  std::set<std::string> names;
  const ScanResult found =
      scanner->scan(std::as_bytes(std::span(sample.text)), {sample.path, ""});
  for (const Finding& finding : found.findings) names.insert(finding.rule.name);
  return names;
}

// Leaves those that libyara finds in each sample, and counts the clean files
// with each.
std::optional<Error> try_out(const std::vector<Sample>& samples,
                             const DraftOptions& options, std::stop_token stop,
                             std::vector<Candidate>* candidates) {
  const std::string probes = probes_of(*candidates);
  auto rules = RuleSet::compile({source_of(probes)});
  if (!rules) return rules.error();
  Counter counter;
  if (!options.clean.empty()) {
    counter = scan_clean(*rules, options, std::move(stop));
  }
  Scanner scanner(*rules);
  std::vector<std::set<std::string>> hits;
  hits.reserve(samples.size());
  for (const Sample& sample : samples) {
    hits.push_back(hits_of(&scanner, sample));
  }
  std::vector<Candidate> left;
  for (std::size_t i = 0; i < candidates->size(); ++i) {
    const std::string name = "c" + std::to_string(i);
    (*candidates)[i].string.clean_files = counter.by_rule[name];
    const bool in_all =
        std::all_of(hits.begin(), hits.end(),
                    [&](const auto& names) { return names.count(name) != 0; });
    if (in_all) left.push_back(std::move((*candidates)[i]));
  }
  *candidates = std::move(left);
  return std::nullopt;
}

}  // namespace

Result<Draft> draft(const DraftOptions& options, std::stop_token stop) {
  const auto samples = drafting::read_samples(options.files);
  if (!samples) return samples.error();
  if (samples->empty()) return Error{"no file to draft a rule from"};
  std::vector<Candidate> candidates = candidates_of(*samples);
  if (!candidates.empty()) {
    if (auto error = try_out(*samples, options, stop, &candidates)) {
      return *error;
    }
  }
  if (candidates.empty()) {
    return Error{
        "no readable text is in " +
        std::string(samples->size() == 1 ? "this file" : "all of these files") +
        ": a draft needs some"};
  }
  Draft result;
  result.strings = chosen(std::move(candidates));
  drafting::Parts parts{options.name, result.strings, {}, 0};
  for (const Sample& sample : *samples) {
    parts.hashes.push_back(sha256_hex(std::as_bytes(std::span(sample.bytes))));
    parts.largest = std::max(parts.largest, sample.text.size());
    if (!sample.chain.empty()) result.chains.push_back(sample.chain);
  }
  const std::string rule = drafting::rule_text(parts);
  auto rules = RuleSet::compile({source_of(rule)});
  if (!rules) return Error{"'" + options.name + "' is no name for a rule"};
  Scanner scanner(*rules);
  for (const Sample& sample : *samples) {
    if (hits_of(&scanner, sample).empty()) {
      return Error{sample.path + ": the draft does not match it"};
    }
  }
  if (!options.clean.empty()) {
    Counter counter = scan_clean(*rules, options, std::move(stop));
    result.clean_files = counter.files;
    result.clean_hits = std::move(counter.paths);
    result.clean_hit_count = counter.by_rule[options.name];
    result.clean_complete = counter.complete;
  }
  result.source = heading(result, options) + rule;
  return result;
}

Result<std::vector<std::string>> save_draft(const Draft& draft,
                                            const DraftOptions& options,
                                            const std::string& folder) {
  const auto read = drafting::read_samples(options.files);
  if (!read) return read.error();
  const fs::path rule = fs::path(folder) / (options.name + ".yar");
  const fs::path hit = fs::path(folder) / "samples" / "hit";
  const fs::path archive = hit / (options.name + ".zip");
  std::error_code error;
  for (const fs::path& path : {rule, archive}) {
    if (fs::exists(path, error)) {
      return Error{path.string() + ": is there already"};
    }
  }
  fs::create_directories(hit, error);
  if (error) return Error{hit.string() + ": " + error.message()};
  std::vector<samples::Member> members;
  for (std::size_t i = 0; i < read->size(); ++i) {
    const Sample& sample = (*read)[i];
    const std::string name = fs::path(sample.path).filename().string();
    // Two files may have the same name.
    members.push_back(
        {read->size() == 1 ? name : std::to_string(i + 1) + '/' + name,
         sample.text});
  }
  const auto written = samples::write_archive(archive.string(), members);
  if (!written) return written.error();
  std::ofstream out(rule, std::ios::binary);
  out << draft.source;
  out.close();
  if (!out) return Error{rule.string() + ": cannot be written"};
  return std::vector<std::string>{rule.string(), archive.string()};
}

}  // namespace beachcomb
