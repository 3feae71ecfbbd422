# SPDX-License-Identifier: Apache-2.0
"""The units of systemd: that systemd understands them, how little they may
do, and that a scan needs no more than that. systemd need not be running."""
import os
import re
import shlex
import shutil
import socket
import subprocess
import unittest

import harness
from evidence_case import can_trace
from service_outputs_test import Datagrams

UNITS = os.path.join(harness.ROOT, "packaging", "systemd")
SERVICE = os.path.join(UNITS, "beachcomb.service")
HOST_UNITS = "/lib/systemd/system"
# In tenths, from 0 (nothing may be done) to 100. What is left is for what it
# does: reading every file, and a Unix socket for the journal.
EXPOSURE = 10


def settings(unit):
    """The lines of [Service]; of a name with several lines, all of them."""
    found = {}
    with open(unit, encoding="utf-8") as file:
        for name, value in re.findall(r"^(\w+)=(.*)$", file.read(), re.M):
            found.setdefault(name, []).append(value)
    return found


def allowed_calls(filters):
    """The system calls that the lines SystemCallFilter= leave."""
    allowed = set()
    for line in filters:
        names = set()
        for group in line.lstrip("~").split():
            names |= members(group)
        allowed = allowed - names if line.startswith("~") else allowed | names
    return allowed


def members(group):
    if not group.startswith("@"):
        return {group}
    listed = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager", group],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    names = [line.strip() for line in listed.splitlines()[1:]]
    return set().union(*(members(n) for n in names
                         if n and not n.startswith("#")))


class Service(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.journal = self.path("journal")
        self.service = Datagrams(socket.AF_UNIX, self.journal)
        self.addCleanup(self.service.close)
        os.chmod(self.journal, 0o777)

    def command(self, paths):
        """ExecStart, with a journal of ours and these paths."""
        words = shlex.split(settings(SERVICE)["ExecStart"][0])
        self.assertEqual(words[0], "/usr/bin/beachcomb")
        words[words.index("journald:")] = "journald:" + self.journal
        return words[1:] + paths

    def test_systemd_understands_them(self):
        root = self.path("root")
        shutil.copytree(HOST_UNITS, root + HOST_UNITS, symlinks=True)
        for name in os.listdir(UNITS):
            shutil.copy(os.path.join(UNITS, name), root + HOST_UNITS)
        os.makedirs(root + "/usr/bin")
        shutil.copy(harness.PROGRAM, root + "/usr/bin/beachcomb")
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", f"--root={root}",
             "beachcomb.service", "beachcomb.timer"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False)
        # About others' units, on a machine that does not run them, it may say
        # what it likes.
        about_ours = [line for line in done.stdout.splitlines()
                      if "beachcomb" in line]
        self.assertEqual(about_ours, [])

    def test_it_may_do_little(self):
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=yes", "--no-pager",
             f"--threshold={EXPOSURE}", SERVICE], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_finding_is_no_failure_but_an_unread_file_is(self):
        self.assertEqual(settings(SERVICE)["SuccessExitStatus"], ["1"])

    def test_a_scan_of_nothing_is_a_failure(self):
        done = self.run_program(*self.command([]))
        self.assertEqual(done.returncode, 2)
        self.assertNotEqual(done.stderr, b"")

    def test_a_scan_writes_events(self):
        self.write("tree/a.txt", harness.NEEDLE)
        done = self.run_program(*self.command(["-r", self.rules, self.tree]))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stderr, b"")
        self.assertEqual(done.stdout, b"")
        self.wait_for(lambda: self.service.received)
        self.assertIn(b"Needle", self.service.received[0])

    @unittest.skipUnless(os.geteuid() == 0, "only root may become another")
    def test_its_one_capability_is_enough_and_needed(self):
        secret = self.write("tree/secret.txt", harness.NEEDLE)
        os.chmod(secret, 0)
        capability, = settings(SERVICE)["CapabilityBoundingSet"]
        self.assertEqual(settings(SERVICE)["AmbientCapabilities"],
                         [capability])
        name = capability.removeprefix("CAP_").lower()
        if self.run_program(f"--inh-caps=+{name}", "true",
                            program="setpriv").returncode != 0:
            self.skipTest(f"root may not pass on {capability} here")
        program = self.as_nobody()["program"]
        for kept, code in ((f"-all,+{name}", 1), ("-all", 2)):
            done = self.run_program(
                f"--reuid={harness.NOBODY}", f"--regid={harness.NOBODY}",
                "--clear-groups", "--no-new-privs", f"--bounding-set={kept}",
                f"--inh-caps={kept}", f"--ambient-caps={kept}", program,
                *self.command(["-r", self.rules, self.tree]),
                program="setpriv", cwd="/")
            with self.subTest(kept):
                self.assertEqual(done.returncode, code, done.stderr)

    @unittest.skipIf(harness.INSTRUMENTED, "a sanitizer makes calls of its own")
    @unittest.skipUnless(can_trace(), "ptrace is not permitted, or no strace")
    def test_a_scan_needs_no_other_system_call(self):
        site = self.path("site")
        subprocess.run(
            [os.path.join(harness.ROOT, "scripts", "demo-site"), site],
            check=True)
        log = self.path("calls")
        done = self.run_program("-f", "-o", log, harness.PROGRAM,
                                *self.command([site]), program="strace")
        self.assertEqual(done.returncode, 1, done.stderr)
        with open(log, encoding="utf-8", errors="replace") as file:
            lines = file.read()
        calls = set(re.findall(r"^\d+ +(\w+)\(", lines, re.M))
        self.assertIn("openat", calls)
        allowed = allowed_calls(settings(SERVICE)["SystemCallFilter"])
        self.assertEqual(calls - allowed, set())
        # MemoryDenyWriteExecute=yes
        self.assertNotRegex(lines, r"\bmmap\([^)]*PROT_WRITE\|PROT_EXEC")
        self.assertNotRegex(lines, r"\bmprotect\([^)]*PROT_EXEC")


if __name__ == "__main__":
    harness.main()
