// SPDX-License-Identifier: Apache-2.0
//
// The floor under every scanner: walk the roots, read every byte of every
// regular file, look at none of them.
//
//     read_all [-j THREADS] ROOT...
//
// A scanner that reads whole files cannot be faster than this with the same
// threads on the same tree, so `scan time / read_all time` says what scanning
// itself costs, on any machine. For that the floor has to be low: no stat(2),
// file types come from readdir(3), files are opened relative to their
// directory, each thread reads into one buffer that it keeps, and a read that
// comes back short ends the file. It shares no code with the engine: a floor
// that used our own reader would sink and rise with it.
//
// Output: `files=N bytes=N seconds=S unread=N`. Exit 2 when something could
// not be read, because such a run is no floor.

#include <dirent.h>
#include <fcntl.h>
#include <sys/types.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_group.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::size_t kBufferSize = 1 << 20;
constexpr std::size_t kBatchSize = 64;  // files of one directory in one task

struct Totals {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t unread = 0;
};

struct Worker {
  std::vector<char> buffer = std::vector<char>(kBufferSize);
  Totals totals;
};

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
// Shared by the tasks that read its files; the last one closes it.
using Directory = std::shared_ptr<DIR>;
using Names = std::vector<std::string>;

class Reader {
 public:
  // A root that is a symbolic link is followed; links below it are not.
  void add_root(const std::string& root) { visit(root, 0); }
  Totals finish() {
    tasks_.wait();
    Totals sum;
    for (const Worker& worker : workers_) {
      sum.files += worker.totals.files;
      sum.bytes += worker.totals.bytes;
      sum.unread += worker.totals.unread;
    }
    return sum;
  }

 private:
  // Directories are opened when their task runs, not when they are found:
  // a wide tree must not use up the file descriptors.
  void visit(std::string path, int flags) {
    tasks_.run([this, path = std::move(path), flags] { list(path, flags); });
  }

  void list(const std::string& path, int flags) {
    const int fd =
        open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
    Directory directory(fd < 0 ? nullptr : fdopendir(fd), CloseDirectory());
    if (directory == nullptr) {
      if (fd >= 0) close(fd);
      not_read(path);
      return;
    }
    Names names;
    while (const dirent* entry = readdir(directory.get())) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (entry->d_type == DT_DIR) {
        visit(path + "/" + entry->d_name, O_NOFOLLOW);
      } else if (entry->d_type == DT_REG) {
        names.emplace_back(name);
        if (names.size() == kBatchSize) {
          read_later(directory, std::exchange(names, {}));
        }
      } else if (entry->d_type == DT_UNKNOWN) {
        not_read(path + "/" + entry->d_name);  // a file system without types
      }
    }
    if (!names.empty()) read_later(directory, std::move(names));
  }

  void read_later(const Directory& directory, Names names) {
    tasks_.run([this, directory, names = std::move(names)] {
      for (const std::string& name : names) read_file(directory, name);
    });
  }

  void read_file(const Directory& directory, const std::string& name) {
    Worker& worker = workers_.local();
    const int fd = openat(dirfd(directory.get()), name.c_str(),
                          O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
      not_read(name);
      return;
    }
    ssize_t count = 0;
    do {
      count = read(fd, worker.buffer.data(), worker.buffer.size());
      if (count > 0) worker.totals.bytes += static_cast<std::uint64_t>(count);
    } while (count == static_cast<ssize_t>(worker.buffer.size()));
    close(fd);
    if (count < 0) {
      not_read(name);
    } else {
      ++worker.totals.files;
    }
  }

  void not_read(const std::string& name) {
    std::fprintf(stderr, "read_all: cannot read %s\n", name.c_str());
    ++workers_.local().totals.unread;
  }

  tbb::task_group tasks_;
  tbb::enumerable_thread_specific<Worker> workers_;
};

int usage(std::FILE* stream, int status) {
  std::fputs(
      "usage: read_all [-j THREADS] ROOT...\n"
      "Reads every regular file below the roots and scans nothing.\n",
      stream);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> roots(argv + 1, argv + argc);
  std::size_t threads = 2;
  if (!roots.empty() && roots.front() == "--help") return usage(stdout, 0);
  if (roots.size() > 2 && roots.front() == "-j") {
    threads = std::strtoul(roots[1].c_str(), nullptr, 10);
    roots.erase(roots.begin(), roots.begin() + 2);
  }
  if (threads == 0 || roots.empty() || roots.front().starts_with('-')) {
    return usage(stderr, 2);
  }

  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  threads);
  const auto start = std::chrono::steady_clock::now();
  Reader reader;
  for (const std::string& root : roots) reader.add_root(root);
  const Totals totals = reader.finish();
  const std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;

  std::printf("files=%llu bytes=%llu seconds=%.3f unread=%llu\n",
              static_cast<unsigned long long>(totals.files),
              static_cast<unsigned long long>(totals.bytes), seconds.count(),
              static_cast<unsigned long long>(totals.unread));
  return totals.unread == 0 ? 0 : 2;
}
