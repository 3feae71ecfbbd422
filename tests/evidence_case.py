# SPDX-License-Identifier: Apache-2.0
"""A case and a tree, for the tests that remove files and put them back."""
import json
import os
import shutil
import stat
import subprocess

import harness

INNOCENT = b"nothing to see here\n"
PREFIX = b".beachcomb-"


def state_of(path):
    """All that can be set of one file, its content included."""
    info = os.lstat(path)
    state = {"mode": oct(info.st_mode), "owner": info.st_uid,
             "group": info.st_gid, "mtime": info.st_mtime_ns}
    if stat.S_ISLNK(info.st_mode):
        state["target"] = os.readlink(path)
        return state
    state["xattrs"] = {name: os.getxattr(path, name, follow_symlinks=False)
                       for name in os.listxattr(path, follow_symlinks=False)}
    if stat.S_ISREG(info.st_mode):
        state["links"] = info.st_nlink
        state["atime"] = info.st_atime_ns
        fd = os.open(path, os.O_RDONLY | os.O_NOATIME)
        with os.fdopen(fd, "rb") as file:
            state["content"] = file.read()
    return state


def tree_of(root):
    """The state of each file and folder by its path below `root`, and which
    names are the same file."""
    root = os.fsencode(root)
    states, names = {b".": state_of(root)}, {}

    def visit(below, at):
        # Relative to an open folder: paths here are longer than PATH_MAX.
        for name in map(os.fsencode, sorted(os.listdir(at))):
            path = b"/proc/self/fd/%d/" % at + name
            states[below + name] = state_of(path)
            info = os.lstat(path)
            names.setdefault(info.st_ino, []).append(below + name)
            if stat.S_ISDIR(info.st_mode):
                fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
                try:
                    visit(below + name + b"/", fd)
                finally:
                    os.close(fd)

    fd = os.open(root, os.O_RDONLY)
    try:
        visit(b"", fd)
    finally:
        os.close(fd)
    return states, sorted(n for n in names.values() if len(n) > 1)


def can_trace():
    """Whether strace may be used here, and how it says that it may not."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False)
    return done.returncode == 0


class CaseTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.case = self.path("case")
        self.key = self.path("key")
        # Leaks can't be looked for in a process that is traced.
        options = harness.ENVIRONMENT.get("ASAN_OPTIONS", "")
        self.environment = dict(harness.ENVIRONMENT,
                                ASAN_OPTIONS=options + ":detect_leaks=0")

    def evidence(self, *arguments, strace=(), code=None, rules=None,
                 **options):
        """`beachcomb evidence`, with the case, the key and the rules."""
        command = [arguments[0], "--case", self.case, "--key", self.key]
        if arguments[0] in ("collect", "remove"):
            command += ["-r", rules or self.rules]
        options.setdefault("env", self.environment)
        call = ["evidence", *command, *arguments[1:]]
        if strace:
            call = ["-f", "-o", "/dev/null", *strace, harness.PROGRAM, *call]
            options["program"] = "strace"
        done = self.run_program(*call, **options)
        if code is not None:
            self.assertEqual(done.returncode, code, said(done))
        return done

    def collect(self, *arguments, **options):
        options.setdefault("code", 0)
        return self.evidence("collect", *(arguments or (self.tree,)),
                             **options)

    def remove(self, *arguments, **options):
        return self.evidence("remove", "--yes", *arguments, **options)

    def restore(self, *arguments, **options):
        return self.evidence("restore", *arguments, **options)

    def check_case(self):
        done = self.run_program("evidence", "verify", self.case, "--key",
                                self.key, env=self.environment)
        self.assertEqual(done.returncode, 0, said(done))

    def journal(self):
        """The records of the journal."""
        with open(os.path.join(self.case, "journal.ndjson"), "rb") as file:
            return [json.loads(line) for line in file]

    def events(self, item=None):
        return [record["event"] for record in self.journal()
                if item is None or record.get("item") == item]

    def private_folders(self, root=None):
        found = []
        for folder, names, _ in os.walk(os.fsencode(root or self.tree)):
            found += [os.path.join(folder, name) for name in names
                      if name.startswith(PREFIX)]
        return found


def said(done):
    return (done.stdout + done.stderr).decode("utf-8", "replace")
