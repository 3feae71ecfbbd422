# SPDX-License-Identifier: Apache-2.0
"""Servers that receive what a log service would, and how to read it."""
import array
import os
import re
import socket
import struct
import threading
import time


def parse_journal(data):
    """The fields of an entry of the native protocol, as lists of values."""
    fields, at = {}, 0
    while at < len(data):
        line = data.index(b"\n", at)
        name, equals, value = data[at:line].partition(b"=")
        at = line + 1
        if not equals:
            size = struct.unpack_from("<Q", data, at)[0]
            value = data[at + 8:at + 8 + size]
            at += 8 + size + 1
            assert data[at - 1:at] == b"\n"
        assert re.fullmatch(rb"[A-Z][A-Z0-9_]{0,63}", name), name
        fields.setdefault(name.decode(), []).append(value)
    return fields


def split_frames(data):
    """The messages of RFC 6587, octet counting, and what is left over."""
    messages = []
    while True:
        found = re.match(rb"([1-9]\d*) ", data)
        if not found or len(data) < found.end() + int(found[1]):
            return messages, data
        end = found.end() + int(found[1])
        messages.append(data[found.end():end])
        data = data[end:]


class Datagrams:
    """Receives until it is closed; a memory file is read, and marked."""

    def __init__(self, family, address):
        self.socket = socket.socket(family, socket.SOCK_DGRAM)
        self.socket.bind(address)
        self.received = []
        self.files = []
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while True:
            fds = array.array("i")
            data, ancillary, _, _ = self.socket.recvmsg(
                1 << 20, socket.CMSG_SPACE(fds.itemsize))
            for level, kind, value in ancillary:
                assert (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
                fds.frombytes(value)
            for fd in fds:
                assert not data
                with os.fdopen(fd, "rb") as file:
                    file.seek(0)
                    data = file.read()
                    try:
                        os.pwrite(file.fileno(), b"x", 0)
                        self.files.append("not sealed")
                    except OSError:
                        self.files.append("sealed")
            if data == b"end":
                return
            self.received.append(data)

    def close(self):
        with socket.socket(self.socket.family, socket.SOCK_DGRAM) as end:
            end.sendto(b"end", self.socket.getsockname())
        self.thread.join(60)
        self.socket.close()


class Stream:
    """A TCP server. `serve` reads one connection and says whether another is
    to be accepted."""

    def __init__(self, serve):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(60)
        self.port = self.listener.getsockname()[1]
        self.serve = serve
        self.messages = []
        self.connections = 0
        self.closed = threading.Semaphore(0)  # connections
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        more = True
        while more:
            connection, _ = self.listener.accept()
            self.connections += 1
            with connection:
                more = self.serve(self, connection)
            if not more:
                self.listener.close()
            self.closed.release()

    def read(self, connection, most=None, pause=0):
        """Until the end, or `most` messages."""
        data, count = b"", 0
        while most is None or count < most:
            piece = connection.recv(2000)
            if not piece:
                break
            messages, data = split_frames(data + piece)
            self.messages += messages
            count += len(messages)
            time.sleep(pause)
        return data

    def close(self):
        self.thread.join(60)
