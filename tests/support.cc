// SPDX-License-Identifier: Apache-2.0
#include "support.h"

#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <stdexcept>

namespace beachcomb::test {

TempFolder::TempFolder() {
  std::random_device random;
  do {
    path_ = fs::temp_directory_path() /
            ("beachcomb-test-" + std::to_string(random()));
  } while (!fs::create_directory(path_));
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TempFolder::write(std::string_view name,
                              std::string_view text) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  write_file(file.string(), text);
  return file.string();
}

std::string TempFolder::make_folder(std::string_view name) const {
  fs::create_directories(path_ / name);
  return *this / name;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.flush()) throw std::runtime_error(path + ": cannot be written");
}

RuleSet rules_of(std::string text, const Externals& externals) {
  std::vector<RuleProblem> problems;
  auto rules = RuleSet::compile({{"pack", "test.yar", std::move(text)}},
                                externals, &problems);
  for (const RuleProblem& p : problems) {
    if (p.is_error) {
      throw std::runtime_error("line " + std::to_string(p.line) + ": " +
                               p.reason);
    }
  }
  if (!rules) throw std::runtime_error(rules.error().message);
  return *rules;
}

bool CollectSink::on_verdict(const Verdict& verdict) {
  verdicts.push_back(verdict);
  return !on_each || on_each(verdict);
}

bool CollectSink::on_finish(const Summary& given) {
  summary = given;
  ++finished;
  return true;
}

const Verdict& CollectSink::of(std::string_view name) const {
  const Verdict* found = nullptr;
  for (const Verdict& verdict : verdicts) {
    if (!verdict.path.ends_with(name)) continue;
    if (found != nullptr) {
      throw std::runtime_error("two verdicts on " + std::string(name));
    }
    found = &verdict;
  }
  if (found == nullptr) {
    throw std::runtime_error("no verdict on " + std::string(name));
  }
  return *found;
}

bool CollectSink::adds_up() const {
  std::map<Outcome, std::uint64_t> outcomes;
  std::map<Reason, std::uint64_t> reasons;
  for (const Verdict& verdict : verdicts) {
    ++outcomes[verdict.outcome];
    if (verdict.outcome == Outcome::skipped ||
        verdict.outcome == Outcome::failed) {
      ++reasons[verdict.reason.value()];
    }
  }
  const Ledger& ledger = summary.ledger;
  std::uint64_t sum = 0;
  for (const Outcome outcome :
       {Outcome::clean, Outcome::detected, Outcome::skipped, Outcome::failed}) {
    if (ledger.count(outcome) != outcomes[outcome]) return false;
    sum += outcomes[outcome];
  }
  return finished == 1 && sum == ledger.files() && sum == verdicts.size() &&
         reasons == ledger.reasons();
}

std::string outline(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    std::string line =
        finding.rule.name + '@' + std::to_string(finding.layer) + ':';
    for (const Match& match : finding.matches) {
      line += ' ' + match.id + '=' + std::to_string(match.offset) + '+' +
              std::to_string(match.length);
    }
    if (finding.matches_omitted != 0) {
      line += " and " + std::to_string(finding.matches_omitted);
    }
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace beachcomb::test
