// SPDX-License-Identifier: Apache-2.0
//
// What scanning costs without the disk: the files are read into memory first,
// then one Scanner goes over the buffers, as a program does that has the
// bytes already (an upload handler, an EDR pipeline).
//
//     buffer_bench [-r RULES] [-n ROUNDS] PATH...
//
// Prints how long the rules took to compile, and the median round as MB/s
// and microseconds for a buffer. The first round, in which a scanner makes
// what it keeps, is not counted. One thread: a Scanner belongs to one thread,
// and compare --threads-scaling measures many.

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

struct Round {
  double seconds = 0;
  std::size_t findings = 0;
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

Round scan_all(beachcomb::Scanner& scanner, std::span<const Buffer> buffers) {
  Round round;
  const Clock::time_point start = Clock::now();
  for (const Buffer& buffer : buffers) {
    const beachcomb::ScanResult result =
        scanner.scan(std::as_bytes(std::span(buffer.bytes)), {buffer.path, {}});
    round.findings += result.findings.size();
    round.incomplete += result.reason.has_value() ? 1 : 0;
  }
  round.seconds = seconds_since(start);
  return round;
}

int measure(const beachcomb::RuleSet& rules, std::span<const Buffer> buffers,
            std::size_t rounds) {
  double bytes = 0;
  for (const Buffer& buffer : buffers) {
    bytes += static_cast<double>(buffer.bytes.size());
  }
  beachcomb::Scanner scanner(rules);
  const Round first = scan_all(scanner, buffers);
  std::vector<double> seconds;
  for (std::size_t i = 0; i < rounds; ++i) {
    seconds.push_back(scan_all(scanner, buffers).seconds);
  }
  std::ranges::sort(seconds);
  const double median = seconds[rounds / 2];
  std::printf("buffers=%zu bytes=%.0f findings=%zu incomplete=%zu\n",
              buffers.size(), bytes, first.findings, first.incomplete);
  std::printf("first=%.3f s median=%.3f s %.1f MB/s %.2f us/buffer\n",
              first.seconds, median, bytes / 1e6 / median,
              median * 1e6 / static_cast<double>(buffers.size()));
  return first.incomplete == 0 ? 0 : 2;
}

int usage() {
  std::fputs("usage: buffer_bench [-r RULES] [-n ROUNDS] PATH...\n", stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::vector<beachcomb::RuleSource> sources = beachcomb::builtin_rules();
  std::size_t rounds = 5;
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
