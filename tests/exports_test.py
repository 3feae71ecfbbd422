# SPDX-License-Identifier: Apache-2.0
"""What the shared library lets others see: its own names and nothing of the
libraries that were compiled into it, and all that the public headers mark."""
import os
import re
import subprocess
import unittest

import harness

LIBRARY = os.path.join(os.path.dirname(harness.PROGRAM or ""),
                       "libbeachcomb.so")
HEADERS = os.path.join(harness.ROOT, "engine", "include")

# Of the C interface, and of what is in namespace beachcomb.
OURS = re.compile(r"beachcomb_\w+|_Z(T[ISV])?NK?9beachcomb\w+")
MARKED = re.compile(r"^BEACHCOMB_API [^;]*?\b(\w+)\(", re.M)
CLASS = re.compile(r"^(?:class|struct) BEACHCOMB_API (\w+)", re.M)
MARKED_WHOLE = re.compile(r"^BEACHCOMB_API [^;]*;", re.M)
# A function that is declared and not defined.
DECLARED = re.compile(
    r"^(?!using|typedef|template|inline|constexpr|extern|struct"
    r"|class|enum|namespace)[A-Za-z_][^;{}()]*\([^;{}]*\);", re.M)

# All in the header, to be derived from.
INTERFACES = {"Output", "Sink", "Windows"}


def headers():
    for base, _, names in os.walk(HEADERS):
        for name in names:
            with open(os.path.join(base, name), encoding="utf-8") as file:
                yield name, file.read()


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        listed = subprocess.run(
            ["nm", "-D", "--defined-only", "-P", LIBRARY], check=True,
            stdout=subprocess.PIPE, text=True).stdout
        cls.symbols = [line.split()[0] for line in listed.splitlines()]

    def test_only_our_names_are_exported(self):
        self.assertEqual(
            [s for s in self.symbols if not OURS.fullmatch(s)], [])

    def test_what_is_inside_stays_inside(self):
        # The Impl of a class is seen like the class unless its definition is
        # marked __attribute__((visibility("hidden"))).
        self.assertEqual([s for s in self.symbols if "4Impl" in s], [])

    def test_what_the_headers_mark_can_be_linked_to(self):
        functions = [(h, f) for h, text in headers()
                     for f in MARKED.findall(text)]
        self.assertGreater(len(functions), 30)
        for header, function in functions:
            mangled = f"_ZN9beachcomb{len(function)}{function}"
            with self.subTest(f"{header}: {function}"):
                self.assertTrue(any(s == function or s.startswith(mangled)
                                    for s in self.symbols))
        classes = [(h, c) for h, text in headers()
                   for c in CLASS.findall(text)]
        self.assertGreater(len(classes), 10)
        for header, name in classes:
            if name in INTERFACES:
                continue
            with self.subTest(f"{header}: {name}"):
                self.assertTrue(any(f"9beachcomb{len(name)}{name}" in s
                                    for s in self.symbols))

    def test_the_headers_mark_each_function(self):
        for header, text in headers():
            with self.subTest(header):
                unmarked = MARKED_WHOLE.sub("", text)
                self.assertEqual(DECLARED.findall(unmarked), [])

    def test_the_soname_has_the_version_that_may_break(self):
        dynamic = subprocess.run(
            ["readelf", "-d", LIBRARY], check=True, stdout=subprocess.PIPE,
            text=True).stdout
        version = subprocess.run(
            [harness.PROGRAM, "--version"], check=True,
            stdout=subprocess.PIPE, text=True).stdout.split()[1]
        major, minor, _ = version.split(".")
        self.assertIn(f"[libbeachcomb.so.{major}" +
                      (f".{minor}]" if major == "0" else "]"), dynamic)


if __name__ == "__main__":
    harness.main()
