# SPDX-License-Identifier: Apache-2.0
"""Large, many, long and deep. Bounded memory is part of the test."""
import os
import subprocess
import sys

import harness
from harness import NEEDLE

MEGABYTE = 1 << 20

# Runs a command and writes its peak memory, in KiB, and its processor time
# into a file. Not the wall clock: other tests run at the same time.
MEASURE = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    print(usage.ru_maxrss, usage.ru_utime + usage.ru_stime, file=file)
sys.exit(code)
"""


class Sizes(harness.TestCase):
    def measured(self, *arguments):
        """A scan, its processor time in seconds and its peak memory in bytes;
        clean files are not listed, so that the output stays small."""
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, self.path("peak"),
             harness.PROGRAM, "scan", "-r", self.rules, "-f", "ndjson",
             *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=1000,
            check=False, env=harness.ENVIRONMENT)
        with open(self.path("peak"), encoding="ascii") as file:
            kilobytes, seconds = file.read().split()
        scan = harness.Scan(done)
        self.assertIsNotNone(scan.summary, scan.stderr)
        self.check_code(scan)
        return scan, float(seconds), int(kilobytes) * 1024

    def test_a_sparse_file_of_5_gib_with_a_needle_near_its_end(self):
        path = self.write("tree/huge")
        size = 5 << 30
        with open(path, "r+b") as file:
            file.truncate(size)
            file.seek(size - 1000)
            file.write(NEEDLE)
        self.write("tree/small", NEEDLE)
        _, _, base = self.measured("-j2", self.tree + "/small")
        scan, seconds, peak = self.measured("-j2", "--timeout", "0",
                                            self.tree)
        self.assertEqual(scan.outcomes(), {"detected": 2})
        verdict = scan.of(path)
        self.assertTrue(verdict["windowed"])
        self.assertEqual(verdict["size"], size)
        self.assertEqual(verdict["findings"][0]["matches"][0]["offset"],
                         size - 1000 + 5)
        self.assertEqual(scan.summary["bytes"], size + len(NEEDLE))
        self.assertLess(peak - base, 64 * MEGABYTE)
        self.assertLess(seconds, 400)

    def test_a_time_limit_ends_a_huge_file(self):
        path = self.write("tree/huge")
        os.truncate(path, 1 << 40)
        scan, seconds, _ = self.measured("--timeout", "2", self.tree)
        self.assertEqual(scan.outcome(path), "failed timeout")
        self.assertLess(seconds, 60)

    def test_100_000_files_in_one_folder(self):
        count = 100_000
        folder = os.open(self.tree, os.O_RDONLY)
        peaks = []
        made = 0
        for goal in (1000, count):
            for made in range(made, goal):
                file = os.open(f"{made}.page", os.O_CREAT | os.O_WRONLY,
                               dir_fd=folder)
                if made % 1000 == 0:
                    os.write(file, NEEDLE)
                os.close(file)
            made = goal
            scan, _, peak = self.measured("-j2", self.tree)
            self.assertEqual(scan.summary["files"], goal)
            self.assertEqual(scan.summary["detected"], goal // 1000)
            self.assertEqual(len(scan.verdicts), goal // 1000)
            peaks.append(peak)
        os.close(folder)
        # Flat: 100 times the files, and not 100 bytes for each.
        self.assertLess(peaks[1] - peaks[0], 8 * MEGABYTE, peaks)

    def make_deep(self, name, levels):
        """Folders in folders, which no path can reach, with a needle at the
        bottom. Returns the number of bytes of the path below the tree."""
        here = os.open(self.tree, os.O_RDONLY)
        for _ in range(levels):
            os.mkdir(name, dir_fd=here)
            below = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        file = os.open("bottom", os.O_CREAT | os.O_WRONLY, dir_fd=here)
        os.write(file, NEEDLE)
        os.close(file)
        os.close(here)
        return levels * (len(name) + 1) + len("/bottom")

    def check_deep(self, name, levels, *arguments):
        length = self.make_deep(name, levels) + len(self.tree)
        scan = self.scan(*arguments, self.tree)
        self.assertEqual(scan.outcomes(), {"detected": 1})
        self.assertEqual(len(harness.path_of(scan.verdicts[0])), length)
        return length

    def test_a_path_of_4_000_bytes(self):
        name = "n" * 199
        length = self.check_deep(name, (4000 - len(self.tree)) // 200)
        self.assertGreater(length, 3700)
        # Near the limit of what can be named, it can be named.
        path = self.tree + ("/" + name) * ((4000 - len(self.tree)) // 200)
        scan = self.scan(path)
        self.assertEqual(scan.outcome(path + "/bottom"), "detected")

    def test_a_path_that_no_call_could_name(self):
        length = self.check_deep("n" * 199, 60)
        self.assertGreater(length, 2 * 4096)

    def test_2_000_levels(self):
        self.check_deep("d", 2000)

    def test_2_000_levels_with_few_open_files(self):
        self.make_deep("d", 2000)
        done = self.run_program(
            "-c", 'ulimit -n 64; exec "$0" "$@"', harness.PROGRAM, "scan",
            "-r", self.rules, "-f", "ndjson", "-j2", self.tree,
            program="bash")
        self.assertEqual(harness.Scan(done).outcomes(), {"detected": 1})

    def test_a_path_that_is_too_long_is_a_failed_entry(self):
        for path in ("n" * 300, "n/" * 3000):
            scan = self.scan(path)
            self.assertEqual(scan.code, 2)
            self.assertEqual(len(scan.verdicts), 1)

    def test_many_folders(self):
        for i in range(3000):
            os.makedirs(f"{self.tree}/{i % 60}/{i}")
        self.write("tree/59/2999/x", NEEDLE)
        scan = self.scan("-j4", self.tree)
        self.assertEqual(scan.outcomes(), {"detected": 1})


if __name__ == "__main__":
    harness.main()
