// SPDX-License-Identifier: Apache-2.0
#include "flags.h"

#include <algorithm>

#include "beachcomb/report.h"
#include "config.h"
#include "output_choice.h"
#include "shared_flags.h"
#include "values.h"

namespace beachcomb::cli {
namespace {

using A = Arguments;
using V = const std::string;

constexpr const char* kWhat = "What is scanned";

constexpr Flag kScanFlags[] = {
    kRulesFlag,
    kPacksFlag,
    kDefineFlag,
    {"--min-score", "N", ValueKind::text, kRulesGroup,
     "ignore findings whose rule has a lower score",
     "From 75 a finding is malicious, from 40 suspicious, below a notice. A "
     "rule without a score has 70.",
     [](A& a, V& v) -> FlagError {
       return set_number(v, 0, 100, &a.scan.min_score);
     },
     nullptr, "40"},
    {"--known-good", "FILE", ValueKind::file, kRulesGroup,
     "files with a SHA-256 that FILE lists have no finding",
     "A line is a hash in hex, and what follows "
     "it is ignored, as sha256sum writes it; or FILE is a CSV with a column "
     "sha256 or hash. With the built-in packs, what Exchange 2013 to 2019 "
     "shipped up to March 2021 is known, too.",
     [](A& a, V& v) -> FlagError {
       a.known_good.push_back(v);
       return {};
     },
     nullptr, "", kRepeats},
    {"--files-from", "FILE", ValueKind::file, kWhat,
     "scan what FILE lists, one path a line; - is standard input",
     "Paths are scanned as they arrive, and what is said about them is written "
     "at once, so that the list may be a pipe that stays open; see "
     "docs/streams.md. A folder in the list is walked; what is listed twice is "
     "scanned twice.",
     [](A& a, V& v) -> FlagError {
       a.scan.walk.files_from = v;
       return {};
     },
     nullptr, "", kInput},
    {"-0,--null", "", ValueKind::none, kWhat,
     "the paths in --files-from end with a NUL, not a line break", "",
     [](A& a, V&) -> FlagError {
       a.scan.walk.nul_separated = true;
       return {};
     },
     nullptr, "", kInput},
    {"--requests", "", ValueKind::none, kWhat,
     "answer requests from standard input, one JSON object a line",
     "Each has an id and either the path of a file or its content in base64: "
     "for use as a worker of a bigger system. docs/streams.md has the fields. "
     "Answers are ndjson, in any order; a request that is malformed has an "
     "error for an answer. --threads is how many are worked on at a time.",
     [](A& a, V&) -> FlagError {
       a.requests = true;
       return {};
     },
     nullptr, "", kTypedOnly | kInput | kTakesNoPaths},
    {"--include", "GLOB", ValueKind::text, kWhat, "scan only files that match",
     "* and ? stop at a slash, ** does not. Without a slash the glob is "
     "matched against the name, with one against the path below the PATH that "
     "was given.",
     [](A& a, V& v) -> FlagError {
       a.scan.walk.include.push_back(v);
       return {};
     },
     nullptr, "", kRepeats | kOfPaths},
    {"--exclude", "GLOB", ValueKind::text, kWhat,
     "leave out files and folders that match",
     "They are counted as skipped. Wins over --include.",
     [](A& a, V& v) -> FlagError {
       a.scan.walk.exclude.push_back(v);
       return {};
     },
     nullptr, "", kRepeats | kOfPaths},
    {"--follow-symlinks", "", ValueKind::none, kWhat,
     "follow symbolic links below the paths, too",
     "A PATH that is a link is always followed. Each file and folder is still "
     "scanned once, and loops end.",
     [](A& a, V&) -> FlagError {
       a.scan.walk.follow_symlinks = true;
       return {};
     },
     nullptr, "", kOfPaths},
    {"--one-file-system", "", ValueKind::none, kWhat,
     "do not enter other file systems", "",
     [](A& a, V&) -> FlagError {
       a.scan.walk.one_file_system = true;
       return {};
     },
     nullptr, "", kOfPaths},
    {"--all-file-systems", "", ValueKind::none, kWhat,
     "enter /proc, /sys and network mounts, too",
     "Without it they are skipped when they are met below a PATH, and a "
     "skipped network mount keeps a run without findings from exit code 0. A "
     "PATH that lies on one is always scanned.",
     [](A& a, V&) -> FlagError {
       a.scan.walk.all_file_systems = true;
       return {};
     },
     nullptr, "", kOfPaths},
    kThreadsFlag,
    {"--max-file-size", "SIZE", ValueKind::text, kHowGroup,
     "scan larger files in overlapping windows",
     "In constant memory; conditions still see the true file size. At the "
     "edge of a window (every 15 MiB) strings longer than 1 MiB may be missed, "
     "and part of a word may count as a whole word.",
     [](A& a, V& v) -> FlagError {
       return set_size(v, &a.scan.max_file_bytes);
     },
     nullptr, "256M"},
    {"--timeout", "SECONDS", ValueKind::text, kHowGroup,
     "give up on a file after this time; 0 is never",
     "The time is for the file and all that is wrapped in it. Such a file is "
     "counted as failed.",
     [](A& a, V& v) -> FlagError {
       int seconds = 0;
       FlagError error = set_number(v, 0, 86400, &seconds);
       a.scan.timeout = std::chrono::seconds(seconds);
       return error;
     },
     nullptr, "60"},
    {"--shallow", "", ValueKind::none, kHowGroup,
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
    kArchivePasswordFlag,
    {"--max-depth", "N", ValueKind::text, kHowGroup,
     "unwrap layers in layers so many times", "",
     [](A& a, V& v) -> FlagError {
       return set_number(v, 1u, 64u, &a.scan.unwrap.depth);
     },
     nullptr, "16"},
    {"--max-layers", "N", ValueKind::text, kHowGroup,
     "unwrap so many layers of one file", "",
     [](A& a, V& v) -> FlagError {
       return set_number(v, std::uint64_t{1}, std::uint64_t{1} << 32,
                         &a.scan.unwrap.layers);
     },
     nullptr, "250000"},
    {"--max-layer-size", "SIZE", ValueKind::text, kHowGroup,
     "scan only the start of larger layers",
     "A thread holds twice as much at a time, for a layer and those that it "
     "stands in.",
     [](A& a, V& v) -> FlagError {
       FlagError error = set_size(v, &a.scan.unwrap.layer_bytes);
       a.scan.unwrap.layer_bytes =
           std::min(a.scan.unwrap.layer_bytes, std::uint64_t{1} << 40);
       a.scan.unwrap.live_bytes = 2 * a.scan.unwrap.layer_bytes;
       return error;
     },
     nullptr, "32M"},
    {"--max-layer-bytes", "SIZE", ValueKind::text, kHowGroup,
     "unwrap so much of one file", "",
     [](A& a, V& v) -> FlagError { return set_size(v, &a.scan.unwrap.bytes); },
     nullptr, "4G"},
    {"--max-ratio", "N", ValueKind::text, kHowGroup,
     "unwrap at most so many times the size of the file",
     "A file may have 64 MiB of layers in any case.",
     [](A& a, V& v) -> FlagError {
       return set_number(v, std::uint64_t{1}, std::uint64_t{1} << 20,
                         &a.scan.unwrap.ratio);
     },
     nullptr, "250"},
    {"--no-prefilter", "", ValueKind::none, kHowGroup,
     "run every rule on every file with libyara",
     "Gives the same answers, more slowly: for checking just that.",
     [](A& a, V&) -> FlagError {
       a.scan.prefilter = false;
       return {};
     }},
    formats_flag<reporters>(
        kTextOrJsonFlag.help,
        "Each may have an -o behind it: -f text -o - -f ndjson -o scan.ndjson. "
        "docs/formats/README.md shows what they look like.",
        "text"),
    outputs_flag(
        kOutputFlag.help,
        "Belongs to the -f before it. Without one, the ending of the name "
        "tells the format, and where it does not, it is text. journald: and "
        "syslog: are the log of the system; docs/formats/services.md says "
        "more."),
    {"--all", "", ValueKind::none, kOutputGroup, "list clean files, too", "",
     [](A& a, V&) -> FlagError {
       a.scan.report_clean = true;
       return {};
     }},
    {"--sort", "path", ValueKind::text, kOutputGroup,
     "list results by path, all at the end",
     "Without it they appear as they are found. Keeps them in memory.",
     [](A& a, V& v) -> FlagError {
       if (v != "path") return "must be: path";
       a.sort_by_path = true;
       return {};
     },
     [] { return std::string("path"); }, "", kOfPaths},
    {"--progress,--no-progress", "", ValueKind::none, kOutputGroup,
     "show a line of progress, or don't (default: on a terminal)", "",
     [](A& a, V& v) -> FlagError {
       a.progress = v == "true";
       return {};
     }},
    {"--stats", "", ValueKind::none, kOutputGroup,
     "say on standard error where the time went", "",
     [](A& a, V&) -> FlagError {
       a.stats = true;
       return {};
     },
     nullptr, "", kOfPaths},
    kQuietFlag,
    kVerboseFlag,
    kHelpFlag,
    kConfigFlag,
};

}  // namespace

std::span<const Flag> scan_flags() { return kScanFlags; }

}  // namespace beachcomb::cli
