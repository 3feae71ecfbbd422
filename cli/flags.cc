// SPDX-License-Identifier: Apache-2.0
#include "flags.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "beachcomb/report.h"

namespace beachcomb::cli {
namespace {

template <typename T>
FlagError set_number(std::string_view text, T least, T most, T* number) {
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, *number);
  if (parsed.ec != std::errc() || parsed.ptr != end || *number < least ||
      *number > most) {
    return "must be a whole number from " + std::to_string(least) + " to " +
           std::to_string(most);
  }
  return {};
}

// "500", "64K", "256MiB", "2G"
FlagError set_size(std::string_view text, std::uint64_t* bytes) {
  constexpr std::string_view kUnits = "KMGT";
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, *bytes);
  std::string_view unit =
      text.substr(static_cast<std::size_t>(parsed.ptr - text.data()));
  int shift = 0;
  if (!unit.empty() && kUnits.find(unit[0]) != kUnits.npos) {
    shift = 10 * (static_cast<int>(kUnits.find(unit[0])) + 1);
    unit.remove_prefix(1);
    if (unit == "iB" || unit == "B") unit = {};
  }
  const std::uint64_t most = ~std::uint64_t{0} >> shift;
  if (parsed.ec != std::errc() || !unit.empty() || *bytes == 0 ||
      *bytes > most) {
    return "must be a size such as 500K, 256M or 2G";
  }
  *bytes <<= shift;
  return {};
}

FlagError add_packs(Arguments& arguments, std::string_view text) {
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    arguments.packs.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
  }
  return {};
}

FlagError add_external(Arguments& arguments, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == text.npos) return "must be NAME=VALUE";
  arguments.externals.emplace_back(text.substr(0, equals),
                                   parse_external(text.substr(equals + 1)));
  return {};
}

FlagError set_format(Arguments& arguments, const std::string& text) {
  std::string known;
  for (const ReporterInfo& reporter : reporters()) {
    if (reporter.name == text) {
      arguments.format = text;
      return {};
    }
    known += (known.empty() ? "" : ", ") + std::string(reporter.name);
  }
  return "must be one of: " + known;
}

using A = Arguments;
using V = const std::string;

constexpr const char* kRules = "Rules";
constexpr const char* kWhat = "What is scanned";
constexpr const char* kHow = "How it is scanned";
constexpr const char* kOutput = "Output";

// Options that several commands have.
constexpr Flag kRulesFlag = {
    "-r,--rules",
    "PATH",
    ValueKind::file,
    kRules,
    "YARA rules to scan with: a file, or a folder of *.yar and *.yara",
    "May be given more than once. The rules of a file get its name as their "
    "pack. Without it, the packs that are built into the program are used. A "
    "rule that does not compile is named on standard error and left out.",
    [](A& a, V& v) -> FlagError {
      a.rules.push_back(v);
      return {};
    }};

constexpr Flag kPacksFlag = {
    "--packs",
    "A,B",
    ValueKind::text,
    kRules,
    "use only these of the built-in packs",
    "The pack exchange has no rules: it reports server pages in folders of "
    "Exchange and IIS that no build shipped, or shipped with other content.",
    [](A& a, V& v) -> FlagError { return add_packs(a, v); }};

constexpr Flag kDefineFlag = {
    "-d,--define",
    "NAME=VALUE",
    ValueKind::text,
    kRules,
    "define an external variable for the rules",
    "A whole number, a number with a point, true, false, or else text. "
    "filename, filepath, extension, filetype and owner are always defined, "
    "with the values of each file.",
    [](A& a, V& v) -> FlagError { return add_external(a, v); }};

constexpr Flag kOutputFlag = {
    "-o,--output",
    "FILE",
    ValueKind::file,
    kOutput,
    "write the results there; - is standard output (default)",
    "",
    [](A& a, V& v) -> FlagError {
      a.output = v;
      return {};
    }};

constexpr Flag kQuietFlag = {
    "-q,--quiet",
    "",
    ValueKind::none,
    kOutput,
    "findings only: no account at the end, no warnings",
    "",
    [](A& a, V&) -> FlagError {
      a.quiet = true;
      return {};
    }};

constexpr Flag kVerboseFlag = {
    "-v,--verbose",
    "",
    ValueKind::none,
    kOutput,
    "list skipped entries, all matches, and warnings about rules",
    "",
    [](A& a, V&) -> FlagError {
      a.verbose = true;
      return {};
    }};

constexpr Flag kHelpFlag = {"-h,--help",
                            "",
                            ValueKind::none,
                            kOutput,
                            "show this help",
                            "",
                            [](A& a, V&) -> FlagError {
                              a.help = true;
                              return {};
                            }};

constexpr Flag kScanFlags[] = {
    kRulesFlag,
    kPacksFlag,
    kDefineFlag,
    {"--min-score", "N", ValueKind::text, kRules,
     "ignore findings whose rule has a lower score (default 40)",
     "From 75 a finding is malicious, from 40 suspicious, below a notice. A "
     "rule without a score has 70.",
     [](A& a, V& v) -> FlagError {
       return set_number(v, 0, 100, &a.scan.min_score);
     }},
    {"--known-good", "FILE", ValueKind::file, kRules,
     "files with a SHA-256 that FILE lists have no finding",
     "May be given more than once. A line is a hash in hex, and what follows "
     "it is ignored, as sha256sum writes it; or FILE is a CSV with a column "
     "sha256 or hash. With the built-in packs, what Exchange 2013 to 2019 "
     "shipped up to March 2021 is known, too.",
     [](A& a, V& v) -> FlagError {
       a.known_good.push_back(v);
       return {};
     }},
    {"--files-from", "FILE", ValueKind::file, kWhat,
     "scan what FILE lists, one path a line; - is standard input",
     "Paths are scanned as they arrive. A folder in the list is walked; what "
     "is listed twice is scanned twice.",
     [](A& a, V& v) -> FlagError {
       a.scan.walk.files_from = v;
       return {};
     }},
    {"-0,--null", "", ValueKind::none, kWhat,
     "the paths in --files-from end with a NUL, not a line break", "",
     [](A& a, V&) -> FlagError {
       a.scan.walk.nul_separated = true;
       return {};
     }},
    {"--include", "GLOB", ValueKind::text, kWhat,
     "scan only files that match (may be given more than once)",
     "* and ? stop at a slash, ** does not. Without a slash the glob is "
     "matched against the name, with one against the path below the PATH that "
     "was given.",
     [](A& a, V& v) -> FlagError {
       a.scan.walk.include.push_back(v);
       return {};
     }},
    {"--exclude", "GLOB", ValueKind::text, kWhat,
     "leave out files and folders that match (may be given more than once)",
     "They are counted as skipped. Wins over --include.",
     [](A& a, V& v) -> FlagError {
       a.scan.walk.exclude.push_back(v);
       return {};
     }},
    {"--follow-symlinks", "", ValueKind::none, kWhat,
     "follow symbolic links below the paths, too",
     "A PATH that is a link is always followed. Each file and folder is still "
     "scanned once, and loops end.",
     [](A& a, V&) -> FlagError {
       a.scan.walk.follow_symlinks = true;
       return {};
     }},
    {"--one-file-system", "", ValueKind::none, kWhat,
     "do not enter other file systems", "",
     [](A& a, V&) -> FlagError {
       a.scan.walk.one_file_system = true;
       return {};
     }},
    {"--all-file-systems", "", ValueKind::none, kWhat,
     "enter /proc, /sys and network mounts, too",
     "Without it they are skipped when they are met below a PATH, and a "
     "skipped network mount keeps a run without findings from exit code 0. A "
     "PATH that lies on one is always scanned.",
     [](A& a, V&) -> FlagError {
       a.scan.walk.all_file_systems = true;
       return {};
     }},
    {"-j,--threads", "N", ValueKind::text, kHow,
     "threads (default: one for each processor)", "",
     [](A& a, V& v) -> FlagError {
       return set_number(v, 1, 1024, &a.scan.threads);
     }},
    {"--max-file-size", "SIZE", ValueKind::text, kHow,
     "scan larger files in overlapping windows (default 256M)",
     "In constant memory; conditions still see the true file size. At the "
     "edge of a window (every 15 MiB) strings longer than 1 MiB may be missed, "
     "and part of a word may count as a whole word.",
     [](A& a, V& v) -> FlagError {
       return set_size(v, &a.scan.max_file_bytes);
     }},
    {"--timeout", "SECONDS", ValueKind::text, kHow,
     "give up on a file after this time (default 60, 0 never)",
     "The time is for the file and all that is wrapped in it. Such a file is "
     "counted as failed.",
     [](A& a, V& v) -> FlagError {
       int seconds = 0;
       FlagError error = set_number(v, 0, 86400, &seconds);
       a.scan.timeout = std::chrono::seconds(seconds);
       return error;
     }},
    {"--shallow", "", ValueKind::none, kHow,
     "scan files as they are, unwrap nothing",
     "Without it, what is in containers, mail and encodings is scanned, too, "
     "with the same rules, and what is in that again. With it, findings are "
     "those of the rules and nothing else, as the yara program has them: the "
     "pack exchange and its list of known-good files are used only when "
     "--packs names it.",
     [](A& a, V&) -> FlagError {
       a.shallow = true;
       a.scan.unwrap.enabled = false;
       return {};
     }},
    {"--archive-password", "PASSWORD", ValueKind::text, kHow,
     "try this on encrypted archives, too (may be given more than once)",
     "`infected` is always tried. Members that no password opens are counted "
     "as not scanned.",
     [](A& a, V& v) -> FlagError {
       a.scan.unwrap.passwords.push_back(v);
       return {};
     }},
    {"--max-depth", "N", ValueKind::text, kHow,
     "unwrap layers in layers so many times (default 16)", "",
     [](A& a, V& v) -> FlagError {
       return set_number(v, 1u, 64u, &a.scan.unwrap.depth);
     }},
    {"--max-layers", "N", ValueKind::text, kHow,
     "unwrap so many layers of one file (default 250000)", "",
     [](A& a, V& v) -> FlagError {
       return set_number(v, std::uint64_t{1}, std::uint64_t{1} << 32,
                         &a.scan.unwrap.layers);
     }},
    {"--max-layer-size", "SIZE", ValueKind::text, kHow,
     "scan only the start of larger layers (default 32M)",
     "A thread holds twice as much at a time, for a layer and those that it "
     "stands in.",
     [](A& a, V& v) -> FlagError {
       FlagError error = set_size(v, &a.scan.unwrap.layer_bytes);
       a.scan.unwrap.layer_bytes =
           std::min(a.scan.unwrap.layer_bytes, std::uint64_t{1} << 40);
       a.scan.unwrap.live_bytes = 2 * a.scan.unwrap.layer_bytes;
       return error;
     }},
    {"--max-layer-bytes", "SIZE", ValueKind::text, kHow,
     "unwrap so much of one file (default 4G)", "",
     [](A& a, V& v) -> FlagError { return set_size(v, &a.scan.unwrap.bytes); }},
    {"--max-ratio", "N", ValueKind::text, kHow,
     "unwrap at most so many times the size of the file (default 250)",
     "A file may have 64 MiB of layers in any case.",
     [](A& a, V& v) -> FlagError {
       return set_number(v, std::uint64_t{1}, std::uint64_t{1} << 20,
                         &a.scan.unwrap.ratio);
     }},
    {"--no-prefilter", "", ValueKind::none, kHow,
     "run every rule on every file with libyara",
     "Gives the same answers, more slowly: for checking just that.",
     [](A& a, V&) -> FlagError {
       a.scan.prefilter = false;
       return {};
     }},
    {"-f,--format", "NAME", ValueKind::choice, kOutput,
     "text (default) or ndjson", "",
     [](A& a, V& v) -> FlagError { return set_format(a, v); }},
    kOutputFlag,
    {"--all", "", ValueKind::none, kOutput, "list clean files, too", "",
     [](A& a, V&) -> FlagError {
       a.scan.report_clean = true;
       return {};
     }},
    {"--sort", "path", ValueKind::text, kOutput,
     "list results by path, all at the end",
     "Without it they appear as they are found. Keeps them in memory.",
     [](A& a, V& v) -> FlagError {
       if (v != "path") return "must be: path";
       a.sort_by_path = true;
       return {};
     }},
    {"--progress,--no-progress", "", ValueKind::none, kOutput,
     "show a line of progress, or don't (default: on a terminal)", "", nullptr},
    {"--stats", "", ValueKind::none, kOutput,
     "say on standard error where the time went", "",
     [](A& a, V&) -> FlagError {
       a.stats = true;
       return {};
     }},
    kQuietFlag,
    kVerboseFlag,
    kHelpFlag,
};

constexpr Flag kTestFormatFlag = {"-f,--format",
                                  "NAME",
                                  ValueKind::text,
                                  kOutput,
                                  "of test: text (default) or json",
                                  "",
                                  [](A& a, V& v) -> FlagError {
                                    if (v != "text" && v != "json") {
                                      return "must be one of: text, json";
                                    }
                                    a.format = v;
                                    return {};
                                  }};

constexpr Flag kRulesFlags[] = {
    kRulesFlag,  kPacksFlag, kDefineFlag,  kTestFormatFlag,
    kOutputFlag, kQuietFlag, kVerboseFlag, kHelpFlag,
};

}  // namespace

std::span<const Flag> scan_flags() { return kScanFlags; }
std::span<const Flag> rules_flags() { return kRulesFlags; }

}  // namespace beachcomb::cli
