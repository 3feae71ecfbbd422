// SPDX-License-Identifier: Apache-2.0
//
// What scanning costs without the disk: the files are read into memory first,
// then one Scanner goes over the buffers, as a program does that has the
// bytes already (an upload handler, an EDR pipeline).
//
//     buffer_bench [-r RULES] [-n ROUNDS] [-s SIZE] PATH...
//
// With -s each buffer is the first SIZE bytes of a file, and shorter files are
// left out. Prints how long the rules took to compile and, for beachcomb and
// for libyara alone with the same rules, turn about: MB/s, and the median and
// the 99th percentile of the microseconds for one buffer, where the time of a
// buffer is its median over the rounds. The first round, in which a scanner
// makes what it keeps, is not counted. One thread: a Scanner belongs to one
// thread, and compare --threads-scaling measures many.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "beachcomb/rule_set.h"
#include "beachcomb/scanner.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Buffer {
  std::string path;
  std::string bytes;
};

// One engine, and what it took for each buffer in each round.
struct Engine {
  const char* name;
  beachcomb::Scanner scanner;
  std::vector<std::vector<double>> seconds;  // by buffer, then by round
  std::size_t findings = 0;                  // of the last round
  std::size_t incomplete = 0;
};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void add_file(const fs::path& path, std::vector<Buffer>& buffers) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "buffer_bench: cannot read %s\n", path.c_str());
    return;
  }
  buffers.push_back(
      {path.string(), std::string(std::istreambuf_iterator<char>(file),
                                  std::istreambuf_iterator<char>())});
}

void add_tree(const fs::path& path, std::vector<Buffer>& buffers) {
  if (!fs::is_directory(path)) return add_file(path, buffers);
  std::error_code error;
  fs::recursive_directory_iterator entries(path, error);
  for (; !error && entries != fs::recursive_directory_iterator();
       entries.increment(error)) {
    const fs::file_status status = entries->symlink_status();
    if (fs::is_regular_file(status)) add_file(entries->path(), buffers);
  }
  if (error) {
    std::fprintf(stderr, "buffer_bench: %s: %s\n", path.c_str(),
                 error.message().c_str());
  }
}

void scan_all(std::span<const Buffer> buffers, Engine& engine) {
  engine.findings = engine.incomplete = 0;
  engine.seconds.resize(buffers.size());
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const Buffer& buffer = buffers[i];
    const Clock::time_point start = Clock::now();
    const beachcomb::ScanResult result = engine.scanner.scan(
        std::as_bytes(std::span(buffer.bytes)), {buffer.path, {}});
    engine.seconds[i].push_back(seconds_since(start));
    engine.findings += result.findings.size();
    engine.incomplete += result.reason.has_value() ? 1 : 0;
  }
}

double percentile(std::vector<double> values, std::size_t percent) {
  std::ranges::sort(values);
  return values[(values.size() - 1) * percent / 100];
}

void print(const Engine& engine, double bytes) {
  std::vector<double> medians;
  double sum = 0;
  for (const std::vector<double>& rounds : engine.seconds) {
    medians.push_back(percentile(rounds, 50));
    sum += medians.back();
  }
  std::printf(
      "%-9s %9.1f MB/s  median %9.2f us  p99 %9.2f us  findings=%zu "
      "incomplete=%zu\n",
      engine.name, bytes / 1e6 / sum, percentile(medians, 50) * 1e6,
      percentile(medians, 99) * 1e6, engine.findings, engine.incomplete);
}

int measure(const beachcomb::RuleSet& rules, std::span<const Buffer> buffers,
            std::size_t rounds) {
  double bytes = 0;
  for (const Buffer& buffer : buffers) {
    bytes += static_cast<double>(buffer.bytes.size());
  }
  std::printf("buffers=%zu bytes=%.0f\n", buffers.size(), bytes);
  Engine engines[] = {
      {"beachcomb", beachcomb::Scanner(rules), {}},
      {"libyara", beachcomb::Scanner(rules, {.prefilter = false}), {}},
  };
  for (std::size_t round = 0; round <= rounds; ++round) {
    for (Engine& engine : engines) {
      if (round == 1) engine.seconds.clear();
      scan_all(buffers, engine);
    }
  }
  for (const Engine& engine : engines) print(engine, bytes);
  if (engines[0].findings != engines[1].findings) {
    std::fputs("the findings differ\n", stderr);
    return 1;
  }
  return engines[0].incomplete == 0 ? 0 : 2;
}

int usage() {
  std::fputs("usage: buffer_bench [-r RULES] [-n ROUNDS] [-s SIZE] PATH...\n",
             stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::vector<beachcomb::RuleSource> sources = beachcomb::builtin_rules();
  std::size_t rounds = 5;
  std::size_t size = 0;
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
    } else {
      return usage();
    }
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  if (arguments.empty() || arguments[0].starts_with('-') || rounds == 0) {
    return usage();
  }

  std::vector<Buffer> buffers;
  for (const std::string& path : arguments) add_tree(path, buffers);
  if (size != 0) {
    std::erase_if(buffers, [size](const Buffer& buffer) {
      return buffer.bytes.size() < size;
    });
    for (Buffer& buffer : buffers) buffer.bytes.resize(size);
  }
  if (buffers.empty()) return usage();
  const Clock::time_point start = Clock::now();
  const auto rules = beachcomb::RuleSet::compile(std::move(sources));
  if (!rules) {
    std::fprintf(stderr, "%s\n", rules.error().message.c_str());
    return 2;
  }
  std::printf("rules=%zu compiled in %.3f s\n", rules->rule_count(),
              seconds_since(start));
  return measure(*rules, buffers, rounds);
}
