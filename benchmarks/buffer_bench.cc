// SPDX-License-Identifier: Apache-2.0
//
// What scanning costs without the disk: the files are read into memory first,
// then one Scanner goes over the buffers, as a program does that has the
// bytes already (an upload handler, an EDR pipeline).
//
//     buffer_bench [-r RULES] [-n ROUNDS] [-s SIZE] [-a yara|c] PATH...
//
// With -s each buffer is the first SIZE bytes of a file, and shorter files are
// left out. Prints how long the rules took to compile and, for beachcomb and
// for what it is compared to, turn about: MB/s, and the median and the 99th
// percentile of the microseconds for one buffer, where the time of a buffer is
// its median over the rounds; and the ratio of the times. With -a yara, which
// is the default, that is a Scanner against libyara alone with the same rules;
// with -a c it is an Engine, which unwraps as well, against the same one
// through <beachcomb.h>, verdicts made and freed. The first round, in which a
// scanner makes what it keeps, is not counted. One thread: compare
// --threads-scaling measures many.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "beachcomb.h"
#include "beachcomb/engine.h"
#include "beachcomb/rule_set.h"
#include "beachcomb/scanner.h"
#include "measure.h"

namespace {

using beachcomb::benchmarks::Clock;
using beachcomb::benchmarks::File;
using beachcomb::benchmarks::percentile;
using beachcomb::benchmarks::read_files;
using beachcomb::benchmarks::seconds_since;

// What was said about one buffer.
struct Answer {
  std::size_t findings = 0;
  bool incomplete = false;
};

// One way to scan, and what it took for each buffer in each round.
struct Contender {
  const char* name;
  std::function<Answer(const File&)> scan;
  std::vector<std::vector<double>> seconds{};  // by buffer, then by round
  std::size_t findings = 0;                    // of the last round
  std::size_t incomplete = 0;
};

beachcomb::Bytes bytes_of(const File& buffer) {
  return std::as_bytes(std::span(buffer.bytes));
}

Contender with_scanner(const char* name, const beachcomb::RuleSet& rules,
                       const beachcomb::ScannerOptions& options) {
  auto scanner = std::make_shared<beachcomb::Scanner>(rules, options);
  return {name, [scanner](const File& buffer) -> Answer {
            const beachcomb::ScanResult result =
                scanner->scan(bytes_of(buffer), {buffer.path, {}});
            return {result.findings.size(), result.reason.has_value()};
          }};
}

Contender with_engine(const beachcomb::RuleSet& rules) {
  auto engine = std::make_shared<beachcomb::Engine>(rules);
  return {"engine", [engine](const File& buffer) -> Answer {
            const beachcomb::Verdict verdict =
                engine->scan_buffer(bytes_of(buffer), {buffer.path, {}});
            return {verdict.findings.size(), verdict.reason.has_value()};
          }};
}

void check(int status, beachcomb_error* error) {
  if (status == BEACHCOMB_OK) return;
  std::fprintf(stderr, "%s\n", beachcomb_error_message(error));
  std::exit(2);
}

Contender with_c(const std::vector<beachcomb::RuleSource>& sources) {
  beachcomb_error* error = nullptr;
  beachcomb_compiler* compiler = nullptr;
  beachcomb_rules* rules = nullptr;
  beachcomb_engine* engine = nullptr;
  check(beachcomb_compiler_create(&compiler, &error), error);
  for (const beachcomb::RuleSource& source : sources) {
    check(beachcomb_compiler_add_text(compiler, source.pack.c_str(),
                                      source.path.c_str(), source.text.data(),
                                      source.text.size(), &error),
          error);
  }
  check(beachcomb_compiler_build(compiler, &rules, &error), error);
  check(beachcomb_engine_create(rules, nullptr, &engine, &error), error);
  beachcomb_rules_free(rules);
  beachcomb_compiler_free(compiler);
  const std::shared_ptr<beachcomb_engine> kept(engine, beachcomb_engine_free);
  return {"C", [kept](const File& buffer) -> Answer {
            const beachcomb_facts facts = {sizeof facts, buffer.path.c_str(),
                                           nullptr};
            beachcomb_verdict* verdict = nullptr;
            beachcomb_error* wrong = nullptr;
            check(beachcomb_engine_scan_buffer(kept.get(), buffer.bytes.data(),
                                               buffer.bytes.size(), &facts,
                                               nullptr, &verdict, &wrong),
                  wrong);
            const Answer answer = {verdict->finding_count,
                                   verdict->reason != BEACHCOMB_REASON_NONE};
            beachcomb_verdict_free(verdict);
            return answer;
          }};
}

void scan_all(std::span<const File> buffers, Contender& contender) {
  contender.findings = contender.incomplete = 0;
  contender.seconds.resize(buffers.size());
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const Clock::time_point start = Clock::now();
    const Answer answer = contender.scan(buffers[i]);
    contender.seconds[i].push_back(seconds_since(start));
    contender.findings += answer.findings;
    contender.incomplete += answer.incomplete ? 1 : 0;
  }
}

// Prints a line and returns the sum of the medians.
double print(const Contender& contender, double bytes) {
  std::vector<double> medians;
  double sum = 0;
  for (const std::vector<double>& rounds : contender.seconds) {
    medians.push_back(percentile(rounds, 50));
    sum += medians.back();
  }
  std::printf(
      "%-9s %9.1f MB/s  median %9.2f us  p99 %9.2f us  findings=%zu "
      "incomplete=%zu\n",
      contender.name, bytes / 1e6 / sum, percentile(medians, 50) * 1e6,
      percentile(medians, 99) * 1e6, contender.findings, contender.incomplete);
  return sum;
}

int measure(std::span<Contender, 2> contenders, std::span<const File> buffers,
            std::size_t rounds) {
  double bytes = 0;
  for (const File& buffer : buffers) {
    bytes += static_cast<double>(buffer.bytes.size());
  }
  std::printf("buffers=%zu bytes=%.0f\n", buffers.size(), bytes);
  for (std::size_t round = 0; round <= rounds; ++round) {
    for (Contender& contender : contenders) {
      if (round == 1) contender.seconds.clear();
      scan_all(buffers, contender);
    }
  }
  const double first = print(contenders[0], bytes);
  const double second = print(contenders[1], bytes);
  std::printf("ratio=%.3f (%s to %s)\n", second / first, contenders[1].name,
              contenders[0].name);
  if (contenders[0].findings != contenders[1].findings) {
    std::fputs("the findings differ\n", stderr);
    return 1;
  }
  return contenders[0].incomplete == 0 ? 0 : 2;
}

int usage() {
  std::fputs(
      "usage: buffer_bench [-r RULES] [-n ROUNDS] [-s SIZE] [-a yara|c] "
      "PATH...\n",
      stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::vector<beachcomb::RuleSource> sources = beachcomb::builtin_rules();
  std::size_t rounds = 5;
  std::size_t size = 0;
  std::string against = "yara";
  while (arguments.size() > 2 && arguments[0].starts_with('-')) {
    if (arguments[0] == "-r") {
      auto loaded = beachcomb::load_rules(arguments[1]);
      if (!loaded) {
        std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
        return 2;
      }
      sources = std::move(*loaded);
    } else if (arguments[0] == "-n") {
      rounds = std::strtoul(arguments[1].c_str(), nullptr, 10);
    } else if (arguments[0] == "-s") {
      size = std::strtoul(arguments[1].c_str(), nullptr, 10);
    } else if (arguments[0] == "-a") {
      against = arguments[1];
    } else {
      return usage();
    }
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  if (arguments.empty() || arguments[0].starts_with('-') || rounds == 0 ||
      (against != "yara" && against != "c")) {
    return usage();
  }

  std::vector<File> buffers;
  for (const std::string& path : arguments) {
    std::ranges::move(read_files(path, {.bytes = size}),
                      std::back_inserter(buffers));
  }
  if (buffers.empty()) return usage();
  const Clock::time_point start = Clock::now();
  const auto rules = beachcomb::RuleSet::compile(sources);
  if (!rules) {
    std::fprintf(stderr, "%s\n", rules.error().message.c_str());
    return 2;
  }
  std::printf("rules=%zu compiled in %.3f s\n", rules->rule_count(),
              seconds_since(start));
  if (against == "c") {
    Contender contenders[] = {with_engine(*rules), with_c(sources)};
    return measure(contenders, buffers, rounds);
  }
  Contender contenders[] = {
      with_scanner("beachcomb", *rules, {}),
      with_scanner("libyara", *rules, {.prefilter = false})};
  return measure(contenders, buffers, rounds);
}
