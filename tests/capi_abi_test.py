# SPDX-License-Identifier: Apache-2.0
"""What programs that were compiled long ago rely on: the functions of
<beachcomb.h>, its numbers, and where the members of its structs stand."""
import ctypes
import os
import re
import subprocess
import unittest

import capi
import harness

ABI = os.path.join(harness.ROOT, "tests", "abi")
BROKEN = """
Programs that were linked to an older library will not run with this one.
Put it back as it was. When that can't be, the library is another: raise the
version in CMakeLists.txt so that its soname changes, say so in CHANGELOG.md,
and then change tests/abi/{}."""
ADDED = "\nWhat is new, and meant to stay, is a line in tests/abi/{}."


def exported():
    """C functions; the names of C++ are mangled and begin with _Z."""
    done = subprocess.run(["nm", "-D", "--defined-only", capi.LIBRARY],
                          stdout=subprocess.PIPE, check=True)
    names = [line.split()[-1].split("@")[0]
             for line in done.stdout.decode().splitlines()]
    return sorted(name for name in names if not name.startswith("_Z"))


def layout():
    """"beachcomb_bytes.size 8 8": where it stands, and its size."""
    lines = []
    for name, struct in capi.STRUCTS.items():
        for field, _ in struct._fields_:
            at = getattr(struct, field)
            lines.append(f"{name}.{field} {at.offset} {at.size}")
    return lines + [f"{name} = {value}"
                    for name, value in capi.CONSTANTS.items()]


class Abi(unittest.TestCase):
    def check(self, name, now):
        with open(os.path.join(ABI, name), encoding="ascii") as file:
            before = file.read().splitlines()
        lost = [line for line in before if line not in now]
        new = [line for line in now if line not in before]
        self.assertEqual(lost, [], BROKEN.format(name))
        self.assertEqual(new, [], ADDED.format(name))
        self.assertEqual(before, now, "\nThe lines are in another order.")

    def test_symbols(self):
        self.check("beachcomb.symbols", exported())

    def test_every_function_of_the_header_is_exported(self):
        self.assertGreater(len(capi.FUNCTIONS), 30)
        self.assertEqual(exported(), capi.FUNCTIONS)

    @unittest.skipIf(ctypes.sizeof(ctypes.c_void_p) != 8,
                     "the file is for 64 bits")
    def test_layout(self):
        self.check("beachcomb.layout", layout())

    def test_reasons_are_those_of_the_engine(self):
        with open(os.path.join(capi.INCLUDE, "beachcomb", "verdict.h"),
                  encoding="utf-8") as file:
            text = re.sub(r"//.*", "", file.read())
        reasons = re.search(r"enum class Reason \{(.*?)\}", text, re.S)[1]
        numbers = {f"BEACHCOMB_REASON_{name.upper()}": number
                   for number, name in enumerate(re.findall(r"\w+", reasons))}
        self.assertEqual(
            {name: number for name, number in capi.CONSTANTS.items()
             if name.startswith("BEACHCOMB_REASON_")}, numbers)


if __name__ == "__main__":
    harness.main()
