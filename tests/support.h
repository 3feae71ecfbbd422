// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_TESTS_SUPPORT_H_
#define BEACHCOMB_TESTS_SUPPORT_H_

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/pipeline.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/scanner.h"
#include "beachcomb/sink.h"

namespace beachcomb::test {

namespace fs = std::filesystem;

// An empty folder that is gone with this object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string path() const { return path_.string(); }
  std::string operator/(std::string_view name) const {
    return (path_ / name).string();
  }
  // Makes the folders on the way, too. Returns the path of the file.
  std::string write(std::string_view name, std::string_view text) const;
  std::string make_folder(std::string_view name) const;

 private:
  fs::path path_;
};

std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view text);

inline Bytes bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// A rule set from text that must compile without a problem.
RuleSet rules_of(std::string text, const Externals& externals = {});

// Keeps what it is given; `on_each` may say false to end the run.
class CollectSink : public Sink {
 public:
  bool on_verdict(const Verdict& verdict) override;
  bool on_finish(const Summary& summary) override;

  // The only verdict whose path ends with this.
  const Verdict& of(std::string_view name) const;
  // Whether counts by outcome and reason are those of the verdicts. Needs
  // report_clean.
  bool adds_up() const;

  std::vector<Verdict> verdicts;
  Summary summary;
  int finished = 0;
  std::function<bool(const Verdict&)> on_each;
};

// "rule@layer:id=offset+length ..." for each finding, sorted: two of these
// are equal when the findings are.
std::string outline(const std::vector<Finding>& findings);

}  // namespace beachcomb::test

#endif  // BEACHCOMB_TESTS_SUPPORT_H_
