// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace beachcomb::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience(10'000);   // with one message
constexpr milliseconds kConnecting(5'000);  // with one service
constexpr milliseconds kLeastPause(1'000);
constexpr int kPauseFactor = 10;
constexpr milliseconds kLastWait(5'000);  // for acknowledgements, at the end
constexpr milliseconds kTick(5);

}  // namespace

os::Status Connection::connect(std::string* problem) {
  switch (endpoint_.kind) {
    case Endpoint::Kind::journal:
    case Endpoint::Kind::unix_datagram:
      return os::connect_unix(endpoint_.path, &socket_);
    case Endpoint::Kind::udp:
    case Endpoint::Kind::tcp:
      break;
  }
  const auto protocol = is_stream() ? os::Protocol::tcp : os::Protocol::udp;
  return os::connect_inet(protocol, endpoint_.host, endpoint_.port, kConnecting,
                          &socket_, problem);
}

bool Connection::open() {
  check();
  if (socket_.is_open()) return true;
  const Clock::time_point begin = Clock::now();
  if (begin < next_try_) return false;
  std::string problem;
  const os::Status status = connect(&problem);
  if (status.ok()) return resend();
  problem_ = problem.empty() ? status.text() : problem;
  const auto end = Clock::now();
  next_try_ = end + std::max<Clock::duration>(kLeastPause,
                                              kPauseFactor * (end - begin));
  return false;
}

os::Status Connection::send_now(std::string_view message) const {
  const os::Status status = os::send_all(socket_, message, kPatience);
  if (endpoint_.kind == Endpoint::Kind::journal && os::is_too_large(status)) {
    return os::send_in_file(socket_, message, kPatience);
  }
  return status;
}

void Connection::send(std::string message) {
  // Twice, because only sending tells that a service was started again.
  for (int attempt = 0; attempt < 2; ++attempt) {
    const bool was_open = socket_.is_open();
    if (!open()) break;
    const Clock::time_point begin = Clock::now();
    const os::Status status = send_now(message);
    if (status.ok()) {
      if (is_stream()) {
        bytes_under_way_ += message.size();
        under_way_.push_back(std::move(message));
        forget_acknowledged();
      }
      return;
    }
    // What UDP says of the message before this one, if it says anything.
    if (was_open && endpoint_.kind == Endpoint::Kind::udp) ++lost_;
    close(status);
    // One that hangs is asked again, but not with each message.
    if (const auto end = Clock::now(); end - begin > kLeastPause) {
      next_try_ = end + kPauseFactor * (end - begin);
    }
  }
  ++lost_;
}

bool Connection::resend() {
  for (const std::string& message : under_way_) {
    if (const os::Status status = send_now(message); !status.ok()) {
      close(status);
      return false;
    }
  }
  return true;
}

// A stream that the other side has closed.
void Connection::check() {
  if (!socket_.is_open() || !is_stream()) return;
  forget_acknowledged();
  if (const os::Status status = os::connection_of(socket_); !status.ok()) {
    close(status);
  }
}

void Connection::close(const os::Status& why) {
  socket_ = {};
  problem_ = why.text();
  if (os::is_reset(why)) ++resets_;
}

void Connection::forget_acknowledged() {
  const std::size_t left = os::unacknowledged(socket_);
  while (!under_way_.empty() &&
         bytes_under_way_ - under_way_.front().size() >= left) {
    bytes_under_way_ -= under_way_.front().size();
    under_way_.pop_front();
  }
}

void Connection::wait_for_acknowledgement() {
  const auto end = Clock::now() + kLastWait;
  check();
  while (!under_way_.empty() && socket_.is_open() && Clock::now() < end) {
    std::this_thread::sleep_for(kTick);
    check();
  }
}

void Connection::finish() {
  // Twice, for one that breaks at the very end.
  for (int attempt = 0; attempt < 2 && !under_way_.empty(); ++attempt) {
    if (open()) wait_for_acknowledgement();
  }
  if (!under_way_.empty() && problem_.empty()) {
    problem_ = "not acknowledged";
  }
  check();
  lost_ += under_way_.size();
  under_way_.clear();
  socket_ = {};
}

}  // namespace beachcomb::cli
