# SPDX-License-Identifier: Apache-2.0
"""The tree that `benchmarks/compare --clamscan` makes holds every file, some
of them in archives, and the rules are counted as they are written."""
import os
import subprocess
import sys

import harness

sys.path.insert(0, os.path.join(harness.ROOT, "benchmarks"))
import against_clamscan  # noqa: E402


class Clamscan(harness.TestCase):
    def test_the_tree_holds_every_file(self):
        for i in range(1000):
            self.write(f"from/{i % 7}/{i} page.php", b"page %d" % i)
        os.symlink("0", self.path("from/link"))
        target = self.path("to")
        os.mkdir(target)
        self.assertEqual(
            against_clamscan.make_tree(self.path("from"), target),
            (1000, 300, 3))
        packed = [n for n in os.listdir(target) if n.startswith("backup-")]
        self.assertEqual(sorted(n.split(".", 1)[1] for n in packed),
                         ["7z", "tar.gz", "zip"])
        for name in packed:
            subprocess.run(["bsdtar", "-xf", name], cwd=target, check=True)
            os.remove(os.path.join(target, name))
        done = subprocess.run(["diff", "-r", "-x", "link", "from", "to"],
                              cwd=self.dir, stdout=subprocess.PIPE,
                              check=False)
        self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_rules_are_counted(self):
        rules = self.write("r/a.yar", "rule A { condition: true }\n"
                           "private rule B { condition: A }\n"
                           "/* no */ // rule C\n")
        target = self.path("db")
        os.mkdir(target)
        self.assertEqual(against_clamscan.rule_files(["x:" + rules]), [rules])
        self.assertEqual(against_clamscan.rule_files([self.path("r")]),
                         [rules])
        self.assertEqual(against_clamscan.make_database([rules], target), 2)


if __name__ == "__main__":
    harness.main()
