// SPDX-License-Identifier: Apache-2.0
#include "lint/config.h"

#include <re2/re2.h>

#include <filesystem>
#include <functional>
#include <utility>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "lint/lint.h"

namespace beachcomb::lint {
namespace {

namespace fs = std::filesystem;

constexpr std::pair<std::string_view, MetaType> kTypes[] = {
    {"text", MetaType::text},       {"integer", MetaType::integer},
    {"boolean", MetaType::boolean}, {"date", MetaType::date},
    {"hash", MetaType::hash},       {"url", MetaType::url},
};

// Reads one file; the first thing that is wrong stays.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  Result<Config> run(const toml::parse_result& parsed) {
    if (!parsed) {
      fail(parsed.error().source(), std::string(parsed.error().description()));
      return Error{problem_};
    }
    const auto others = [](const toml::node&) {};  // the program's own reader
    each(parsed.table(), "",
         {{"evidence", others},
          {"report", others},
          {"scan", others},
          {"check", [this](const toml::node& node) {
             table(node, "check", [this](const auto& t) { check(t); });
           }}});
    if (!problem_.empty()) return Error{problem_};
    return std::move(config_);
  }

 private:
  using Take = std::function<void(const toml::node&)>;
  using Takers = std::map<std::string, Take, std::less<>>;

  void fail(const toml::source_region& at, const std::string& message) {
    if (!problem_.empty()) return;
    problem_ = path_ + ':' + std::to_string(at.begin.line) + ':' +
               std::to_string(at.begin.column) + ": " + message;
  }

  // Unknown keys are mistakes: a lint that was meant to be switched would not
  // be.
  void each(const toml::table& table, const std::string& where,
            const Takers& takers) {
    for (const auto& [key, node] : table) {
      const auto taker = takers.find(key.str());
      if (taker != takers.end()) {
        taker->second(node);
        continue;
      }
      std::vector<std::string> names;
      for (const auto& [name, take] : takers) names.push_back(name);
      const std::string near = nearest(key.str(), names);
      fail(node.source(),
           "unknown key '" + where + std::string(key.str()) + "'" +
               (near.empty() ? "" : ", did you mean '" + near + "'?"));
    }
  }

  template <typename T>
  std::optional<T> get(const toml::node& node, const char* what) {
    if (std::optional<T> value = node.value_exact<T>()) return value;
    fail(node.source(), std::string("must be ") + what);
    return std::nullopt;
  }

  void table(const toml::node& node, const std::string& name,
             const std::function<void(const toml::table&)>& take) {
    if (const toml::table* found = node.as_table()) return take(*found);
    fail(node.source(), '\'' + name + "' must be a table");
  }

  std::vector<std::string> texts(const toml::node& node) {
    std::vector<std::string> all;
    const toml::array* array = node.as_array();
    if (array == nullptr) fail(node.source(), "must be a list of texts");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      if (auto text = get<std::string>((*array)[i], "a text")) {
        all.push_back(std::move(*text));
      }
    }
    return all;
  }

  Pattern pattern(const toml::node& node, std::string* text) {
    const auto source = get<std::string>(node, "a regular expression");
    if (!source) return nullptr;
    auto compiled = std::make_shared<re2::RE2>(*source, re2::RE2::Quiet);
    if (!compiled->ok()) fail(node.source(), compiled->error());
    *text = *source;
    return compiled;
  }

  void check(const toml::table& table) {
    each(table, "check.",
         {{"disable",
           [this](const auto& n) {
             this->table(n, "check.disable",
                         [this](const auto& t) { disable(t); });
           }},
          {"name",
           [this](const auto& n) {
             config_.name = pattern(n, &config_.name_text);
           }},
          {"tags", [this](const auto& n) { config_.tags = texts(n); }},
          {"size-limit",
           [this](const auto& n) {
             if (auto v = get<std::int64_t>(n, "a whole number")) {
               config_.size_limit = *v;
             }
           }},
          {"common-share",
           [this](const auto& n) {
             if (auto v = get<double>(n, "a number such as 0.02")) {
               config_.common_share = *v;
             }
           }},
          {"meta", [this](const auto& n) {
             this->table(n, "check.meta", [this](const auto& t) {
               config_.meta.clear();
               for (const auto& [key, node] : t) {
                 meta(std::string(key.str()), node);
               }
             });
           }}});
  }

  void disable(const toml::table& table) {
    for (const auto& [key, node] : table) {
      std::string name(key.str());
      if (find_lint(name) == nullptr) {
        std::vector<std::string> names;
        for (const LintInfo& lint : lints()) names.emplace_back(lint.name);
        const std::string near = nearest(name, names);
        fail(node.source(),
             "no lint is called '" + name + '\'' +
                 (near.empty() ? "" : ", did you mean '" + near + "'?"));
      }
      const auto reason = get<std::string>(node, "the reason, as a text");
      if (reason && reason->empty()) {
        fail(node.source(), "say why " + name + " is not asked");
      }
      config_.disabled.insert(std::move(name));
    }
  }

  void meta(const std::string& name, const toml::node& node) {
    MetaRule& rule = config_.meta[name];
    const std::string where = "check.meta." + name;
    table(node, where, [&](const toml::table& t) {
      each(t, where + '.',
           {{"required",
             [&](const auto& n) {
               if (auto v = get<bool>(n, "true or false")) rule.required = *v;
             }},
            {"type", [&](const auto& n) { rule.type = type(n); }},
            {"pattern",
             [&](const auto& n) {
               rule.pattern = pattern(n, &rule.pattern_text);
             }},
            {"min",
             [&](const auto& n) {
               rule.min = get<std::int64_t>(n, "a whole number");
             }},
            {"max", [&](const auto& n) {
               rule.max = get<std::int64_t>(n, "a whole number");
             }}});
    });
  }

  MetaType type(const toml::node& node) {
    const auto name = get<std::string>(node, "a text");
    for (const auto& [known, type] : kTypes) {
      if (name && *name == known) return type;
    }
    fail(node.source(),
         "must be one of: text, integer, boolean, date, hash, url");
    return MetaType::any;
  }

  std::string path_;
  std::string problem_;
  Config config_ = default_config();
};

}  // namespace

bool matches(const Pattern& pattern, std::string_view text) {
  return pattern == nullptr ||
         re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                                *pattern);
}

Config default_config() {
  Config config;
  config.meta["description"].required = true;
  config.meta["description"].type = MetaType::text;
  config.meta["date"].type = MetaType::date;
  MetaRule& score = config.meta["score"];
  score.type = MetaType::integer;
  score.min = 0;
  score.max = 100;
  MetaRule& mitre = config.meta["mitre"];
  mitre.type = MetaType::text;
  mitre.pattern_text = R"(^T\d{4}(\.\d{3})?(, ?T\d{4}(\.\d{3})?)*$)";
  mitre.pattern = std::make_shared<re2::RE2>(mitre.pattern_text);
  return config;
}

Result<Config> read_config(const std::string& path) {
  return Reader(path).run(toml::parse_file(path));
}

Result<Config> parse_config(std::string_view text, const std::string& path) {
  return Reader(path).run(toml::parse(text, path));
}

std::string find_config(const std::string& folder) {
  std::error_code error;
  fs::path at = fs::absolute(folder.empty() ? "." : folder, error);
  if (error) return {};
  for (at = at.lexically_normal();; at = at.parent_path()) {
    const fs::path file = at / "beachcomb.toml";
    if (fs::is_regular_file(file, error)) return file.string();
    if (at == at.parent_path()) return {};
  }
}

}  // namespace beachcomb::lint
