# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules profile`: what it counts. Times are only compared where
they differ by orders of magnitude."""
import json
import os
import xml.etree.ElementTree

import harness

RULES = """
rule Needle { strings: $a = "sandpiper-needle" $never = "sandpiper-nail"
              condition: $a or $never }
rule Two { strings: $a = "sandpiper" $b = "needle" condition: all of them }
rule Never { strings: $a = "sandpiper-hint" condition: $a }
rule Costly { strings: $cheap = "sandpiper-n" $dear = /[a-z]{4,20}[0-9]/
              condition: $cheap and not $dear }
"""


class ProfileTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.rules = self.write("mine.yar", RULES)
        for i in range(5):
            self.write(f"tree/{i}.txt", "nothing of interest\n" * 20)
        self.write("tree/hit.txt", harness.NEEDLE)
        self.big = self.write("tree/big.txt", harness.NEEDLE +
                              b"abcdefghijklmnopqrstuvwxyz " * 20000)

    def profile(self, *arguments, code=0):
        done = self.run_program("rules", "profile", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout.decode()

    def report(self, *arguments, code=0):
        report = json.loads(self.profile("-f", "json", "-r", self.rules,
                                         *arguments, code=code))
        return report, {r["rule"]: r for r in report["rules"]}

    def test_files_and_matches(self):
        report, rules = self.report(self.tree)
        self.assertEqual(set(rules), {"Needle", "Two", "Costly"})
        self.assertEqual(report["rule_count"], 4)
        for name, rule in rules.items():
            self.assertEqual((rule["files"], rule["matches"]), (2, 2), name)
        self.assertTrue(report["complete"])
        times = [r["nanoseconds"] for r in report["rules"]]
        self.assertEqual(times, sorted(times, reverse=True))
        self.assertEqual(report["nanoseconds"], sum(times))

    def test_where_the_cost_comes_from(self):
        report, rules = self.report(self.tree)
        self.assertEqual(report["rules"][0]["rule"], "Costly")
        costly = rules["Costly"]
        self.assertEqual(costly["slowest_path"], self.big)
        self.assertEqual(costly["slowest_size"], os.path.getsize(self.big))
        self.assertEqual([s["id"] for s in costly["strings"]],
                         ["$dear", "$cheap"])
        self.assertEqual(costly["strings"][1]["matches"], 1)

    def test_a_rule_that_always_runs(self):
        rules = self.write("always.yar", "rule Always { strings: $a = \"zz\" "
                                         "condition: not $a }")
        report = json.loads(self.profile("-f", "json", "-r", rules, self.tree))
        self.assertTrue(report["rules"][0]["always_runs"])
        self.assertEqual(report["rules"][0]["files"], 7)

    def test_text_and_plot(self):
        plot = self.path("plot.svg")
        text = self.profile("-r", self.rules, "--plot", plot, self.tree)
        lines = text.splitlines()
        self.assertIn("mine.Costly", lines[1])
        self.assertIn("slowest: ", lines[2])
        self.assertIn("$dear = /[a-z]{4,20}[0-9]/", lines[3])
        self.assertIn("in libyara for 3 of 4 rules", lines[-2])
        root = xml.etree.ElementTree.parse(plot).getroot()
        self.assertTrue(root.tag.endswith("svg"))
        texts = "".join(root.itertext())
        for name in ("Costly", "Two", "Needle"):
            self.assertIn(name, texts)
        self.assertNotIn("Never", texts)

    def test_a_scan_says_the_same_as_without_it(self):
        _, rules = self.report(self.tree)
        scan = self.scan("--min-score", "0", self.tree,
                         rules=["-r", self.rules])
        found = {name for v in scan.verdicts for name in
                 [f["rule"] for f in v.get("findings", [])]}
        self.assertEqual(found, {n for n, r in rules.items() if r["matches"]})

    def test_what_cannot_be_read(self):
        report, _ = self.report(self.tree, "/no/such/file", code=2)
        self.assertFalse(report["complete"])

    def test_wrong_calls(self):
        for arguments in ([], ["-r", "/no/such/file", self.tree],
                          ["-r", self.rules, "-j", "0", self.tree]):
            self.assertEqual(self.profile(*arguments, code=2), "")


if __name__ == "__main__":
    harness.main()
