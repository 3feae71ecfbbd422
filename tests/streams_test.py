# SPDX-License-Identifier: Apache-2.0
"""docs/streams.md: a list of paths that never ends, answered as it arrives."""
import ctypes
import json
import os
import select
import signal
import subprocess
import threading
import time

import harness

PATIENCE = 60  # seconds, on a machine that is busy

# Of memory in pages of 2 MiB the tests could not tell how much is in use. What
# is started from here has none of them, either.
PR_SET_THP_DISABLE = 41
ctypes.CDLL(None).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)


class Stream:
    """The program, and a line of its answers at a time."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [harness.PROGRAM, "scan", *arguments], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            env=harness.ENVIRONMENT)
        self.pending = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout,
                     self.process.stderr):
            pipe.close()
        self.process.wait()

    def send(self, data):
        self.process.stdin.write(data)

    def line(self, patience=PATIENCE):
        """The next line; nothing at the end, or when none comes in time."""
        end = time.monotonic() + patience
        while b"\n" not in self.pending:
            left = end - time.monotonic()
            if left < 0 or not select.select([self.process.stdout], [], [],
                                             left)[0]:
                return None
            more = os.read(self.process.stdout.fileno(), 65536)
            if not more:
                return None
            self.pending += more
        line, self.pending = self.pending.split(b"\n", 1)
        return line

    def record(self):
        line = self.line()
        return None if line is None else json.loads(line)

    def end(self):
        """Ends the input: the last record, and the exit code."""
        self.process.stdin.close()
        last = self.record()
        return last, self.process.wait(PATIENCE)

    def resident(self):
        """KiB of memory that the process has."""
        with open(f"/proc/{self.process.pid}/status",
                  encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status
                        if line.startswith("VmRSS"))

    def rests(self):
        """Whether there are two seconds in which it does next to nothing.
        Threads that find no work look for it for a while first."""
        for _ in range(10):
            before = harness.cpu_seconds(self.process.pid)
            time.sleep(2)
            if harness.cpu_seconds(self.process.pid) - before < 0.2:
                return True
        return False


class FilesFrom(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.clean = self.write("tree/clean", b"nothing here\n")
        self.shell = self.write("tree/shell", harness.NEEDLE)

    def stream(self, *arguments):
        return Stream("-r", self.rules, "--files-from", "-", *arguments)

    def test_each_path_is_answered_before_the_next_is_sent(self):
        for threads in ("1", "2", "3"):
            for null in (False, True):
                with self.subTest(threads=threads, null=null), self.stream(
                        "-f", "ndjson", "--all", "-j", threads,
                        *(["-0"] if null else [])) as stream:
                    for path, outcome in [(self.clean, "clean"),
                                          (self.shell, "detected"),
                                          (self.clean, "clean"),
                                          (self.tree + "/none", "failed"),
                                          (self.shell, "detected")]:
                        stream.send(path.encode() + (b"\0" if null else b"\n"))
                        verdict = stream.record()
                        self.assertIsNotNone(verdict, path)
                        self.assertEqual(verdict["path"], path)
                        self.assertEqual(verdict["outcome"], outcome)
                    summary, code = stream.end()
                    self.assertEqual(summary["files"], 5)
                    self.assertEqual(summary["clean"], 2)
                    self.assertTrue(summary["complete"])
                    self.assertEqual(code, 1)

    def test_text_comes_at_once_too(self):
        with self.stream("--all", "-j1") as stream:
            for path in (self.clean, self.shell):
                stream.send(path.encode() + b"\n")
                line = stream.line()
                while line is not None and path.encode() not in line:
                    line = stream.line()
                self.assertIsNotNone(line, path)

    def test_a_path_that_arrives_in_pieces_is_one(self):
        with self.stream("-f", "ndjson", "--all") as stream:
            path = self.clean.encode()
            stream.send(path[:5])
            time.sleep(0.3)
            stream.send(path[5:] + b"\n" + path[:7])
            self.assertEqual(stream.record()["path"], self.clean)
            stream.send(path[7:])  # and no line break
            verdict, _ = stream.end()
            self.assertEqual(verdict["path"], self.clean)
            self.assertEqual(stream.record()["files"], 2)

    def test_the_trees_beside_a_slow_list_are_scanned_meanwhile(self):
        for threads in ("1", "2"):
            with self.subTest(threads=threads), self.stream(
                    "-f", "ndjson", "--all", "-j", threads,
                    self.tree) as stream:
                paths = {stream.record()["path"], stream.record()["path"]}
                self.assertEqual(paths, {self.clean, self.shell})
                summary, _ = stream.end()
                self.assertEqual(summary["files"], 2)

    def test_what_is_listed_again_is_scanned_again(self):
        os.symlink("shell", self.tree + "/link")
        listed = f"{self.shell}\n{self.shell}\n{self.tree}\n" * 2
        for more in ([], ["--follow-symlinks"],
                     [self.write("a"), self.write("b")]):
            with self.subTest(more):
                scan = self.scan("--files-from", "-", *more,
                                 input=listed.encode())
                # By its name, and in each of two walks of the tree once,
                # under one name or the other.
                self.assertEqual(scan.summary["detected"], 6)

    def test_loops_of_links_below_a_listed_folder_end(self):
        os.symlink(".", self.tree + "/loop")
        scan = self.scan("--files-from", "-", "--follow-symlinks",
                         input=self.tree.encode() + b"\n")
        self.assertEqual(scan.summary["detected"], 1)

    def test_a_signal_ends_it_with_the_account(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number), self.stream("-f", "ndjson") as stream:
                stream.send(self.shell.encode() + b"\n")
                self.assertEqual(stream.record()["outcome"], "detected")
                stream.process.send_signal(number)
                summary = stream.record()
                self.assertEqual(summary["type"], "summary")
                self.assertFalse(summary["complete"])
                self.assertEqual(stream.process.wait(PATIENCE), 1)

    def test_a_list_whose_writer_is_interrupted_too_has_no_end(self):
        """Ctrl-C in `producer | beachcomb`: a signal, and the pipe closes."""
        clean = self.write("tree/clean", b"nothing")
        for _ in range(5):
            with self.stream("-f", "ndjson", "--all") as stream:
                stream.send(clean.encode() + b"\n")
                self.assertEqual(stream.record()["outcome"], "clean")
                stream.process.send_signal(signal.SIGINT)
                stream.process.stdin.close()
                self.assertFalse(stream.record()["complete"])
                self.assertEqual(stream.process.wait(PATIENCE), 2)

    def test_a_signal_ends_it_in_a_path_without_end(self):
        with self.stream("-f", "ndjson") as stream:
            stream.send(self.shell.encode() + b"\n")
            stream.record()  # now it has what it needs to scan at all
            stop = threading.Event()

            def pour():
                try:
                    while not stop.is_set():
                        stream.send(b"x" * 65536)
                except OSError:
                    pass
            thread = threading.Thread(target=pour)
            thread.start()
            time.sleep(1)
            before = stream.resident()
            time.sleep(1)
            self.assertLess(stream.resident(), before + 4096)
            stream.process.send_signal(signal.SIGTERM)
            self.assertFalse(stream.record()["complete"])
            stop.set()
            thread.join()

    def test_a_path_with_a_nul_is_not_what_stands_before_it(self):
        listed = self.shell.encode() + b"\0" + self.clean.encode() + b"\n"
        scan = self.scan("--files-from", "-", input=listed)
        self.assertEqual(scan.outcomes(), {"failed not-found": 1})
        self.assertEqual(scan.code, 2)
        scan = self.scan("--files-from", "-", "-0", input=listed)
        self.assertEqual(scan.outcomes(), {"detected": 1,
                                           "failed not-found": 1})

    def test_a_path_that_is_too_long_is_a_failed_entry(self):
        listed = b"/" + b"x" * 200000 + b"\n" + self.shell.encode() + b"\n"
        scan = self.scan("--files-from", "-", input=listed)
        self.assertEqual(scan.outcomes(),
                         {"failed io-error": 1, "detected": 1})

    def test_memory_is_flat_however_long_the_list_is(self):
        paths = [self.write(f"many/{i}", b"clean") for i in range(500)]
        block = "".join(path + "\n" for path in paths).encode()
        with self.stream("-f", "ndjson", "--follow-symlinks", "-j2") as stream:
            for _ in range(20):
                stream.send(block)
            before = stream.resident()
            for i in range(80):
                for path in paths:  # other files to whoever remembers them
                    os.utime(path, (i, i))
                stream.send(block)
            self.assertLess(stream.resident(), before + 2048)
            summary, code = stream.end()
            self.assertEqual(summary["files"], 50000)
            self.assertEqual(code, 0)

    def test_waiting_costs_no_time(self):
        with self.stream("-f", "ndjson", "--all") as stream:
            stream.send(self.clean.encode() + b"\n")
            stream.record()
            self.assertTrue(stream.rests())


if __name__ == "__main__":
    harness.main()
