// SPDX-License-Identifier: Apache-2.0
//
// What the benchmarks have in common: the files that they work on, in memory,
// and what is said of many times. read_all.cc has no part in it: it is a floor
// because it shares nothing.
#ifndef BEACHCOMB_BENCHMARKS_MEASURE_H_
#define BEACHCOMB_BENCHMARKS_MEASURE_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace beachcomb::benchmarks {

using Clock = std::chrono::steady_clock;

inline double seconds_between(Clock::time_point start, Clock::time_point end) {
  return std::chrono::duration<double>(end - start).count();
}

inline double seconds_since(Clock::time_point start) {
  return seconds_between(start, Clock::now());
}

// REQUIRES: !values.empty()
inline double percentile(std::vector<double> values, std::size_t percent) {
  std::sort(values.begin(), values.end());
  return values[(values.size() - 1) * percent / 100];
}

struct File {
  std::string path;
  std::string bytes;
};

// What of a tree is wanted.
struct Portion {
  std::size_t bytes = 0;  // of each file, shorter ones left out; 0: all of each
  std::size_t files = static_cast<std::size_t>(-1);  // at most
};

inline void add_file(const std::filesystem::path& path, const Portion& portion,
                     std::vector<File>* files) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    return;
  }
  std::string bytes(portion.bytes, '\0');
  if (portion.bytes == 0) {
    bytes.assign(std::istreambuf_iterator<char>(stream), {});
  } else if (!stream.read(bytes.data(),
                          static_cast<std::streamsize>(bytes.size()))) {
    return;
  }
  files->push_back({path.string(), std::move(bytes)});
}

// The file, or the regular files below the folder. Says on standard error what
// can't be read.
inline std::vector<File> read_files(const std::filesystem::path& root,
                                    const Portion& portion = {}) {
  namespace fs = std::filesystem;
  std::vector<File> files;
  if (!fs::is_directory(root)) {
    add_file(root, portion, &files);
    return files;
  }
  std::error_code error;
  fs::recursive_directory_iterator entries(root, error);
  for (; !error && entries != fs::recursive_directory_iterator() &&
         files.size() < portion.files;
       entries.increment(error)) {
    if (fs::is_regular_file(entries->symlink_status())) {
      add_file(entries->path(), portion, &files);
    }
  }
  if (error) {
    std::fprintf(stderr, "%s: %s\n", root.c_str(), error.message().c_str());
  }
  return files;
}

}  // namespace beachcomb::benchmarks

#endif  // BEACHCOMB_BENCHMARKS_MEASURE_H_
