// SPDX-License-Identifier: Apache-2.0
#include "progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "interrupts.h"
#include "os/process.h"
#include "text/format.h"

namespace beachcomb::cli {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

std::string time_left(double seconds) {
  const auto s = static_cast<std::int64_t>(seconds) + 1;
  if (s < 3600) return fmt::format("{}:{:02} left", s / 60, s % 60);
  return fmt::format("{}:{:02}:{:02} left", s / 3600, s / 60 % 60, s % 60);
}

void show(const std::string& text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

}  // namespace

Monitor::Monitor(const WalkOptions& walk, bool show)
    : show_(show), begin_(steady_clock::now()) {
  // A list on standard input can't be read twice.
  if (show_ && walk.files_from.empty()) {
    counter_ = std::jthread([this, walk](const std::stop_token& done) {
      const std::uint64_t count = count_entries(walk, done);
      if (!done.stop_requested()) total_ = count;
    });
  }
  watcher_ = std::jthread([this](const std::stop_token& done) { watch(done); });
}

Monitor::~Monitor() {
  counter_.request_stop();
  watcher_.request_stop();
  watcher_.join();
  if (os::is_writable(os::kStandardError)) static_cast<void>(clear_line());
}

void Monitor::watch(const std::stop_token& done) {
  constexpr std::chrono::milliseconds kTick(50);
  constexpr int kTicksBetweenLines = 4;
  for (int tick = 1; !done.stop_requested(); ++tick) {
    std::this_thread::sleep_for(kTick);
    if (interrupted()) stop_.request_stop();
    if (show_ && tick % kTicksBetweenLines == 0) draw();
  }
}

std::string Monitor::line() const {
  const double elapsed = duration<double>(steady_clock::now() - begin_).count();
  const std::uint64_t files = progress_.files;
  const std::uint64_t total = total_;
  std::string text = text::counted(files, "file");
  if (total > files) text = fmt::format("{} of {} files", files, total);
  text += fmt::format(
      "  {:.0f} MB/s  {} found",
      static_cast<double>(progress_.bytes) / 1e6 / std::max(elapsed, 1e-3),
      progress_.detected.load());
  if (total > files && files > 0) {
    text += "  " + time_left(elapsed * static_cast<double>(total - files) /
                             static_cast<double>(files));
  }
  return text;
}

void Monitor::draw() {
  std::string text = line();
  const int columns = os::terminal_columns(os::kStandardError);
  if (columns > 1) text = text.substr(0, static_cast<std::size_t>(columns - 1));
  // Whoever has it writes results, which may take long.
  const std::unique_lock lock(terminal_, std::try_to_lock);
  if (!lock.owns_lock()) return;
  // Nobody may be there to see it, or the terminal be halted.
  if (!os::is_writable(os::kStandardError)) return;
  show("\r" + text + "\x1b[K");
  line_shown_ = true;
}

std::unique_lock<std::mutex> Monitor::clear_line() {
  std::unique_lock lock(terminal_);
  // A terminal must be waited for here: what comes next would else stand behind
  // the line. A pipe that nobody reads holds up no scan.
  if (line_shown_ && (os::is_terminal(os::kStandardError) ||
                      os::is_writable(os::kStandardError))) {
    show("\r\x1b[K");
    line_shown_ = false;
  }
  return lock;
}

}  // namespace beachcomb::cli
