// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/ledger.h"

#include <set>
#include <string>

#include "catch.h"

namespace beachcomb {
namespace {

std::vector<Reason> all_reasons() {
  std::vector<Reason> reasons;
  for (int i = 1; i <= static_cast<int>(Reason::unsupported); ++i) {
    reasons.push_back(static_cast<Reason>(i));
  }
  return reasons;
}

Verdict clean(std::uint64_t size) {
  Verdict verdict;
  verdict.size = size;
  return verdict;
}

Verdict with_score(int score) {
  Verdict verdict;
  verdict.outcome = Outcome::detected;
  verdict.size = 10;
  verdict.findings.emplace_back().rule.score = score;
  return verdict;
}

Verdict without(Reason reason) {
  Verdict verdict;
  verdict.reason = reason;
  verdict.outcome = info_of(reason).outcome;
  verdict.size = 10;
  return verdict;
}

TEST_CASE("each reason has a name of its own and an outcome") {
  std::set<std::string_view> names, texts;
  for (const Reason reason : all_reasons()) {
    const ReasonInfo& info = info_of(reason);
    CHECK(info.reason == reason);
    CHECK(names.insert(info.name).second);
    CHECK(texts.insert(info.text).second);
    CHECK(info.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") ==
          info.name.npos);
    CHECK(
        (info.outcome == Outcome::skipped || info.outcome == Outcome::failed));
    // Whatever failed was asked for.
    if (info.outcome == Outcome::failed) CHECK(info.leaves_unread);
  }
}

TEST_CASE("layers are counted, and why some were not scanned") {
  Verdict verdict;
  verdict.layer_counts = {3, 100, {{Reason::encrypted, 2}}};
  Ledger a, b;
  a.add(verdict);
  b.add(verdict);
  a.merge(b);
  CHECK(a.layers().scanned == 6);
  CHECK(a.layers().bytes == 200);
  CHECK(a.layers().skipped.at(Reason::encrypted) == 4);
  CHECK(a.bytes() == 0);
  // The verdict says what that means for the file.
  CHECK(a.all_read());
  CHECK(info_of(Reason::encrypted).leaves_unread);
}

TEST_CASE("a chain names members, and steps where there is no name") {
  Verdict verdict;
  verdict.layers.push_back({.id = 1, .parent = 0, .via = "zip", .name = "a/b"});
  verdict.layers.push_back({.id = 2, .parent = 1, .via = "base64 > gzinflate"});
  verdict.layers.push_back({.id = 3, .parent = 3, .via = "loop"});
  CHECK(verdict.chain(0).empty());
  CHECK(verdict.chain(1) == "a/b");
  CHECK(verdict.chain(2) == "a/b > base64 > gzinflate");
  CHECK(verdict.chain(3) == "loop");
  CHECK(verdict.chain(9).empty());
}

TEST_CASE("every verdict is counted once, under its outcome and reason") {
  Ledger ledger;
  ledger.add({});
  ledger.add(clean(5));
  ledger.add(with_score(90));
  ledger.add(with_score(50));
  ledger.add(with_score(10));
  std::uint64_t expected = 5;
  for (const Reason reason : all_reasons()) {
    ledger.add(without(reason));
    ++expected;
  }
  CHECK(ledger.files() == expected);
  CHECK(ledger.count(Outcome::clean) == 2);
  CHECK(ledger.count(Outcome::detected) == 3);
  CHECK(ledger.count(Level::malicious) == 1);
  CHECK(ledger.count(Level::suspicious) == 1);
  CHECK(ledger.count(Level::notice) == 1);
  std::uint64_t by_reason = 0;
  for (const auto& [reason, count] : ledger.reasons()) {
    CHECK(count == 1);
    by_reason += count;
  }
  CHECK(by_reason ==
        ledger.count(Outcome::skipped) + ledger.count(Outcome::failed));
  CHECK(ledger.reasons().size() == all_reasons().size());
}

TEST_CASE("a run is whole that ended by itself and left nothing unread") {
  Summary summary;
  summary.ledger.add(clean(5));
  summary.ledger.add(without(Reason::fifo));
  CHECK(summary.is_whole());
  summary.complete = false;
  CHECK_FALSE(summary.is_whole());
  summary.complete = true;
  summary.ledger.add(without(Reason::timeout));
  CHECK_FALSE(summary.is_whole());
}

TEST_CASE("merging ledgers adds everything") {
  Ledger a, b;
  a.add(with_score(80));
  a.add(without(Reason::fifo));
  b.add(without(Reason::fifo));
  b.add(without(Reason::timeout));
  b.add(clean(7));
  CHECK(a.all_read());
  a.merge(b);
  CHECK(a.files() == 5);
  CHECK(a.reasons().at(Reason::fifo) == 2);
  CHECK(a.count(Level::malicious) == 1);
  CHECK(a.bytes() == 17);
  CHECK_FALSE(a.all_read());
}

TEST_CASE("a finding with a reason still says that something was not read") {
  Verdict verdict = with_score(80);
  verdict.reason = Reason::changed;
  Ledger ledger;
  ledger.add(verdict);
  CHECK(ledger.files() == 1);
  CHECK_FALSE(ledger.all_read());
  CHECK(ledger.reasons().empty());
}

TEST_CASE("each reason says whether a clean run may pass over it") {
  for (const Reason reason : all_reasons()) {
    Ledger ledger;
    ledger.add(without(reason));
    CHECK(ledger.all_read() != info_of(reason).leaves_unread);
  }
}

TEST_CASE("levels begin at 40 and 75") {
  CHECK(level_of(0) == Level::notice);
  CHECK(level_of(39) == Level::notice);
  CHECK(level_of(40) == Level::suspicious);
  CHECK(level_of(74) == Level::suspicious);
  CHECK(level_of(75) == Level::malicious);
  CHECK(level_of(100) == Level::malicious);
  Verdict verdict = with_score(10);
  verdict.findings.emplace_back().rule.score = 60;
  CHECK(verdict.score() == 60);
  CHECK(Verdict{}.score() == 0);
}

}  // namespace
}  // namespace beachcomb
