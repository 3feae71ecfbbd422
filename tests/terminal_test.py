# SPDX-License-Identifier: Apache-2.0
"""Terminals, Ctrl-C, and output that nobody reads for a while. A pipe that is
full holds the program where it is, so nothing here depends on speed."""
import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time

import harness

FILES = 3000


def unread(pipe):
    """How many bytes are in it."""
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"1234"))[0]


def sleeps(pid):
    """Whether no thread of a process runs, or could."""
    try:
        folder = f"/proc/{pid}/task"
        for thread in os.listdir(folder):
            if harness.stat_of(f"{folder}/{thread}")[0] != "S":
                return False
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return False
    return True


def has_open(pid, path):
    """Whether a process has this file open."""
    folder = f"/proc/{pid}/fd"
    for name in os.listdir(folder):
        try:
            if os.readlink(f"{folder}/{name}") == os.path.realpath(path):
                return True
        except FileNotFoundError:  # it was closed since the list was made
            pass
    return False


class Running(harness.TestCase):
    def start(self, *arguments, **options):
        command = [harness.PROGRAM, "scan", "-r", self.rules, *arguments]
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("stdin", subprocess.DEVNULL)
        # Unbuffered, because readline() and communicate() are mixed.
        process = subprocess.Popen(command, env=harness.ENVIRONMENT, bufsize=0,
                                   **options)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()

    def many(self, data):
        for i in range(FILES):
            self.write(f"tree/{i}", data)

    def terminal(self, columns=100):
        """Both ends of a new terminal."""
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, columns, 0, 0))
        return ours, theirs

    def wait_until_held(self, process):
        """Until the pipe is full and nothing runs: all wait for a reader."""
        most = fcntl.fcntl(process.stdout, fcntl.F_GETPIPE_SZ)

        def held():
            before = unread(process.stdout)
            return (before > most // 2 and sleeps(process.pid) and
                    unread(process.stdout) == before)

        self.wait_for(held)

    def wait_until_open(self, process, path):
        self.wait_for(lambda: has_open(process.pid, path))

    def send(self, process, number):
        """Sends a signal, and waits until its handler has run."""
        process.send_signal(number)
        self.wait_for(lambda: not harness.is_caught(process.pid, number))

    def read_terminal(self, fd, until=None, seconds=60):
        data = b""
        end = time.monotonic() + seconds
        while time.monotonic() < end and (until is None or until not in data):
            if not select.select([fd], [], [], 0.1)[0]:
                continue
            try:
                piece = os.read(fd, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            data += piece
        return data


class Interrupts(Running):
    def interrupt(self, data, number, *arguments):
        self.many(data)
        process = self.start("-f", "ndjson", *arguments, self.tree)
        first = process.stdout.readline()
        self.wait_until_held(process)
        self.send(process, number)
        time.sleep(0.5)  # it looks for signals 20 times a second
        out, error = process.communicate(timeout=60)
        self.assertEqual(error, b"")
        records = [json.loads(line) for line in (first + out).splitlines()]
        self.assertEqual(records[-1]["type"], "summary")
        self.assertFalse(records[-1]["complete"])
        # What was scanned is accounted for, and only that.
        self.assertEqual(records[-1]["files"], len(records) - 1)
        self.assertLess(len(records), FILES)
        self.assertGreater(len(records), 10)
        return process.returncode

    def test_ctrl_c_ends_with_what_was_found(self):
        self.assertEqual(self.interrupt(harness.NEEDLE, signal.SIGINT), 1)

    def test_terminate_is_the_same(self):
        self.assertEqual(self.interrupt(harness.NEEDLE, signal.SIGTERM), 1)

    def test_an_interrupted_clean_run_is_no_clean_run(self):
        name = "n" * 150  # so that the pipe fills up
        for i in range(FILES):
            self.write(f"tree/{name}{i}", "clean")
        self.assertEqual(self.interrupt("clean", signal.SIGINT, "--all"), 2)

    def test_ctrl_c_in_the_middle_of_a_huge_file(self):
        path = self.write("tree/huge", harness.NEEDLE)
        os.truncate(path, 1 << 40)
        process = self.start("-f", "ndjson", "--timeout", "0", self.tree)
        self.wait_until_open(process, path)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(records[0]["reason"], "interrupted")
        self.assertFalse(records[1]["complete"])

    def test_ctrl_c_on_a_halted_terminal(self):
        path = self.write("tree/huge", harness.NEEDLE)
        os.truncate(path, 1 << 40)
        _, theirs = self.terminal()
        termios.tcflow(theirs, termios.TCOOFF)  # as Ctrl-S does
        process = self.start("--timeout", "0", self.tree, stderr=theirs)
        os.close(theirs)
        self.wait_until_open(process, path)
        time.sleep(0.5)  # a line is drawn each 0.2 s
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertIn(b"interrupted", out)

    def test_ctrl_c_while_a_list_of_files_is_awaited(self):
        process = self.start("-f", "ndjson", "--files-from", "-",
                             stdin=subprocess.PIPE)
        file = self.write("tree/a", harness.NEEDLE)
        process.stdin.write(file.encode() + b"\n")
        process.stdin.flush()
        self.assertIn(b"detected", process.stdout.readline())
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            self.fail("still waits for the list")
        self.assertEqual(process.returncode, 1)
        self.assertFalse(json.loads(process.stdout.readline())["complete"])

    def test_a_second_ctrl_c_ends_at_once(self):
        self.many(harness.NEEDLE)
        process = self.start(self.tree)
        self.wait_until_held(process)
        self.send(process, signal.SIGINT)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(60), -signal.SIGINT)

    def test_a_request_to_stop_in_sorted_order_writes_what_there_is(self):
        path = self.write("tree/huge")
        os.truncate(path, 1 << 40)
        self.write("tree/a", harness.NEEDLE)
        process = self.start("--sort", "path", "--timeout", "0", "-j2",
                             "--progress", self.tree)
        one = b"1 of 2 files"  # the other one has no end
        self.assertIn(one, self.read_terminal(process.stderr.fileno(), one))
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertIn(b"Needle", out)
        self.assertIn(b"Stopped early", out)
        self.assertEqual(process.returncode, 1)


class Terminals(Running):
    def test_colours_on_a_terminal_and_nowhere_else(self):
        self.write("tree/a", harness.NEEDLE)
        ours, theirs = self.terminal()
        process = self.start(self.tree, stdout=theirs)
        os.close(theirs)
        text = self.read_terminal(ours)
        self.assertEqual(process.wait(60), 1)
        self.assertIn(b"\x1b[1;31mmalicious\x1b[0m", text)
        done = self.run_program("scan", "-r", self.rules, self.tree)
        self.assertNotIn(b"\x1b", done.stdout)
        target = self.path("out")
        self.run_program("scan", "-r", self.rules, "-o", target, self.tree)
        with open(target, "rb") as file:
            self.assertNotIn(b"\x1b", file.read())

    def test_who_wants_no_colours_gets_none(self):
        self.write("tree/a", harness.NEEDLE)
        for said, coloured in (({"NO_COLOR": "1"}, False),
                               ({"TERM": "dumb"}, False),
                               ({"NO_COLOR": "", "TERM": "xterm"}, True)):
            for words in (["scan", "-r", self.rules, self.tree],
                          ["rules", "check", self.rules]):
                with self.subTest(said, words=words):
                    ours, theirs = self.terminal()
                    process = subprocess.Popen(
                        [harness.PROGRAM, *words], stdout=theirs,
                        stderr=subprocess.DEVNULL,
                        env={**harness.ENVIRONMENT, **said})
                    os.close(theirs)
                    text = self.read_terminal(ours)
                    process.wait(60)
                    self.assertEqual(b"\x1b" in text, coloured, text)

    def test_ndjson_has_no_colour_on_a_terminal(self):
        self.write("tree/a", harness.NEEDLE)
        ours, theirs = self.terminal()
        self.start("-f", "ndjson", self.tree, stdout=theirs)
        os.close(theirs)
        self.assertNotIn(b"\x1b", self.read_terminal(ours))

    def progress(self, *arguments, until=None, columns=100):
        self.many(harness.NEEDLE)
        ours, theirs = self.terminal(columns)
        process = self.start(*arguments, self.tree, stderr=theirs)
        os.close(theirs)
        # Nobody reads the results: there is time to look at the line.
        drawn = self.read_terminal(ours, until, 60 if until else 5)
        process.stdout.read()
        drawn += self.read_terminal(ours)
        self.assertEqual(process.wait(60), 1)
        return drawn.decode()

    def test_a_line_of_progress_on_a_terminal(self):
        drawn = self.progress(until=b" left")
        self.assertRegex(drawn, rf"\r\d+ of {FILES} files  \d+ MB/s  \d+ "
                                r"found  \d+:\d\d left\x1b\[K")
        self.assertTrue(drawn.endswith("\r\x1b[K"), "the line goes away")
        self.assertNotIn("\n", drawn)

    def test_the_line_is_no_longer_than_the_terminal(self):
        drawn = self.progress(columns=20)
        lines = [x.replace("\x1b[K", "") for x in drawn.split("\r")]
        self.assertEqual(max(len(x) for x in lines), 19)

    def test_no_line_when_nobody_wants_one(self):
        self.assertEqual(self.progress("--no-progress"), "")
        self.assertEqual(self.progress("-q"), "")

    def test_a_line_without_a_terminal_when_asked_for(self):
        self.many(harness.NEEDLE)
        process = self.start("--progress", self.tree)
        line = b" files  "
        self.assertIn(line, self.read_terminal(process.stderr.fileno(), line))
        process.communicate(timeout=60)

    def test_results_and_progress_on_one_terminal_do_not_mix(self):
        self.many(harness.NEEDLE)
        ours, theirs = self.terminal()
        process = self.start(self.tree, stdout=theirs, stderr=theirs)
        os.close(theirs)
        text = self.read_terminal(ours).decode()
        self.assertEqual(process.wait(60), 1)
        for line in text.split("\n"):
            # Whatever was drawn before on this line was taken away.
            shown = line.rstrip("\r").split("\r\x1b[K")[-1]
            self.assertNotIn(" MB/s  ", shown)


if __name__ == "__main__":
    harness.main()
