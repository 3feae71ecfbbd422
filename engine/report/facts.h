// SPDX-License-Identifier: Apache-2.0
//
// What several event formats say in the same way about a finding.
#ifndef BEACHCOMB_REPORT_FACTS_H_
#define BEACHCOMB_REPORT_FACTS_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "beachcomb/report.h"
#include "beachcomb/verdict.h"
#include "json/fields.h"

namespace beachcomb::report {

inline constexpr std::string_view kProduct = "beachcomb";

using Uuid = std::array<unsigned char, 16>;

// Version 5 of RFC 9562: a name in a name space.
std::string uuid_v5(const Uuid& space, std::string_view name);

// A UUID of ours: the same for the same parts, in each run on each machine.
std::string stable_id(std::initializer_list<std::string_view> parts);

// What stays the same when a file is scanned again as it was: the host, the
// path, the content, the rule and the layer that it holds for.
std::string finding_id(const Finding& finding, const Verdict& verdict,
                       const RunFacts& run);
// Of what a run says about a file at a time.
std::string verdict_id(const Verdict& verdict, const RunFacts& run,
                       std::int64_t time);
// Of the run; by its start, its host and its roots.
std::string run_id(const RunFacts& run);

using Clock = std::int64_t (*)();  // in nanoseconds since 1970, UTC
Clock clock_of(const ReportOptions& options);

// As far as its name tells.
bool is_linux(const RunFacts& run);

// Views into a path, raw bytes: "/srv/www", "a.tar.gz", "gz".
struct PathParts {
  std::string_view directory;  // empty when the path names none
  std::string_view name;
  std::string_view extension;  // of ".htaccess" there is none
};
PathParts parts_of(std::string_view path);

// Bytes as text that a reader can compare: themselves when they are UTF-8,
// else printable().
std::string text_of(std::string_view bytes);

// What text_of() loses, as base64; nothing when it loses nothing.
void put_bytes(const char* key, const std::string& bytes, json::Json* json);

// Null for layer 0 and for one that is not listed.
const Layer* layer_of(const Finding& finding, const Verdict& verdict);
// "backup.zip > web/a.php > base64", printable; of layer 0 the file's name.
std::string chain_of(const Finding& finding, const Verdict& verdict);

// The one that comes first in its layer; null without any.
const Match* first_match(const Finding& finding);

// What a rule says that it finds: a web shell, when T1505.003 is among its
// techniques; something else, when only others are; nothing, without any.
enum class Finds { unsaid, web_shell, other };
Finds finds(const RuleInfo& rule);

enum class Severity { low, medium, high, critical };
// Critical from 90, and then as level_of() has it.
Severity severity_of(int score);
// From 0 to 10, a tenth of the score, but below 7 for what is no more than
// medium: CVSS, CEF and code hosts call 7 and more high.
double severity_of_ten(int score);

// Whether its findings say all of a file: it was scanned whole, and each of
// them is listed. If not, a record of the file has to say more.
bool is_told_by_findings(const Verdict& verdict);

// "malicious: hafnium.Rule (China Chopper) in /srv/www/a.aspx", printable.
std::string headline(const Finding& finding, const Verdict& verdict);
// "failed: /srv/a: permission denied (…)", printable. REQUIRES: a reason.
std::string reason_line(const Verdict& verdict);
// "permission denied (…)", printable. REQUIRES: a reason.
std::string why(const Verdict& verdict);
// "known good in spite of pack.A, pack.B", printable. Empty for all others.
std::string trust(const Verdict& verdict);
// "clean: /srv/a", printable.
std::string outcome_line(const Verdict& verdict);
// "not everything could be scanned: 12 files, 1 detected, …"
std::string run_line(const Summary& summary);

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_FACTS_H_
