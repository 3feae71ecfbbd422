// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_RESULT_H_
#define BEACHCOMB_RESULT_H_

#include <cassert>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <variant>

namespace beachcomb {

// Read-only bytes that somebody else owns.
using Bytes = std::span<const std::byte>;

// Why something could not be done, in words for the user: "path: reason".
struct Error {
  std::string message;
};

// A value or the Error that took its place: the subset of std::expected that
// we use, to be deleted the day we build as C++23.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok()
  T& operator*() {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  // REQUIRES: !ok()
  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace beachcomb

#endif  // BEACHCOMB_RESULT_H_
