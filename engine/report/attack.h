// SPDX-License-Identifier: Apache-2.0
//
// The part of MITRE ATT&CK that our rules speak of. A rule carries ids only:
// names and tactics move from version to version, so they are here, once, with
// the version that they are of.
#ifndef BEACHCOMB_REPORT_ATTACK_H_
#define BEACHCOMB_REPORT_ATTACK_H_

#include <array>
#include <string>
#include <string_view>

namespace beachcomb::report {

inline constexpr std::string_view kAttackVersion = "18.1";

struct Tactic {
  std::string_view id;     // "TA0003"
  std::string_view name;   // "Persistence"
  std::string_view phase;  // "persistence", as kill chains of STIX have it
};

struct Technique {
  std::string_view id;                      // "T1505" or "T1505.003"
  std::string_view name;                    // "Web Shell"
  std::array<std::string_view, 2> tactics;  // ids; the second may be empty
};

struct Software {
  std::string_view family;  // as rules have it, in lower case
  std::string_view id;      // "S0020"
  std::string_view name;    // "China Chopper"
};

// T and four digits, for a subtechnique with a dot and three more.
bool is_technique_id(std::string_view id);
// "T1505" of "T1505.003", and of itself.
std::string_view parent_technique(std::string_view id);

// Null when the table does not have it. A technique of one's own rules may be
// real all the same.
const Technique* find_technique(std::string_view id);
const Tactic* find_tactic(std::string_view id);
// The software that a family of rules is; of any case.
const Software* find_software(std::string_view family);

// The page of a technique, a tactic or a piece of software.
std::string attack_url(std::string_view id);

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_ATTACK_H_
