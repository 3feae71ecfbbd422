# SPDX-License-Identifier: Apache-2.0
"""What the tests of unwrapping have in common."""
import hashlib
import time

import harness


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def chains(verdict):
    return [f["chain"] for f in verdict["findings"] if f["layer"] != 0]


class UnwrapCase(harness.TestCase):
    def scan_of(self, data, *options, name="x.bin", most=200):
        """The scan of one file, which ends within `most` seconds."""
        path = self.write("tree/" + name, data)
        begin = time.monotonic()
        scan = self.scan(*options, path)
        self.assertLess(time.monotonic() - begin, most)
        scan.only = scan.of(path)
        scan.word = scan.outcome(path)
        return scan
