// SPDX-License-Identifier: Apache-2.0
//
// The rules of packs against the samples beside them. All packs are compiled
// together, as a scan has them, but in namespaces of their own, and the
// prefilter is on: what it rules out wrongly is missed here, too.
#include "beachcomb/rule_tests.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "beachcomb/scanner.h"
#include "rule_coverage.h"
#include "rule_set_impl.h"
#include "samples/sample_files.h"
#include "text/format.h"

namespace beachcomb {
namespace {

namespace fs = std::filesystem;

bool is_rule_file(const fs::path& path) {
  return path.extension() == ".yar" || path.extension() == ".yara";
}

struct Pack {
  std::string name;  // the folder, as it was named in the call
  fs::path folder;
  // One file of it was asked for; the rest of its samples is not for us.
  bool partly = false;
  std::map<std::string, TestedRule> rules{};  // that report, by name
  std::set<std::string> refused{};            // that did not compile
  std::set<std::string> with_samples{};       // to hit, readable or not
};

class Test {
 public:
  Result<RuleTestReport> run(const std::vector<std::string>& paths,
                             const Externals& externals, bool with_coverage) {
    for (const std::string& path : paths) {
      if (auto error = add_path(path)) return *error;
    }
    std::vector<RuleProblem> problems;
    auto rules = RuleSet::compile(sources_, externals, &problems);
    for (const RuleProblem& problem : problems) {
      if (problem.is_error) add_refused(problem);
    }
    if (rules) {
      add_rules(*rules);
      Scanner scanner(*rules);
      if (with_coverage) explainer_.emplace(*rules);
      for (Pack& pack : packs_) try_samples(&pack, scanner);
    }
    for (Pack& pack : packs_) {
      for (auto& [name, tested] : pack.rules) {
        if (pack.with_samples.count(name) == 0)
          fail(RuleFault::no_sample, pack, name);
        report_.rules.push_back(std::move(tested));
        if (!explainer_.has_value()) continue;
        report_.coverage.push_back(
            coverage_[{pack.name, name}].result(pack.name, name));
      }
    }
    return std::move(report_);
  }

 private:
  // Adds the packs at and below a path.
  std::optional<Error> add_path(const std::string& path) {
    std::error_code error;
    if (!fs::exists(path, error)) {
      return Error{path + ": no such file or folder"};
    }
    if (!fs::is_directory(path, error)) {
      const fs::path folder = fs::path(path).parent_path();
      return add_pack(folder.empty() ? "." : folder, {path}, true);
    }
    found_ = false;
    if (auto problem = add_folder(path)) return problem;
    if (found_) return std::nullopt;
    return Error{path + ": no rule files (*.yar, *.yara) in or below it"};
  }

  std::optional<Error> add_folder(const fs::path& folder) {
    std::vector<fs::path> files;
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
      if (it->is_directory(error)) {
        if (it->path().filename() != "samples") folders.push_back(it->path());
      } else if (is_rule_file(it->path())) {
        files.push_back(it->path());
      }
    }
    if (error) return Error{folder.string() + ": " + error.message()};
    std::sort(files.begin(), files.end());
    std::sort(folders.begin(), folders.end());
    if (!files.empty()) {
      if (auto problem = add_pack(folder, files, false)) return problem;
    }
    for (const fs::path& below : folders) {
      if (auto problem = add_folder(below)) return problem;
    }
    return std::nullopt;
  }

  std::optional<Error> add_pack(const fs::path& folder,
                                const std::vector<fs::path>& files,
                                bool partly) {
    fs::path name = folder.lexically_normal();
    if (!name.has_filename() && name.has_parent_path()) {
      name = name.parent_path();  // without the slash at the end
    }
    auto pack = std::find_if(packs_.begin(), packs_.end(), [&](const Pack& p) {
      return p.name == name.string();
    });
    if (pack == packs_.end()) {
      pack = packs_.insert(pack, Pack{name.string(), folder, partly});
    }
    pack->partly = pack->partly && partly;
    found_ = true;
    for (const fs::path& file : files) {
      if (std::any_of(sources_.begin(), sources_.end(),
                      [&](const auto& s) { return s.path == file.string(); })) {
        continue;  // named twice
      }
      auto loaded = load_rules(file.string());
      if (!loaded) return loaded.error();
      for (RuleSource& source : *loaded) {
        source.pack = pack->name;
        sources_.push_back(std::move(source));
      }
    }
    return std::nullopt;
  }

  void add_refused(const RuleProblem& problem) {
    const auto source = std::find_if(
        sources_.begin(), sources_.end(),
        [&](const RuleSource& s) { return s.path == problem.path; });
    if (source == sources_.end()) return;
    for (Pack& pack : packs_) {
      if (pack.name != source->pack) continue;
      pack.refused.insert(problem.rule);
      fail(RuleFault::not_compiled, pack, problem.rule,
           problem.path + ':' + std::to_string(problem.line), problem.reason);
    }
  }

  void add_rules(const RuleSet& rules) {
    for (const scan::Namespace& space : rules.impl().base->namespaces()) {
      for (Pack& pack : packs_) {
        if (pack.name != space.pack) continue;
        for (const scan::Namespace::Entry& entry : space.entries) {
          // Private rules report nothing.
          if (entry.tree != nullptr && entry.tree->is_private) continue;
          pack.rules[entry.name] = {pack.name, entry.name};
        }
      }
    }
  }

  void try_samples(Pack* pack, Scanner& scanner) {
    for (const bool must_hit : {true, false}) {
      const std::string folder =
          std::string("samples/") + (must_hit ? "hit" : "miss");
      const auto sources =
          samples::sources_in((pack->folder / folder).string());
      if (!sources) {
        fail(RuleFault::unreadable, *pack, "", folder, sources.error().message);
        continue;
      }
      for (const samples::Source& source : *sources) {
        const std::string place =
            folder + '/' + fs::path(source.path).filename().string();
        const auto rule = pack->rules.find(source.rule);
        if (rule != pack->rules.end()) {
          if (must_hit) pack->with_samples.insert(source.rule);
          try_source(*pack, &rule->second, source, place, must_hit, scanner);
        } else if (!pack->partly && pack->refused.count(source.rule) == 0) {
          fail(RuleFault::no_rule, *pack, source.rule, place);
        }
      }
    }
  }

  void try_source(const Pack& pack, TestedRule* rule,
                  const samples::Source& source, const std::string& place,
                  bool must_hit, Scanner& scanner) {
    const auto read = samples::for_each_sample(
        source, [&](const std::string& name, Bytes bytes) {
          ++(must_hit ? rule->hits : rule->misses);
          const std::string sample =
              name.empty() ? place : place + " > " + name;
          const std::string path =
              '/' + (name.empty() ? fs::path(place).filename().string() : name);
          const ScanResult result = scanner.scan(bytes, {path, ""});
          cover(pack, rule->rule, bytes, path);
          const bool is_hit =
              std::any_of(result.findings.begin(), result.findings.end(),
                          [&](const Finding& finding) {
                            return finding.rule.name == rule->rule &&
                                   finding.rule.pack == pack.name;
                          });
          if (result.reason.has_value()) {
            fail(RuleFault::unreadable, pack, rule->rule, sample,
                 result.detail);
          } else if (is_hit != must_hit) {
            fail(must_hit ? RuleFault::missed : RuleFault::wrong_hit, pack,
                 rule->rule, sample);
          }
        });
    if (!read) {
      fail(RuleFault::unreadable, pack, rule->rule, place,
           read.error().message);
    } else if (*read == 0) {
      fail(RuleFault::empty, pack, rule->rule, place);
    }
  }

  void cover(const Pack& pack, const std::string& rule, Bytes bytes,
             const std::string& path) {
    if (!explainer_.has_value()) return;
    for (const std::size_t number : explainer_->find(pack.name + '.' + rule)) {
      coverage_[{pack.name, rule}].add(
          explainer_->explain(number, bytes, {path, ""}));
    }
  }

  void fail(RuleFault fault, const Pack& pack, const std::string& rule,
            std::string sample = {}, std::string detail = {}) {
    report_.problems.push_back(
        {fault, pack.name, rule, std::move(sample), std::move(detail)});
  }

  std::vector<Pack> packs_;
  bool found_ = false;  // a pack at or below the path that is added
  std::vector<RuleSource> sources_;
  std::optional<Explainer> explainer_;  // when coverage is asked for
  std::map<std::pair<std::string, std::string>, CoverageOfRule> coverage_;
  RuleTestReport report_;
};

}  // namespace

std::string_view name_of(RuleFault fault) {
  constexpr std::string_view kNames[] = {
      "not-compiled", "no-sample",  "missed", "wrong-hit",
      "no-rule",      "unreadable", "empty"};
  return kNames[static_cast<std::size_t>(fault)];
}

Result<RuleTestReport> test_rules(const std::vector<std::string>& paths,
                                  const Externals& externals,
                                  bool with_coverage) {
  return Test().run(paths, externals, with_coverage);
}

std::vector<std::string> samples_of(const std::string& rule_file,
                                    const std::string& rule) {
  std::vector<std::string> found;
  const fs::path folder = fs::path(rule_file).parent_path();
  for (const char* name : {"samples/hit", "samples/miss"}) {
    const auto sources = samples::sources_in((folder / name).string());
    if (!sources) continue;
    for (const samples::Source& source : *sources) {
      if (source.rule != rule) continue;
      const auto count =
          samples::for_each_sample(source, [](const std::string&, Bytes) {});
      const std::string file =
          std::string(name) + '/' + fs::path(source.path).filename().string();
      found.push_back(
          file + ": " +
          (count ? text::counted(*count, "file") : count.error().message));
    }
  }
  return found;
}

}  // namespace beachcomb
