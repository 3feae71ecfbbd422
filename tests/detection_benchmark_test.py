# SPDX-License-Identifier: Apache-2.0
"""benchmarks/detection counts what it says it counts."""
import os
import subprocess
import sys

import harness

BENCHMARK = os.path.join(harness.ROOT, "benchmarks", "detection")


class Detection(harness.TestCase):
    def measure(self, *arguments):
        """The cells of each row of its tables, and all that it printed."""
        done = subprocess.run(
            [sys.executable, "-B", BENCHMARK, "--beachcomb", harness.PROGRAM,
             "--rules", "mine=" + self.rules, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = done.stdout.decode()
        rows = [[cell.strip() for cell in line.strip("|").split("|")]
                for line in text.splitlines() if line.startswith("|")]
        return {row[0]: row[1:] for row in rows}, rows, text

    def setUp(self):
        super().setUp()
        self.rules = self.write(
            "mine.yar",
            'rule Sure { meta: score = 80 strings: $a = "sandpiper-needle" '
            'condition: $a }\n'
            'rule Maybe { meta: score = 50 strings: $a = "sandpiper-hint" '
            'condition: $a }\n')
        self.write("one/a.php", harness.NEEDLE)
        self.write("one/b.PhP5", b"a sandpiper-hint")
        self.write("one/c.php", b"not found")
        self.write("one/again.php", harness.NEEDLE)
        self.write("one/readme.txt", harness.NEEDLE)
        self.write("two/\u00e4 b\n.jsp", harness.NEEDLE + b"2")
        self.write("two/d.jsp", b"not found")  # the content of c.php

    def test_recall_by_language_and_source_on_distinct_scripts(self):
        rows, _, text = self.measure("--bad", "one=" + self.path("one"),
                                     "--bad", "two=" + self.path("two"))
        self.assertIn("3 of 4 files in one, 1 of 2 files in two", text)
        self.assertEqual(rows["PHP"][0], "3")
        self.assertEqual(rows["PHP"][3:], ["2 (66.7 %)", "1 (33.3 %)"])
        self.assertEqual(rows["JSP"], ["1", "0 (0.0 %)", "0 (0.0 %)",
                                       "1 (100.0 %)", "1 (100.0 %)"])
        self.assertEqual(rows["source one"][3:], ["2 (66.7 %)", "1 (33.3 %)"])
        self.assertEqual(rows["all"][3:], ["3 (75.0 %)", "2 (50.0 %)"])
        self.assertNotIn("missed", text)

    def test_missed_files_are_listed(self):
        _, _, text = self.measure("--missed", "--bad",
                                  "one=" + self.path("one"))
        self.assertIn("mine missed 1:\n  " + self.path("one/c.php") + "\n",
                      text)

    def test_false_positives_by_rule(self):
        _, rows, text = self.measure("--flagged", "--good",
                                     "site=" + self.path("one"))
        self.assertIn(["site", "5", "beachcomb", "0", "0"], rows)
        self.assertIn(["site", "5", "mine", "4", "3"], rows)
        self.assertIn(["mine", "Sure", "80", "3"], rows)
        self.assertIn(["mine", "Maybe", "50", "1"], rows)
        self.assertIn("readme.txt", text)

    def test_wrong_calls(self):
        for arguments in ([], ["--bad", self.path("one")],
                          ["--bad", "x=/no/such"], ["--good", "=/"]):
            done = subprocess.run(
                [sys.executable, "-B", BENCHMARK, "--beachcomb",
                 harness.PROGRAM, *arguments], stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, check=False)
            self.assertNotEqual(done.returncode, 0, arguments)


if __name__ == "__main__":
    harness.main()
