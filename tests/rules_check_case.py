# SPDX-License-Identifier: Apache-2.0
"""What the tests of `beachcomb rules check` have in common."""
import json

import harness

META = 'meta: description = "Detects it" '


class CheckCase(harness.TestCase):
    def check(self, *arguments, code=None):
        done = self.run_program("rules", "check", "-f", "json", *arguments)
        self.assertEqual(done.stderr, b"")
        report = json.loads(done.stdout)
        expected = (1 if report["findings"] else 0) if code is None else code
        self.assertEqual(done.returncode, expected)
        self.assertEqual(report["passed"], not report["findings"])
        return report

    def findings(self, source, *arguments, name="a.yar"):
        """Of one file, as "line:column lint"."""
        path = self.write("pack/" + name, source)
        return [f"{f['line']}:{f['column']} {f['lint']}"
                for f in self.check(*arguments, path)["findings"]]

    def hint(self, condition, before="", strings='$page = "sandpiper\\x2d1"'):
        """The hint of the only error in a rule with this condition."""
        source = (f"{before}rule A {{ {META} strings: {strings} condition: "
                  f"{condition} }}")
        path = self.write("pack/a.yar", source)
        errors = [f for f in self.check(path)["findings"]
                  if f["level"] == "error"]
        self.assertEqual(len(errors), 1, errors)
        return errors[0].get("hint")
