// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_CLI_CONNECTION_H_
#define BEACHCOMB_CLI_CONNECTION_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "os/socket.h"

namespace beachcomb::cli {

struct Endpoint {
  enum class Kind { journal, unix_datagram, udp, tcp };
  Kind kind = Kind::unix_datagram;
  std::string path{};  // of the first two
  std::string host{};  // of the others
  std::string port{};
};

// Sends messages to a service that may be slow, restart or be gone. What can't
// be sent is counted, and costs the run little time: a service that is gone is
// asked again after ten times as long as it took to find out.
//
// A stream that breaks loses what is under way, without a word to the sender.
// So each message is kept until the other system has acknowledged its last
// byte, and is sent again over the next connection: rather twice than never.
class Connection {
 public:
  explicit Connection(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

  // False, when there is none and none can be made now; see problem().
  bool open();
  void send(std::string message);
  // No more will be sent. Waits for what is under way.
  void finish();

  std::uint64_t lost() const { return lost_; }
  // How often a stream ended with messages in it that the service had not
  // read, and nobody knows how many.
  std::uint64_t resets() const { return resets_; }
  // Why the last message that was lost was lost, for people.
  const std::string& problem() const { return problem_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool is_stream() const { return endpoint_.kind == Endpoint::Kind::tcp; }
  os::Status connect(std::string* problem);
  os::Status send_now(std::string_view message) const;
  bool resend();
  void close(const os::Status& why);
  void forget_acknowledged();
  void check();
  void wait_for_acknowledgement();

  Endpoint endpoint_;
  os::Descriptor socket_;
  Clock::time_point next_try_{};
  std::deque<std::string> under_way_;  // of a stream: not acknowledged
  std::size_t bytes_under_way_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t resets_ = 0;
  std::string problem_;
};

}  // namespace beachcomb::cli

#endif  // BEACHCOMB_CLI_CONNECTION_H_
