# SPDX-License-Identifier: Apache-2.0
"""What the library promises to the process that embeds it (docs/library.md):
no exception, nothing printed, no signal handler, no environment, no thread
before a tree is scanned, and a fork before that is safe."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import harness

BUILD = os.path.dirname(harness.PROGRAM)
EMBEDDED = os.path.join(BUILD, "embedded")
LIBRARY = os.path.join(BUILD, "libbeachcomb.a")
INCLUDE = os.path.join(harness.ROOT, "engine", "include")

# What our own objects must not call. libcrypto, TBB and the C library have
# their own habits, which docs/library.md tells.
FORBIDDEN = re.compile(
    r"^(secure_)?getenv$|^(set|put|unset|clear)env$|^environ$"
    r"|^v?printf$|^puts$|^putchar$|^perror$|^__v?printf_chk$"
    r"|^std(out|err)$|^_ZSt(4cout|4cerr|4clog|5wcout|5wcerr)$"
    r"|^(__sysv_|bsd_)?signal$|^sig(action|procmask|set)$|^pthread_sigmask$"
    r"|^_?exit$|^_Exit$|^quick_exit$|^atexit$|^setlocale$|^umask$|^chdir$")


class Embedded(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, content):
        path = os.path.join(self.folder, "file")
        with open(path, "wb") as file:
            file.write(content)
        return path

    def run_embedded(self, mode, path, prefix=()):
        done = subprocess.run(
            [*prefix, EMBEDDED, mode, path], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=300, check=False)
        self.assertEqual(done.stderr, b"")
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout.decode()

    def test_a_fork_before_threads_scans_on_both_sides(self):
        path = self.write(b"a needle")
        lines = self.run_embedded("fork", path).splitlines()
        self.assertEqual(lines[0], "before: detected ")
        for who in ("child", "parent"):
            self.assertEqual([x for x in lines if x.startswith(who)],
                             [f"{who}: detected ", f"{who}: detected ",
                              f"{who}: 1 threads", f"{who}: tree 1"])

    @unittest.skipIf(harness.INSTRUMENTED, "a sanitizer wants all of memory")
    def test_without_memory_a_scan_fails_and_the_next_does_not(self):
        path = self.write(b"x" * (200 << 20) + b"needle")
        lines = self.run_embedded("memory", path).splitlines()
        self.assertEqual(lines, [
            "first: detected ",
            "large file: failed out of memory",
            "buffer: detected ",
            "some failed: yes",
            "large file again: detected "])

    @unittest.skipIf(harness.INSTRUMENTED, "a sanitizer handles signals")
    def test_a_scan_writes_nothing_and_handles_no_signal(self):
        strace = shutil.which("strace")
        if strace is None:
            self.skipTest("no strace")
        path = self.write(b"nothing")
        log = os.path.join(self.folder, "log")
        self.run_embedded("quiet", path, [
            strace, "-f", "-o", log, "-e",
            "trace=write,writev,pwrite64,sendto,rt_sigaction,sigaltstack,"
            "rt_sigprocmask,execve"])
        with open(log, encoding="utf-8", errors="replace") as file:
            text = file.read()
        between = text[text.index('"begin\\n"'):text.index('"end\\n"')]
        calls = re.findall(r"^\d+\s+(\w+)\((.*)$", between, re.M)
        self.assertEqual(calls.pop(), ("write", "1, "))  # of "end"
        # What the C library does to begin a thread.
        self.assertEqual(
            [call for call in calls if call[0] != "rt_sigprocmask"
             and not call[1].startswith("SIGRT_")], [])

    def test_our_objects_call_nothing_that_a_library_must_not(self):
        listed = subprocess.run(
            ["nm", "-u", LIBRARY], stdout=subprocess.PIPE, check=True,
            stderr=subprocess.DEVNULL).stdout.decode()
        member, found = "", []
        for line in listed.splitlines():
            if line.endswith(".o:"):
                member = line
            elif line.startswith(" "):
                name = line.split()[-1].split("@")[0]
                if FORBIDDEN.search(name):
                    found.append(member + name)
        self.assertGreater(listed.count(".o:"), 80)
        self.assertEqual(found, [])

    def test_each_public_header_compiles_alone(self):
        folder = os.path.join(INCLUDE, "beachcomb")
        compiler = os.environ.get("CXX", "c++")
        for name in sorted(os.listdir(folder)):
            with self.subTest(name), tempfile.NamedTemporaryFile(
                    "w", suffix=".cc", dir=self.folder) as source:
                # Twice: the guard must hold.
                source.write(f'#include "beachcomb/{name}"\n' * 2)
                source.flush()
                done = subprocess.run(
                    [compiler, "-std=c++20", "-fsyntax-only",
                     "-Wall", "-Wextra", "-Wshadow", "-Wconversion",
                     "-pedantic", "-Werror", "-I", INCLUDE, source.name],
                    stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 0, done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
