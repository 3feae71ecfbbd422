// SPDX-License-Identifier: Apache-2.0
//
// Sockets to the services that keep logs. Nothing here waits for longer than
// it is told, and a closed connection is a Status, never a signal.
#ifndef BEACHCOMB_OS_SOCKET_H_
#define BEACHCOMB_OS_SOCKET_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "os/file_system.h"

namespace beachcomb::os {

using Patience = std::chrono::milliseconds;

// To a socket in the file system that takes datagrams.
Status connect_unix(const std::string& path, Descriptor* socket);

enum class Protocol { udp, tcp };
// To a name or an address, and a port or the name of a service. `problem` is
// why a name was not found, which no Status can say.
Status connect_inet(Protocol protocol, const std::string& host,
                    const std::string& port, Patience patience,
                    Descriptor* socket, std::string* problem);

// All of it: one datagram, or the next bytes of a stream.
Status send_all(const Descriptor& socket, std::string_view bytes,
                Patience patience);
// The same for a datagram that is too large for the system: the bytes in a
// sealed file of memory that goes to the other side.
Status send_in_file(const Descriptor& socket, std::string_view bytes,
                    Patience patience);
// What send_all() said of a datagram that has to go in a file.
bool is_too_large(const Status& status);

// Not ok when the other side has closed the connection, or is gone.
Status connection_of(const Descriptor& socket);
// Closed before all that it had acknowledged was read.
bool is_reset(const Status& status);
// Bytes of a TCP connection that the other side has not acknowledged.
std::size_t unacknowledged(const Descriptor& socket);

}  // namespace beachcomb::os

#endif  // BEACHCOMB_OS_SOCKET_H_
