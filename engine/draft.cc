// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/draft.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "beachcomb/pipeline.h"
#include "beachcomb/scanner.h"
#include "beachcomb/sha256.h"
#include "prefilter/frequency.h"
#include "rules/literals.h"
#include "samples/sample_files.h"

namespace beachcomb {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = 16u << 20;  // of a file
constexpr std::size_t kShortest = 6;
constexpr std::size_t kLongest = 64;
constexpr std::size_t kCandidates = 400;
constexpr std::size_t kStrings = 6;
constexpr std::size_t kListedHits = 20;

struct Candidate {
  DraftString string;
  double share = 0;  // of files that it is thought to stand in
};

bool is_text(char c) { return c >= 0x20 && c < 0x7F; }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Takes runs of printable text apart where statements, tags and texts end.
void add_pieces(std::string_view run, bool wide,
                std::set<std::pair<std::string, bool>>* pieces) {
  for (const std::string_view ends : {";{}", ";{}<>\"'"}) {
    for (std::size_t at = 0; at < run.size();) {
      const std::size_t end = std::min(run.find_first_of(ends, at), run.size());
      const std::string_view piece =
          trimmed(run.substr(at, end - at)).substr(0, kLongest);
      const bool has_letters =
          std::count_if(piece.begin(), piece.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
          }) >= 4;
      if (piece.size() >= kShortest && has_letters) {
        pieces->emplace(std::string(trimmed(piece)), wide);
      }
      at = end + 1;
    }
  }
}

std::set<std::pair<std::string, bool>> pieces_of(const std::string& bytes) {
  std::set<std::pair<std::string, bool>> pieces;
  std::string run;
  for (const char c : bytes) {
    if (is_text(c)) {
      run += c;
      continue;
    }
    add_pieces(run, false, &pieces);
    run.clear();
  }
  add_pieces(run, false, &pieces);
  run.clear();
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (is_text(bytes[i]) && bytes[i + 1] == '\0') {
      run += bytes[i++];
      continue;
    }
    add_pieces(run, true, &pieces);
    run.clear();
  }
  add_pieces(run, true, &pieces);
  return pieces;
}

std::string widened(const std::string& text) {
  std::string wide;
  for (const char c : text) (wide += c) += '\0';
  return wide;
}

// That stand in all files, those that are thought to be rare first.
std::vector<Candidate> candidates_of(const std::vector<std::string>& files) {
  std::vector<Candidate> found;
  for (const auto& [text, wide] : pieces_of(files.front())) {
    const std::string bytes = wide ? widened(text) : text;
    const bool in_all = std::all_of(
        files.begin(), files.end(),
        [&](const std::string& file) { return file.find(bytes) != file.npos; });
    if (!in_all) continue;
    found.push_back(
        {{text, wide, 0}, prefilter::expected_share({bytes, false})});
  }
  std::sort(found.begin(), found.end(),
            [](const Candidate& a, const Candidate& b) {
              return std::pair(a.share, b.string.text.size()) <
                     std::pair(b.share, a.string.text.size());
            });
  if (found.size() > kCandidates) found.resize(kCandidates);
  return found;
}

std::string declaration(const DraftString& string) {
  return rules::quote(string.text) + (string.wide ? " wide" : "");
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
    complete = summary.complete && summary.ledger.all_read();
    return true;
  }

  std::map<std::string, std::uint64_t> by_rule;
  std::vector<std::string> paths;
  std::uint64_t files = 0;
  bool complete = true;
};

Result<Counter> scan_clean(const std::string& rules,
                           const DraftOptions& options, std::stop_token stop) {
  auto set = RuleSet::compile({RuleSource{"draft", "draft", rules}});
  if (!set) return set.error();
  ScanOptions scan;
  scan.walk.roots = options.clean;
  scan.unwrap.enabled = false;
  scan.min_score = 0;
  scan.threads = options.threads;
  Counter counter;
  run(scan, *set, counter, std::move(stop));
  return counter;
}

// Those that clean files have least of, and that say different things.
std::vector<DraftString> chosen(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return a.string.clean_files < b.string.clean_files;
                   });
  std::vector<DraftString> strings;
  for (const Candidate& candidate : candidates) {
    if (strings.size() == kStrings) break;
    const std::string& text = candidate.string.text;
    const bool says_the_same = std::any_of(
        strings.begin(), strings.end(), [&](const DraftString& other) {
          return other.text.find(text) != text.npos ||
                 text.find(other.text) != text.npos;
        });
    // One that clean files have makes the rule no better, if there are others.
    const bool is_common = candidate.string.clean_files != 0;
    if (says_the_same || (is_common && strings.size() >= 2)) continue;
    strings.push_back(candidate.string);
  }
  return strings;
}

// What a few bytes of padding would not make too large.
std::string size_limit(std::size_t largest) {
  for (const std::size_t kilobytes :
       {10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000}) {
    if (largest * 4 <= kilobytes * 1024) {
      return std::to_string(kilobytes) + "KB";
    }
  }
  return "100MB";
}

std::string today() {
  using namespace std::chrono;
  const year_month_day date(floor<days>(system_clock::now()));
  char text[16];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::string rule_text(const std::string& name,
                      const std::vector<DraftString>& strings,
                      const std::vector<std::string>& files) {
  std::size_t largest = 0;
  for (const std::string& file : files)
    largest = std::max(largest, file.size());
  std::string text = "rule " + name +
                     " {\n"
                     "  meta:\n"
                     "    description = \"TODO: Detects ...\"\n"
                     "    author = \"TODO\"\n"
                     "    date = \"" +
                     today() +
                     "\"\n"
                     "    reference = \"TODO\"\n"
                     "    score = 50\n"
                     "    family = \"TODO\"\n"
                     "    mitre = \"T1505.003\"\n";
  for (const std::string& file : files) {
    text +=
        "    hash = \"" + sha256_hex(std::as_bytes(std::span(file))) + "\"\n";
  }
  text += "  strings:\n";
  for (std::size_t i = 0; i < strings.size(); ++i) {
    text += "    $s" + std::to_string(i + 1) + " = " + declaration(strings[i]) +
            '\n';
  }
  const std::size_t count = strings.size();
  const std::string most =
      count < 4 ? "all of them"
                : std::to_string((count * 2 + 2) / 3) + " of them";
  return text + "  condition:\n    filesize < " + size_limit(largest) +
         " and " + most + "\n}\n";
}

Result<std::vector<std::string>> read_all(
    const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
      return Error{path + ": is no regular file"};
    }
    if (fs::file_size(path, error) > kMostBytes || error) {
      return Error{path + ": is too large for a draft"};
    }
    std::ifstream file(path, std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(file),
                       std::istreambuf_iterator<char>());
    if (!file.good() && !file.eof()) return Error{path + ": cannot be read"};
  }
  return files;
}

std::string counted(std::uint64_t count, const char* what) {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

// What the reader has to know, as comments.
std::string heading(const Draft& draft, const DraftOptions& options) {
  std::string text =
      "// A draft by `beachcomb rules new`. A machine chose the strings: keep\n"
      "// those that the next version will have, too, and fill in the TODOs.\n"
      "// It matches the " +
      counted(options.files.size(), "file") + " that it was drafted from";
  if (options.clean.empty()) {
    return text + ". It was tried on no\n// clean files; --clean does that.\n";
  }
  text += " and\n// " + std::to_string(draft.clean_hit_count) + " of " +
          counted(draft.clean_files, "clean file") + ".\n";
  for (std::size_t i = 0; i < draft.strings.size(); ++i) {
    if (draft.strings[i].clean_files == 0) continue;
    text += "// $s" + std::to_string(i + 1) + " stands in " +
            counted(draft.strings[i].clean_files, "clean file") + ".\n";
  }
  return text;
}

}  // namespace

Result<Draft> draft(const DraftOptions& options, std::stop_token stop) {
  const auto files = read_all(options.files);
  if (!files) return files.error();
  if (files->empty()) return Error{"no file to draft a rule from"};
  std::vector<Candidate> candidates = candidates_of(*files);
  if (candidates.empty()) {
    return Error{
        "no readable text is in " +
        std::string(files->size() == 1 ? "this file" : "all of these files") +
        ": a draft needs some"};
  }
  Draft result;
  if (!options.clean.empty()) {
    std::string probes;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      probes += "rule c" + std::to_string(i) +
                " { strings: $s = " + declaration(candidates[i].string) +
                " condition: $s }\n";
    }
    auto counter = scan_clean(probes, options, stop);
    if (!counter) return counter.error();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      candidates[i].string.clean_files =
          counter->by_rule["c" + std::to_string(i)];
    }
  }
  result.strings = chosen(std::move(candidates));
  const std::string rule = rule_text(options.name, result.strings, *files);
  auto rules = RuleSet::compile({RuleSource{"draft", "draft", rule}});
  if (!rules) return Error{"'" + options.name + "' is no name for a rule"};
  Scanner scanner(*rules);
  for (std::size_t i = 0; i < files->size(); ++i) {
    const ScanResult found = scanner.scan(std::as_bytes(std::span((*files)[i])),
                                          {options.files[i], ""});
    if (found.findings.empty()) {
      return Error{options.files[i] + ": the draft does not match it"};
    }
  }
  if (!options.clean.empty()) {
    auto counter = scan_clean(rule, options, std::move(stop));
    if (!counter) return counter.error();
    result.clean_files = counter->files;
    result.clean_hits = std::move(counter->paths);
    result.clean_hit_count = counter->by_rule[options.name];
    result.clean_complete = counter->complete;
  }
  result.source = heading(result, options) + rule;
  return result;
}

Result<std::vector<std::string>> save_draft(const Draft& draft,
                                            const DraftOptions& options,
                                            const std::string& folder) {
  const auto files = read_all(options.files);
  if (!files) return files.error();
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
  for (std::size_t i = 0; i < files->size(); ++i) {
    const std::string name = fs::path(options.files[i]).filename().string();
    // Two files may have the same name.
    members.push_back(
        {files->size() == 1 ? name : std::to_string(i + 1) + '/' + name,
         (*files)[i]});
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
