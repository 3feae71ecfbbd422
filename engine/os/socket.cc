// SPDX-License-Identifier: Apache-2.0
#include "os/socket.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "os/process.h"

namespace beachcomb::os {
namespace {

using Clock = std::chrono::steady_clock;

// A connection that fails has its reason in the socket.
Status wait_writable(const Descriptor& socket, Clock::time_point end) {
  pollfd waiting{.fd = socket.get(), .events = POLLOUT, .revents = 0};
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    const int ready = ::poll(
        &waiting, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready > 0) return {};
    if (ready == 0) return Status{ETIMEDOUT};
    if (errno != EINTR) return Status{errno};
  }
}

Status error_of(const Descriptor& socket) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
    return Status{errno};
  }
  return Status{error};
}

Status connect_to(int family, int type, const sockaddr* address, socklen_t size,
                  Clock::time_point end, Descriptor* socket) {
  const int fd = ::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return Status{errno};
  Descriptor opened(fd);
  if (::connect(fd, address, size) != 0) {
    if (errno != EINPROGRESS) return Status{errno};
    if (const Status status = wait_writable(opened, end); !status.ok()) {
      return status;
    }
    if (const Status status = error_of(opened); !status.ok()) return status;
  }
  *socket = std::move(opened);
  return {};
}

Status send_once(const Descriptor& socket, const msghdr& message,
                 Clock::time_point end, std::size_t* sent) {
  while (true) {
    const ssize_t n = ::sendmsg(socket.get(), &message, MSG_NOSIGNAL);
    if (n >= 0) {
      *sent = static_cast<std::size_t>(n);
      return {};
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return Status{errno};
    if (const Status status = wait_writable(socket, end); !status.ok()) {
      return status;
    }
  }
}

}  // namespace

Status connect_unix(const std::string& path, Descriptor* socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return Status{ENAMETOOLONG};
  std::memcpy(address.sun_path, path.data(), path.size());
  return connect_to(AF_UNIX, SOCK_DGRAM,
                    reinterpret_cast<const sockaddr*>(&address), sizeof address,
                    Clock::now(), socket);
}

Status connect_inet(Protocol protocol, const std::string& host,
                    const std::string& port, Patience patience,
                    Descriptor* socket, std::string* problem) {
  const Clock::time_point end = Clock::now() + patience;
  addrinfo hints{};
  hints.ai_socktype = protocol == Protocol::udp ? SOCK_DGRAM : SOCK_STREAM;
  addrinfo* found = nullptr;
  const int code = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (code != 0) {
    if (code == EAI_SYSTEM) return Status{errno};
    *problem = ::gai_strerror(code);
    return Status{EHOSTUNREACH};
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(
      found, &::freeaddrinfo);
  Status status;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    status = connect_to(at->ai_family, at->ai_socktype, at->ai_addr,
                        at->ai_addrlen, end, socket);
    if (status.ok()) break;
  }
  return status;
}

Status send_all(const Descriptor& socket, std::string_view bytes,
                Patience patience) {
  const Clock::time_point end = Clock::now() + patience;
  do {
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    std::size_t sent = 0;
    if (const Status status = send_once(socket, message, end, &sent);
        !status.ok()) {
      return status;
    }
    bytes.remove_prefix(sent);
  } while (!bytes.empty());
  return {};
}

Status send_in_file(const Descriptor& socket, std::string_view bytes,
                    Patience patience) {
  const Descriptor file(
      ::memfd_create("beachcomb", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file.is_open()) return Status{errno};
  if (const Status status = write_all(file, bytes); !status.ok()) return status;
  constexpr int kSeals =
      F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
  if (::fcntl(file.get(), F_ADD_SEALS, kSeals) != 0) return Status{errno};

  const int fd = file.get();
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof fd)> control{};
  msghdr message{};
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof fd);
  std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
  std::size_t sent = 0;
  return send_once(socket, message, Clock::now() + patience, &sent);
}

bool is_too_large(const Status& status) { return status.code == EMSGSIZE; }

Status connection_of(const Descriptor& socket) {
  char byte = 0;
  const ssize_t n =
      ::recv(socket.get(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT);
  if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR))) return {};
  return Status{n == 0 ? EPIPE : errno};
}

bool is_reset(const Status& status) { return status.code == ECONNRESET; }

std::size_t unacknowledged(const Descriptor& socket) {
  int bytes = 0;
  if (::ioctl(socket.get(), SIOCOUTQ, &bytes) != 0 || bytes < 0) return 0;
  return static_cast<std::size_t>(bytes);
}

}  // namespace beachcomb::os
