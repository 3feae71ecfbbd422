# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C while files are copied: `evidence collect` ends soon, says what it
did not do, and leaves a case that is intact and that the same call goes on
with. While the tree is scanned: interrupt_test.py."""
import os
import signal
import subprocess

import harness
from evidence_case import CaseTest

FILES = 3000
HUGE = 1 << 40  # bytes, all of them a hole
# It may take a while to begin on a busy machine, and then ends at once.
PATIENCE = 120


class EvidenceInterruptTest(CaseTest):
    def begun(self, event):
        """Whether the journal has such a record."""
        try:
            with open(self.case + "/journal.ndjson", "rb") as file:
                return b'"event":"%s"' % event.encode() in file.read()
        except FileNotFoundError:
            return False

    def interrupt(self, event, *arguments):
        """Collects until such a record is in the journal, then Ctrl-C."""
        process = subprocess.Popen(
            [harness.PROGRAM, "evidence", "collect", "--case", self.case,
             "--key", self.key, "-r", self.rules, *arguments],
            env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            self.wait_for(lambda: self.begun(event), PATIENCE)
            process.send_signal(signal.SIGINT)
            out = process.communicate(timeout=PATIENCE)[0].decode()
        finally:
            process.kill()
            process.communicate()
        self.assertEqual(process.returncode, 2, out)
        self.check_case()
        self.assertFalse(os.path.exists(self.case + "/copies/.unfinished"))
        return out

    def count(self, event):
        return self.events().count(event)

    def test_between_two_files(self):
        for i in range(FILES):
            self.write(f"tree/{i}", harness.NEEDLE)
        out = self.interrupt("collected", self.tree)
        copied = self.count("collected")
        self.assertIn(f"{copied} copied, 0 in the case already, "
                      f"{FILES - copied} could not be copied\n", out)
        self.assertGreater(FILES, copied)
        self.assertEqual(out.count("interrupted\n"), FILES - copied)
        # Every announcement has its result: one may have been under way.
        self.assertEqual(self.count("collecting"),
                         copied + self.count("collect-failed"))
        out = self.collect("-q", self.tree).stdout.decode()
        self.assertIn(f"{FILES - copied} copied, {copied} in the case already, "
                      "0 could not be copied\n", out)
        self.check_case()

    def test_in_a_file(self):
        path = self.write("tree/a.php", harness.NEEDLE)
        found = self.write("found.ndjson", self.run_program(
            "scan", "-f", "ndjson", "-r", self.rules, path).stdout)
        os.truncate(path, HUGE)
        out = self.interrupt("collecting", "--from", found)
        self.assertIn("a.php: interrupted\n", out)
        self.assertIn("0 copied, 0 in the case already, 1 could not", out)
        failed, = (r for r in self.journal() if r["event"] == "collect-failed")
        self.assertEqual(failed["reason"], "interrupted")
        self.assertEqual(os.listdir(self.case + "/copies"), [])
        os.truncate(path, len(harness.NEEDLE))
        self.collect("--from", found)

    def test_among_the_neighbours(self):
        log = self.write("a.log", b"")
        for folder in ("a", "b"):
            self.write(f"tree/{folder}/shell.php", harness.NEEDLE)
            for i in range(40):  # to be hashed
                path = self.write(f"tree/{folder}/{i}", b"")
                os.truncate(path, 64 << 20)
        shells = [os.path.join(self.tree, f, "shell.php") for f in "ab"]
        arguments = ["--logs", log, *shells]
        out = self.interrupt("reading-context", *arguments)
        self.assertIn("interrupted: collect the same again", out)
        self.assertLess(self.count("context"), 2)
        for folder in ("a", "b"):
            for i in range(40):
                os.remove(os.path.join(self.tree, folder, str(i)))
        self.collect(*arguments)
        self.assertEqual(self.count("context"), 2)


if __name__ == "__main__":
    harness.main()
