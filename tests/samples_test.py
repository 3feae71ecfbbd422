# SPDX-License-Identifier: Apache-2.0
"""The rules against their samples. Each rule hits every file in
signatures/<pack>/samples/hit/<RULE>.zip, which must be there, and no file in
samples/miss/<RULE>.zip. Samples are only unpacked into a temporary folder,
and only read."""
import glob
import os
import re
import subprocess
import unittest

import harness

PACKS = os.path.join(harness.ROOT, "signatures")
RULE = re.compile(r"(?m)^[ \t]*((?:(?:private|global)[ \t]+)*)rule[ \t]+(\w+)")


def rules_by_pack():
    """{pack: the names of its rules that are not private}"""
    rules = {}
    for path in sorted(glob.glob(PACKS + "/*/*.yar")):
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
        names = rules.setdefault(os.path.basename(os.path.dirname(path)), [])
        names += [name for kind, name in RULE.findall(text)
                  if "private" not in kind]
    return rules


class Samples(harness.TestCase):
    def archives(self, pack, kind):
        """{name of the rule: path}"""
        return {os.path.basename(path)[:-len(".zip")]: path for path in
                glob.glob(f"{PACKS}/{pack}/samples/{kind}/*.zip")}

    def unpack(self, pack, kind):
        for name, path in self.archives(pack, kind).items():
            folder = os.path.join(self.tree, pack, kind, name)
            os.makedirs(folder)
            done = subprocess.run(
                ["bsdtar", "--passphrase", "infected", "-xf", path, "-C",
                 folder], stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 0, f"{path}: {done.stderr}")

    def test_there_are_packs_with_rules(self):
        rules = rules_by_pack()
        self.assertIn("hafnium", rules)
        for pack, names in rules.items():
            self.assertGreater(len(names), 0, pack)

    def test_each_rule_has_samples_and_each_archive_a_rule(self):
        for pack, names in rules_by_pack().items():
            hit = self.archives(pack, "hit")
            miss = self.archives(pack, "miss")
            for name in names:
                with self.subTest(f"{pack}/{name}"):
                    self.assertIn(name, hit, "no samples/hit")
            for name in set(hit) | set(miss):
                with self.subTest(f"{pack}/{name}"):
                    self.assertIn(name, names, "an archive without a rule")

    def test_each_sample_is_hit_or_missed_as_it_should_be(self):
        packs = rules_by_pack()
        for pack in packs:
            self.unpack(pack, "hit")
            self.unpack(pack, "miss")
        scan = self.scan("--min-score", "0", self.tree, rules=[])
        self.assertEqual(scan.stderr, "")
        self.assertEqual(scan.summary["failed"], {})
        counts = {}
        for path in map(os.fsdecode, scan.by_path):
            pack, kind, rule, *_ = os.path.relpath(path,
                                                   self.tree).split(os.sep)
            counts[pack, kind, rule] = counts.get((pack, kind, rule), 0) + 1
            hits = scan.rules_on(path)
            with self.subTest(os.path.relpath(path, self.tree)):
                if kind == "hit":
                    self.assertIn(rule, hits)
                else:
                    self.assertNotIn(rule, hits)
        for pack in packs:
            for kind in ("hit", "miss"):
                for rule in self.archives(pack, kind):
                    with self.subTest(f"{pack}/{kind}/{rule}"):
                        self.assertGreater(counts.get((pack, kind, rule), 0),
                                           0, "an archive without files")

    def test_samples_are_stored_inert(self):
        """No sample lies about unpacked, and each archive is encrypted."""
        for base, _, names in os.walk(PACKS):
            for name in names:
                path = os.path.join(base, name)
                if os.sep + "samples" not in base:
                    continue
                with self.subTest(os.path.relpath(path, PACKS)):
                    if not name.endswith(".zip"):
                        self.assertTrue(name.endswith(".md"), "not an archive")
                        continue
                    with open(path, "rb") as file:
                        head = file.read(8)
                    self.assertEqual(head[:4], b"PK\3\4")
                    wrong = subprocess.run(
                        ["bsdtar", "--passphrase", "wrong", "-xOf", path],
                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                        check=False)
                    self.assertNotEqual(wrong.returncode, 0, "not encrypted")


if __name__ == "__main__":
    harness.main()
