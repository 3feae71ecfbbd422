# SPDX-License-Identifier: Apache-2.0
"""journald and syslog as outputs, against servers of our own that are there,
slow, restarted in the middle, or gone."""
import contextlib
import json
import os
import re
import socket
import subprocess
import tarfile
import time

import harness
from log_servers import Datagrams, Stream, parse_journal

RFC5424 = re.compile(
    rb"<(\d{1,3})>1 "
    rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) "
    rb"([!-~]{1,255}) (beachcomb) (\d{1,128}) "
    rb"(detected|unread|skipped|clean|run) "
    rb'\[meta sequenceId="(\d{1,10})"\]'
    rb'\[origin software="beachcomb" swVersion="[\d.]+"\] (.+)', re.S)


class Services(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.socket = self.path("socket")

    def many(self, count):
        for i in range(count):
            self.write(f"tree/{i}.page", harness.NEEDLE)

    def run_scan(self, *arguments, code=1):
        done = self.run_program("scan", "-r", self.rules, *arguments,
                                self.tree)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr.decode()

    def datagrams(self, *arguments, family=socket.AF_UNIX, address=None,
                  code=1):
        server = Datagrams(family, address or self.socket)
        with contextlib.closing(server):
            port = server.socket.getsockname()
            where = [a.replace("PORT", str(port[1])) for a in arguments]
            error = self.run_scan(*where, code=code)
        if address is None:
            os.unlink(self.socket)
        self.assertEqual(error, "")
        return server

    def check_syslog(self, messages):
        """The parts of each: priority, kind, text."""
        parsed = []
        for message in messages:
            found = RFC5424.fullmatch(message)
            self.assertTrue(found, message[:400])
            parsed.append((int(found[1]), found[6].decode(), found[8]))
        return parsed


class Journal(Services):
    def entries(self, *arguments, **options):
        server = self.datagrams("-o", "journald:" + self.socket, *arguments,
                                **options)
        return [parse_journal(data) for data in server.received], server.files

    def test_fields_of_a_finding_and_of_the_run(self):
        path = self.write("tree/a\nb\xff.page", harness.NEEDLE)
        (found, run), files = self.entries()
        self.assertEqual(files, [])
        message = found.pop("MESSAGE")[0].decode()
        self.assertRegex(message, r"^malicious .*a\\nb\xff.page")
        self.assertIn("\n", message)
        self.assertFalse(message.endswith("\n"))
        self.assertEqual(found.pop("BEACHCOMB_SHA256"),
                         [b"%b" % self.sha256(path)])
        self.assertEqual(found, {
            "PRIORITY": [b"2"], "SYSLOG_IDENTIFIER": [b"beachcomb"],
            "SYSLOG_FACILITY": [b"3"],
            "MESSAGE_ID": [b"619ddef54c6649b3a100ab3134fa6b19"],
            "BEACHCOMB_PATH": [os.fsencode(path)],
            "BEACHCOMB_OUTCOME": [b"detected"], "BEACHCOMB_LEVEL":
            [b"malicious"], "BEACHCOMB_SCORE": [b"80"],
            "BEACHCOMB_RULE": [b"rules.Needle"],
            "BEACHCOMB_SIZE": [b"%d" % len(harness.NEEDLE)]})
        self.assertEqual(run["PRIORITY"], [b"6"])
        self.assertEqual(run["MESSAGE_ID"],
                         [b"c488c41ad5024586b4c403d0ce125f02"])
        self.assertEqual(run["BEACHCOMB_DETECTED"], [b"1"])
        self.assertEqual(run["BEACHCOMB_COMPLETE"], [b"1"])

    def sha256(self, path):
        done = self.run_program(path, program="sha256sum")
        return done.stdout.lstrip(b"\\")[:64]

    def test_what_was_not_read(self):
        os.symlink("nowhere", self.path("tree", "link"))
        entries, _ = self.entries("-v", self.path("none"), code=2)
        kinds = {e["BEACHCOMB_PATH"][0]: e for e in entries[:-1]}
        failed = kinds[self.path("none").encode()]
        self.assertEqual(failed["PRIORITY"], [b"3"])
        self.assertEqual(failed["BEACHCOMB_REASON"], [b"not-found"])
        self.assertEqual(failed["MESSAGE_ID"],
                         [b"df983e9a08c44ccdad7e2a5091aa5e7d"])
        skipped = kinds[self.path("tree", "link").encode()]
        self.assertEqual(skipped["PRIORITY"], [b"6"])
        self.assertEqual(entries[-1]["PRIORITY"], [b"3"])
        self.assertEqual(entries[-1]["BEACHCOMB_ALL_READ"], [b"0"])

    def test_lines_of_a_format_are_entries(self):
        self.write("tree/a", harness.NEEDLE)
        entries, _ = self.entries("-f", "ndjson")
        lines = [json.loads(e["MESSAGE"][0]) for e in entries]
        self.assertEqual([r["type"] for r in lines], ["verdict", "summary"])

    def test_a_large_entry_goes_in_a_sealed_file(self):
        text = "x" * 4000
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            room = sender.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
        count = 300 + room // len(text)
        self.write("rules.yar", "".join(
            f'rule R{i} {{ meta: description = "{text}" condition: true }}\n'
            for i in range(count)))
        self.write("tree/a", b"x")
        entries, files = self.entries("-f", "ndjson")
        self.assertEqual(files, ["sealed"])
        self.assertGreater(len(entries[0]["MESSAGE"][0]), 1 << 20)
        self.assertEqual(len(entries[0]["BEACHCOMB_RULE"]), count)
        self.assertEqual(len(json.loads(entries[0]["MESSAGE"][0])["findings"]),
                         count)

    def test_what_was_found_and_not_read_whole_is_an_error(self):
        with tarfile.open(self.path("tree/two.tar"), "w") as archive:
            for name in ("a", "b"):
                archive.add(self.write(name, harness.NEEDLE), name)
        for score, priority in ((60, b"3"), (80, b"2")):
            self.write("rules.yar", f"rule Found {{ meta: score = {score} "
                       'strings: $a = "sandpiper" condition: $a }')
            (found, _), _ = self.entries("--max-layers", "1")
            self.assertEqual(found["PRIORITY"], [priority])

    def test_nobody_there(self):
        self.many(20)
        error = self.run_scan("-o", "journald:" + self.socket, "-f", "ndjson",
                              "-o", self.path("out"), code=2)
        self.assertIn("No such file or directory; trying again", error)
        self.assertIn("21 of 21 entries may be lost", error)
        with open(self.path("out"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 21)

    def test_one_that_hangs_costs_its_time_once(self):
        self.many(40)
        begin = time.monotonic()
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
            server.bind(self.socket)
            while self.fill():
                pass
            error = self.run_scan("-o", "journald:" + self.socket, code=2)
        self.assertLess(time.monotonic() - begin, 60)
        self.assertIn("41 of 41 entries may be lost", error)

    def fill(self):
        """How many datagrams one sender can leave with the server, which its
        own buffer limits, too."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            sent = 0
            with contextlib.suppress(BlockingIOError):
                while True:
                    sender.sendto(b"x", self.socket)
                    sent += 1
            return sent


class Syslog(Services):
    def test_unix(self):
        self.write("tree/a.page", harness.NEEDLE)
        where = "syslog:unix:" + self.socket
        server = self.datagrams("-f", "ndjson", "-o", where)
        found, run = self.check_syslog(server.received)
        self.assertEqual((found[0], run[0]), (3 * 8 + 2, 3 * 8 + 6))
        self.assertEqual((found[1], run[1]), ("detected", "run"))
        self.assertEqual(json.loads(found[2])["outcome"], "detected")
        server = self.datagrams("-o", where + "?facility=auth")
        for _, kind, text in self.check_syslog(server.received):
            self.assertNotIn(b"\n", text)
        self.assertEqual(self.check_syslog(server.received)[0][0], 4 * 8 + 2)

    def test_udp_and_where_it_cuts(self):
        text = "\u20ac" * 1000
        self.write("rules.yar", "".join(
            f'rule R{i} {{ meta: description = "{text}" condition: true }}\n'
            for i in range(4)))
        self.write("tree/a", b"x")
        for host, family in (("127.0.0.1", socket.AF_INET),
                             ("[::1]", socket.AF_INET6)):
            if family == socket.AF_INET6 and not self.has_ipv6():
                continue
            server = self.datagrams(
                "-f", "ndjson", "-o", f"syslog:udp://{host}:PORT",
                family=family, address=(host.strip("[]"), 0))
            (_, kind, text), run = self.check_syslog(server.received)
            self.assertEqual((kind, run[1]), ("detected", "run"))
            self.assertIn(len(server.received[0]), range(8190, 8193))
            text.decode("utf-8")  # was cut between two characters

    @staticmethod
    def has_ipv6():
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
            return True
        except OSError:
            return False

    def test_tcp(self):
        self.many(300)
        server = Stream(lambda s, c: s.read(c) != b"")
        error = self.run_scan("-f", "ndjson", "-o",
                              f"syslog:tcp://127.0.0.1:{server.port}")
        server.close()
        self.assertEqual(error, "")
        parsed = self.check_syslog(server.messages)
        self.assertEqual(len(parsed), 301)
        self.assertEqual(parsed[-1][1], "run")
        numbers = [int(RFC5424.fullmatch(m)[7]) for m in server.messages]
        self.assertEqual(numbers, list(range(1, 302)))

    def test_a_server_that_is_slow(self):
        self.many(60)
        server = Stream(lambda s, c: s.read(c, pause=0.05) != b"")
        error = self.run_scan("-f", "cef", "-o",
                              f"syslog:tcp://localhost:{server.port}")
        server.close()
        self.assertEqual((error, len(server.messages)), ("", 61))

    def scan_while_it_closes(self, server, times, *arguments):
        """A scan of 300 files that arrive in parts: for each connection more
        than is read of it, and nothing for the next before it is closed."""
        self.many(300)
        with subprocess.Popen(
                [harness.PROGRAM, "scan", "-r", self.rules, "-f", "ndjson",
                 "-o", f"syslog:tcp://127.0.0.1:{server.port}", *arguments,
                 "--files-from", "-"], env=harness.ENVIRONMENT,
                stdin=subprocess.PIPE, stderr=subprocess.PIPE) as program:
            for i in range(300):
                if i % 60 == 0 and 0 < i <= 60 * times:
                    self.assertTrue(server.closed.acquire(timeout=60))
                program.stdin.write(self.path("tree", f"{i}.page\n").encode())
                program.stdin.flush()
            error = program.communicate(timeout=60)[1].decode()
        server.close()
        return program.returncode, error

    def test_a_server_that_is_restarted(self):
        def serve(server, connection):
            if server.connections < 4:
                server.read(connection, most=30)
                return True
            return server.read(connection) != b""

        server = Stream(serve)
        code, error = self.scan_while_it_closes(server, 3)
        numbers = {int(RFC5424.fullmatch(m)[7]) for m in server.messages}
        # What a server took and did not read before it closed is its loss;
        # but nothing is lost without a word.
        self.assertEqual(server.connections, 4)
        self.assertIn(301, numbers)
        if len(numbers) < 301:
            self.assertEqual(code, 2, error)
            self.assertIn("before all entries in it were read", error)

    def test_a_server_that_does_not_come_back(self):
        server = Stream(lambda s, c: s.read(c, most=5) is None)
        code, error = self.scan_while_it_closes(
            server, 1, "-f", "ndjson", "-o", self.path("out"))
        self.assertEqual(code, 2, error)
        lost = re.search(r"(\d+) of 301 entries may be lost", error)
        self.assertTrue(lost, error)
        self.assertGreaterEqual(int(lost[1]), 241)
        if len(server.messages) + int(lost[1]) < 301:
            self.assertIn("before all entries in it were read", error)
        with open(self.path("out"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 301)

    def test_nobody_there_costs_no_time(self):
        self.many(300)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        begin = time.monotonic()
        error = self.run_scan("-o", f"syslog:tcp://127.0.0.1:{port}", code=2)
        self.assertLess(time.monotonic() - begin, 60)
        self.assertIn("Connection refused; trying again", error)
        self.assertRegex(error, r"(\d+) of \1 entries may be lost: Connection")
        # Not a name that a resolver is asked for, which may answer anything.
        error = self.run_scan("-o", "syslog:udp://a..b:514", code=2)
        self.assertIn("entries may be lost", error)

    def test_what_can_not_be(self):
        for output, words in (
                (["-f", "json", "-o", "syslog:"], "json is one document"),
                (["-f", "html", "-o", "journald:"], "html is one document"),
                (["-f", "csv", "-o", "syslog:"], "csv is one document"),
                (["-o", "syslog:udp:host:1"], "must be syslog:, "),
                (["-o", "syslog:tcp://host"], "must be syslog:, "),
                (["-o", "syslog:unix:relative"], "must be syslog:, "),
                (["-o", "syslog:udp://127.0.0.1:65536"], "must be syslog:, "),
                (["-o", "syslog:tcp://127.0.0.1:0"], "must be syslog:, "),
                (["-o", "syslog:tcp://127.0.0.1:-1"], "must be syslog:, "),
                (["-o", "syslog:?facility=moon"], "one of: daemon, "),
                (["-o", "syslog:", "-o", "syslog:"], "the same place")):
            with self.subTest(output):
                self.assertIn(words, self.run_scan(*output, code=2))


if __name__ == "__main__":
    harness.main()
