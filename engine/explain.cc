// SPDX-License-Identifier: Apache-2.0
//
// Brings together what explains a rule: libyara's verdict as a scan has it,
// its answers to our questions, and our own evaluation of the condition.
#include "beachcomb/explain.h"

#include <algorithm>
#include <map>
#include <utility>

#include "explain/changes.h"
#include "explain/evaluator.h"
#include "explain/questions.h"
#include "os/file_system.h"
#include "os/process.h"
#include "read/file_reader.h"
#include "rule_set_impl.h"
#include "rules/printer.h"
#include "scan/dependencies.h"
#include "scan/places.h"
#include "scan/question_scanner.h"
#include "scan/yara_scanner.h"
#include "timeout.h"
#include "unwrap/layers.h"

namespace beachcomb {
namespace {

constexpr std::size_t kListedPlaces = 256;

explain::Value value_of(const ExternalValue& external) {
  if (const auto* text = std::get_if<std::string>(&external)) {
    return explain::Value::of_text(text->c_str());  // libyara takes C strings
  }
  if (const auto* integer = std::get_if<std::int64_t>(&external)) {
    return explain::Value::integer(*integer);
  }
  if (const auto* number = std::get_if<double>(&external)) {
    if (*number != *number) {
      return explain::Value::undefined(explain::Value::Type::real);
    }
    return explain::Value::real(*number);
  }
  return explain::Value::integer(std::get<bool>(external) ? 1 : 0);
}

// What is the same for every file that a rule is explained on.
struct Prepared {
  const scan::Namespace* space = nullptr;
  const scan::Namespace::Entry* entry = nullptr;
  const scan::Unit* unit = nullptr;
  bool has_namesakes = false;
  std::vector<const scan::Namespace::Entry*> others;  // that it depends on
  std::vector<const rules::Expr*> parts;
  std::optional<scan::QuestionScanner> questions;
  std::string problem;  // why there are none
};

}  // namespace

std::string_view name_of(Truth truth) {
  constexpr std::string_view kNames[] = {"yes", "no", "undefined", "unknown"};
  return kNames[static_cast<std::size_t>(truth)];
}

struct Explainer::Impl {
  Impl(const RuleSet& set, const ScannerOptions& scanner_options)
      : rules(set), options(scanner_options) {}

  const scan::RuleBase& base() const { return *rules.impl().base; }
  Prepared& prepare(std::uint32_t number);
  void compile_questions(Prepared* rule) const;
  bool verdict(std::uint32_t number, const Prepared& prepared, Bytes bytes,
               const FileFacts& facts, Explanation* explanation);
  explain::Known known_for(const Prepared& prepared, Bytes bytes,
                           const Externals& externals,
                           const scan::Answers& answers) const;
  void compare(const Prepared& prepared, const scan::Answers& answers,
               Explanation* explanation) const;

  RuleSet rules;
  ScannerOptions options;
  std::map<std::uint32_t, Prepared> prepared;
  std::map<const scan::Unit*, scan::YaraScanner> scanners;
};

Prepared& Explainer::Impl::prepare(std::uint32_t number) {
  const auto [place, is_new] = prepared.try_emplace(number);
  Prepared& result = place->second;
  if (!is_new) return result;
  for (const scan::Namespace& space : base().namespaces()) {
    for (const scan::Namespace::Entry& entry : space.entries) {
      if (entry.number != number || space.pack != base().info(number).pack) {
        continue;
      }
      result.space = &space;
      result.entry = &entry;
      for (const std::size_t i : entry.depends_on) {
        result.others.push_back(&space.entries[i]);
      }
    }
  }
  result.unit = base().unit(number);
  result.has_namesakes = result.unit == nullptr;
  if (result.unit == nullptr) result.unit = &base().all();
  if (result.entry == nullptr || result.entry->tree == nullptr) {
    result.problem = "beachcomb's parser does not know this rule";
    return result;
  }
  compile_questions(&result);
  return result;
}

void Explainer::Impl::compile_questions(Prepared* rule) const {
  const rules::Rule& tree = *rule->entry->tree;
  rule->parts = explain::parts_to_ask(tree);
  const std::vector<std::size_t> parts =
      scan::parts_of(*rule->space, rule->entry->number);
  std::vector<explain::SourceRule> sources;
  for (const std::size_t i : parts) {
    const scan::Namespace::Entry& entry = rule->space->entries[i];
    if (entry.tree == nullptr) {
      rule->problem = "beachcomb's parser does not know the rule " +
                      entry.name + ", which this one depends on";
      return;
    }
    sources.push_back({entry.tree, entry.text});
  }
  const RuleSource source{
      rule->space->pack, rule->space->pack,
      explain::questions(scan::imports_of(*rule->space, parts), sources, tree,
                         rule->parts)};
  auto compiled = scan::QuestionScanner::compile(
      source, base().externals(), std::string(explain::kStringsRule));
  if (compiled) {
    rule->questions.emplace(std::move(*compiled));
  } else {
    rule->problem = "libyara: " + compiled.error().message;
  }
}

// As a scan has it.
bool Explainer::Impl::verdict(std::uint32_t number,
                              const Prepared& prepared_rule, Bytes bytes,
                              const FileFacts& facts,
                              Explanation* explanation) {
  const auto scanner =
      scanners.try_emplace(prepared_rule.unit, base(), *prepared_rule.unit)
          .first;
  ScanResult result;
  scanner->second.scan(bytes, facts, options.timeout, &result);
  explanation->reason = result.reason;
  explanation->detail = result.detail;
  const RuleInfo& info = base().info(number);
  return std::any_of(result.findings.begin(), result.findings.end(),
                     [&](const Finding& finding) {
                       return finding.rule.name == info.name &&
                              finding.rule.pack == info.pack;
                     });
}

explain::Known Explainer::Impl::known_for(const Prepared& prepared_rule,
                                          Bytes bytes,
                                          const Externals& externals,
                                          const scan::Answers& answers) const {
  explain::Known known;
  known.bytes = bytes;
  known.syntax_43 = scan::has_43_semantics();
  known.rule = prepared_rule.entry->tree;
  known.has_namesakes = prepared_rule.has_namesakes;
  known.strings.resize(known.rule->strings.size());
  for (std::size_t i = 0;
       i < std::min(answers.strings.size(), known.strings.size()); ++i) {
    for (const scan::Answers::Place& place : answers.strings[i]) {
      known.strings[i].push_back({static_cast<std::int64_t>(place.offset),
                                  static_cast<std::int64_t>(place.length)});
    }
  }
  for (const auto& [name, value] : externals) {
    known.externals.emplace(name, value_of(value));
  }
  // Those before it; a rule that asks for itself is told no.
  for (const scan::Namespace::Entry* entry : prepared_rule.others) {
    if (entry > prepared_rule.entry) continue;
    known.rules.emplace_back(entry->name, answers.hold.contains(entry->name));
  }
  known.rules.emplace_back(prepared_rule.entry->name, false);
  for (std::size_t i = 0; i < prepared_rule.parts.size(); ++i) {
    const std::string number = std::to_string(i);
    const bool defined =
        answers.hold.contains(std::string(explain::kDefinedRule) + number);
    const bool holds =
        answers.hold.contains(std::string(explain::kHoldsRule) + number);
    known.asked.emplace(prepared_rule.parts[i], holds     ? Truth::yes
                                                : defined ? Truth::no
                                                          : Truth::undefined);
  }
  return known;
}

// Our truth against that of libyara: of the condition on its own, and of the
// rule in its pack.
void Explainer::Impl::compare(const Prepared& prepared_rule,
                              const scan::Answers& answers,
                              Explanation* explanation) const {
  for (const scan::Namespace::Entry* entry : prepared_rule.others) {
    if (entry->is_global && !answers.hold.contains(entry->name)) {
      explanation->failing_globals.push_back(entry->name);
    }
  }
  const rules::Rule& tree = *prepared_rule.entry->tree;
  const bool theirs = answers.hold.contains(tree.name);
  explanation->is_private = tree.is_private;
  if (tree.is_private) explanation->matches = theirs;
  if (explanation->condition_truth == Truth::unknown) return;
  const bool ours = explanation->condition_truth == Truth::yes;
  const bool reported = ours && explanation->failing_globals.empty();
  if (!tree.is_private && reported != explanation->matches) {
    explanation->agrees = false;
    explanation->detail = "libyara says that the rule ";
    explanation->detail += explanation->matches ? "matches" : "does not match";
  } else if (ours != theirs && !prepared_rule.has_namesakes) {
    explanation->agrees = false;
    explanation->detail = "libyara says that the condition ";
    explanation->detail += theirs ? "holds" : "does not hold";
  }
  if (!explanation->agrees) {
    explanation->detail +=
        ", and this explanation says otherwise: it is wrong, please report it";
  }
}

Explainer::Explainer(RuleSet rules, const ScannerOptions& options)
    : impl_(std::make_unique<Impl>(rules, options)) {}
Explainer::~Explainer() = default;
Explainer::Explainer(Explainer&&) noexcept = default;
Explainer& Explainer::operator=(Explainer&&) noexcept = default;

std::vector<std::size_t> Explainer::find(std::string_view name) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < impl_->base().rule_count(); ++i) {
    const RuleInfo& info = impl_->base().info(static_cast<std::uint32_t>(i));
    if (info.name == name || info.pack + '.' + info.name == name) {
      found.push_back(i);
    }
  }
  return found;
}

Explanation Explainer::explain(std::size_t rule, Bytes bytes,
                               const FileFacts& facts) {
  const auto number = static_cast<std::uint32_t>(rule);
  Prepared& prepared = impl_->prepare(number);
  Explanation result;
  result.pack = impl_->base().info(number).pack;
  result.rule = impl_->base().info(number).name;
  result.size = bytes.size();
  result.matches = impl_->verdict(number, prepared, bytes, facts, &result);
  if (!prepared.questions.has_value()) {
    result.detail = prepared.problem;
    return result;
  }
  const Externals externals =
      scan::externals_for(impl_->base().externals(), facts, bytes);
  const scan::Answers answers =
      prepared.questions->scan(bytes, externals, impl_->options.timeout);
  if (answers.reason.has_value()) {
    result.reason = answers.reason;
    result.detail = answers.detail;
  }
  // What libyara did not finish can't be compared with.
  const bool finished =
      !result.reason.has_value() || result.reason == Reason::too_many_matches;
  if (!finished) return result;
  const explain::Known known =
      impl_->known_for(prepared, bytes, externals, answers);
  explain::Evaluator evaluator(known);
  result.condition_truth = explain::truth_of(
      evaluator.evaluate(*known.rule->condition, &result.condition));
  impl_->compare(prepared, answers, &result);
  for (std::size_t i = 0; i < known.strings.size(); ++i) {
    const rules::StringDecl& string = known.rule->strings[i];
    ExplainedString& listed = result.strings.emplace_back();
    listed.id = string.name;
    listed.declaration = rules::print(string).substr(string.name.size() + 3);
    listed.count = known.strings[i].size();
    Finding places;
    for (const explain::Hit& hit : known.strings[i]) {
      if (places.matches.size() == kListedPlaces) break;
      Match& match = places.matches.emplace_back();
      match.id = string.name;
      match.offset = static_cast<std::uint64_t>(hit.offset);
      match.length = static_cast<std::uint32_t>(hit.length);
    }
    std::vector<Finding> findings = {std::move(places)};
    scan::add_places(bytes, &findings);
    listed.matches = std::move(findings.front().matches);
  }
  if (result.condition_truth == Truth::no ||
      result.condition_truth == Truth::undefined) {
    explain::find_changes(result.condition, &result);
  }
  return result;
}

bool FileExplanation::any_match() const {
  return std::any_of(explanations.begin(), explanations.end(),
                     [](const Explanation& e) { return e.matches; });
}

bool FileExplanation::all_agree() const {
  return std::all_of(explanations.begin(), explanations.end(),
                     [](const Explanation& e) { return e.agrees; });
}

bool FileExplanation::complete() const {
  return !verdict.reason.has_value() &&
         std::none_of(
             explanations.begin(), explanations.end(),
             [](const Explanation& e) { return e.reason.has_value(); });
}

Result<FileExplanation> explain_file(const RuleSet& rules,
                                     const std::vector<std::size_t>& numbers,
                                     const std::string& path,
                                     const ScanOptions& options) {
  os::Descriptor file;
  os::FileStat stat;
  os::Status status = os::open_file(os::kHere, path.c_str(), true, &file);
  if (status.ok()) status = os::stat_of(file, &stat);
  if (!status.ok()) return Error{path + ": " + status.text()};
  if (stat.type != os::FileType::regular) {
    return Error{path + ": is no regular file"};
  }
  if (stat.size > options.max_file_bytes) {
    return Error{path + ": is too large to be explained; see --max-file-size"};
  }
  read::FileReader reader;
  std::optional<read::Problem> problem;
  const Bytes bytes = reader.read(file, stat, &problem);
  if (problem.has_value()) return Error{path + ": " + problem->detail};

  FileExplanation result;
  result.verdict.path = path;
  result.verdict.size = bytes.size();
  Explainer explainer(rules, {options.timeout, options.prefilter});
  const auto explain_layer = [&](std::uint32_t layer, Bytes content,
                                 const FileFacts& facts) {
    for (const std::size_t number : numbers) {
      result.explanations.push_back(explainer.explain(number, content, facts));
      result.explanations.back().layer = layer;
    }
  };
  const std::string owner = os::user_name(stat.owner);
  const FileFacts facts{path, owner};
  explain_layer(0, bytes, facts);
  if (!options.unwrap.enabled) return result;
  const Result<RuleSet> none = RuleSet::none();
  if (!none) return none.error();
  Scanner nothing(*none);
  unwrap::LayerScan layers(options.unwrap);
  unwrap::Job job{facts, options.min_score, std::nullopt, {}, explain_layer};
  if (options.timeout.count() != 0) {
    job.deadline = unwrap::Clock::now() + bounded(options.timeout);
  }
  layers.scan(bytes, job, nothing, &result.verdict);
  return result;
}

}  // namespace beachcomb
