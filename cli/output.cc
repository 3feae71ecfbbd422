// SPDX-License-Identifier: Apache-2.0
#include "output.h"

#include <spdlog/spdlog.h>

#include "os/process.h"

namespace beachcomb::cli {

os::Status FileOutput::open(const std::string& path) {
  path_ = path;
  if (path == "-") return os::duplicate(os::kStandardOutput, &file_);
  return os::create_file(path.c_str(), &file_);
}

std::string FileOutput::name() const {
  return path_ == "-" ? "standard output" : printable(path_);
}

bool FileOutput::is_terminal() const { return os::is_terminal(file_.get()); }

bool FileOutput::write(std::string_view text) {
  pending_ += text;
  return (buffered_ && pending_.size() < kBuffer) || flush();
}

bool FileOutput::flush() {
  if (pending_.empty() || !status_.ok()) return status_.ok();
  std::unique_lock<std::mutex> alone;
  if (before_) alone = before_();
  status_ = os::write_all(file_, pending_);
  pending_.clear();
  return status_.ok();
}

std::optional<FileIdentity> FileOutput::identity() const {
  os::FileStat stat;
  if (!os::stat_of(file_, &stat).ok() || stat.type == os::FileType::device) {
    return std::nullopt;
  }
  return FileIdentity{stat.device, stat.inode};
}

std::unique_ptr<FileOutput> open_output(const std::string& path,
                                        bool buffered) {
  auto output = std::make_unique<FileOutput>(buffered);
  const os::Status status = output->open(path);
  if (status.ok()) return output;
  spdlog::error("{}: {}", output->name(), status.text());
  return nullptr;
}

bool finish_output(FileOutput& output, std::string_view what) {
  if (output.flush() || os::is_closed_pipe(output.status())) return true;
  spdlog::error("{}: {} could not be written: {}", output.name(), what,
                output.status().text());
  return false;
}

bool write_output(const std::string& path, std::string_view text,
                  std::string_view what) {
  const auto output = open_output(path, true);
  if (output == nullptr) return false;
  output->write(text);
  return finish_output(*output, what);
}

}  // namespace beachcomb::cli
