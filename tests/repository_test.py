# SPDX-License-Identifier: Apache-2.0
"""Inert here: a checkout of this repository, and the program with the rules
in it, are no finding for the built-in packs."""
import os
import shutil
import subprocess

import harness


def files_of_the_repository():
    """What git has or would add; without git, all but what is built."""
    done = subprocess.run(
        ["git", "-C", harness.ROOT, "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, check=False)
    names = [os.fsdecode(n) for n in done.stdout.split(b"\0") if n]
    if done.returncode == 0 and names:
        return names
    names = []
    for base, folders, files in os.walk(harness.ROOT):
        if base == harness.ROOT:
            folders[:] = [f for f in folders if f not in ("build", ".git")]
        names += [os.path.relpath(os.path.join(base, f), harness.ROOT)
                  for f in files]
    return names


class Repository(harness.TestCase):
    def test_a_checkout_is_no_finding(self):
        count = 0
        for name in files_of_the_repository():
            source = os.path.join(harness.ROOT, name)
            if os.path.islink(source) or not os.path.isfile(source):
                continue
            target = os.path.join(self.tree, name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(source, target)
            count += 1
        self.assertGreater(count, 50)
        # The samples are encrypted with the password that every scanner of
        # archives tries, this one too, but it knows them.
        scan = self.scan("--min-score", "0", self.tree, rules=[])
        found = {os.path.relpath(os.fsdecode(p), self.tree):
                 scan.rules_on(p) for p, v in scan.by_path.items()
                 if v["outcome"] == "detected"}
        self.assertEqual(found, {})
        self.assertEqual(scan.summary["clean"], count)
        self.assertEqual(scan.stderr, "")

    def test_the_program_is_no_finding(self):
        if harness.INSTRUMENTED:
            self.skipTest("strings stand elsewhere than in what is installed")
        scan = self.scan("--min-score", "0", harness.PROGRAM, rules=[])
        self.assertEqual(scan.outcomes(), {"clean": 1})


if __name__ == "__main__":
    harness.main()
