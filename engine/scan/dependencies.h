// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_SCAN_DEPENDENCIES_H_
#define BEACHCOMB_SCAN_DEPENDENCIES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scan/rule_base.h"

namespace beachcomb::scan {

// Fills in depends_on: the rules that each rule refers to, those that they
// refer to, and the global rules before and after it with theirs; in order.
void find_dependencies(Namespace* space);

// Whether some of these entries ask for `2 of (name*)` where another namespace
// has a rule of the same name. libyara walks the rules of all namespaces for a
// wildcard and takes ours once for each that has the name, so such a rule
// answers otherwise when its namespace is compiled alone.
bool depends_on_namesakes(const std::vector<Namespace>& spaces,
                          const Namespace& space,
                          const std::vector<std::size_t>& entries);

// The rule with this number and what it depends on, in the order of the source:
// a global rule may stand behind it. REQUIRES: the namespace has the rule.
std::vector<std::size_t> parts_of(const Namespace& space, std::uint32_t number);

// The import statements of the modules that some of these entries use.
std::string imports_of(const Namespace& space,
                       const std::vector<std::size_t>& entries);

}  // namespace beachcomb::scan

#endif  // BEACHCOMB_SCAN_DEPENDENCIES_H_
