// SPDX-License-Identifier: Apache-2.0
//
// What libyara says, for tests that check our own reading of rules against it.
#ifndef BEACHCOMB_TESTS_YARA_ORACLE_H_
#define BEACHCOMB_TESTS_YARA_ORACLE_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace beachcomb::tests {

// String externals by name.
using Externals = std::map<std::string, std::string>;

// Compiled rules. Not thread-safe.
class YaraOracle {
 public:
  // Namespaces are named after their place: "0", "1", ... Nothing if a source
  // does not compile; `error`, if given, is the first message.
  static std::optional<YaraOracle> compile(
      const std::vector<std::string>& sources, const Externals& externals,
      std::string* error = nullptr);

  YaraOracle(YaraOracle&&) noexcept;
  YaraOracle& operator=(YaraOracle&&) noexcept;
  ~YaraOracle();

  // Whether this libyara knows what 4.3 brought.
  static bool has_43_syntax();

  // The rules that match, as "namespace:rule"; private rules never do.
  // REQUIRES: the externals are those of compile()
  std::set<std::string> scan(const std::string& bytes,
                             const Externals& externals);

 private:
  struct Impl;
  explicit YaraOracle(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace beachcomb::tests

#endif  // BEACHCOMB_TESTS_YARA_ORACLE_H_
