// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_OS_DESCRIPTOR_H_
#define BEACHCOMB_OS_DESCRIPTOR_H_

#include <utility>

namespace beachcomb::os {

// Owns an open file or directory.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }

  bool is_open() const { return fd_ >= 0; }
  int get() const { return fd_; }
  void close();
  // Whoever calls this owns it from now on.
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_DESCRIPTOR_H_
