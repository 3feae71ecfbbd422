# SPDX-License-Identifier: Apache-2.0
"""The built-in rules against their samples, and the samples themselves, which
lie inert in the repository."""
import glob
import os
import subprocess

import harness

PACKS = os.path.join(harness.ROOT, "signatures")


class Samples(harness.TestCase):
    def test_each_rule_hits_and_misses_what_it_should(self):
        """beachcomb rules test: rules without samples fail, too."""
        done = self.run_program("rules", "test", PACKS)
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        self.assertEqual(done.stderr, b"")
        for pack in glob.glob(PACKS + "/*/*.yar"):
            self.assertTrue(os.path.isdir(os.path.join(
                os.path.dirname(pack), "samples", "hit")), pack)

    def test_samples_are_stored_inert(self):
        """No sample lies about unpacked, and each archive is encrypted."""
        count = 0
        for base, _, names in os.walk(PACKS):
            if os.sep + "samples" not in base:
                continue
            for name in names:
                path = os.path.join(base, name)
                with self.subTest(os.path.relpath(path, PACKS)):
                    if name.endswith(".md"):
                        continue
                    self.assertTrue(name.endswith(".zip"), "not an archive")
                    with open(path, "rb") as file:
                        self.assertEqual(file.read(4), b"PK\3\4")
                    wrong = subprocess.run(
                        ["bsdtar", "--passphrase", "wrong", "-xOf", path],
                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                        check=False)
                    self.assertNotEqual(wrong.returncode, 0, "not encrypted")
                    count += 1
        self.assertGreater(count, 100)


if __name__ == "__main__":
    harness.main()
