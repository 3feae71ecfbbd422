# SPDX-License-Identifier: Apache-2.0
"""docs/lints.md: a section for each lint, whose examples do what it says."""
import json
import os
import re

import harness
from rules_check_case import CheckCase

DOCS = os.path.join(harness.ROOT, "docs", "lints.md")


class Sections(CheckCase):
    def sections(self):
        with open(DOCS, encoding="utf-8") as file:
            text = file.read().split("\n# The lints\n")[1]
        for section in re.split(r"(?m)^## ", text)[1:]:
            name, body = section.split("\n", 1)
            yield name, body

    def test_each_lint_has_its_section_in_order(self):
        done = self.run_program("rules", "check", "-f", "sarif",
                                self.write("a.yar", ""))
        rules = json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"]
        self.assertEqual([name for name, _ in self.sections()],
                         [rule["id"] for rule in rules])

    def test_examples(self):
        seen = 0
        for name, body in self.sections():
            if name == "not-understood":
                continue  # there is no such rule
            blocks = dict(re.findall(r"(Bad|Good):\n\n```yara\n(.*?)```", body,
                                     re.S))
            config = re.search(r"```toml\n(.*?)```", body, re.S)
            options = []
            if config:
                options = ["--config", self.write("c.toml", config[1] +
                           "[check.meta.description]\nrequired = true\n")]
            with self.subTest(name):
                bad = self.findings(blocks["Bad"], *options)
                self.assertEqual({f.split()[1] for f in bad}, {name})
                self.assertEqual(self.findings(blocks["Good"], *options), [])
                for rule in blocks.values():
                    done = self.run_program("rules", "fmt", "-",
                                            input=rule.encode())
                    self.assertEqual(done.stdout.decode(), rule)
            seen += 1
        self.assertGreater(seen, 20)


if __name__ == "__main__":
    harness.main()
