// SPDX-License-Identifier: Apache-2.0
//
// The analysis of whatever parses: it ends, its needs are well formed and in
// their simplest form, and to know less of the namespace never asks for more.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fuzz.h"
#include "rules/needs.h"
#include "rules/parser.h"

namespace beachcomb::rules {
namespace {

using fuzz::require;
using Kind = Need::Kind;

void check_need(const Need& need, const std::vector<const Rule*>& rules,
                std::size_t of_rule) {
  switch (need.kind) {
    case Kind::yes:
      require(!need.reason.empty(), "that nothing is asked has a reason");
      return;
    case Kind::string:
      require(need.rule < rules.size() &&
                  need.string < rules[need.rule]->strings.size(),
              "the string exists");
      return;
    case Kind::size:
      require(0 <= need.low && need.low <= need.high, "sizes are possible");
      return;
    case Kind::read:
      require(need.low <= need.high, "values are possible");
      require(
          need.read.bits == 8 || need.read.bits == 16 || need.read.bits == 32,
          "reads are of whole bytes");
      return;
    case Kind::external:
      require(need.name == "filename", "the external is known");
      return;
    case Kind::no:
      return;
    case Kind::at_least:
      break;
  }
  require(need.children.size() >= 2, "one child is no choice");
  require(1 <= need.count && need.count <= need.children.size(),
          "so many can be had");
  for (const Need& child : need.children) {
    require(child.kind != Kind::yes && child.kind != Kind::no,
            "what is certain is left out", print_need(need, rules));
    check_need(child, rules, of_rule);
  }
}

void check(std::string_view source) {
  const ParsedFile file = parse(source);
  std::vector<const Rule*> rules;
  for (const Item& item : file.items) {
    if (const auto* rule = std::get_if<Rule>(&item)) rules.push_back(rule);
  }
  const std::vector<Need> all = needs_of(rules, {"filename"});
  const std::vector<Need> some = needs_of(rules, {"filename"}, false);
  require(all.size() == rules.size() && some.size() == rules.size(),
          "each rule has a need");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    check_need(all[i], rules, i);
    check_need(some[i], rules, i);
    require(all[i].kind != Kind::yes || some[i].kind == Kind::yes,
            "to know less asks for no more");
  }
}

}  // namespace
}  // namespace beachcomb::rules

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  beachcomb::rules::check(beachcomb::fuzz::text_of(data, size));
  return 0;
}
