// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_OUTPUT_H_
#define BEACHCOMB_CLI_OUTPUT_H_

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "beachcomb/pipeline.h"
#include "beachcomb/report.h"
#include "os/file_system.h"

namespace beachcomb::cli {

// Standard output or a file. Remembers what went wrong.
class FileOutput : public Output {
 public:
  // Unbuffered, each write is seen at once; buffered is for many small ones.
  explicit FileOutput(bool buffered) : buffered_(buffered) {}
  ~FileOutput() override { flush(); }

  os::Status open(const std::string& path);  // "-" is standard output
  bool is_terminal() const;

  // Called before anything is written; what it returns is held meanwhile.
  using BeforeWrite = std::function<std::unique_lock<std::mutex>()>;
  void before_write(BeforeWrite call) { before_ = std::move(call); }
  bool write(std::string_view text) override;
  bool flush();

  const os::Status& status() const { return status_; }
  const std::string& path() const { return path_; }
  // For people.
  std::string name() const;
  // The same for two paths that lead to the same file or pipe. Nothing for
  // devices, such as terminals.
  std::optional<FileIdentity> identity() const;

 private:
  static constexpr std::size_t kBuffer = 64u << 10;
  bool buffered_;
  std::string path_;
  os::Descriptor file_;
  std::string pending_;
  BeforeWrite before_;
  os::Status status_;
};

// Nothing when it can't be opened, after saying so on standard error.
std::unique_ptr<FileOutput> open_output(const std::string& path, bool buffered);

// Writes what is pending. False when something could not be written, after
// saying on standard error that this is so of "the results". Whoever closes a
// pipe has seen enough.
bool finish_output(FileOutput& output, std::string_view what);

// A whole text to a file or standard output, as these two.
bool write_output(const std::string& path, std::string_view text,
                  std::string_view what);

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_OUTPUT_H_
