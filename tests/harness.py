# SPDX-License-Identifier: Apache-2.0
"""What the script tests share: a temporary folder, the program, its ledger.

Every scan that goes through TestCase.scan() is checked for its ledger: one
verdict for each entry, and sums that are those of the verdicts.
"""
import base64
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.environ.get("BEACHCOMB")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NOBODY = 65534

# A sanitizer keeps freed memory back; the memory tests want the true size.
# And nothing of the configuration of who runs them.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if not name.startswith("BEACHCOMB_")}
ENVIRONMENT["BEACHCOMB_CONFIG"] = ""
ENVIRONMENT["TERM"] = "xterm"  # colors, wherever the tests run
ENVIRONMENT.pop("NO_COLOR", None)
with open(PROGRAM or os.devnull, "rb") as program:
    INSTRUMENTED = b"__asan_init" in program.read()
ENVIRONMENT["ASAN_OPTIONS"] = ":".join(
    filter(None, [os.environ.get("ASAN_OPTIONS"), "quarantine_size_mb=1"]))

# Skipped, but asked for.
UNREAD = {"network-mount", "encrypted", "depth-limit", "layer-limit",
          "size-limit", "byte-limit", "ratio-limit"}

# Words that no rule in the world looks for.
RULES = """
rule Needle { meta: score = 80 strings: $a = "sandpiper-needle" condition: $a }
rule Hint { meta: score = 20 strings: $a = "sandpiper-hint" condition: $a }
"""
NEEDLE = b"some sandpiper-needle here\n"


def path_of(verdict):
    """The bytes of the name."""
    path = verdict["path"]
    if isinstance(path, dict):
        return base64.b64decode(path["bytes"], validate=True)
    return path.encode("utf-8")


def stat_of(folder):
    """What the kernel says of a process or thread, from its state on, which is
    the first: proc(5)."""
    with open(f"{folder}/stat", encoding="ascii") as stat:
        return stat.read().rsplit(")", 1)[1].split()


def cpu_seconds(pid):
    """What the threads of a process have used."""
    fields = stat_of(f"/proc/{pid}")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_caught(pid, number):
    """Whether a process has a handler for this signal."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        mask = next(line for line in status if line.startswith("SigCgt:"))
    return bool(int(mask.split()[1], 16) & 1 << (number - 1))


class Scan:
    """What one run said, in ndjson."""

    def __init__(self, done):
        self.code = done.returncode
        self.stderr = done.stderr.decode("utf-8", "replace")
        records = [json.loads(line) for line in done.stdout.splitlines()]
        self.verdicts = [r for r in records if r["type"] == "verdict"]
        summaries = [r for r in records if r["type"] == "summary"]
        self.summary = summaries[0] if len(summaries) == 1 else None
        self.by_path = {path_of(v): v for v in self.verdicts}

    def of(self, path):
        return self.by_path[os.fsencode(path)]

    def outcome(self, path):
        """"detected", or "failed permission-denied" and the like."""
        verdict = self.of(path)
        parts = [verdict["outcome"], verdict.get("reason")]
        return " ".join(filter(None, parts))

    def outcomes(self):
        return collections.Counter(
            " ".join(filter(None, [v["outcome"], v.get("reason")]))
            for v in self.verdicts)

    def rules_on(self, path):
        return sorted(f["rule"] for f in self.of(path).get("findings", []))


class TestCase(unittest.TestCase):
    longMessage = True

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="beachcomb-test-")
        os.chmod(self.dir, 0o755)  # for tests that drop privileges
        # Not shutil: trees here are deeper than it can go.
        self.addCleanup(subprocess.run, ["rm", "-rf", self.dir], check=False)
        self.rules = self.write("rules.yar", RULES)
        self.tree = self.path("tree")
        os.mkdir(self.tree)

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def write(self, name, data=b""):
        """A file in the temporary folder. Returns its path."""
        path = os.path.join(os.fsencode(self.dir), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
        return os.fsdecode(path)

    def run_program(self, *arguments, **options):
        """The program with these arguments, as they are."""
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("timeout", 300)
        options.setdefault("env", ENVIRONMENT)
        options.setdefault("program", PROGRAM)
        if "input" not in options:
            options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run([options.pop("program"), *arguments],
                              check=False, **options)

    def text(self, *arguments, **options):
        """A scan with the test's rules, as text: code, stdout, stderr."""
        done = self.run_program("scan", "-r", self.rules, *arguments,
                                **options)
        return (done.returncode, done.stdout.decode("utf-8"),
                done.stderr.decode("utf-8"))

    def scan(self, *arguments, rules=None, complete=True, **options):
        """A scan with the test's rules, every file listed, ledger checked."""
        if rules is None:
            rules = ["-r", self.rules]
        done = self.run_program("scan", *rules, "-f", "ndjson", "--all",
                                *arguments, **options)
        scan = Scan(done)
        self.assertIsNotNone(scan.summary, scan.stderr)
        self.check_ledger(scan)
        if complete:
            self.assertTrue(scan.summary["complete"])
            self.check_code(scan)
        return scan

    def wait_for(self, condition, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, "it did not happen")
            time.sleep(0.005)

    def check_ledger(self, scan):
        summary = scan.summary
        outcomes = collections.Counter(v["outcome"] for v in scan.verdicts)
        self.assertEqual(summary["files"], len(scan.verdicts), "files")
        self.assertEqual(
            summary["files"],
            summary["clean"] + summary["detected"] +
            sum(summary["skipped"].values()) +
            sum(summary["failed"].values()), "the ledger adds up")
        self.assertEqual(
            summary["detected"], summary["malicious"] +
            summary["suspicious"] + summary["notice"], "levels")
        for outcome in ("clean", "detected"):
            self.assertEqual(summary[outcome], outcomes[outcome], outcome)
        for outcome in ("skipped", "failed"):
            reasons = collections.Counter(
                v["reason"] for v in scan.verdicts if v["outcome"] == outcome)
            self.assertEqual(summary[outcome], dict(reasons), outcome)

    def check_code(self, scan):
        """1 found, 2 not all read, 0 only when neither."""
        if scan.summary["detected"]:
            self.assertEqual(scan.code, 1, scan.stderr)
        elif scan.summary["failed"]:
            self.assertEqual(scan.code, 2, scan.stderr)
        elif UNREAD & set(scan.summary["skipped"]):
            self.assertEqual(scan.code, 2, scan.stderr)
        else:
            self.assertEqual(scan.code, 0, scan.stderr)

    def as_nobody(self):
        """Options for run_program that drop privileges, and a copy of the
        program where that user can reach it."""
        if os.geteuid() != 0:
            return {}
        copy = self.path("program")
        shutil.copy(PROGRAM, copy)
        os.chmod(copy, 0o755)
        return {"program": copy, "user": NOBODY, "group": NOBODY,
                "extra_groups": [], "cwd": self.dir}


def main():
    if not PROGRAM or not os.access(PROGRAM, os.X_OK):
        sys.exit("BEACHCOMB must name the program to test")
    unittest.main(verbosity=1)
