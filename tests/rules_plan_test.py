# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules plan`."""
import json

import harness

RULES = """
rule Both { strings: $a = "sandpiper" nocase $b = "dunlin"
            condition: filesize < 1KB and $a and $b }
rule Always { condition: filesize > 3 and filesize < 9 }
rule Never { condition: filesize < 3 and filesize > 9 }
private rule Hidden { strings: $a = "whimbrel" condition: $a }
"""


class PlanTest(harness.TestCase):
    def plan(self, *arguments, code=0):
        done = self.run_program("rules", "plan", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout.decode()

    def test_text(self):
        path = self.write("mine.yar", RULES)
        self.assertEqual(self.plan(path), """\
mine.Both
  needs filesize <= 1023 and $a and $b
  looks for "sandpiper" nocase
mine.Always
  needs filesize in (4..8)
  always runs: no fixed text is needed for it to hold
mine.Never
  needs never
  never runs
mine.Hidden
  needs $a
  runs only where a rule that refers to it does
""")

    def test_json(self):
        path = self.write("mine.yar", RULES)
        rules = json.loads(self.plan("-f", "json", path))["rules"]
        self.assertEqual([(r["rule"], r["runs"]) for r in rules],
                         [("Both", "when-found"), ("Always", "always"),
                          ("Never", "never"), ("Hidden", "with-others")])
        self.assertEqual(rules[0], {
            "rule": "Both", "pack": "mine", "runs": "when-found",
            "needs": "filesize <= 1023 and $a and $b",
            "looks_for": ['"sandpiper" nocase']})

    def test_a_folder_and_the_built_in_rules(self):
        self.write("pack/a.yar", RULES)
        self.assertIn("a.Both\n", self.plan(self.path("pack")))
        every = json.loads(self.plan("-f", "json"))["rules"]
        self.assertGreater(len(every), 300)
        self.assertIn("when-found", {r["runs"] for r in every})

    def test_wrong_calls(self):
        self.plan("/no/such", code=2)


if __name__ == "__main__":
    harness.main()
