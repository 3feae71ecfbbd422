// SPDX-License-Identifier: Apache-2.0
#include "capi/rules.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capi/boundary.h"
#include "capi/values.h"

namespace capi = beachcomb::capi;
using capi::Answer;

struct beachcomb_compiler {
  std::vector<beachcomb::RuleSource> sources;
  beachcomb::Externals externals;
  // Of the last build; the views point into the problems.
  std::vector<beachcomb::RuleProblem> problems;
  std::vector<beachcomb_problem> views;

  void add(std::vector<beachcomb::RuleSource> more) {
    std::move(more.begin(), more.end(), std::back_inserter(sources));
  }

  void define(const char* name, beachcomb::ExternalValue value) {
    std::erase_if(externals, [name](const auto& e) { return e.first == name; });
    externals.emplace_back(name, std::move(value));
  }

  void keep(std::vector<beachcomb::RuleProblem> found) {
    views.clear();
    problems = std::move(found);
    views.reserve(problems.size());
    for (const beachcomb::RuleProblem& problem : problems) {
      views.push_back({capi::bytes_of(problem.path),
                       capi::bytes_of(problem.rule),
                       capi::bytes_of(problem.reason), problem.line,
                       problem.column, problem.is_error ? 1 : 0});
    }
  }
};

int beachcomb_compiler_create(beachcomb_compiler** compiler,
                              beachcomb_error** error) {
  if (compiler != nullptr) *compiler = nullptr;
  return capi::call(error, {{"compiler", compiler}}, [&]() -> Answer {
    *compiler = new beachcomb_compiler;
    return {};
  });
}

void beachcomb_compiler_free(beachcomb_compiler* compiler) { delete compiler; }

int beachcomb_compiler_add_builtin(beachcomb_compiler* compiler,
                                   const char* pack, beachcomb_error** error) {
  return capi::call(error, {{"compiler", compiler}}, [&]() -> Answer {
    std::vector<beachcomb::RuleSource> sources = beachcomb::builtin_rules();
    if (sources.empty()) throw std::bad_alloc();
    if (pack != nullptr) {
      std::erase_if(sources, [pack](const beachcomb::RuleSource& source) {
        return source.pack != pack;
      });
    }
    if (sources.empty()) {
      return {BEACHCOMB_ERROR_ARGUMENT,
              "no built-in pack is called '" + std::string(pack) + "'"};
    }
    compiler->add(std::move(sources));
    return {};
  });
}

int beachcomb_compiler_add_path(beachcomb_compiler* compiler, const char* path,
                                beachcomb_error** error) {
  return capi::call(error, {{"compiler", compiler}, {"path", path}},
                    [&]() -> Answer {
                      auto loaded = beachcomb::load_rules(path);
                      if (!loaded) {
                        return {BEACHCOMB_ERROR_INPUT, loaded.error().message};
                      }
                      compiler->add(std::move(*loaded));
                      return {};
                    });
}

int beachcomb_compiler_add_text(beachcomb_compiler* compiler, const char* pack,
                                const char* path, const char* text, size_t size,
                                beachcomb_error** error) {
  return capi::call(
      error, {{"compiler", compiler}, {"pack", pack}, {"text", text}},
      [&]() -> Answer {
        const std::string_view source(text, size);
        // libyara would take it for the end.
        if (source.find('\0') != source.npos) {
          return {BEACHCOMB_ERROR_ARGUMENT, "text has a byte 0 in it"};
        }
        compiler->sources.push_back(
            {pack, path != nullptr ? path : pack, std::string(source)});
        return {};
      });
}

int beachcomb_compiler_define_text(beachcomb_compiler* compiler,
                                   const char* name, const char* value,
                                   beachcomb_error** error) {
  return capi::call(error,
                    {{"compiler", compiler}, {"name", name}, {"value", value}},
                    [&]() -> Answer {
                      compiler->define(name, std::string(value));
                      return {};
                    });
}

int beachcomb_compiler_define_integer(beachcomb_compiler* compiler,
                                      const char* name, int64_t value,
                                      beachcomb_error** error) {
  return capi::call(error, {{"compiler", compiler}, {"name", name}},
                    [&]() -> Answer {
                      compiler->define(name, value);
                      return {};
                    });
}

int beachcomb_compiler_define_float(beachcomb_compiler* compiler,
                                    const char* name, double value,
                                    beachcomb_error** error) {
  return capi::call(error, {{"compiler", compiler}, {"name", name}},
                    [&]() -> Answer {
                      compiler->define(name, value);
                      return {};
                    });
}

int beachcomb_compiler_define_boolean(beachcomb_compiler* compiler,
                                      const char* name, int value,
                                      beachcomb_error** error) {
  return capi::call(error, {{"compiler", compiler}, {"name", name}},
                    [&]() -> Answer {
                      compiler->define(name, value != 0);
                      return {};
                    });
}

int beachcomb_compiler_build(beachcomb_compiler* compiler,
                             beachcomb_rules** rules, beachcomb_error** error) {
  if (rules != nullptr) *rules = nullptr;
  return capi::call(error, {{"compiler", compiler}, {"rules", rules}},
                    [&]() -> Answer {
                      std::vector<beachcomb::RuleProblem> problems;
                      auto set = beachcomb::RuleSet::compile(
                          compiler->sources, compiler->externals, &problems);
                      compiler->keep(std::move(problems));
                      if (!set)
                        return {BEACHCOMB_ERROR_RULES, set.error().message};
                      *rules = new beachcomb_rules{*set};
                      return {};
                    });
}

size_t beachcomb_compiler_problem_count(const beachcomb_compiler* compiler) {
  return compiler == nullptr ? 0 : compiler->views.size();
}

const beachcomb_problem* beachcomb_compiler_problem(
    const beachcomb_compiler* compiler, size_t index) {
  const bool is_there = index < beachcomb_compiler_problem_count(compiler);
  return is_there ? &compiler->views[index] : nullptr;
}

size_t beachcomb_rules_count(const beachcomb_rules* rules) {
  return rules == nullptr ? 0 : rules->set.rule_count();
}

const char* beachcomb_rules_fingerprint(const beachcomb_rules* rules) {
  return rules == nullptr ? "" : rules->set.fingerprint().c_str();
}

void beachcomb_rules_free(beachcomb_rules* rules) { delete rules; }
