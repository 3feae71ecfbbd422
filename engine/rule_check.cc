// SPDX-License-Identifier: Apache-2.0
//
// Puts together what is known of rules, and asks the lints: the text goes to
// the parser and to libyara, the rules that compile to the prefilter ("what is
// it looked for by?") and to a scanner ("does it hit its own source?"), and the
// texts to a tree of clean files, where one is given.
//
// Each file is a namespace of its own, as `scan -r` has it, but a file that
// refers to rules of others in its folder is compiled behind these, as a pack
// is.
#include "beachcomb/rule_check.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <utility>

#include "beachcomb/pipeline.h"
#include "beachcomb/scanner.h"
#include "lint/lint.h"
#include "prefilter/frequency.h"
#include "prefilter/literals.h"
#include "read/file_reader.h"
#include "rule_set_impl.h"
#include "rules/certain.h"
#include "scan/builtin_packs.h"
#include "search/database.h"
#include "walk/walker.h"

namespace beachcomb {
namespace {

namespace fs = std::filesystem;
using lint::RuleFacts;
using lint::SourceFile;

// The text externals that no -d sets.
std::vector<std::string> open_externals(const Externals& defined) {
  std::vector<std::string> names = {"filename", "filepath", "extension"};
  std::erase_if(names, [&](const std::string& name) {
    return std::any_of(defined.begin(), defined.end(),
                       [&](const auto& d) { return d.first == name; });
  });
  return names;
}

class Check {
 public:
  Check(const RuleCheckOptions& options, std::stop_token stop)
      : options_(options), stop_(std::move(stop)) {}

  Result<RuleCheckReport> run(const std::vector<std::string>& paths) {
    if (auto error = load(paths)) return *error;
    for (std::size_t i = 0; i < files_.size(); ++i) compile(i);
    lint::find_twins(&files_);
    RuleCheckReport report;
    if (!options_.tree.empty()) {
      if (auto error = measure(&report)) return *error;
    }
    for (const SourceFile& file : files_) lint::check(file, files_, &report);
    return report;
  }

 private:
  std::optional<Error> load(const std::vector<std::string>& paths) {
    std::vector<RuleSource> sources;
    if (paths.empty()) sources = builtin_rules();
    for (const std::string& path : paths) {
      auto loaded = load_rules(path);
      if (!loaded) return loaded.error();
      std::move(loaded->begin(), loaded->end(), std::back_inserter(sources));
    }
    std::set<std::string> seen;
    for (RuleSource& source : sources) {
      if (!seen.insert(source.path).second) continue;
      SourceFile file;
      file.path = source.path;
      file.pack = source.pack;
      file.text = std::move(source.text);
      const std::string folder = fs::path(file.path).parent_path().string();
      auto config = config_for(paths.empty() ? nullptr : &folder);
      if (!config) return config.error();
      file.config = *config;
      files_.push_back(std::move(file));
    }
    // Only now do they stay where they are.
    for (SourceFile& file : files_) lint::parse(&file);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      for (const RuleFacts& facts : files_[i].rules) {
        defined_[folder_of(files_[i])].emplace(facts.rule->name, i);
      }
    }
    return std::nullopt;
  }

  static std::string folder_of(const SourceFile& file) {
    return fs::path(file.path).parent_path().string();
  }

  // `folder` is null for rules that are built in.
  Result<lint::Config> config_for(const std::string* folder) {
    std::string path = options_.config;
    if (path.empty() && folder != nullptr) path = lint::find_config(*folder);
    const auto known = configs_.find(path);
    if (known != configs_.end()) return known->second;
    auto config =
        !path.empty() ? lint::read_config(path)
        : folder == nullptr
            ? lint::parse_config(builtin_check_config(), "beachcomb.toml")
            : lint::default_config();
    if (config) configs_.emplace(path, *config);
    return config;
  }

  // The files before this one in its folder whose rules it refers to, with
  // what these refer to, in the order of the files.
  void add_needed(std::size_t i, std::set<std::size_t>* needed) const {
    const auto folder = defined_.find(folder_of(files_[i]));
    if (folder == defined_.end()) return;
    std::set<std::string_view> own;
    for (const RuleFacts& facts : files_[i].rules) own.insert(facts.rule->name);
    const auto refer = [&](const std::string& name) {
      if (own.count(name) > 0) return;
      const auto found = folder->second.find(name);
      if (found == folder->second.end() || found->second >= i) return;
      if (needed->insert(found->second).second) {
        add_needed(found->second, needed);
      }
    };
    for (const RuleFacts& facts : files_[i].rules) {
      lint::for_each_part(*facts.rule->condition, [&](const rules::Expr& e) {
        if (e.kind == rules::ExprKind::identifier) refer(e.text);
        if (!e.loop || e.loop->over != rules::Loop::Over::rules) return;
        for (const rules::SetItem& item : e.loop->set) refer(item.name);
      });
    }
  }

  void compile(std::size_t i) {
    SourceFile& file = files_[i];
    std::set<std::size_t> needed;
    add_needed(i, &needed);
    needed.insert(i);
    std::vector<RuleSource> sources;
    std::vector<const rules::Rule*> trees;
    bool complete = true;
    for (const std::size_t j : needed) {
      sources.push_back({file.pack, files_[j].path, files_[j].text});
      complete = complete && files_[j].parsed.errors.empty();
      for (const RuleFacts& facts : files_[j].rules) {
        trees.push_back(facts.rule);
      }
    }
    std::vector<rules::RuleKnowledge> knowledge = rules::knowledge_of(
        trees, open_externals(options_.externals), complete);
    const std::size_t before = trees.size() - file.rules.size();
    for (std::size_t r = 0; r < file.rules.size(); ++r) {
      file.rules[r].knowledge = std::move(knowledge[before + r]);
    }
    const auto compiled = RuleSet::compile(std::move(sources),
                                           options_.externals, &file.problems);
    if (!compiled) return;
    add_compiled(*compiled, &file);
    Scanner scanner(*compiled);
    const ScanResult result =
        scanner.scan(std::as_bytes(std::span(file.text)), {file.path, ""});
    for (const Finding& finding : result.findings) {
      for (RuleFacts& facts : file.rules) {
        if (facts.rule->name == finding.rule.name) facts.hits_itself = true;
      }
    }
  }

  static void add_compiled(const RuleSet& rules, SourceFile* file) {
    std::set<std::string_view> seen;
    for (RuleFacts& facts : file->rules) {
      if (!seen.insert(facts.rule->name).second) continue;  // refused
      for (const scan::Namespace& space : rules.impl().base->namespaces()) {
        for (const scan::Namespace::Entry& entry : space.entries) {
          if (entry.name != facts.rule->name) continue;
          facts.compiled = true;
          add_texts(rules.impl().prefilter->triggers_of(entry.number), &facts);
        }
      }
    }
  }

  static void add_texts(const std::vector<search::Literal>& literals,
                        RuleFacts* facts) {
    std::map<search::Literal, std::size_t> strings;
    for (std::size_t s = 0; s < facts->rule->strings.size(); ++s) {
      for (const auto& clause :
           prefilter::clauses_of(facts->rule->strings[s])) {
        for (const search::Literal& literal : clause) {
          strings.emplace(literal, s);
        }
      }
    }
    for (const search::Literal& literal : literals) {
      const auto found = strings.find(literal);
      facts->looked_for.push_back(
          {literal,
           found == strings.end() ? facts->rule->strings.size() : found->second,
           prefilter::expected_share(literal), false});
    }
  }

  // Counts in how many files of the tree each text stands.
  std::optional<Error> measure(RuleCheckReport* report) {
    std::map<search::Literal, std::uint32_t> numbers;
    for (const SourceFile& file : files_) {
      for (const RuleFacts& facts : file.rules) {
        for (const lint::LookedFor& text : facts.looked_for) {
          numbers.emplace(text.literal,
                          static_cast<std::uint32_t>(numbers.size()));
        }
      }
    }
    std::vector<const search::Literal*> literals;
    std::vector<std::uint32_t> ids;
    for (const auto& [literal, number] : numbers) {
      literals.push_back(&literal);
      ids.push_back(number);
    }
    const auto database = search::Database::compile(literals, ids);
    if (database == nullptr) return Error{"the texts could not be compiled"};
    std::vector<std::size_t> counts(numbers.size());
    search::Scratch scratch;
    auto error = for_each_file([&](Bytes bytes) {
      std::vector<std::uint32_t> found;
      if (!database->search(bytes, scratch, &found)) return;
      std::sort(found.begin(), found.end());
      found.erase(std::unique(found.begin(), found.end()), found.end());
      ++report->tree_files;
      for (const std::uint32_t number : found) ++counts[number];
    });
    if (error) return error;
    const auto total = static_cast<double>(report->tree_files);
    for (SourceFile& file : files_) {
      for (RuleFacts& facts : file.rules) {
        for (lint::LookedFor& text : facts.looked_for) {
          text.measured = true;
          text.share =
              static_cast<double>(counts[numbers.at(text.literal)]) / total;
        }
      }
    }
    return std::nullopt;
  }

  std::optional<Error> for_each_file(const std::function<void(Bytes)>& take) {
    WalkOptions options;
    options.roots = {options_.tree};
    walk::Walker walker(options);
    read::FileReader reader;
    bool any = false;
    std::vector<walk::Listing> work = walker.start();
    while (!work.empty() && !stop_.stop_requested()) {
      walk::Listing listing = std::move(work.back());
      work.pop_back();
      walk::Batch batch = walker.list(std::move(listing));
      for (const walk::Entry& entry : batch.entries) {
        if (stop_.stop_requested()) break;
        os::Descriptor file;
        os::FileStat stat;
        if (entry.reason || entry.is_directory ||
            !os::open_file(entry.at(), entry.name.c_str(), entry.follow, &file)
                 .ok() ||
            !os::stat_of(file, &stat).ok() ||
            stat.type != os::FileType::regular || stat.size > kMaxTreeFile) {
          continue;
        }
        std::optional<read::Problem> problem;
        take(reader.read(file, stat, &problem));
        any = true;
      }
      if (batch.rest) work.push_back(std::move(*batch.rest));
      std::move(batch.folders.begin(), batch.folders.end(),
                std::back_inserter(work));
    }
    if (stop_.stop_requested()) return Error{options_.tree + ": interrupted"};
    if (any) return std::nullopt;
    return Error{options_.tree + ": no file in it can be read"};
  }

  // Larger ones are no pages, and would only cost memory.
  static constexpr std::uint64_t kMaxTreeFile = 256u << 20;

  const RuleCheckOptions& options_;
  std::stop_token stop_;
  lint::Files files_;
  std::map<std::string, lint::Config> configs_;
  // By folder and name, where a rule is defined first.
  std::map<std::string, std::map<std::string, std::size_t, std::less<>>>
      defined_;
};

}  // namespace

Result<RuleCheckReport> check_rules(const std::vector<std::string>& paths,
                                    const RuleCheckOptions& options,
                                    std::stop_token stop) {
  return Check(options, std::move(stop)).run(paths);
}

}  // namespace beachcomb
