// SPDX-License-Identifier: Apache-2.0
#include "output.h"

#include <spdlog/spdlog.h>

#include "os/process.h"

namespace beachcomb::cli {

os::Status FileOutput::open(const std::string& path) {
  if (path == "-") return os::duplicate(os::kStandardOutput, &file_);
  return os::create_file(path.c_str(), &file_);
}

bool FileOutput::is_terminal() const { return os::is_terminal(file_.get()); }

bool FileOutput::write(std::string_view text) {
  pending_ += text;
  return (buffered_ && pending_.size() < kBuffer) || flush();
}

bool FileOutput::flush() {
  if (pending_.empty() || !status_.ok()) return status_.ok();
  if (before_) before_();
  status_ = os::write_all(file_, pending_);
  pending_.clear();
  return status_.ok();
}

bool write_output(const std::string& path, std::string_view text,
                  std::string_view what) {
  FileOutput output(true);
  os::Status status = output.open(path);
  if (status.ok()) {
    output.write(text);
    output.flush();
    status = output.status();
  }
  if (status.ok() || os::is_closed_pipe(status)) return true;
  spdlog::error("{}: {} could not be written: {}", printable(path), what,
                status.text());
  return false;
}

}  // namespace beachcomb::cli
