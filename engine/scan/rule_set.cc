// SPDX-License-Identifier: Apache-2.0
#include "scan/rule_set_impl.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "beachcomb/sha256.h"
#include "scan/isolate.h"

namespace beachcomb {
namespace {

// As LOKI has it: a rule that does not say how sure it is.
constexpr int kDefaultScore = 70;

// "T1505.003, T1190" and the like.
void append_list(std::string_view text, std::vector<std::string>* list) {
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    std::string_view item = text.substr(0, comma);
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
    const std::size_t first = item.find_first_not_of(' ');
    if (first == item.npos) continue;
    item = item.substr(first, item.find_last_not_of(' ') - first + 1);
    list->emplace_back(item);
  }
}

RuleInfo info_of(const YR_RULE* rule) {
  RuleInfo info;
  info.name = rule->identifier;
  info.pack = rule->ns->name;
  info.score = kDefaultScore;
  const YR_META* meta = nullptr;
  yr_rule_metas_foreach(rule, meta) {
    const std::string_view key = meta->identifier;
    if (key == "score" && meta->type == META_TYPE_INTEGER) {
      info.score =
          static_cast<int>(std::clamp<std::int64_t>(meta->integer, 0, 100));
    }
    if (meta->type != META_TYPE_STRING) continue;
    if (key == "description") info.description = meta->string;
    if (key == "family") info.family = meta->string;
    if (key == "reference") info.references.emplace_back(meta->string);
    if (key == "mitre") append_list(meta->string, &info.mitre);
  }
  const char* tag = nullptr;
  yr_rule_tags_foreach(rule, tag) info.tags.emplace_back(tag);
  return info;
}

std::string fingerprint_of(const std::vector<RuleSource>& sources,
                           const Externals& externals) {
  Sha256 hash;
  const auto add = [&hash](std::string_view text) {
    // The length keeps "ab" + "c" and "a" + "bc" apart.
    const std::string length = std::to_string(text.size()) + ':';
    hash.update(std::as_bytes(std::span(length)));
    hash.update(std::as_bytes(std::span(text)));
  };
  for (const RuleSource& source : sources) {
    add(source.pack);
    add(source.text);
  }
  for (const auto& [name, value] : externals) {
    add(name);
    add(std::visit(
        [](const auto& v) -> std::string {
          if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
            return v;
          else
            return std::to_string(v);
        },
        value));
  }
  return hash.hex();
}

scan::YaraRules compile_all(const std::vector<RuleSource>& sources,
                            const Externals& externals,
                            std::vector<RuleProblem>* warnings) {
  scan::Compiler compiler(externals);
  for (const RuleSource& source : sources) {
    std::vector<RuleProblem> found = compiler.add(source);
    const bool failed = std::any_of(found.begin(), found.end(),
                                    [](const auto& p) { return p.is_error; });
    if (failed) return nullptr;
    std::move(found.begin(), found.end(), std::back_inserter(*warnings));
  }
  return compiler.finish();
}

}  // namespace

Result<RuleSet> RuleSet::compile(std::vector<RuleSource> sources,
                                 const Externals& externals,
                                 std::vector<RuleProblem>* problems) {
  std::vector<RuleProblem> found;
  auto impl = std::make_shared<Impl>();
  impl->externals = externals;
  impl->fingerprint = fingerprint_of(sources, externals);
  sources = scan::resolve_includes(std::move(sources), &found);
  std::vector<RuleProblem> warnings;
  impl->rules = compile_all(sources, externals, &warnings);
  if (impl->rules == nullptr) {
    scan::isolate_bad_rules(externals, &sources, &found);
    warnings.clear();
    impl->rules = compile_all(sources, externals, &warnings);
  }
  std::move(warnings.begin(), warnings.end(), std::back_inserter(found));
  if (problems != nullptr) *problems = std::move(found);
  if (impl->rules == nullptr || impl->rules->num_rules == 0) {
    return Error{"no rule is left to scan with"};
  }
  const YR_RULE* rule = nullptr;
  yr_rules_foreach(impl->rules.get(), rule) {
    impl->infos.push_back(info_of(rule));
  }
  impl->sources = std::move(sources);
  return RuleSet(std::move(impl));
}

std::size_t RuleSet::rule_count() const { return impl_->infos.size(); }
const std::string& RuleSet::fingerprint() const { return impl_->fingerprint; }

}  // namespace beachcomb
