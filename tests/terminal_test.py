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
        time.sleep(0.5)  # now the pipe is full and the program waits
        process.send_signal(number)
        time.sleep(0.5)
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
        time.sleep(1.5)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(records[0]["reason"], "interrupted")
        self.assertFalse(records[1]["complete"])

    def test_ctrl_c_while_a_list_of_files_is_awaited(self):
        process = self.start("-f", "ndjson", "--files-from", "-",
                             stdin=subprocess.PIPE)
        file = self.write("tree/a", harness.NEEDLE)
        process.stdin.write(file.encode() + b"\n")
        process.stdin.flush()
        self.assertIn(b"detected", process.stdout.readline())
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            self.fail("still waits for the list")
        self.assertEqual(process.returncode, 1)
        self.assertFalse(json.loads(process.stdout.readline())["complete"])

    def test_a_second_ctrl_c_ends_at_once(self):
        self.many(harness.NEEDLE)
        process = self.start(self.tree)
        process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(20), -signal.SIGINT)

    def test_a_request_to_stop_in_sorted_order_writes_what_there_is(self):
        path = self.write("tree/huge")
        os.truncate(path, 1 << 40)
        self.write("tree/a", harness.NEEDLE)
        process = self.start("--sort", "path", "--timeout", "0", "-j2",
                             self.tree)
        time.sleep(2)
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

    def test_ndjson_has_no_colour_on_a_terminal(self):
        self.write("tree/a", harness.NEEDLE)
        ours, theirs = self.terminal()
        self.start("-f", "ndjson", self.tree, stdout=theirs)
        os.close(theirs)
        self.assertNotIn(b"\x1b", self.read_terminal(ours))

    def progress(self, *arguments, columns=100):
        self.many(harness.NEEDLE)
        ours, theirs = self.terminal(columns)
        process = self.start(*arguments, self.tree, stderr=theirs)
        os.close(theirs)
        # Nobody reads the results: there is time to look at the line.
        drawn = self.read_terminal(ours, until=b" left", seconds=5)
        process.stdout.read()
        drawn += self.read_terminal(ours)
        self.assertEqual(process.wait(60), 1)
        return drawn.decode()

    def test_a_line_of_progress_on_a_terminal(self):
        drawn = self.progress()
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
        time.sleep(1.5)
        _, error = process.communicate(timeout=60)
        self.assertIn(b" files  ", error)

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
