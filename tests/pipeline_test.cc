// SPDX-License-Identifier: Apache-2.0
//
// Runs as a library sees them. A sink is called while the run goes on, which
// makes the races with the file system happen on purpose.
#include "beachcomb/pipeline.h"

#include <tbb/parallel_for.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "catch.h"
#include "support.h"

namespace beachcomb {
namespace {

using test::CollectSink;
using test::rules_of;
using test::TempFolder;
namespace fs = std::filesystem;

RuleSet needle() {
  return rules_of(
      "rule Needle { meta: score = 80 strings: $a = \"needle\" condition: $a "
      "}\n"
      "rule Hint { meta: score = 20 strings: $a = \"hint\" condition: $a }\n");
}

ScanOptions options_for(const TempFolder& folder, int threads = 1) {
  ScanOptions options;
  options.walk.roots = {folder.path()};
  options.threads = threads;
  options.report_clean = true;
  return options;
}

TEST_CASE("each file has one verdict") {
  const TempFolder folder;
  folder.write("a", "a needle");
  folder.write("b", "nothing");
  folder.write("c/d", "needle");
  folder.write("c/e", "");
  CollectSink sink;
  const Summary summary = run(options_for(folder), needle(), sink);
  CHECK(sink.adds_up());
  CHECK(summary.ledger.files() == 4);
  CHECK(summary.complete);
  CHECK(summary.ledger.bytes() == 21);
  CHECK(sink.of("/a").outcome == Outcome::detected);
  CHECK(sink.of("/a").size == 8);
  CHECK(sink.of("/a").sha256.size() == 64);
  CHECK(sink.of("/a").mtime != 0);
  CHECK(sink.of("/b").outcome == Outcome::clean);
  CHECK(sink.of("/b").sha256.empty());
  CHECK(sink.of("c/d").outcome == Outcome::detected);
  CHECK(sink.of("c/e").outcome == Outcome::clean);
}

TEST_CASE("clean files go to the sink only when asked for") {
  const TempFolder folder;
  folder.write("a", "needle");
  folder.write("b", "nothing");
  ScanOptions options = options_for(folder);
  options.report_clean = false;
  CollectSink sink;
  CHECK(run(options, needle(), sink).ledger.files() == 2);
  CHECK(sink.verdicts.size() == 1);
}

TEST_CASE("findings below the least score do not count") {
  const TempFolder folder;
  folder.write("a", "hint");
  folder.write("b", "hint and needle");
  CollectSink sink;
  run(options_for(folder), needle(), sink);
  CHECK(sink.of("/a").outcome == Outcome::clean);
  CHECK(sink.of("/b").findings.size() == 1);
  ScanOptions options = options_for(folder);
  options.min_score = 0;
  CollectSink all;
  run(options, needle(), all);
  CHECK(all.of("/a").outcome == Outcome::detected);
  CHECK(all.of("/b").findings.size() == 2);
}

TEST_CASE("any number of threads gives the same verdicts") {
  const TempFolder folder;
  for (int i = 0; i < 500; ++i) {
    folder.write(std::to_string(i % 7) + "/" + std::to_string(i),
                 i % 5 == 0 ? "needle" : std::string(100u, 'x'));
  }
  const auto all = [&](int threads) {
    CollectSink sink;
    run(options_for(folder, threads), needle(), sink);
    CHECK(sink.adds_up());
    std::vector<std::string> lines;
    for (const Verdict& v : sink.verdicts) {
      lines.push_back(v.path + ' ' + std::string(name_of(v.outcome)) + ' ' +
                      test::outline(v.findings));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  };
  const auto one = all(1);
  CHECK(one.size() == 500);
  CHECK(all(2) == one);
  CHECK(all(8) == one);
  CHECK(all(0) == one);
}

// With one thread the files of a small folder are listed before the first is
// opened, so that what the sink does to the others comes in between.
template <typename Change>
std::size_t change_during_run(const TempFolder& folder, Reason expected,
                              Outcome outcome, Change change) {
  for (int i = 0; i < 20; ++i) folder.write(std::to_string(i), "needle");
  CollectSink sink;
  sink.on_each = [&](const Verdict& verdict) {
    if (sink.verdicts.size() == 1) {
      for (int i = 0; i < 20; ++i) {
        const std::string path = folder / std::to_string(i);
        if (path != verdict.path) change(path);
      }
    }
    return true;
  };
  run(options_for(folder), needle(), sink);
  CHECK(sink.adds_up());
  CHECK(sink.verdicts.size() == 20);
  std::size_t count = 0;
  for (const Verdict& verdict : sink.verdicts) {
    count += verdict.reason == expected && verdict.outcome == outcome ? 1 : 0;
  }
  return count;
}

TEST_CASE("files removed between walk and read have vanished") {
  const TempFolder folder;
  CHECK(change_during_run(folder, Reason::vanished, Outcome::failed,
                          [](const std::string& path) { fs::remove(path); }) ==
        19);
}

TEST_CASE("a file replaced by a link is not followed") {
  const TempFolder folder;
  const TempFolder outside;
  const std::string target = outside.write("x", "needle");
  CHECK(change_during_run(folder, Reason::symlink, Outcome::skipped,
                          [&](const std::string& path) {
                            fs::remove(path);
                            fs::create_symlink(target, path);
                          }) == 19);
}

TEST_CASE("a file replaced by a folder is not lost") {
  const TempFolder folder;
  for (int i = 0; i < 20; ++i) folder.write(std::to_string(i), "needle");
  CollectSink sink;
  sink.on_each = [&](const Verdict& verdict) {
    if (sink.verdicts.size() == 1) {
      for (int i = 0; i < 20; ++i) {
        const std::string path = folder / std::to_string(i);
        if (path == verdict.path) continue;
        fs::remove(path);
        fs::create_directory(path);
        test::write_file(path + "/inside", "needle");
      }
    }
    return true;
  };
  const Summary summary = run(options_for(folder), needle(), sink);
  CHECK(sink.adds_up());
  CHECK(summary.ledger.files() == 20);
  // What is inside was never scanned, so this run must not pass for one that
  // scanned everything.
  CHECK_FALSE(summary.ledger.all_read());
}

TEST_CASE("files that another root already had are duplicates") {
  const TempFolder folder;
  folder.write("sub/a", "needle");
  ScanOptions options = options_for(folder);
  options.walk.roots = {folder / "sub/a", folder.path(), folder / "sub"};
  CollectSink sink;
  run(options, needle(), sink);
  CHECK(sink.adds_up());
  CHECK(sink.summary.ledger.count(Outcome::detected) == 1);
  CHECK(sink.summary.ledger.reasons().at(Reason::duplicate) == 2);
}

TEST_CASE("a list is taken as it is: a file in it twice is scanned twice") {
  const TempFolder folder;
  const std::string file = folder.write("a", "needle");
  ScanOptions options;
  options.threads = 1;
  options.walk.files_from = folder.write("list", file + "\n" + file + "\n");
  CollectSink sink;
  run(options, needle(), sink);
  CHECK(sink.adds_up());
  CHECK(sink.summary.ledger.count(Outcome::detected) == 2);
}

TEST_CASE("each name of a file with several is reported") {
  const TempFolder folder;
  folder.write("a", "needle");
  fs::create_hard_link(folder / "a", folder / "b");
  CollectSink sink;
  run(options_for(folder), needle(), sink);
  CHECK(sink.of("/a").outcome == Outcome::detected);
  CHECK(sink.of("/b").outcome == Outcome::detected);
}

TEST_CASE("a sink that has seen enough ends the run") {
  const TempFolder folder;
  for (int i = 0; i < 300; ++i) folder.write(std::to_string(i), "needle");
  CollectSink sink;
  sink.on_each = [&](const Verdict&) { return sink.verdicts.size() < 3; };
  const Summary summary = run(options_for(folder), needle(), sink);
  CHECK(sink.verdicts.size() == 3);
  CHECK_FALSE(summary.complete);
  CHECK(sink.adds_up());
}

TEST_CASE("a sink that ended the run is not called again") {
  const TempFolder folder;
  for (int i = 0; i < 300; ++i) folder.write(std::to_string(i), "needle");
  CollectSink sink;
  // While it takes its time, the other thread waits with a verdict.
  const auto take_time = [] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  };
  SECTION("by its answer") {
    sink.on_each = [&](const Verdict&) {
      take_time();
      return false;
    };
    const Summary summary = run(options_for(folder, 2), needle(), sink);
    CHECK(summary.detail.empty());
    CHECK(sink.adds_up());
  }
  SECTION("by an exception") {
    sink.on_each = [&](const Verdict&) -> bool {
      take_time();
      throw std::runtime_error("no more");
    };
    const Summary summary = run(options_for(folder, 2), needle(), sink);
    CHECK(summary.detail == "no more");
  }
  CHECK(sink.verdicts.size() == 1);
  CHECK_FALSE(sink.summary.complete);
}

TEST_CASE("a sink may use the threads that scan") {
  const TempFolder folder;
  // Most files are not reported, so that there are threads that help.
  for (int i = 0; i < 4000; ++i) {
    const std::string path = std::to_string(i % 40) + '/' + std::to_string(i);
    folder.write(path, i / 40 % 20 == 0 ? "needle" : "nothing");
  }
  CollectSink sink;
  sink.on_each = [](const Verdict&) {
    tbb::parallel_for(0, 16, [](int) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    });
    return true;
  };
  ScanOptions options = options_for(folder, 4);
  options.report_clean = false;
  CHECK(run(options, needle(), sink).complete);
  CHECK(sink.verdicts.size() == 200);
}

TEST_CASE("a request to stop ends the run, and the account is of what was") {
  const TempFolder folder;
  for (int i = 0; i < 300; ++i) folder.write(std::to_string(i), "needle");
  std::stop_source stop;
  CollectSink sink;
  sink.on_each = [&](const Verdict&) {
    if (sink.verdicts.size() == 5) stop.request_stop();
    return true;
  };
  const Summary summary =
      run(options_for(folder), needle(), sink, stop.get_token());
  CHECK_FALSE(summary.complete);
  CHECK(sink.verdicts.size() == 5);
  CHECK(sink.adds_up());
}

TEST_CASE("a run that nothing is asked of is complete and empty") {
  CollectSink sink;
  const Summary summary = run(ScanOptions{}, needle(), sink);
  CHECK(summary.complete);
  CHECK(summary.ledger.files() == 0);
  CHECK(sink.finished == 1);
}

TEST_CASE("progress ends with the counts of the ledger") {
  const TempFolder folder;
  for (int i = 0; i < 50; ++i) folder.write(std::to_string(i), "needle");
  fs::create_symlink("x", folder / "link");
  CollectSink sink;
  Progress progress;
  const Summary summary =
      run(options_for(folder), needle(), sink, {}, &progress);
  CHECK(progress.files == summary.ledger.files());
  CHECK(progress.detected == 50);
  CHECK(progress.bytes == summary.ledger.bytes());
  CHECK(count_entries(options_for(folder).walk) == summary.ledger.files());
}

TEST_CASE("a file above the limit is scanned in windows and says so") {
  const TempFolder folder;
  folder.write("a", "nothing but a needle");
  folder.write("b", "small");
  ScanOptions options = options_for(folder);
  options.max_file_bytes = 10;
  CollectSink sink;
  run(options, needle(), sink);
  CHECK(sink.of("/a").windowed);
  CHECK(sink.of("/a").outcome == Outcome::detected);
  CHECK(sink.of("/a").sha256 ==
        "c70aec82b02f74f7d1243bfbfe8ad1e86f50219434cb6efdad5248a76a0cbc07");
  CHECK_FALSE(sink.of("/b").windowed);
}

TEST_CASE("a timeout beyond all bounds is a long one") {
  const TempFolder folder;
  folder.write("a", "needle");
  ScanOptions options = options_for(folder);
  options.timeout = std::chrono::seconds::max();
  CollectSink sink;
  run(options, needle(), sink);
  CHECK(sink.of("a").outcome == Outcome::detected);
  CHECK(sink.summary.is_whole());
}

TEST_CASE("a file that takes too long fails, and the others do not") {
  const TempFolder folder;
  folder.write("slow", "go");
  folder.write("fast", "needle");
  ScanOptions options = options_for(folder);
  options.timeout = std::chrono::seconds(3);
  CollectSink sink;
  run(options,
      rules_of(
          "rule Slow { strings: $a = \"go\" condition: $a and for all i in "
          "(0..2000000000) : ( i >= 0 ) }\n"
          "rule N { strings: $a = \"needle\" condition: $a }"),
      sink);
  CHECK(sink.adds_up());
  CHECK(sink.of("slow").outcome == Outcome::failed);
  CHECK(sink.of("slow").reason == Reason::timeout);
  CHECK(sink.of("fast").outcome == Outcome::detected);
  CHECK_FALSE(sink.summary.ledger.all_read());
}

}  // namespace
}  // namespace beachcomb
