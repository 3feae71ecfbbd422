# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C ends every command that scans, and soon: scan itself is in
terminal_test.py."""
import os
import signal
import subprocess

import harness

# Ctrl-C takes as long as one file, and all of them far more than a second.
SLOW = ('rule Slow { strings: $a = "sandpiper" '
        "condition: $a and for all i in (1..900000) : (i > 0) }")
FILES = 2000


class InterruptTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        for i in range(FILES):
            self.write(f"tree/{i}", "sandpiper")
        self.slow = self.write("slow.yar", SLOW)

    def wait_for_work(self, pid):
        """Until Ctrl-C is caught, and files are being scanned: nothing else
        takes the program a second."""
        self.wait_for(lambda: harness.is_caught(pid, signal.SIGINT))
        begin = harness.cpu_seconds(pid)
        self.wait_for(lambda: harness.cpu_seconds(pid) > begin + 1)

    def interrupt(self, *arguments):
        process = subprocess.Popen(
            [harness.PROGRAM, *arguments], env=harness.ENVIRONMENT,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        try:
            self.wait_for_work(process.pid)
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
