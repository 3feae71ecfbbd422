// SPDX-License-Identifier: Apache-2.0
//
// What the commands of `beachcomb evidence` share.
#ifndef BEACHCOMB_CLI_EVIDENCE_H_
#define BEACHCOMB_CLI_EVIDENCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flags.h"

namespace beachcomb::cli {

inline constexpr const char* kCaseGroup = "The case";

// What the options say of the case; says what is missing, if something is.
std::optional<CaseOptions> case_options(const Arguments& arguments,
                                        const RuleSet* rules);

// "  12  /srv/www/a.aspx: copied", and warnings below it. What was not done has
// `undone` before the reason.
std::string line_of(const ItemResult& result, std::string_view undone);

FlagError set_from(Arguments& arguments, const std::string& file);
FlagError set_case(Arguments& arguments, const std::string& folder);
FlagError set_key(Arguments& arguments, const std::string& file);
FlagError add_item(const std::string& text, std::vector<std::uint32_t>* items);

inline constexpr Flag kCaseFlag = {"--case",
                                   "DIR",
                                   ValueKind::folder,
                                   kCaseGroup,
                                   "the folder of the case (needed)",
                                   "",
                                   set_case};

inline constexpr Flag kKeyFlag = {
    "--key",
    "FILE",
    ValueKind::file,
    kCaseGroup,
    "the Ed25519 key that signs the journal",
    "PEM. Made on first use. Without it: evidence.key in the folder beachcomb "
    "of XDG_CONFIG_HOME or ~/.config. Keep it: a case can't be continued "
    "without the key that it was begun with.",
    set_key};

inline constexpr Flag kOperatorFlag = {
    "--operator",
    "NAME",
    ValueKind::text,
    kCaseGroup,
    "who does this, for the journal (default: the user)",
    "",
    [](Arguments& a, const std::string& v) -> FlagError {
      a.evidence.facts.operator_name = v;
      return {};
    }};

inline constexpr Flag kAuthorityFlag = {
    "--authority",
    "TEXT",
    ValueKind::text,
    kCaseGroup,
    "who approved it, for the journal",
    "",
    [](Arguments& a, const std::string& v) -> FlagError {
      a.evidence.facts.authority = v;
      return {};
    }};

inline constexpr Flag kTicketFlag = {
    "--ticket",
    "TEXT",
    ValueKind::text,
    kCaseGroup,
    "the number of the ticket or order, for the journal",
    "",
    [](Arguments& a, const std::string& v) -> FlagError {
      a.evidence.facts.ticket = v;
      return {};
    }};

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_EVIDENCE_H_
