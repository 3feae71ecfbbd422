# SPDX-License-Identifier: Apache-2.0
"""The programs in examples/ that use <beachcomb.h> are built and run."""
import json
import os
import shutil
import subprocess
import sys
import unittest

import capi
import harness

EXAMPLES = os.path.join(harness.ROOT, "examples")
SAMPLES = os.path.join(harness.ROOT, "signatures", "hafnium", "samples", "hit",
                       "WEBSHELL_ASHX_Chopper_Handler.zip")
RULE = "hafnium.WEBSHELL_ASHX_Chopper_Handler"
BUILT = os.path.dirname(capi.LIBRARY)
# gccgo's, which is smaller, or the usual one.
GO = shutil.which("go") or shutil.which("go-12")


@unittest.skipIf(capi.is_instrumented(), "the examples have no sanitizer")
class Examples(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.found = self.write("tree/found.ashx", subprocess.run(
            ["bsdtar", "--passphrase", "infected", "-xOf", SAMPLES],
            stdout=subprocess.PIPE, check=True).stdout)
        self.clean = self.write("tree/clean.txt", b"nothing\n")
        self.environment = dict(os.environ, LD_LIBRARY_PATH=BUILT,
                                LIBRARY_PATH=BUILT, CPATH=capi.INCLUDE)

    def run_example(self, *command, **options):
        return subprocess.run(command, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=600, check=False,
                              env=self.environment, **options)

    def build(self, *command):
        program = self.path("example")
        done = self.run_example(*command, "-o", program)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return program

    def test_c(self):
        source = os.path.join(EXAMPLES, "scan_c.c")
        program = self.build("cc", "-std=c99", "-Wall", "-Wextra", "-pedantic",
                             "-Werror", source, "-lbeachcomb")
        self.build("cc", source, "-lbeachcomb")
        done = self.run_example(program, self.tree)
        self.assertEqual((done.returncode, done.stderr), (1, b""))
        verdict = json.loads(done.stdout)  # of one line
        self.assertEqual(harness.path_of(verdict), os.fsencode(self.found))
        done = self.run_example(program, self.clean)
        self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_python(self):
        source = os.path.join(EXAMPLES, "scan_python.py")
        for path, code, outcome in ((self.found, 1, b"detected"),
                                    (self.clean, 0, b"clean")):
            with open(path, "rb") as file:
                done = self.run_example(sys.executable, "-B", source, path,
                                        stdin=file)
            self.assertEqual((done.returncode, done.stderr), (code, b""))
            self.assertEqual(done.stdout.splitlines()[0], outcome)
            self.assertEqual(RULE.encode() in done.stdout, code == 1)

    @unittest.skipIf(GO is None, "no Go compiler on this machine")
    def test_go(self):
        self.environment.update(
            HOME=self.dir, GOCACHE=self.path("cache"), GO111MODULE="off")
        program = self.path("example")
        done = self.run_example(
            GO, "build", "-o", program,
            os.path.join(EXAMPLES, "scan_go", "main.go"))
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        done = self.run_example(program, self.found, self.clean,
                                self.path("none"))
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        found, clean, none = done.stdout.decode().splitlines()
        self.assertIn(RULE, found)
        self.assertEqual(clean, f'"{self.clean}" clean')
        self.assertEqual(none, f'"{self.path("none")}" failed')


if __name__ == "__main__":
    harness.main()
