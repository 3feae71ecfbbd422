# SPDX-License-Identifier: Apache-2.0
"""beachcomb report: what it is made from, where it goes, what it refuses."""
import json
import os

import harness


class Report(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.file = self.write("tree/a.php", harness.NEEDLE)
        self.write("tree/b.php", b"nothing")
        self.ndjson = self.path("scan.ndjson")
        self.run_program("scan", "-r", self.rules, "-f", "ndjson", "-o",
                         self.ndjson, self.tree)

    def report(self, *arguments, code=0, **options):
        done = self.run_program("report", *arguments, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        return (done.stdout if code == 0 else done.stderr).decode()

    def json(self, *arguments, **options):
        return json.loads(self.report("-f", "json", *arguments, **options))

    def test_the_page_is_what_comes_without_a_word(self):
        self.assertTrue(self.report("--from", self.ndjson).startswith(
            "<!doctype html>"))

    def test_the_name_of_the_output_says_the_format(self):
        names = [self.path("r." + end) for end in ("html", "md", "json")]
        outputs = [word for name in names for word in ("-o", name)]
        self.report("--from", self.ndjson, *outputs)
        starts = []
        for name in names:
            with open(name, encoding="utf-8") as file:
                starts.append(file.read(2))
        self.assertEqual(starts, ["<!", "# ", "{\n"])

    def test_each_format_may_be_said_for_its_output(self):
        self.report("--from", self.ndjson, "-f", "json", "-o",
                    self.path("one"), "-f", "markdown", "-o",
                    self.path("two"))
        with open(self.path("one"), encoding="utf-8") as file:
            json.load(file)
        with open(self.path("two"), encoding="utf-8") as file:
            self.assertTrue(file.read().startswith("# "))

    def test_standard_input_and_an_address(self):
        with open(self.ndjson, "rb") as file:
            report = self.json("--from", "-", "--for", "Example Ltd",
                               "--contact", "+49 30", stdin=file)
        self.assertEqual(report["for"], "Example Ltd")
        self.assertEqual(report["contact"], "+49 30")
        self.assertEqual([f["action"] for f in report["files"]], ["none"])
        self.assertEqual(report["scan"]["files"], 2)
        self.assertNotIn("case", report)

    def test_a_case_joins_its_scan(self):
        case = self.path("case")
        self.run_program("evidence", "collect", "--case", case, "--key",
                         self.path("key"), "--operator", "A. Meyer", "--from",
                         self.ndjson)
        lost = self.path("lost.ndjson")
        with open(self.ndjson, encoding="utf-8") as file:
            lines = file.read().splitlines()
        verdict = json.loads(lines[0])
        verdict["path"] = self.path("tree", "c.php")
        with open(lost, "w", encoding="utf-8") as file:
            file.write("\n".join([json.dumps(verdict), *lines]))
        report = self.json("--case", case, "--from", lost)
        actions = {os.path.basename(f["verdict"]["path"]): f["action"]
                   for f in report["files"]}
        self.assertEqual(actions, {"a.php": "copied", "c.php": "not-copied"})
        copied = next(f for f in report["files"] if f["action"] == "copied")
        stat = os.stat(self.file)
        record = copied["evidence"]["record"]
        self.assertEqual(record["inode"], stat.st_ino)
        self.assertEqual(record["mode"], "%04o" % (stat.st_mode & 0o7777))
        self.assertTrue(copied["events"])
        self.assertEqual(report["case"]["operator"], "A. Meyer")
        # What the report tells the owner to run holds.
        command = report["case"]["verify"][0].split()
        self.assertEqual(command[0], "beachcomb")
        done = self.run_program(*command[1:])
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(report["case"]["head"], done.stdout.decode())

    def test_a_scan_that_was_cut_off_is_said(self):
        with open(self.ndjson, encoding="utf-8") as file:
            first = file.readline()
        self.write("cut.ndjson", first)
        report = self.json("--from", self.path("cut.ndjson"))
        self.assertFalse(report["scan"]["complete"])
        self.assertTrue(any("cut off" in p for p in report["summary"]))

    def test_what_can_not_be_done_is_refused(self):
        bad = self.write("bad.ndjson", b"{}\nno json\n")
        for arguments, words in (
                ([], "--case DIR or --from FILE"),
                (["--from", self.path("none")], "none: "),
                (["--from", bad], "bad.ndjson: line 1: "),
                (["--case", self.tree], "tree"),
                ([self.ndjson], "name a case with --case"),
                (["--from", self.ndjson, "-f", "pdf"], "must be one of: html"),
                (["--from", self.ndjson, "-o", self.path("x.txt")],
                 "say the format with -f"),
                (["--from", self.ndjson, "-f", "html", "-o", "a", "-o", "b"],
                 "b: say the format with -f"),
                (["--from", self.ndjson, "-f", "html", "-f", "json"],
                 "can't go to the same place"),
                (["--from", self.ndjson, "-o", self.path("no", "x.html")],
                 "x.html: "),
                (["--from", self.ndjson, "-o", "/dev/full", "-f", "html"],
                 "could not be written")):
            with self.subTest(words):
                self.assertIn(words, self.report(*arguments, code=2))

    def test_whoever_closes_the_pipe_has_seen_enough(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        done = self.run_program("report", "--from", self.ndjson,
                                stdout=write_end)
        os.close(write_end)
        self.assertEqual(done.stderr, b"")


if __name__ == "__main__":
    harness.main()
