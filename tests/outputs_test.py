# SPDX-License-Identifier: Apache-2.0
"""Several outputs of one scan: which format goes where, and that one which
fails does not silence the others."""
import fcntl
import json
import os
import pty
import struct
import subprocess
import termios
import time

import harness


class Outputs(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.found = self.write("tree/b.page", harness.NEEDLE)
        self.write("tree/a.txt", b"nothing")

    def run_scan(self, *arguments, code=1, **options):
        """Standard output, or standard error where code is 2."""
        done = self.run_program("scan", "-r", self.rules, *arguments,
                                self.tree, cwd=self.dir, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        return ((done.stderr if code == 2 else done.stdout) or b"").decode()

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def assert_text(self, text):
        self.assertIn("2 files", text)
        self.assertFalse(text.startswith("{"))

    def assert_ndjson(self, text):
        records = [json.loads(line) for line in text.splitlines()]
        self.assertEqual([r["type"] for r in records], ["verdict", "summary"])

    def test_each_format_goes_to_the_output_behind_it(self):
        out = self.run_scan("-f", "text", "-o", "-", "-f", "ndjson", "-o",
                            "one")
        self.assert_text(out)
        self.assert_ndjson(self.read("one"))
        out = self.run_scan("-f", "ndjson", "-o", "one", "-f", "text", "-o",
                            "two")
        self.assertEqual(out, "")
        self.assert_ndjson(self.read("one"))
        self.assert_text(self.read("two"))

    def test_a_format_without_an_output_is_for_standard_output(self):
        for arguments in (["-f", "text", "-o", "one", "-f", "ndjson"],
                          ["-f", "ndjson", "-f", "text", "-o", "one"]):
            self.assert_ndjson(self.run_scan(*arguments))
            self.assert_text(self.read("one"))

    def test_an_output_without_a_format_goes_by_its_name(self):
        out = self.run_scan("-o", "one.ndjson", "-o", "two.txt", "-o",
                            "three", "-o", "-")
        self.assert_text(out)
        self.assert_ndjson(self.read("one.ndjson"))
        self.assert_text(self.read("two.txt"))
        self.assert_text(self.read("three"))

    def test_a_second_output_does_not_take_the_format_of_the_first(self):
        self.run_scan("-f", "ndjson", "-o", "one", "-o", "two")
        self.assert_ndjson(self.read("one"))
        self.assert_text(self.read("two"))

    def test_one_of_each_belongs_together_in_either_order(self):
        self.assertEqual(self.run_scan("-o", "one.txt", "-f", "ndjson"), "")
        self.assert_ndjson(self.read("one.txt"))

    def test_two_can_not_go_to_the_same_place(self):
        same = "can't go to the same place"
        for arguments in (["-f", "text", "-f", "ndjson"],
                          ["-o", "one", "-o", "one"],
                          ["-o", "one", "-o", "./one"],
                          ["-f", "ndjson", "-o", "one", "-o", "link"]):
            if not os.path.islink(self.path("link")):
                os.symlink("one", self.path("link"))
            with self.subTest(arguments):
                self.assertIn(same, self.run_scan(*arguments, code=2))
        with open(self.path("one"), "w", encoding="utf-8") as file:
            self.assertIn(same, self.run_scan("-o", "one", "-o", "-", code=2,
                                              stdout=file))
        self.run_scan("-f", "ndjson", "-o", "/dev/null", "-o", "-",
                      stdout=subprocess.DEVNULL)

    def test_what_is_written_below_a_path_is_not_scanned(self):
        os.mkdir(self.path("more"))
        for name in ("one", "two", "three"):
            os.link(self.write(f"tree/{name}", harness.NEEDLE),
                    self.path(f"more/{name}"))
        with open(self.path("tree/one"), "w", encoding="utf-8") as file:
            self.run_scan("--all", "-f", "ndjson", "-f", "csv", "-o",
                          "more/two", stdout=file)
        verdicts = {os.path.basename(record["path"]): record
                    for record in map(json.loads,
                                      self.read("tree/one").splitlines()[:-1])}
        for name in ("one", "two"):
            self.assertEqual(verdicts[name]["outcome"], "skipped")
            self.assertEqual(verdicts[name]["reason"], "excluded")
            self.assertEqual(verdicts[name]["detail"],
                             "an output of this scan")
        self.assertEqual(verdicts["three"]["outcome"], "detected")

    def test_what_is_read_is_not_overwritten(self):
        contents = {
            "list": self.found + "\n",
            "requests": json.dumps({"id": 1, "path": self.found}) + "\n",
            "rules.yar": self.read("rules.yar"),
            "tree/b.page": self.read("tree/b.page"),
        }
        self.write("list", contents["list"])
        self.write("requests", contents["requests"])
        self.write("empty")
        os.symlink(self.found, self.path("link"))
        for arguments, name in (
                ([self.found, "-o", self.found], None),
                ([self.found, "-f", "csv", "-f", "ndjson", "-o", "link"],
                 None),
                (["--files-from", "list", "-o", "./list"], None),
                (["--files-from", "-", "-o", "list"], "list"),
                ([self.tree, "-r", self.rules, "-o", self.rules], None),
                ([self.tree, "--config", "empty", "-o", "empty"], None),
                ([self.tree, "--known-good", "empty", "-o", "empty"], None),
                (["--requests", "-o", "requests"], "requests")):
            with self.subTest(arguments), \
                    open(self.path(name) if name else os.devnull, "rb") as file:
                done = self.run_program("scan", *arguments, cwd=self.dir,
                                        stdin=file)
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertIn(b"would overwrite what is", done.stderr)
        for name, content in contents.items():
            self.assertEqual(self.read(name), content)

    def test_what_can_not_be_opened_is_said_before_the_scan(self):
        error = self.run_scan("-o", "one", "-o", "no/such", code=2)
        self.assertIn("no/such: ", error)
        self.assertEqual(self.read("one"), "")
        self.assertIn("must not be empty", self.run_scan("-o", "", code=2))

    def test_one_that_fails_does_not_silence_the_others(self):
        for i in range(50):
            self.write(f"tree/{i}", harness.NEEDLE)
        for first, last in ((["-o", "/dev/full"], ["-o", "one.ndjson"]),
                            (["-o", "one.ndjson"], ["-o", "/dev/full"])):
            for more in ([], ["--sort", "path"], ["--all"]):
                with self.subTest(first + more):
                    error = self.run_scan(*first, *last, *more, code=2)
                    self.assertEqual(
                        error, "beachcomb: error: /dev/full: the results "
                        "could not be written: No space left on device\n")
                    records = self.read("one.ndjson").splitlines()
                    self.assertEqual(len(records), 53 if "--all" in more
                                     else 52)

    def test_a_reader_who_has_seen_enough_does_not_silence_the_others(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        self.run_scan("-f", "ndjson", "-o", "-", "-o", "one",
                      stdout=write_end)
        os.close(write_end)
        self.assert_text(self.read("one"))

    def test_sorting_is_for_all(self):
        for i in range(300):
            self.write(f"tree/{i * 7919 % 300}", harness.NEEDLE)
        out = self.run_scan("--sort", "path", "-f", "ndjson", "-f", "text",
                            "-o", "one")
        paths = [json.loads(line)["path"] for line in out.splitlines()[:-1]]
        self.assertEqual(paths, sorted(paths))
        self.assertEqual(len(paths), 301)
        lines = [line.split()[1] for line in self.read("one").splitlines()
                 if line.startswith("malicious")]
        self.assertEqual(lines, paths)

    def test_progress_that_nobody_can_see_ends_no_scan(self):
        read_end, closed = os.pipe()
        os.close(read_end)
        self.addCleanup(os.close, closed)
        full = os.open("/dev/full", os.O_WRONLY)
        self.addCleanup(os.close, full)
        for errors in (full, closed):
            with subprocess.Popen(
                    [harness.PROGRAM, "scan", "-r", self.rules, "--progress",
                     "-f", "ndjson", "--files-from", "-"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=errors, env=harness.ENVIRONMENT) as process:
                process.stdin.write(self.found.encode() + b"\n")
                process.stdin.flush()
                self.assertIn(b"detected", process.stdout.readline())
                time.sleep(0.5)  # a line is drawn each 0.2 s
                process.stdin.close()
                self.assertIn(b'"complete":true', process.stdout.read())
                self.assertEqual(process.wait(60), 1)

    def test_a_pipe_that_another_made_non_blocking_gets_everything(self):
        for i in range(2000):
            self.write(f"tree/{i}", harness.NEEDLE)
        read_end, write_end = os.pipe()
        os.set_blocking(write_end, False)
        with subprocess.Popen(
                [harness.PROGRAM, "scan", "-r", self.rules, "-f", "ndjson",
                 self.tree], stdout=write_end, stderr=subprocess.PIPE,
                env=harness.ENVIRONMENT) as process:
            os.close(write_end)
            time.sleep(1)  # more than the pipe holds
            with open(read_end, encoding="utf-8") as file:
                self.assertEqual(len(file.readlines()), 2002)
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(60), 1)

    def test_only_a_terminal_has_colour(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, 100, 0, 0))
        self.run_scan("-f", "text", "-o", "-", "-f", "text", "-o", "one",
                      stdout=theirs)
        os.close(theirs)
        self.assertIn(b"\x1b[1;31m", os.read(ours, 65536))
        self.assertNotIn("\x1b", self.read("one"))
        self.assert_text(self.read("one"))


if __name__ == "__main__":
    harness.main()
