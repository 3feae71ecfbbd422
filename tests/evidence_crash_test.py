# SPDX-License-Identifier: Apache-2.0
"""kill -9 before every system call of collect, remove and restore that changes
something. The next call ends in a correct state, and at no time is a file gone
of which there is no whole copy.

strace does the killing, so that the program needs no places where it may
break: what is tested is the program as it is delivered."""
import collections
import os
import re
import signal
import subprocess
import unittest

import harness
from evidence_case import CaseTest, INNOCENT, can_trace, said, state_of

CHANGES = """openat mkdir mkdirat rename renameat renameat2 link linkat unlink
    unlinkat rmdir write pwrite64 writev ftruncate fsync fdatasync fchmod
    fchmodat fchown fchownat fsetxattr fremovexattr utimensat symlinkat
    fallocate copy_file_range sendfile""".split()
CALL = re.compile(r"^(\d+) +(\w+)\(")


@unittest.skipUnless(can_trace(), "ptrace is not permitted, or no strace")
class Crash(CaseTest):
    def setUp(self):
        super().setUp()
        self.round = 0

    def fresh(self):
        """A tree and a case of their own for each kill."""
        self.round += 1
        self.tree = self.path(f"tree{self.round}")
        self.case = self.path(f"case{self.round}")
        self.found = self.write(f"tree{self.round}/web/x.php", harness.NEEDLE)
        self.write(f"tree{self.round}/web/index.php", INNOCENT)
        os.chmod(self.found, 0o640)
        try:
            os.setxattr(self.found, "user.note", b"kept")
        except OSError:
            pass
        os.utime(self.found, ns=(10 ** 18, 10 ** 18 + 7))
        self.before = state_of(self.found)

    def points(self, *command):
        """(call, n): the n-th time that a thread makes this call, for each
        that changes something."""
        log = self.path("strace.log")
        subprocess.run(
            ["strace", "-f", "-o", log, "-e", "trace=" + ",".join(CHANGES),
             harness.PROGRAM, *command], check=True, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        counts, points = collections.Counter(), []
        with open(log, encoding="utf-8", errors="replace") as file:
            lines = file.readlines()
        for line in lines:
            match = CALL.match(line)
            if match is None:
                continue
            counts[match.groups()] += 1
            # Of the many files that are only read nothing is to be learnt,
            # nor of what is written to the terminal.
            if match[2] == "openat" and "O_CREAT" not in line:
                continue
            if match[2] == "write" and "(1," in line:
                continue
            points.append((match[2], counts[match.groups()]))
        self.assertGreater(len(points), 5)
        return sorted(set(points))

    def killed(self, point, *command, **options):
        """Whether the call got as far as that, and was killed there."""
        call, n = point
        done = self.evidence(*command, strace=(
            "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}",
        ), **options)
        if done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL):
            return True
        self.assertIn(done.returncode, (0, 1), said(done))
        return False

    def command(self, name, *more):
        rules = ["-r", self.rules] if name != "restore" else []
        return ["evidence", name, "--case", self.case, "--key", self.key,
                *rules, *more]

    def each(self, points, begin, check, *command):
        """One round for each point: begin(), the call that is killed, and
        what must hold then."""
        kills = 0
        if harness.INSTRUMENTED:  # slow under strace, and the same code
            points = points[::6]
        for point in points:
            with self.subTest(f"{command[0]}: {point}"):
                self.fresh()
                begin()
                more = [self.tree] if command[0] == "collect" else []
                kills += self.killed(point, *command, *more)
                check()
        # The counts may differ a little from call to call.
        self.assertGreater(kills, len(points) * 3 // 4)
        print(f"{command[0]}: killed {kills} times", flush=True)

    def check_innocent(self):
        path = os.path.join(self.tree, "web", "index.php")
        self.assertEqual(state_of(path)["content"], INNOCENT)

    def check_somewhere(self):
        """The file, or a copy of it; and nothing but that was touched."""
        self.check_innocent()
        places = [self.found] + [
            os.path.join(os.fsdecode(folder), "x.php")
            for folder in self.private_folders()]
        whole = [p for p in places if os.path.exists(p)
                 and state_of(p)["content"] == harness.NEEDLE]
        if not whole:
            self.check_case()
            self.assertEqual(self.events(1)[0], "collected")

    def check_removed(self):
        self.assertFalse(os.path.lexists(self.found))
        self.assertEqual(os.listdir(os.path.dirname(self.found)),
                         ["index.php"])
        self.assertEqual(self.events(1)[-1], "removed")
        self.check_innocent()
        self.check_case()

    def check_restored(self):
        self.assertEqual(state_of(self.found), self.before)
        self.assertEqual(sorted(os.listdir(os.path.dirname(self.found))),
                         ["index.php", "x.php"])
        self.assertEqual(self.events(1)[-1], "restored")
        self.check_innocent()
        self.check_case()

    def test_collect(self):
        self.fresh()
        points = self.points(*self.command("collect", self.tree))
        self.each(points, lambda: None, self.check_collect, "collect")

    def check_collect(self):
        self.assertEqual(state_of(self.found), self.before)
        # What is in the case already may be removed, and comes back.
        self.remove()
        if not os.path.exists(self.found):
            self.check_removed()
            self.restore(code=0)
            self.check_restored()
            return
        self.assertEqual(state_of(self.found), self.before)
        self.collect()
        self.check_case()
        self.remove(code=0)
        self.check_removed()

    def test_remove(self):
        self.fresh()
        self.collect()
        points = self.points(*self.command("remove", "--yes"))
        self.each(points, self.collect, self.check_remove, "remove", "--yes")

    def check_remove(self):
        self.check_somewhere()
        self.evidence("remove")  # a dry run
        self.check_somewhere()
        self.remove(code=0)
        self.check_removed()
        self.restore(code=0)
        self.check_restored()

    def test_restore(self):
        def begin():
            self.collect()
            self.remove(code=0)

        self.fresh()
        begin()
        points = self.points(*self.command("restore"))
        self.each(points, begin, self.check_restore, "restore")

    def check_restore(self):
        self.check_innocent()
        done = self.restore()
        self.assertLessEqual(done.returncode, 1, said(done))
        self.check_restored()


if __name__ == "__main__":
    if not can_trace():
        print("skipped: ptrace is not permitted here, or strace is missing")
    harness.main()
