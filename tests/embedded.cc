// SPDX-License-Identifier: Apache-2.0
//
// A program that embeds the engine, for embedded_test.py: what it is about
// (forks, limits of memory, what a process may see of the library) needs a
// process of its own. Each mode prints what it saw.
#include <dirent.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "beachcomb/engine.h"

namespace {

using beachcomb::Engine;
using beachcomb::Verdict;

constexpr std::string_view kNeedle = "a needle";

beachcomb::RuleSet rules() {
  auto compiled = beachcomb::RuleSet::compile(
      {{"test", "test.yar",
        "rule Needle { meta: score = 80 strings: $a = \"needle\" condition: $a "
        "}"}});
  if (!compiled) std::_Exit(70);
  return *compiled;
}

beachcomb::Bytes bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

void print(const char* what, const Verdict& verdict) {
  std::printf("%s: %s %s\n", what,
              std::string(name_of(verdict.outcome)).c_str(),
              verdict.detail.c_str());
}

int threads() {
  int count = -2;  // "." and ".."
  DIR* tasks = ::opendir("/proc/self/task");
  while (::readdir(tasks) != nullptr) ++count;
  ::closedir(tasks);
  return count;
}

void scan_all(const Engine& engine, const char* who, const char* path) {
  print(who, engine.scan_buffer(bytes_of(kNeedle)));
  print(who, engine.scan_file(path));
  std::printf("%s: %d threads\n", who, threads());
  beachcomb::CallbackSink sink([](const Verdict&) { return true; });
  beachcomb::WalkOptions walk;
  walk.roots = {path};
  const beachcomb::Summary summary = engine.scan_tree(walk, sink);
  std::printf(
      "%s: tree %d\n", who,
      static_cast<int>(summary.ledger.count(beachcomb::Outcome::detected)));
  std::fflush(stdout);
}

// The rules are compiled before the fork, and scans run on both sides.
int fork_before_threads(const char* path) {
  const Engine engine(rules());
  print("before", engine.scan_buffer(bytes_of(kNeedle)));
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child == 0) {
    scan_all(engine, "child", path);
    std::_Exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  scan_all(engine, "parent", path);
  return status;
}

rlim_t address_space() {
  std::ifstream file("/proc/self/statm");
  rlim_t pages = 0;
  file >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

void limit_memory(rlim_t more) {
  rlimit limit;
  ::getrlimit(RLIMIT_AS, &limit);
  limit.rlim_cur =
      more == RLIM_INFINITY ? limit.rlim_max : address_space() + more;
  ::setrlimit(RLIMIT_AS, &limit);
}

// `path` is a file of 200 MB.
int without_memory(const char* path) {
  const Engine engine(rules());
  print("first", engine.scan_buffer(bytes_of(kNeedle)));
  limit_memory(20u << 20);
  print("large file", engine.scan_file(path));
  print("buffer", engine.scan_buffer(bytes_of(kNeedle)));
  // As far as it goes: each call gives a verdict, and none ends the process.
  int failed = 0;
  std::vector<beachcomb::RuleSource> builtin = beachcomb::builtin_rules();
  for (rlim_t more = 0; more < (24u << 20); more += 2u << 20) {
    limit_memory(RLIM_INFINITY);
    Engine fresh(rules());
    limit_memory(more);
    failed += fresh.scan_buffer(bytes_of(kNeedle)).outcome !=
              beachcomb::Outcome::detected;
    const auto compiled = beachcomb::RuleSet::compile(builtin);
    failed += compiled.ok() ? 0 : 1;
    if (compiled.ok()) fresh.set_rules(*compiled);
  }
  limit_memory(RLIM_INFINITY);
  std::printf("some failed: %s\n", failed > 0 ? "yes" : "no");
  print("large file again", engine.scan_file(path));
  return 0;
}

// Nothing but what main() writes: strace looks at it.
int quiet(const char* path) {
  ::write(1, "begin\n", 6);
  auto builtin = beachcomb::RuleSet::compile(beachcomb::builtin_rules());
  const Engine engine(*builtin);
  const bool same =
      engine.scan_file(path).outcome == engine.scan_buffer({}).outcome;
  beachcomb::CallbackSink sink([](const Verdict&) { return true; });
  beachcomb::WalkOptions walk;
  walk.roots = {path};
  engine.scan_tree(walk, sink);
  ::write(1, same ? "end\n" : "END\n", 4);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  const std::string_view mode = argv[1];
  if (mode == "fork") return fork_before_threads(argv[2]);
  if (mode == "memory") return without_memory(argv[2]);
  if (mode == "quiet") return quiet(argv[2]);
  return 64;
}
