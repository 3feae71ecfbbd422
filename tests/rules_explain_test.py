# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules explain`: the program around the explanation. What an
explanation says is in explain_test.cc, that it is true in
explain_agrees_test.cc."""
import base64
import io
import json
import zipfile

import harness

RULES = """
rule Both { strings: $a = "sandpiper" $b = "plover" condition: all of them }
rule Bytes { strings: $a = { 01 02 ff } condition: $a at 4 }
"""


class RulesExplainTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.rules = self.write("mine.yar", RULES)

    def explain(self, *arguments, code):
        done = self.run_program("rules", "explain", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout.decode()

    def json(self, *arguments, code):
        return json.loads(self.explain("-f", "json", *arguments, code=code))

    def test_a_miss(self):
        path = self.write("a.txt", "one\na sandpiper\n")
        text = self.explain("-r", self.rules, "Both", path, code=0)
        self.assertIn("mine.Both does not match " + path, text)
        self.assertIn("$a = \"sandpiper\": 1 place\n    line 2, column 3: "
                      "a sandpiper\n", text)
        self.assertIn("$b = \"plover\": nowhere\n", text)
        self.assertTrue(text.endswith("to match, 1 part would have to change:\n"
                                      "  $b would have to occur\n\n"), text)
        self.assertNotIn("\x1b", text)
        report = self.json("-r", self.rules, "mine.Both", path, code=0)
        self.assertFalse(report["matches"])
        self.assertTrue(report["agrees"])
        one, = report["explanations"]
        self.assertEqual(one["condition"]["kind"], "so-many")
        self.assertEqual([p["truth"] for p in one["condition"]["parts"]],
                         ["yes", "no"])
        self.assertEqual(one["changes"],
                         [{"text": "$b", "value": "#b = 0", "wanted": True}])

    def test_a_match_and_bytes_in_hex(self):
        path = self.write("a.bin", b"\0\x80\x81\x82\x01\x02\xff\xfe")
        text = self.explain("-r", self.rules, "Bytes", path, code=1)
        self.assertIn("mine.Bytes matches", text)
        self.assertIn("    at 0x4: 01 02 ff\n", text)

    def test_layers(self):
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x/near.txt", "a plover " * 9)
            archive.writestr("x/hit.txt", "plover, sandpiper " * 9)
            archive.writestr("x/far.txt", "nothing")
        path = self.write("a.zip", zipped.getvalue())
        text = self.explain("-r", self.rules, "Both", path, code=1)
        self.assertIn("in it: x/hit.txt, 162 bytes: matches\n", text)
        self.assertNotIn("near.txt", text)
        self.assertIn("3 more layers; -v shows them\n", text)
        report = self.json("-r", self.rules, "Both", path, code=1)
        found = {e.get("chain", ""): e["matches"]
                 for e in report["explanations"]}
        self.assertEqual(found, {"": False, "x/near.txt": False,
                                 "x/hit.txt": True, "x/far.txt": False})
        self.assertIn("far.txt", self.explain("-v", "-r", self.rules, "Both",
                                              path, code=1))
        # Deeper, and as it is.
        code = b"<?php $x = base64_decode('" + base64.b64encode(
            b"/* sandpiper and plover */ echo 1;") + b"'); print($x);"
        path = self.write("a.php", code)
        self.explain("-r", self.rules, "Both", path, code=1)
        self.explain("-r", self.rules, "--shallow", "Both", path, code=0)

    def test_the_nearest_layer_is_shown(self):
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("far.txt", "nothing")
            archive.writestr("near.txt", "a plover " * 9)
        path = self.write("a.zip", zipped.getvalue())
        text = self.explain("-r", self.rules, "Both", path, code=0)
        self.assertIn("near.txt", text)
        self.assertNotIn("far.txt", text)

    def test_what_cannot_be_opened_is_no_clean_miss(self):
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("a.txt", "nothing in here " * 100)
        data = bytearray(zipped.getvalue())
        data[40:60] = b"\xff" * 20
        path = self.write("a.zip", bytes(data[:900]))
        report = self.json("-r", self.rules, "Both", path, code=2)
        self.assertIn("reason", report)

    def test_a_file_of_rules_and_the_built_in_packs(self):
        path = self.write("a.txt", "sandpiper")
        report = self.json(self.rules, path, code=0)
        self.assertEqual([e["rule"] for e in report["explanations"]],
                         ["Both", "Bytes"])
        plan = self.run_program("rules", "plan").stdout.decode()
        rule = plan.splitlines()[0]
        self.json(rule, path, code=0)

    def test_externals(self):
        self.write("ext.yar", "rule E { condition: mine == 5 and "
                              "extension == \".txt\" }")
        path = self.write("a.TXT", "x")
        self.json("-d", "mine=5", self.path("ext.yar"), path, code=1)
        report = self.json("-d", "mine=6", self.path("ext.yar"), path, code=0)
        self.assertEqual(
            report["explanations"][0]["condition"]["parts"][0]["value"],
            "mine = 6")

    def test_wrong_calls(self):
        path = self.write("a.txt", "x")
        for arguments in ([], ["Both"], ["-r", self.rules, "Bot", path],
                          ["-r", self.rules, "Both", "/no/such/file"],
                          ["-r", self.rules, "Both", self.dir],
                          ["-r", self.rules, self.rules, path],
                          ["-r", self.rules, "Both", path, path]):
            with self.subTest(arguments):
                done = self.run_program("rules", "explain", *arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                self.assertTrue(done.stderr.startswith(b"beachcomb: error: "))
        self.assertIn(b"did you mean 'Both'", self.run_program(
            "rules", "explain", "-r", self.rules, "Bot", path).stderr)

    def test_hostile_bytes_are_escaped(self):
        path = self.write(b"\x1b[31m.txt".decode(), "\x1b[31m sandpiper")
        text = self.explain("-r", self.rules, "Both", path, code=0)
        self.assertNotIn("\x1b", text)


if __name__ == "__main__":
    harness.main()
