// SPDX-License-Identifier: Apache-2.0
#include "os/process.h"

#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace beachcomb::os {
std::string user_name(std::uint32_t uid) {
  std::array<char, 4096> buffer;
  passwd entry;
  passwd* found = nullptr;
  ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
  return found != nullptr ? found->pw_name : std::to_string(uid);
}

int process_id() { return static_cast<int>(::getpid()); }

int processor_count() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return CPU_COUNT(&set);
}

bool is_terminal(int fd) { return ::isatty(fd) == 1; }

bool is_writable(int fd) {
  pollfd polled{fd, POLLOUT, 0};
  return ::poll(&polled, 1, 0) > 0 && (polled.revents & POLLOUT) != 0;
}

int terminal_columns(int fd) {
  winsize size;
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

Status duplicate(int fd, Descriptor* file) {
  const int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return Status{errno};
  *file = Descriptor(copy);
  return {};
}

Status duplicate_standard_input(Descriptor* file) { return duplicate(0, file); }

Status create_file(const char* path, Descriptor* file) {
  const int fd = ::open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return Status{errno};
  *file = Descriptor(fd);
  return {};
}

Status write_all(const Descriptor& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(file.get(), text.data(), text.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      // Another process that has the same terminal or pipe made it so.
      if (errno == EAGAIN) {
        pollfd polled{file.get(), POLLOUT, 0};
        ::poll(&polled, 1, -1);
        continue;
      }
      return Status{errno};
    }
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

bool is_closed_pipe(const Status& status) { return status.code == EPIPE; }

}  // namespace beachcomb::os
