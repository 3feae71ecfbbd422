// SPDX-License-Identifier: Apache-2.0
#include "yara_oracle.h"

#include <yara.h>

#include <cstdint>
#include <utility>

namespace beachcomb::tests {
namespace {

// One for the process; libyara counts, and never minds when it ends.
struct Library {
  Library() { yr_initialize(); }
  ~Library() { yr_finalize(); }
};

void on_message(int level, const char*, int line, const YR_RULE*,
                const char* message, void* user) {
  auto* error = static_cast<std::string*>(user);
  if (level != YARA_ERROR_LEVEL_ERROR || !error->empty()) return;
  *error = std::to_string(line);
  *error += ": ";
  *error += message;
}

int on_scan(YR_SCAN_CONTEXT*, int message, void* data, void* user) {
  if (message != CALLBACK_MSG_RULE_MATCHING) return CALLBACK_CONTINUE;
  const auto* rule = static_cast<const YR_RULE*>(data);
  std::string name = rule->ns->name;
  name += ':';
  name += rule->identifier;
  static_cast<std::set<std::string>*>(user)->insert(std::move(name));
  return CALLBACK_CONTINUE;
}

struct Destroy {
  void operator()(YR_COMPILER* c) const { yr_compiler_destroy(c); }
  void operator()(YR_RULES* r) const { yr_rules_destroy(r); }
  void operator()(YR_SCANNER* s) const { yr_scanner_destroy(s); }
};

}  // namespace

struct YaraOracle::Impl {
  std::unique_ptr<YR_RULES, Destroy> rules;
  std::unique_ptr<YR_SCANNER, Destroy> scanner;
};

YaraOracle::YaraOracle(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
YaraOracle::YaraOracle(YaraOracle&&) noexcept = default;
YaraOracle& YaraOracle::operator=(YaraOracle&&) noexcept = default;
YaraOracle::~YaraOracle() = default;

std::optional<YaraOracle> YaraOracle::compile(
    const std::vector<std::string>& sources, const Externals& externals,
    std::string* error) {
  static const Library kLibrary;
  std::string message;
  YR_COMPILER* raw = nullptr;
  if (yr_compiler_create(&raw) != ERROR_SUCCESS) return std::nullopt;
  const std::unique_ptr<YR_COMPILER, Destroy> compiler(raw);
  yr_compiler_set_callback(raw, on_message, &message);
  for (const auto& [name, value] : externals) {
    yr_compiler_define_string_variable(raw, name.c_str(), value.c_str());
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (yr_compiler_add_string(raw, sources[i].c_str(),
                               std::to_string(i).c_str()) > 0) {
      if (error != nullptr) *error = message;
      return std::nullopt;
    }
  }
  auto impl = std::make_unique<Impl>();
  YR_RULES* rules = nullptr;
  if (yr_compiler_get_rules(raw, &rules) != ERROR_SUCCESS) return std::nullopt;
  impl->rules.reset(rules);
  YR_SCANNER* scanner = nullptr;
  if (yr_scanner_create(rules, &scanner) != ERROR_SUCCESS) return std::nullopt;
  impl->scanner.reset(scanner);
  return YaraOracle(std::move(impl));
}

bool YaraOracle::has_43_syntax() { return YR_VERSION_HEX >= 0x040300; }

std::set<std::string> YaraOracle::scan(const std::string& bytes,
                                       const Externals& externals) {
  std::set<std::string> found;
  YR_SCANNER* scanner = impl_->scanner.get();
  for (const auto& [name, value] : externals) {
    yr_scanner_define_string_variable(scanner, name.c_str(), value.c_str());
  }
  yr_scanner_set_flags(scanner, SCAN_FLAGS_NO_TRYCATCH);
  yr_scanner_set_callback(scanner, on_scan, &found);
  yr_scanner_scan_mem(scanner,
                      reinterpret_cast<const std::uint8_t*>(bytes.data()),
                      bytes.size());
  return found;
}

}  // namespace beachcomb::tests
