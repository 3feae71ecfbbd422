// SPDX-License-Identifier: Apache-2.0
//
// The engine as a program sees it that embeds it. What needs a process of its
// own (forks, a limit of memory) is in embedded_test.py.
#include "beachcomb/engine.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>

#include "beachcomb/sha256.h"
#include "catch.h"
#include "json/verdict.h"
#include "support.h"

namespace beachcomb {
namespace {

using test::bytes_of;
using test::CollectSink;
using test::rules_of;
using test::TempFolder;
using namespace std::chrono_literals;

RuleSet needle() {
  return rules_of(
      "rule Needle { meta: score = 80 strings: $a = \"needle\" condition: $a "
      "}\n"
      "rule Named { meta: score = 50 condition: filename == \"named.txt\" }\n"
      "rule Hint { meta: score = 20 strings: $a = \"hint\" condition: $a }\n");
}

// Closes it at the end, which is how a test sees that nobody did before.
struct Descriptor {
  explicit Descriptor(const std::string& path)
      : number(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    REQUIRE(number >= 0);
  }
  ~Descriptor() { CHECK(::close(number) == 0); }
  int number;
};

std::string text_of(Verdict verdict) {
  verdict.mtime.reset();
  return json::line_of(json::to_json(verdict));
}

// In pieces, so that no scanner takes this file for what it makes.
std::string wrapped_needle() {
  const std::string encoded =
      "YSBuZWVkbGUgaW4gYSBsYXllciB0aGF0IGlzIGxvbmcgZW5vdWdoIHRvIGNvdW50";
  return std::string("<?php ev") + "al(base64" + "_decode(\"" + encoded +
         "\"));";
}

Verdict in_tree(const Engine& engine, const std::string& path) {
  CollectSink sink;
  engine.scan_tree({.roots = {path}}, sink);
  return sink.of(path);
}

TEST_CASE("buffer, file, descriptor and tree have the same verdict") {
  const TempFolder folder;
  ScanOptions options;
  options.report_clean = true;
  options.exchange_pages = true;
  options.unwrap.layers = 3;
  options.known_good.add_builtin();
  const std::string list = folder.write(
      "list", sha256_hex(bytes_of("a good needle")) + "  good.txt\n");
  REQUIRE(options.known_good.add_file(list).ok());
  const Engine engine(needle(), options);

  const std::pair<const char*, std::string> files[] = {
      {"clean.txt", "nothing"},
      {"empty.txt", ""},
      {"needle.txt", "a needle"},
      {"hint.txt", "a hint"},
      {"named.txt", "its name is enough"},
      {"good.txt", "a good needle"},
      {"wrapped.php", wrapped_needle()},
      {"FrontEnd/HttpProxy/owa/auth/x.aspx", "a page of nobody"},
  };
  std::set<std::string> outcomes;
  for (const auto& [name, content] : files) {
    INFO(name);
    const std::string path = folder.write(name, content);
    const Verdict verdict = in_tree(engine, path);
    const std::string expected = text_of(verdict);
    outcomes.emplace(name_of(verdict.outcome));
    CHECK(verdict.size == content.size());
    CHECK(text_of(engine.scan_buffer(bytes_of(content), {path, {}})) ==
          expected);
    const Verdict of_file = engine.scan_file(path);
    CHECK(text_of(of_file) == expected);
    CHECK(of_file.mtime == verdict.mtime);
    const Descriptor descriptor(path);
    const Verdict of_descriptor =
        engine.scan_descriptor(descriptor.number, {path, {}});
    CHECK(text_of(of_descriptor) == expected);
    CHECK(of_descriptor.mtime == verdict.mtime);
  }
  CHECK(outcomes == std::set<std::string>{"clean", "detected"});
  const Verdict wrapped = engine.scan_file(folder / "wrapped.php");
  CHECK(wrapped.outcome == Outcome::detected);
  CHECK(wrapped.findings.at(0).layer == 1);
  CHECK(engine.scan_file(folder / "good.txt").known_good);
  CHECK(engine.scan_file(folder / "FrontEnd/HttpProxy/owa/auth/x.aspx")
            .findings.at(0)
            .rule.pack == "exchange");
}

TEST_CASE("a descriptor keeps its offset, in windows, too") {
  const TempFolder folder;
  std::string content(40u << 20, 'x');
  content.replace(content.size() - 100, 6, "needle");
  const std::string path = folder.write("large", content);
  ScanOptions options;
  for (const std::uint64_t most : {256ull << 20, 1ull << 20}) {
    options.max_file_bytes = most;
    const Engine engine(needle(), options);
    const Descriptor descriptor(path);
    REQUIRE(::lseek(descriptor.number, 12345, SEEK_SET) == 12345);
    const Verdict verdict = engine.scan_descriptor(descriptor.number);
    CHECK(verdict.outcome == Outcome::detected);
    CHECK(verdict.windowed == (most == 1ull << 20));
    CHECK(verdict.findings.at(0).matches.at(0).offset == content.size() - 100);
    CHECK(verdict.size == content.size());
    CHECK(::lseek(descriptor.number, 0, SEEK_CUR) == 12345);
  }
}

TEST_CASE("what is no regular file has a verdict that says so") {
  const TempFolder folder;
  const Engine engine(needle());
  CHECK(engine.scan_file(folder / "none").reason == Reason::not_found);
  CHECK(engine.scan_file(folder / "none").outcome == Outcome::failed);
  const Verdict of_folder = engine.scan_file(folder.path());
  CHECK(of_folder.outcome == Outcome::failed);
  CHECK(of_folder.detail == "is a folder");
  REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
  CHECK(engine.scan_file(folder / "fifo").reason == Reason::fifo);
  CHECK(engine.scan_file(folder / "fifo").outcome == Outcome::skipped);
  CHECK(engine.scan_descriptor(-1).outcome == Outcome::failed);
  folder.write("cut", "needle");
  const std::string nul = folder / "cut" + std::string("\0.txt", 5);
  CHECK(engine.scan_file(nul).reason == Reason::not_found);
  test::fs::create_symlink("cut", folder / "link");
  CHECK(engine.scan_file(folder / "link").outcome == Outcome::detected);
}

TEST_CASE("the limits of the options hold for a buffer") {
  ScanOptions options;
  options.min_score = 0;
  options.timeout = std::chrono::seconds::max();
  const Engine engine(needle(), options);
  CHECK(engine.scan_buffer(bytes_of("hint")).outcome == Outcome::detected);
  options.unwrap.enabled = false;
  const Engine shallow(needle(), options);
  const std::string wrapped = wrapped_needle();
  CHECK(engine.scan_buffer(bytes_of(wrapped)).outcome == Outcome::detected);
  CHECK(shallow.scan_buffer(bytes_of(wrapped)).outcome == Outcome::clean);
}

// Each generation has its two rules, which both hold for every buffer.
RuleSet generation(int number) {
  const std::string n = std::to_string(number);
  return rules_of("rule First" + n +
                  " { meta: score = 80 strings: $a = \"needle\" condition: $a "
                  "}\nrule Second" +
                  n +
                  " { meta: score = 80 strings: $a = \"thread\" condition: $a "
                  "}\n");
}

TEST_CASE("limits of zero are limits") {
  const std::string page =
      "<?php ev"
      "al(base64_decode('bmVlZGxlIGFuZCB0aHJlYWQ7IDsgOyA7IDs='));";
  for (std::uint64_t UnwrapOptions::*limit :
       {&UnwrapOptions::ratio, &UnwrapOptions::bytes,
        &UnwrapOptions::layer_bytes, &UnwrapOptions::live_bytes}) {
    ScanOptions options;
    options.unwrap.*limit = 0;
    const Verdict verdict =
        Engine(generation(0), options).scan_buffer(bytes_of(page));
    // What is small may be unwrapped however much it expands.
    const bool is_found = verdict.outcome == Outcome::detected;
    CHECK((is_found || verdict.reason.has_value()));
  }
}

TEST_CASE("rules are swapped while threads scan, and none is mixed") {
  constexpr int kSwaps = 300;
  Engine engine(generation(0));
  const auto scan = [&engine] {
    return engine.scan_buffer(bytes_of("needle and thread"));
  };
  scan();
  const auto used = [] { return ::mallinfo2().uordblks; };
  std::size_t used_before = 0;
  std::atomic<bool> done{false};
  std::atomic<int> wrong{0};
  std::atomic<std::uint64_t> scans{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        int last = 0;
        while (!done) {
          const Verdict verdict = scan();
          ++scans;
          if (verdict.findings.size() != 2) {
            ++wrong;
            continue;
          }
          const std::string first = verdict.findings[0].rule.name.substr(5);
          const std::string second = verdict.findings[1].rule.name.substr(6);
          // Of one generation, and never of one before the last seen.
          if (first != second || std::stoi(first) < last) ++wrong;
          last = std::stoi(first);
        }
      });
    }
    for (int i = 1; i <= kSwaps; ++i) {
      if (i == kSwaps / 10) used_before = used();
      engine.set_rules(generation(i));
    }
    done = true;
  }
  CHECK(wrong == 0);
  CHECK(scans > 0);
  const Verdict last = scan();
  CHECK(last.findings.at(0).rule.name == "First" + std::to_string(kSwaps));
  CHECK(engine.stats().rule_swaps == kSwaps);
  CHECK(engine.stats().scans == scans + 2);
  CHECK(engine.stats().detected == scans + 2);
  // A set of rules that nobody scans with any more is gone: 270 of them would
  // be many times this.
  CHECK(used() < used_before + (4u << 20));
}

TEST_CASE("a stop ends a scan") {
  const Engine engine(needle());
  std::stop_source stopped;
  stopped.request_stop();
  const Verdict before =
      engine.scan_buffer(bytes_of("needle"), {}, stopped.get_token());
  CHECK(before.outcome == Outcome::failed);
  CHECK(before.reason == Reason::interrupted);

  // So large that it would take minutes.
  const TempFolder folder;
  const std::string path = folder.write("large", "needle");
  test::fs::resize_file(path, 200ull << 30);
  std::stop_source stop;
  std::jthread later([&stop] {
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  const Verdict verdict = engine.scan_file(path, stop.get_token());
  CHECK(verdict.reason == Reason::interrupted);
  CHECK(std::chrono::steady_clock::now() - begin < 20s);
}

TEST_CASE("a stop ends a tree, and so does a sink") {
  const TempFolder folder;
  for (int i = 0; i < 200; ++i) folder.write(std::to_string(i), "needle");
  ScanOptions options;
  options.threads = 1;
  const Engine engine(needle(), options);
  std::stop_source stop;
  CollectSink sink;
  sink.on_each = [&](const Verdict&) { return stop.request_stop(); };
  CHECK_FALSE(
      engine.scan_tree({.roots = {folder.path()}}, sink, stop.get_token())
          .complete);
  CHECK(sink.verdicts.size() == 1);
  CollectSink full;
  full.on_each = [](const Verdict&) { return false; };
  const Summary summary = engine.scan_tree({.roots = {folder.path()}}, full);
  CHECK_FALSE(summary.complete);
  CHECK(summary.detail.empty());
}

TEST_CASE("no exception of a sink goes further than the summary") {
  const TempFolder folder;
  folder.write("a", "needle");
  CollectSink sink;
  sink.on_each = [](const Verdict&) -> bool {
    throw std::runtime_error("the disk is full");
  };
  const Engine engine(needle());
  const Summary summary = engine.scan_tree({.roots = {folder.path()}}, sink);
  CHECK_FALSE(summary.complete);
  CHECK(summary.detail == "the disk is full");
  CHECK(engine.scan_buffer(bytes_of("needle")).outcome == Outcome::detected);
}

TEST_CASE("statistics add up over all kinds of scans") {
  const TempFolder folder;
  const std::string path = folder.write("a", "needle");
  folder.write("b", "nothing");
  const Engine engine(needle());
  CHECK(engine.stats().scans == 0);
  engine.scan_buffer(bytes_of("needle"));
  engine.scan_buffer(bytes_of("nothing"));
  engine.scan_file(path);
  engine.scan_file(folder / "none");
  CollectSink sink;
  engine.scan_tree({.roots = {folder.path()}}, sink);
  const EngineStats stats = engine.stats();
  CHECK(stats.scans == 6);
  CHECK(stats.clean == 2);
  CHECK(stats.detected == 3);
  CHECK(stats.skipped == 0);
  CHECK(stats.failed == 1);
  CHECK(stats.bytes == 2 * (6 + 7) + 6);
  CHECK(stats.rule_swaps == 0);
  CHECK(stats.prefilter_time.count() > 0);
  CHECK(stats.scan_time.count() > 0);
  CHECK(stats.read_time.count() > 0);
}

TEST_CASE("an engine that was moved from fails, and a rule set never does") {
  RuleSet rules = needle();
  Engine engine(std::move(rules));  // NOLINT(performance-move-const-arg)
  Engine other = std::move(engine);
  CHECK(other.scan_buffer(bytes_of("needle")).outcome == Outcome::detected);
  // NOLINTBEGIN(bugprone-use-after-move): which is what this is about.
  const Verdict verdict = engine.scan_buffer(bytes_of("needle"));
  CHECK(verdict.outcome == Outcome::failed);
  CHECK(verdict.reason == Reason::scan_error);
  CHECK_FALSE(engine.rules().ok());
  CHECK(engine.stats().scans == 0);
  engine.set_rules(needle());
  CollectSink sink;
  CHECK_FALSE(engine.scan_tree({.roots = {"/"}}, sink).complete);
  const Engine again(rules);
  // NOLINTEND(bugprone-use-after-move)
  CHECK(again.scan_buffer(bytes_of("needle")).outcome == Outcome::detected);
  CHECK(again.rules()->fingerprint() == needle().fingerprint());
}

}  // namespace
}  // namespace beachcomb
