// SPDX-License-Identifier: Apache-2.0
//
// RFC 5424, over datagrams (RFC 5426 for UDP) or over TCP with the length
// before each message (RFC 6587, 3.4.1), so that a message may hold anything.
//
// A line of the format is the MSG, without a byte order mark before it: parsers
// of JSON and CEF stumble over one. Structured data is what RFC 5424 itself
// defines and no more, as names of our own would need a number from IANA: the
// sequence number shows a receiver what it lost.
#include "syslog_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "beachcomb/version.h"
#include "os/host.h"
#include "os/process.h"
#include "text/ascii.h"
#include "text/format.h"
#include "text/utf8.h"

namespace beachcomb::cli {
namespace {

// What receivers take in one datagram without being told to: rsyslog 8 KiB
// over UDP; the local ones more.
constexpr std::size_t kMostOverUdp = 8u << 10;
constexpr std::size_t kMostOverUnix = 64u << 10;

struct Facility {
  std::string_view name;
  int number;
};
constexpr std::array kFacilities = {
    Facility{"daemon", 3},  // unless another is said
    Facility{"user", 1},    Facility{"auth", 4},    Facility{"authpriv", 10},
    Facility{"local0", 16}, Facility{"local1", 17}, Facility{"local2", 18},
    Facility{"local3", 19}, Facility{"local4", 20}, Facility{"local5", 21},
    Facility{"local6", 22}, Facility{"local7", 23},
};

// With six places behind the point, the most that RFC 5424 has.
std::string timestamp() {
  constexpr std::size_t kPlaces = 6;
  std::string text = text::time_rfc3339(os::now());
  const std::size_t end = text.find('.') + 1 + kPlaces;
  if (end < text.size() && text.find('.') != text.npos) {
    text.replace(end, text.npos, "Z");
  }
  return text;
}

// RFC 5424, PRINTUSASCII; "-" is its word for nothing.
std::string header_word(std::string_view text) {
  constexpr std::size_t kMostOfAHost = 255;
  std::string word(text.substr(0, kMostOfAHost));
  for (char& c : word) {
    if (c <= ' ' || c > '~') c = '_';
  }
  return word.empty() ? "-" : word;
}

// Between two characters.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (text[most] & 0xc0) == 0x80) --most;
  return text.substr(0, most);
}

class SyslogOutput : public ServiceOutput {
 public:
  SyslogOutput(std::string name, Endpoint endpoint, int facility)
      : ServiceOutput(std::move(name), endpoint, Layout::lines),
        kind_(endpoint.kind),
        facility_(facility),
        host_(header_word(os::host_name())) {}

 private:
  std::string message_of(std::string_view entry,
                         const Subject& subject) override {
    constexpr int kFacilityFactor = 8;
    constexpr std::uint32_t kMostInSequence = 2147483647;
    sequence_ = sequence_ % kMostInSequence + 1;
    std::string message = fmt::format(
        "<{}>1 {} {} beachcomb {} {} [meta sequenceId=\"{}\"][origin "
        "software=\"beachcomb\" swVersion=\"{}\"] {}",
        facility_ * kFacilityFactor + static_cast<int>(subject.priority()),
        timestamp(), host_, os::process_id(), subject.kind(), sequence_,
        version(), entry);
    switch (kind_) {
      case Endpoint::Kind::tcp:
        return fmt::format("{} {}", message.size(), message);
      case Endpoint::Kind::udp:
        return std::string(cut(message, kMostOverUdp));
      case Endpoint::Kind::unix_datagram:
      case Endpoint::Kind::journal:
        break;
    }
    return std::string(cut(message, kMostOverUnix));
  }

  Endpoint::Kind kind_;
  int facility_;
  std::string host_;
  std::uint32_t sequence_ = 0;
};

// A number, or the name of a service.
bool is_port(std::string_view text) {
  constexpr int kMost = 65535;
  constexpr std::size_t kMostDigits = 5;
  const bool is_number = std::all_of(text.begin(), text.end(), text::is_digit);
  if (!is_number) return text::is_letter(text.front());
  if (text.size() > kMostDigits) return false;
  const int number = std::stoi(std::string(text));
  return 0 < number && number <= kMost;
}

// "host:port", "[::1]:port"
bool split_host(std::string_view text, Endpoint* endpoint) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon + 1 == text.size()) return false;
  endpoint->port = text.substr(colon + 1);
  if (!is_port(endpoint->port)) return false;
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  endpoint->host = host;
  return !host.empty();
}

bool read_endpoint(std::string_view where, Endpoint* endpoint) {
  constexpr std::string_view kUnix = "unix:";
  constexpr std::string_view kUdp = "udp://";
  constexpr std::string_view kTcp = "tcp://";
  if (where.empty()) {
    endpoint->path = "/dev/log";
    return true;
  }
  if (where.starts_with(kUnix)) {
    endpoint->path = where.substr(kUnix.size());
    return endpoint->path.starts_with('/');
  }
  const bool is_udp = where.starts_with(kUdp);
  if (!is_udp && !where.starts_with(kTcp)) return false;
  endpoint->kind = is_udp ? Endpoint::Kind::udp : Endpoint::Kind::tcp;
  return split_host(where.substr(kUdp.size()), endpoint);
}

}  // namespace

Result<std::unique_ptr<ServiceOutput>> make_syslog_output(
    const std::string& name, std::string_view where) {
  constexpr std::string_view kOption = "?facility=";
  const std::size_t option = where.rfind(kOption);
  std::string_view facility = kFacilities[0].name;
  if (option != where.npos) {
    facility = where.substr(option + kOption.size());
    where = where.substr(0, option);
  }
  Endpoint endpoint;
  if (!read_endpoint(where, &endpoint)) {
    return Error{name +
                 ": must be syslog:, syslog:unix:/path, "
                 "syslog:udp://host:port or syslog:tcp://host:port"};
  }
  std::string known;
  for (const Facility& row : kFacilities) {
    if (row.name == facility) {
      return std::unique_ptr<ServiceOutput>(std::make_unique<SyslogOutput>(
          name, std::move(endpoint), row.number));
    }
    known += (known.empty() ? "" : ", ") + std::string(row.name);
  }
  return Error{name + ": the facility must be one of: " + known};
}

}  // namespace beachcomb::cli
