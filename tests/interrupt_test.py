# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C ends every command that scans, and soon: scan itself is in
terminal_test.py."""
import os
import signal
import subprocess
import time

import harness

# Takes libyara a good part of a second for each file.
SLOW = ('rule Slow { strings: $a = "sandpiper" '
        "condition: $a and for all i in (1..9000000) : (i > 0) }")
FILES = 2000


class InterruptTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        for i in range(FILES):
            self.write(f"tree/{i}", "sandpiper")
        self.slow = self.write("slow.yar", SLOW)

    def wait_for_handler(self, pid):
        """Until the first Ctrl-C does not end the program anymore."""
        for _ in range(3000):
            with open(f"/proc/{pid}/status", encoding="ascii") as file:
                caught = [line for line in file if line.startswith("SigCgt:")]
            if int(caught[0].split()[1], 16) & 1 << (signal.SIGINT - 1):
                return
            time.sleep(0.01)
        self.fail("SIGINT is not caught")

    def interrupt(self, *arguments):
        process = subprocess.Popen(
            [harness.PROGRAM, *arguments], env=harness.ENVIRONMENT,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        try:
            self.wait_for_handler(process.pid)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
            process.communicate()
        self.assertEqual(process.returncode, 2, err)
        return out, err

    def test_rules_profile(self):
        out, _ = self.interrupt("rules", "profile", "-r", self.slow, self.tree)
        self.assertIn(b"Slow", out)  # what was measured so far

    def test_rules_diff(self):
        self.interrupt("rules", "diff", self.slow, self.slow, self.tree)

    def test_evidence_collect(self):
        case = self.path("case")
        _, err = self.interrupt("evidence", "collect", "--case", case, "-r",
                                self.slow, self.tree)
        self.assertIn(b"interrupted; nothing was copied", err)
        self.assertFalse(os.path.exists(case))


if __name__ == "__main__":
    harness.main()
