// SPDX-License-Identifier: Apache-2.0
//
// Options that several commands have: each command's table takes the rows that
// it wants.
#ifndef BEACHCOMB_CLI_SHARED_FLAGS_H_
#define BEACHCOMB_CLI_SHARED_FLAGS_H_

#include <string>

#include "flags.h"

namespace beachcomb::cli {

inline constexpr const char* kRulesGroup = "Rules";
inline constexpr const char* kHowGroup = "How it is scanned";
inline constexpr const char* kOutputGroup = "Output";

FlagError add_rules(Arguments& arguments, const std::string& path);
FlagError add_packs(Arguments& arguments, const std::string& names);
FlagError add_external(Arguments& arguments, const std::string& text);
FlagError add_archive_password(Arguments& arguments, const std::string& text);
FlagError set_threads(Arguments& arguments, const std::string& number);
FlagError set_shallow(Arguments& arguments, const std::string& none);
FlagError set_output(Arguments& arguments, const std::string& path);
FlagError set_quiet(Arguments& arguments, const std::string& none);
FlagError set_verbose(Arguments& arguments, const std::string& none);
FlagError set_help(Arguments& arguments, const std::string& none);
FlagError set_format(Arguments& arguments, const std::string& name);

inline constexpr Flag kRulesFlag = {
    "-r,--rules",
    "PATH",
    ValueKind::file,
    kRulesGroup,
    "YARA rules to scan with: a file, or a folder of *.yar and *.yara",
    "The rules of a file get its name as their "
    "pack. Without it, the packs that are built into the program are used. A "
    "rule that does not compile is named on standard error and left out.",
    add_rules,
    nullptr,
    "",
    kRepeats};

inline constexpr Flag kPacksFlag = {
    "--packs",
    "A,B",
    ValueKind::text,
    kRulesGroup,
    "use only these of the built-in packs",
    "The pack exchange has no rules: it reports server pages in folders of "
    "Exchange and IIS that no build shipped, or shipped with other content.",
    add_packs,
    nullptr,
    "",
    kRepeats};

inline constexpr Flag kDefineFlag = {
    "-d,--define",
    "NAME=VALUE",
    ValueKind::text,
    kRulesGroup,
    "define an external variable for the rules",
    "A whole number, a number with a point, true, false, or else text. "
    "filename, filepath, extension, filetype and owner are always defined, "
    "with the values of each file.",
    add_external,
    nullptr,
    "",
    kRepeats};

inline constexpr Flag kArchivePasswordFlag = {
    "--archive-password",
    "PASSWORD",
    ValueKind::text,
    kHowGroup,
    "try this on encrypted archives, too",
    "`infected` is always tried. Members that no password opens are counted as "
    "not scanned.",
    add_archive_password,
    nullptr,
    "",
    kRepeats};

inline constexpr Flag kThreadsFlag = {
    "-j,--threads",
    "N",
    ValueKind::text,
    kHowGroup,
    "threads (default: one for each processor)",
    "",
    set_threads};

// Of `scan` it says more, and does.
inline constexpr Flag kShallowFlag = {"--shallow",
                                      "",
                                      ValueKind::none,
                                      kHowGroup,
                                      "scan files as they are, unwrap nothing",
                                      "",
                                      set_shallow};

inline constexpr Flag kTextOrJsonFlag = {
    "-f,--format",
    "NAME",
    ValueKind::choice,
    kOutputGroup,
    "how the results are written",
    "",
    set_format,
    [] { return std::string("text json"); },
    "text"};

inline constexpr Flag kOutputFlag = {
    "-o,--output",
    "FILE",
    ValueKind::file,
    kOutputGroup,
    "write the results there; - is standard output",
    "",
    set_output,
    nullptr,
    "-",
    kAsTyped | kOutput};

inline constexpr Flag kQuietFlag = {
    "-q,--quiet",
    "",
    ValueKind::none,
    kOutputGroup,
    "no warnings, and in text no account at the end",
    "",
    set_quiet};

inline constexpr Flag kVerboseFlag = {
    "-v,--verbose",
    "",
    ValueKind::none,
    kOutputGroup,
    "list skipped entries, all matches, and warnings about rules",
    "",
    set_verbose};

inline constexpr Flag kHelpFlag = {
    "-h,--help", "",       ValueKind::none, kOutputGroup, "show this help",
    "",          set_help, nullptr,         "",           kTypedOnly};

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_SHARED_FLAGS_H_
