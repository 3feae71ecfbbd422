// SPDX-License-Identifier: Apache-2.0
//
// The contract of needs.h against libyara itself: whenever it matches, the need
// is true of the file. Which strings occur is asked of libyara as well, one
// rule for each string, so that only the reading of the condition is under
// test, not the prefilter.
#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "rule_generator.h"
#include "rules/needs.h"
#include "rules/parser.h"
#include "rules/printer.h"
#include "yara_oracle.h"

namespace beachcomb::rules {
namespace {

using tests::Externals;
using tests::GeneratedCase;
using tests::GeneratedFile;
using tests::YaraOracle;

struct Counts {
  long cases = 0;
  long refused = 0;                   // by libyara
  long pairs = 0;                     // of a rule and a file
  long matches = 0;                   // pairs where libyara matched
  long excluded = 0;                  // pairs where the formula says no
  long early = 0;                     // of these, without a look at the strings
  std::vector<std::uint64_t> broken;  // seeds
};

Externals externals_of(const GeneratedFile& file) {
  const std::size_t dot = file.name.rfind('.');
  return {{"filename", file.name},
          {"extension", dot == std::string::npos ? "" : file.name.substr(dot)}};
}

// A rule and one of its strings, by number.
using StringRef = std::pair<std::uint32_t, std::uint32_t>;

std::string probe_name(const StringRef& ref) {
  return tests::cat(
      {"p", std::to_string(ref.first), "_", std::to_string(ref.second)});
}

// One rule for each string: does it occur at all?
std::string probes(const std::vector<const Rule*>& rules) {
  std::string source;
  for (std::uint32_t r = 0; r < rules.size(); ++r) {
    for (std::uint32_t s = 0; s < rules[r]->strings.size(); ++s) {
      const StringDecl& string = rules[r]->strings[s];
      source += "rule " + probe_name({r, s}) + " { strings: $x";
      source += print(string).substr(string.name.size());
      source += " condition: $x }\n";
    }
  }
  return source;
}

// A file, as far as it is known. Whatever is not known may be so.
struct Facts {
  const GeneratedFile* file = nullptr;
  const Externals* externals = nullptr;
  bool is_read = false;
  const std::set<StringRef>* strings = nullptr;  // that occur
};

bool read_holds(const Need& need, const std::string& bytes) {
  const std::size_t size = need.read.bits / 8u;
  if (need.offset > bytes.size() || bytes.size() - need.offset < size) {
    return false;
  }
  std::int64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t from = need.read.big_endian ? i : size - 1 - i;
    value = value << 8 | static_cast<std::uint8_t>(bytes[need.offset + from]);
  }
  const std::int64_t values = std::int64_t{1} << need.read.bits;
  if (need.read.is_signed && value >= values / 2) value -= values;
  return need.low <= value && value <= need.high;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

bool text_holds(ExprKind op, const std::string& value,
                const std::string& text) {
  switch (op) {
    case ExprKind::eq:
      return value == text;
    case ExprKind::ne:
      return value != text;
    case ExprKind::contains:
      return value.find(text) != std::string::npos;
    case ExprKind::startswith:
      return value.starts_with(text);
    case ExprKind::endswith:
      return value.ends_with(text);
    case ExprKind::icontains:
      return text_holds(ExprKind::contains, lower(value), lower(text));
    case ExprKind::istartswith:
      return text_holds(ExprKind::startswith, lower(value), lower(text));
    case ExprKind::iendswith:
      return text_holds(ExprKind::endswith, lower(value), lower(text));
    default:
      return text_holds(ExprKind::eq, lower(value), lower(text));
  }
}

bool may_hold(const Need& need, const Facts& facts) {
  const auto size = static_cast<std::int64_t>(facts.file->bytes.size());
  switch (need.kind) {
    case Need::Kind::yes:
      return true;
    case Need::Kind::no:
      return false;
    case Need::Kind::at_least:
      return std::count_if(need.children.begin(), need.children.end(),
                           [&](const Need& child) {
                             return may_hold(child, facts);
                           }) >= static_cast<std::ptrdiff_t>(need.count);
    case Need::Kind::string:
      return facts.strings == nullptr ||
             facts.strings->count({need.rule, need.string}) != 0;
    case Need::Kind::size:
      return need.low <= size && size <= need.high;
    case Need::Kind::read:
      return !facts.is_read || read_holds(need, facts.file->bytes);
    case Need::Kind::external:
      return text_holds(need.op, facts.externals->at(need.name), need.text) !=
             need.negated;
  }
  return true;
}

// The strings that occur in a file, as libyara says.
std::set<StringRef> strings_in(const std::vector<const Rule*>& rules,
                               YaraOracle& probe, const GeneratedFile& file) {
  const std::set<std::string> found = probe.scan(file.bytes, {});
  std::set<StringRef> strings;
  for (std::uint32_t r = 0; r < rules.size(); ++r) {
    for (std::uint32_t s = 0; s < rules[r]->strings.size(); ++s) {
      if (found.count("0:" + probe_name({r, s})) != 0) strings.insert({r, s});
    }
  }
  return strings;
}

void check_file(const std::vector<const Rule*>& rules,
                const std::vector<Need>& needs, const std::string& name_space,
                YaraOracle& oracle, YaraOracle& probe,
                const GeneratedFile& file, std::uint64_t seed, Counts* counts) {
  const Externals externals = externals_of(file);
  const std::set<std::string> matched = oracle.scan(file.bytes, externals);
  const std::set<StringRef> strings = strings_in(rules, probe, file);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool holds = may_hold(needs[i], {&file, &externals, true, &strings});
    const bool early = !may_hold(needs[i], {&file, &externals, false, nullptr});
    const bool match = matched.count(name_space + rules[i]->name) != 0;
    ++counts->pairs;
    counts->matches += match;
    counts->excluded += !holds;
    counts->early += early;
    // Knowing less never excludes more.
    if ((match && !holds) || (early && holds)) counts->broken.push_back(seed);
  }
}

void check_case(std::uint64_t seed, Counts* counts) {
  tests::GeneratorOptions options;
  options.modules = seed % 4 == 0;
  options.syntax_43 = YaraOracle::has_43_syntax();
  const GeneratedCase c = tests::generate_case(seed, options);
  ++counts->cases;
  const ParsedFile parsed = parse(c.source);
  // Once in a while the same rules stand in another namespace as well, which
  // wildcards over rules notice.
  std::vector<std::string> sources{c.source};
  if (seed % 8 == 1) sources.push_back(c.source);
  auto oracle = YaraOracle::compile(sources, externals_of({}));
  if (!oracle) {
    ++counts->refused;
    return;
  }
  if (!parsed.errors.empty()) {
    counts->broken.push_back(seed);
    return;
  }
  std::vector<const Rule*> rules;
  for (const Item& item : parsed.items) {
    if (const auto* rule = std::get_if<Rule>(&item)) rules.push_back(rule);
  }
  const std::vector<Need> needs = needs_of(rules, {"filename", "extension"});
  auto probe = YaraOracle::compile({probes(rules)}, {});
  REQUIRE(probe);
  const std::string name_space = std::to_string(sources.size() - 1) + ':';
  for (const GeneratedFile& file : c.files) {
    check_file(rules, needs, name_space, *oracle, *probe, file, seed, counts);
  }
}

// BEACHCOMB_RANDOM_CASES=100000 for more than the usual, and
// BEACHCOMB_RANDOM_SEED=n to begin elsewhere; both for one case that failed.
std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

TEST_CASE("needs hold whenever libyara matches", "[rules][needs][random]") {
  Counts counts;
  const std::uint64_t first = from_environment("BEACHCOMB_RANDOM_SEED", 0);
  const std::uint64_t cases = from_environment("BEACHCOMB_RANDOM_CASES", 1000);
  for (std::uint64_t i = 0; i < cases; ++i) check_case(first + i, &counts);
  if (cases >= 1000) {
    // A test that compares nothing proves nothing.
    CHECK(counts.refused * 4 < counts.cases);
    CHECK(counts.matches * 20 > counts.pairs);
    CHECK(counts.excluded * 5 > counts.pairs - counts.matches);
    CHECK(counts.early * 20 > counts.pairs - counts.matches);
  }
  CAPTURE(counts.broken);
  CHECK(counts.broken.empty());
  WARN("cases " << counts.cases << ", refused by libyara " << counts.refused
                << ", rule and file pairs " << counts.pairs << ", matches "
                << counts.matches << ", excluded " << counts.excluded
                << ", excluded before reading " << counts.early);
}

}  // namespace
}  // namespace beachcomb::rules
