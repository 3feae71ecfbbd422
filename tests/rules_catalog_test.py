# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules list`, `show` and `diff`."""
import json
import os

import harness

FIRST = """
import "math"
rule Needle : tagged {
  meta:
    score = 80
    family = "bird"
    mitre = "T1505.003, T1190"
  strings:
    $a = "sandpiper-needle"
    $b = { 4D 5A }
  condition:
    $a or #b > 0x10
}
private rule Hidden { condition: filesize < 10KB }
"""
# The same again: layout, comments, spelling of numbers and bytes.
SECOND = """import "math" // a comment
rule Needle:tagged
{ meta: score=80 family="bird" mitre="T1505.003, T1190"
  strings: $a="\\x73andpiper-needle" $b={4d 5a}
  condition: (  $a or /* more */ #b > 16) }

private rule Hidden { condition: filesize < 10240 }
"""


class ListTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.rules = self.write("pack/mine.yar", FIRST)

    def run_list(self, *arguments, code=0):
        done = self.run_program("rules", "list", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout.decode()

    def names(self, *arguments):
        report = json.loads(self.run_list("-f", "json", *arguments))
        return [r["rule"] for r in report["rules"]]

    def test_text(self):
        lines = self.run_list("-r", self.rules).splitlines()
        self.assertEqual(lines[0].split(), ["mine.Needle", "80", "malicious",
                                            "bird", "T1505.003,T1190"])
        self.assertEqual(lines[1].split()[:3], ["mine.Hidden", "70",
                                                "private"])
        self.assertEqual(lines[2], "2 rules")

    def test_json(self):
        report = json.loads(self.run_list("-f", "json", "-r", self.rules))
        rule = report["rules"][0]
        self.assertEqual(rule["line"], 3)
        self.assertEqual(rule["path"], self.rules)
        self.assertEqual(rule["meta"][0], {"name": "score", "value": "80"})
        self.assertEqual(rule["strings"][1], "$b = { 4D 5A }")
        self.assertEqual(rule["condition"], "$a or #b > 0x10")
        self.assertEqual(rule["mitre"], ["T1505.003", "T1190"])

    def test_filters(self):
        mine = ["-r", self.rules]
        self.assertEqual(self.names(*mine, "need"), ["Needle"])
        self.assertEqual(self.names(*mine, "--family", "BIRD"), ["Needle"])
        self.assertEqual(self.names(*mine, "--mitre", "t1505"), ["Needle"])
        self.assertEqual(self.names(*mine, "--mitre", "T1505.004"), [])
        self.assertEqual(self.names(*mine, "--min-score", "75"), ["Needle"])

    def test_the_built_in_rules(self):
        every = self.names()
        self.assertGreater(len(every), 300)
        some = self.names("--packs", "hafnium")
        self.assertLess(len(some), len(every))
        self.assertLessEqual(set(some), set(every))

    def test_what_does_not_parse(self):
        path = self.write("bad.yar", FIRST + "rule Bad { condition: ( }")
        text = self.run_list("-r", path, code=2)
        self.assertIn("Needle", text)
        self.run_list("-r", "/no/such/file", code=2)


class ShowTest(harness.TestCase):
    def test_a_rule_of_a_file(self):
        path = self.write("pack/mine.yar", FIRST)
        self.write("pack/samples/hit/Needle/a.txt", harness.NEEDLE)
        self.write("pack/samples/hit/Needle/b.txt", harness.NEEDLE)
        done = self.run_program("rules", "show", "-r", path, "Needle")
        text = done.stdout.decode()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(text.startswith(path + ":3\nrule Needle : tagged {\n"))
        self.assertIn("  needs $a or $b", text)
        self.assertTrue(text.endswith(
            "samples\n  samples/hit/Needle: 2 files\n"), text)
        self.assertNotIn("Hidden", text)
        done = self.run_program("rules", "show", "-f", "json", "-r", path,
                                "Needle")
        rule, = json.loads(done.stdout)["rules"]
        self.assertEqual(rule["plan"]["runs"], "when-found")
        self.assertEqual(rule["plan"]["needs"], "$a or $b")
        self.assertIn('"sandpiper-needle"', rule["plan"]["looks_for"])
        self.assertEqual(rule["samples"], ["samples/hit/Needle: 2 files"])
        self.assertTrue(rule["source"].startswith("rule Needle : tagged {\n"))

    def test_a_rule_that_does_not_compile(self):
        path = self.write("mine.yar", "rule Bad { condition: nothing }")
        done = self.run_program("rules", "show", "-r", path, "Bad")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"was left out: libyara refuses it", done.stdout)
        done = self.run_program("rules", "show", "-f", "json", "-r", path,
                                "Bad")
        self.assertIsNone(json.loads(done.stdout)["rules"][0]["plan"])

    def test_built_in_rules(self):
        names = json.loads(self.run_program(
            "rules", "list", "-f", "json").stdout)["rules"]
        name = f"{names[0]['pack']}.{names[0]['rule']}"
        done = self.run_program("rules", "show", name)
        self.assertEqual(done.returncode, 0)
        text = done.stdout.decode()
        sample, = [line.split(" in ")[0].strip() for line in text.splitlines()
                   if line.startswith("  signatures/")]
        self.assertTrue(os.path.exists(os.path.join(harness.ROOT, sample)))
        self.assertTrue(text.startswith(names[0]["path"] + ":"))

    def test_wrong_calls(self):
        path = self.write("mine.yar", FIRST)
        for arguments in ([], ["-r", path], ["-r", path, "Neadle"]):
            done = self.run_program("rules", "show", *arguments)
            self.assertEqual(done.returncode, 2)
        self.assertIn(b"did you mean 'Needle'", done.stderr)


class DiffTest(harness.TestCase):
    def diff(self, *arguments, code):
        done = self.run_program("rules", "diff", *arguments)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        return done.stdout.decode()

    def test_layout_is_no_change(self):
        old = self.write("old.yar", FIRST)
        new = self.write("new.yar", SECOND)
        self.assertEqual(self.diff(old, new, code=0),
                         "0 added, 0 removed, 0 changed, 2 the same\n")
        self.diff("builtin", "builtin", code=0)
        self.diff("hafnium", "hafnium", code=0)

    def test_what_changed(self):
        old = self.write("mine.yar", FIRST)
        new = self.write("other/mine.yar", SECOND.replace(
            "score=80", "score=90").replace("#b > 16", "#b > 17").replace(
                'needle"', 'nail" nocase').replace(
                    "rule Hidden", "rule Hidden2"))
        text = self.diff(old, new, code=1)
        self.assertEqual(text, """\
removed  mine.Hidden
added    mine.Hidden2
changed  mine.Needle: condition, strings, metadata
    - condition = $a or #b > 0x10
    + condition = ($a or #b > 17)
    - $a = "sandpiper-needle"
    + $a = "\\x73andpiper-nail" nocase
    - score = 80
    + score = 90
1 added, 1 removed, 1 changed, 0 the same
""")
        report = json.loads(self.diff("-f", "json", old, new, code=1))
        self.assertEqual([(c["kind"], c["in_meaning"])
                          for c in report["changes"]],
                         [("removed", True), ("added", True),
                          ("changed", True)])
        change = report["changes"][2]
        self.assertEqual(change["strings"][0]["name"], "$a")
        self.assertEqual(change["meta"], [{"name": "score", "before": "80",
                                           "after": "90"}])

    def test_metadata_only(self):
        old = self.write("a.yar", FIRST)
        new = self.write("b.yar", FIRST.replace("bird", "wader"))
        self.assertIn("b.Needle: metadata only\n", self.diff(old, new, code=1))
        report = json.loads(self.diff("-f", "json", old, new, code=1))
        self.assertFalse(report["changes"][0]["in_meaning"])
        self.assertIsNone(report["changes"][0]["condition"])

    def test_private_and_tags(self):
        old = self.write("a.yar", FIRST)
        new = self.write("b.yar", FIRST.replace("private ", "").replace(
            ": tagged", ": other"))
        text = self.diff(old, new, code=1)
        self.assertIn("b.Hidden: private or global\n", text)
        self.assertIn("b.Needle: tags\n", text)

    def test_strings_that_come_and_go(self):
        old = self.write("a.yar", 'rule R { strings: $ = "one" $ = "two" '
                                  '$x = "ex" condition: any of them }')
        new = self.write("b.yar", 'rule R { strings: $ = "two" $ = "six" '
                                  '$y = "yes" condition: any of them }')
        self.assertIn("""\
changed  b.R: strings
    - $ = "one"
    + $ = "six"
    - $x = "ex"
    + $y = "yes"
""", self.diff(old, new, code=1))

    def test_the_files_of_a_tree(self):
        old = self.write("a.yar", 'rule R { strings: $a = "plover" '
                                  'condition: $a }')
        new = self.write("b.yar", 'rule R { strings: $a = "plovers" '
                                  'condition: $a } rule S { condition: '
                                  'filesize == 3 }')
        lost = self.write("tree/lost.txt", "a plover")
        self.write("tree/same.txt", "two plovers")
        gained = self.write("tree/gained.txt", "abc")
        text = self.diff(old, new, self.tree, code=1)
        self.assertTrue(text.endswith(
            f"{gained}: clean -> suspicious\n    + S\n"
            f"{lost}: suspicious -> clean\n    - R\n"
            "2 files with another verdict\n"), text)
        report = json.loads(self.diff("-f", "json", old, new, self.tree,
                                      code=1))
        self.assertEqual(report["tree"], {"complete": True, "files": [
            {"path": gained, "before": "clean", "after": "suspicious",
             "gained": ["S"], "lost": []},
            {"path": lost, "before": "suspicious", "after": "clean",
             "gained": [], "lost": ["R"]}]})

    def test_a_file_whose_level_changes(self):
        old = self.write("a.yar", FIRST)
        new = self.write("b.yar", FIRST.replace("score = 80", "score = 20"))
        path = self.write("tree/a.txt", "sandpiper-needle")
        text = self.diff(old, new, self.tree, code=1)
        self.assertIn(f"{path}: malicious -> notice\n1 file with", text)

    def test_wrong_calls(self):
        path = self.write("a.yar", FIRST)
        for arguments in ([], [path], [path, "/no/such"],
                          [path, "nosuchpack"]):
            self.assertEqual(self.diff(*arguments, code=2), "")


if __name__ == "__main__":
    harness.main()
