// SPDX-License-Identifier: Apache-2.0
//
// How many requests a second `beachcomb scan --requests` answers, and how long
// one takes, from the moment that its writing began to the reading of its
// answer, the pipes included.
//
//     requests_bench [-n COUNT] [-w WINDOW] [-s SIZE] PROGRAM PATH...
//
// The contents are the first SIZE bytes (10240) of files below each PATH, each
// file in turn; shorter ones are left out. All lines are made beforehand. At
// most WINDOW requests (64) are on their way at any time, one thread writes
// and one reads, so that the time of this program is part of what is measured.
// The first tenth is not counted: the rules warm up.

#include <fcntl.h>
#include <openssl/evp.h>
#include <spawn.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "measure.h"

namespace {

namespace fs = std::filesystem;
using beachcomb::benchmarks::Clock;
using beachcomb::benchmarks::File;
using beachcomb::benchmarks::percentile;
using beachcomb::benchmarks::read_files;
using beachcomb::benchmarks::seconds_between;

struct Options {
  std::size_t count = 100000;
  std::size_t window = 64;
  std::size_t size = 10240;
};

struct Request {
  Clock::time_point sent;
  Clock::time_point answered;  // the start of time: not yet
};

struct Worker {
  pid_t process = -1;
  int input = -1;
  int output = -1;
};

std::string escaped_name(const std::string& path) {
  std::string name;
  for (const char c : fs::path(path).filename().string()) {
    const bool is_plain = c > ' ' && c < 0x7f && c != '"' && c != '\\';
    name.push_back(is_plain ? c : '_');
  }
  return name;
}

// A request without its id and what stands before it.
std::string line_of(const File& file) {
  const std::string& bytes = file.bytes;
  std::string base64((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  base64.resize(static_cast<std::size_t>(length));
  return ",\"name\":\"" + escaped_name(file.path) + "\",\"content\":\"" +
         base64 + "\"}\n";
}

Worker start(const std::string& program) {
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  if (pipe2(input.data(), O_CLOEXEC) != 0 ||
      pipe2(output.data(), O_CLOEXEC) != 0) {
    return {};
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input[0], 0);
  posix_spawn_file_actions_adddup2(&actions, output[1], 1);
  std::string name = program;
  std::string scan = "scan";
  std::string requests = "--requests";
  std::array<char*, 4> arguments = {name.data(), scan.data(), requests.data(),
                                    nullptr};
  Worker worker{.process = -1, .input = input[1], .output = output[0]};
  if (posix_spawn(&worker.process, program.c_str(), &actions, nullptr,
                  arguments.data(), environ) != 0) {
    worker.process = -1;
  }
  posix_spawn_file_actions_destroy(&actions);
  close(input[0]);
  close(output[1]);
  return worker;
}

bool write_all(int fd, std::string_view head, std::string_view tail) {
  while (!head.empty() || !tail.empty()) {
    std::array<iovec, 2> parts = {
        iovec{const_cast<char*>(head.data()), head.size()},
        iovec{const_cast<char*>(tail.data()), tail.size()}};
    const ssize_t n = writev(fd, parts.data(), 2);
    if (n < 0) return false;
    const auto written = static_cast<std::size_t>(n);
    const std::size_t of_head = std::min(written, head.size());
    head.remove_prefix(of_head);
    tail.remove_prefix(written - of_head);
  }
  return true;
}

// Reads the answers; false when one is not what it should be.
bool read_answers(int fd, std::vector<Request>& requests,
                  std::counting_semaphore<>& window) {
  constexpr std::string_view kStart = "{\"type\":\"verdict\",\"id\":";
  std::string pending;
  std::vector<char> buffer(1u << 16);
  std::size_t answered = 0;
  while (answered < requests.size()) {
    const ssize_t n = read(fd, buffer.data(), buffer.size());
    if (n <= 0) return false;
    pending.append(buffer.data(), static_cast<std::size_t>(n));
    const Clock::time_point now = Clock::now();
    std::size_t begin = 0;
    // The summary may come in the same piece as the last answer.
    for (std::size_t end = pending.find('\n');
         end != pending.npos && answered < requests.size();
         begin = end + 1, end = pending.find('\n', begin)) {
      if (pending.compare(begin, kStart.size(), kStart) != 0) return false;
      const std::size_t id =
          std::strtoul(pending.c_str() + begin + kStart.size(), nullptr, 10);
      if (id >= requests.size()) return false;
      if (requests[id].answered != Clock::time_point{}) return false;
      requests[id].answered = now;
      ++answered;
      window.release();
    }
    pending.erase(0, begin);
  }
  return true;
}

void print(const std::vector<Request>& requests, const Options& options,
           std::size_t contents) {
  const std::size_t skip = requests.size() / 10;
  std::vector<double> micros;
  Clock::time_point last = requests[skip].sent;
  for (std::size_t i = skip; i < requests.size(); ++i) {
    const auto& [sent, answered] = requests[i];
    micros.push_back(
        std::chrono::duration<double, std::micro>(answered - sent).count());
    last = std::max(last, answered);
  }
  const double seconds = seconds_between(requests[skip].sent, last);
  std::printf(
      "contents=%zu size=%zu window=%zu: %.0f requests/s, p50 %.0f us, "
      "p99 %.0f us, slowest %.0f us\n",
      contents, options.size, options.window,
      static_cast<double>(micros.size()) / seconds, percentile(micros, 50),
      percentile(micros, 99), percentile(micros, 100));
}

int measure(const std::string& program, const std::vector<std::string>& lines,
            const Options& options) {
  const Worker worker = start(program);
  if (worker.process < 0) return 2;
  std::vector<Request> requests(options.count);
  std::counting_semaphore<> window(static_cast<std::ptrdiff_t>(options.window));
  std::thread writer([&] {
    for (std::size_t i = 0; i < requests.size(); ++i) {
      window.acquire();
      requests[i].sent = Clock::now();
      if (!write_all(worker.input, "{\"id\":" + std::to_string(i),
                     lines[i % lines.size()])) {
        break;
      }
    }
    close(worker.input);
  });
  const bool is_right = read_answers(worker.output, requests, window);
  if (!is_right) {
    std::fputs("requests_bench: an answer is wrong or missing\n", stderr);
    std::_Exit(1);  // the writer may wait for ever
  }
  writer.join();
  close(worker.output);
  int status = 0;
  waitpid(worker.process, &status, 0);
  print(requests, options, lines.size());
  return 0;
}

int usage() {
  std::fputs(
      "usage: requests_bench [-n COUNT] [-w WINDOW] [-s SIZE] PROGRAM "
      "PATH...\n",
      stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  Options options;
  while (arguments.size() > 2 && arguments[0].starts_with('-')) {
    const std::size_t value = std::strtoul(arguments[1].c_str(), nullptr, 10);
    if (arguments[0] == "-n") options.count = value;
    if (arguments[0] == "-w") options.window = value;
    if (arguments[0] == "-s") options.size = value;
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  if (arguments.size() < 2 || options.count < 10 || options.window == 0) {
    return usage();
  }
  constexpr std::size_t kMost = 4000;
  std::vector<std::string> lines;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    for (const File& file :
         read_files(arguments[i], {.bytes = options.size, .files = kMost})) {
      lines.push_back(line_of(file));
    }
  }
  if (lines.empty()) return usage();
  return measure(arguments[0], lines, options);
}
