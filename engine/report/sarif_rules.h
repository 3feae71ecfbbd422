// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_REPORT_SARIF_RULES_H_
#define BEACHCOMB_REPORT_SARIF_RULES_H_

#include <cstddef>
#include <map>
#include <string>

#include "beachcomb/verdict.h"
#include "json/fields.h"

namespace beachcomb::report {

const char* sarif_level(Level level);

// "pack.rule", printable.
std::string sarif_rule_id(const RuleInfo& rule);

// The rules that something was found by, in the order that they are met, and
// the techniques of ATT&CK that they speak of as a taxonomy.
class SarifRules {
 public:
  // The place of the rule among the rules of the driver.
  std::size_t index_of(const RuleInfo& rule);

  const json::Json& rules() const { return rules_; }
  // Empty without a technique.
  json::Json taxonomies() const;
  json::Json supported_taxonomies() const;

 private:
  json::Json descriptor(const RuleInfo& rule);
  json::Json relationship(const std::string& technique);

  std::map<std::string, std::size_t> indexes_;
  json::Json rules_ = json::Json::array();
  std::map<std::string, std::size_t> technique_indexes_;
  json::Json techniques_ = json::Json::array();
};

}  // namespace beachcomb::report

#endif  // BEACHCOMB_REPORT_SARIF_RULES_H_
