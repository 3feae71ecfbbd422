# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules check`: places and hints, silencing, configuration and
formats."""
import json
import os

import harness
from rules_check_case import META, CheckCase


class Errors(CheckCase):
    def test_every_error_of_every_rule_with_its_place(self):
        source = f"""rule A {{ {META}
  strings:
    $a = "sandpiper\\x2d1"
    $b = "sandpiper\\x2d2"
  condition:
    $a and $c and
    #d > 2
}}
rule B {{ {META} condition: oops }}
rule C {{ {META} condition: filesize = 5 }}
rule D {{ {META} strings: $a = "sandpiper\\x2d3" condition: $a }}
"""
        self.assertEqual(self.findings(source), [
            "4:5 unused-string", "6:12 compile-error", "7:5 compile-error",
            "9:55 compile-error", "10:64 compile-error"])

    def test_hints(self):
        self.assertIn("'$page'", self.hint("$pages and $page"))
        self.assertIn('import "pe"', self.hint("$page and pe.is_dll()"))
        self.assertIn("line 2", self.hint("$page and B\n} rule B "
                                          f"{{ {META} condition: filesize > 1"))
        self.assertIn("'filename'", self.hint('$page and filenam == "x"'))
        self.assertIn("'pe'", self.hint("$page", before='import "pee"\n'))
        self.assertEqual(self.hint("$page && $page"), "write `and`")
        self.assertEqual(self.hint("$page and filesize = 1"), "== compares")
        self.assertIn("'fullword'", self.hint(
            "$page", strings='$page = "sandpiper\\x2d1" fullwords'))
        self.assertIn("double quotes", self.hint(
            "$page", strings="$page = 'sandpiper'"))
        self.assertIn("backslash", self.hint(
            "$page", strings='$page = "\\d"'))
        self.assertIn("typographic", self.hint(
            "$page", strings="$page = \u201csandpiper\u201d"))

    def test_every_wrong_string_and_key_of_a_rule(self):
        source = """rule A {
  meta:
    description = Detects it
    score = 7.5
  strings:
    $a = /eval(/
    $b = { 4D 5 } nocase
    $c = 'x'
    d = "sandpiper"
    $e = "sandpiper\\x2d1" wide
  condition:
    all of them;
}
"""
        self.assertEqual(self.findings(source), [
            "3:19 compile-error", "4:13 compile-error", "6:16 compile-error",
            "7:16 compile-error", "8:10 compile-error", "9:5 compile-error",
            "12:16 compile-error"])

    def test_hints_for_what_beginners_write(self):
        for wrong, hint in (
                ("meta description = 1", "have a colon"),
                ("meta: date = 2026-11-22", "and so dates"),
                ("strings: a = 1", "begins with $"),
                ("strings: $a = {00} nocase", "no modifier but private"),
                ("strings: $a = /ab/ xor", "for texts only"),
                ("strings: $a = /a(?=b)/", "begin with (?"),
                ("strings: $a = /a(b/", "has a \\ before it"),
                ("strings: $a = {0x00}", "have no 0x"),
                ('strings: $a = "sand" condition: all of $a', "parentheses"),
                ("condition: filesize < 10 KB", "without a blank"),
                ('strings: $a = "sand" condition: $a $a', "write `and` or")):
            with self.subTest(wrong):
                path = self.write("pack/a.yar", "rule A { " + wrong + " }")
                first = self.check(path)["findings"][0]
                self.assertEqual(first["lint"], "compile-error")
                self.assertIn(hint, first["hint"])

    def test_a_byte_order_mark_is_one_warning(self):
        path = self.write("pack/a.yar", "\ufeffrule A { " + META + "strings: "
                          '$a = "sandpiper\\x2d1" condition: $a }')
        finding, = self.check(path)["findings"]
        self.assertEqual((finding["level"], finding["line"]), ("warning", 1))
        self.assertIn("byte order mark", finding["message"])
        found = self.write("tree/a.txt", "sandpiper-1")
        self.assertEqual(self.scan(found, rules=["-r", path]).code, 1)

    def test_the_caret_stands_below_wide_characters(self):
        path = self.write("a.yar", "rule A { condition: /* \u65e5\u672c e\u0301"
                          " */ oops }")
        done = self.run_program("rules", "check", path)
        line, caret = [x.split(" | ", 1)[1]
                       for x in done.stdout.decode().splitlines()
                       if " | " in x][-2:]
        # Two wide characters, and one that takes no place.
        self.assertEqual(caret.index("^"), line.index("oops") + 2 - 1)
        self.assertEqual(caret.count("~"), 3)

    def test_what_names_nothing_is_said_of_the_line(self):
        path = self.write("a.yar", "rule A {\n  condition:\n"
                          "    filesize > 1 and filename == 5\n}")
        finding = [f for f in self.check(path)["findings"]
                   if f["level"] == "error"][0]
        self.assertEqual((finding["column"], finding["end_column"]), (5, 35))

    def test_a_second_rule_of_a_name(self):
        path = self.write("pack/a.yar", f"""rule A {{ {META} condition: false }}
rule A {{ {META} strings: $a = "sandpiper\\x2d1" condition: $a }}""")
        errors = [f for f in self.check(path)["findings"]
                  if f["level"] == "error"]
        self.assertEqual([(e["line"], e["hint"]) for e in errors],
                         [(2, "defined first at line 1")])

    def test_text_shows_the_line_and_a_caret(self):
        path = self.write("pack/a.yar", f"rule A {{ {META}\n  condition:\n"
                          "\t$b\n}\n")
        done = self.run_program("rules", "check", path)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f'{path}:3:2: error: undefined string "$b" '
                      "[compile-error]\n     3 | $b\n       | ^~\n"
                      "       = the rule has no strings\n",
                      done.stdout.decode())
        self.assertTrue(done.stdout.endswith(
            b"1 file, 1 rule: 1 error, 0 warnings, 0 notes\n"))

    def test_long_lines_are_cut_and_hostile_ones_escaped(self):
        path = self.write("pack/\x1b[31m.yar", f"rule A {{ {META} condition: " +
                          "filesize > 1 and " * 100 + "$b and \x1b[31m }")
        done = self.run_program("rules", "check", path)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn(b"\x1b", done.stdout)
        self.assertLess(max(map(len, done.stdout.splitlines())), 200)

    def test_rules_of_files_before_in_the_folder(self):
        self.write("pack/a.yar", f'rule A {{ {META} strings: $a = '
                   '"sandpiper\\x2d1" condition: $a }')
        self.write("pack/b.yar", f"rule B {{ {META} condition: A and "
                   "filesize > 1 }")
        self.assertEqual(self.check(self.path("pack"))["findings"], [])
        self.write("pack/a.yar", f"rule A {{ {META} condition: C }}")
        self.write("pack/c.yar", f"rule C {{ {META} condition: B }}")
        found = {os.path.basename(f["path"]): f.get("hint", "")
                 for f in self.check(self.path("pack"))["findings"]
                 if f["lint"] == "compile-error"}
        self.assertIn("c.yar has that name", found["a.yar"])

    def test_external_variables(self):
        path = self.write("pack/a.yar", f'rule A {{ {META} strings: $a = '
                          '"sandpiper\\x2d1" condition: $a and mine == 5 }')
        self.assertEqual(len(self.check(path)["findings"]), 1)
        self.check("-d", "mine=5", path, code=0)


class Silence(CheckCase):
    def rule(self, comment_above="", comment_behind=""):
        return (f"rule A {{ {META}\nstrings:\n$a = \"sandpiper\\x2d1\"\n"
                f"condition:\n{comment_above}\nfilesize < 10 and $a "
                f"{comment_behind}\n}}\n")

    def test_on_the_line_and_above_it(self):
        reason = "beachcomb: allow(size-limit) small ones only"
        self.assertEqual(self.findings(self.rule()), ["6:1 size-limit"])
        for rule in (self.rule("// " + reason), self.rule("", "// " + reason),
                     self.rule("/* " + reason + " */"),
                     self.rule("// " + reason + "\n\n// another comment")):
            self.assertEqual(self.findings(rule), [])
            report = self.check(self.path("pack/a.yar"))
            self.assertEqual([s["reason"] for s in report["silenced"]],
                             ["small ones only"])

    def test_only_there_and_only_that_lint(self):
        self.assertEqual(
            self.findings(self.rule("// beachcomb: allow(short-string) why")),
            ["5:1 unused-allow", "6:1 size-limit"])
        self.assertEqual(
            self.findings("// beachcomb: allow(size-limit) why\n" +
                          self.rule()),
            ["1:1 unused-allow", "7:1 size-limit"])

    def test_comments_that_are_wrong(self):
        self.assertEqual(
            self.findings(self.rule("// beachcomb: allow(size-limit)")),
            ["5:1 bad-allow"])
        self.assertEqual(
            self.findings(self.rule("// beachcomb: allow(size-limt) why")),
            ["5:1 bad-allow", "6:1 size-limit"])
        self.assertEqual(self.findings(self.rule("// beachcomb: ignore")),
                         ["5:1 bad-allow", "6:1 size-limit"])

    def test_several_lints_and_no_errors(self):
        both = "// beachcomb: allow(size-limit, always-runs) why"
        self.assertEqual(self.findings(self.rule(both)), [])
        self.assertEqual(
            self.findings(f"rule A {{ {META}\ncondition:\n// beachcomb: "
                          "allow(compile-error) why\nx }"),
            ["3:1 unused-allow", "4:1 compile-error"])


class Configuration(CheckCase):
    RULE = ('rule A : x { meta: author = "me" strings: $a = "sandpiper\\x2d1" '
            "condition: filesize < 10KB and $a }")

    def test_it_is_found_above_the_rules_or_named(self):
        self.assertEqual(self.findings(self.RULE), ["1:6 missing-metadata"])
        self.write("beachcomb.toml", "[check.meta.author]\nrequired = true\n")
        self.assertEqual(self.findings(self.RULE), [])
        other = self.write("other.toml",
                           '[check]\nname = "^B"\ntags = ["y"]\n'
                           "size-limit = 20000\n[check.meta.author]\n"
                           'pattern = "^you$"\n[check.meta.score]\n'
                           "required = true\n")
        self.assertEqual(self.findings(self.RULE, "--config", other), [
            "1:6 missing-metadata", "1:6 rule-name", "1:10 unknown-tag",
            "1:20 malformed-metadata", "1:76 size-limit"])

    def test_lints_can_be_left_out_with_a_reason(self):
        config = self.write("c.toml", '[check.disable]\nmissing-metadata = '
                            '"not yet"\n')
        self.assertEqual(self.findings(self.RULE, "--config", config), [])

    def test_types_of_values(self):
        config = self.write("c.toml", "\n".join(
            f'[check.meta.{t}]\ntype = "{t}"' for t in
            ("text", "integer", "boolean", "date", "hash", "url")) +
            "\nmin = 3\n")
        good = ('text = "x" integer = 3 boolean = true date = "2024-02-29" '
                f'hash = "{"aB" * 16}" url = "https://example.org/x"')
        bad = ('text = 1 integer = "3" boolean = 1 date = "2023-02-29" '
               'hash = "abc" url = "example.org"')
        rule = ('rule A {{ meta: {} strings: $a = "sandpiper\\x2d1" '
                "condition: $a }}")
        self.assertEqual(self.findings(rule.format(good), "--config", config),
                         [])
        self.assertEqual(
            len(self.findings(rule.format(bad), "--config", config)), 6)

    def test_mistakes_in_it(self):
        path = self.write("pack/a.yar", self.RULE)
        for text, message in (
                ("[check", "1:"), ("[chek]\n", "did you mean 'check'"),
                ("[check]\nnames = 1\n", "did you mean 'name'"),
                ("[check]\nname = '('\n", "missing"),
                ("[check]\nname = 5\n", "regular expression"),
                ("[check.disable]\nsize-limt = 'x'\n", "'size-limit'"),
                ("[check.disable]\nsize-limit = ''\n", "say why"),
                ("[check.meta.a]\ntype = 'int'\n", "must be one of"),
                ("[check.meta.a]\nrequired = 1\n", "true or false")):
            config = self.write("c.toml", text)
            done = self.run_program("rules", "check", "--config", config, path)
            self.assertEqual(done.returncode, 2, text)
            self.assertEqual(done.stdout, b"")
            self.assertIn(message, done.stderr.decode(), text)
            self.assertIn("c.toml:", done.stderr.decode(), text)

    def test_wrong_calls(self):
        for arguments in (["/no/such/rules"], ["-f", "xml"],
                          ["--config", "/no/such/file"],
                          ["--tree", "/no/such/tree"]):
            done = self.run_program("rules", "check", *arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertTrue(done.stderr.startswith(b"beachcomb: error: "))


class Tree(CheckCase):
    def test_the_share_of_files_is_counted(self):
        for i in range(20):
            self.write(f"tree/{i}.txt",
                       "a sandpiper" if i < 5 else "nothing of it")
        path = self.write("pack/a.yar", f'rule A {{ {META} strings: $a = '
                          '"s\\x61ndpiper" condition: $a }')
        self.assertEqual(self.check(path)["findings"], [])
        report = self.check("--tree", self.tree, path)
        self.assertEqual(report["tree_files"], 20)
        (finding,) = report["findings"]
        self.assertEqual(finding["lint"], "common-string")
        self.assertIn("25 % of the files", finding["hint"])


class Formats(CheckCase):
    def test_sarif(self):
        path = self.write("pack/a b.yar", f"rule A {{ {META}\ncondition:\n"
                          "/* \u00e9\u00e9 */ oops }\n"
                          f"rule B {{ {META} strings: $a = "
                          '"sandpiper\\x2d1" condition:\n// beachcomb: '
                          "allow(size-limit) small\nfilesize < 9 and $a }")
        done = self.run_program("rules", "check", "-f", "sarif", path)
        self.assertEqual(done.returncode, 1)
        sarif = json.loads(done.stdout)
        self.assertEqual(sarif["version"], "2.1.0")
        (run,) = sarif["runs"]
        known = {r["id"] for r in run["tool"]["driver"]["rules"]}
        error, silenced = run["results"]
        self.assertEqual((error["ruleId"], error["level"]),
                         ("compile-error", "error"))
        self.assertNotIn("suppressions", error)
        place = error["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"],
                         "file://" + path.replace(" ", "%20"))
        # Characters, not bytes.
        self.assertEqual(place["region"], {"startLine": 3, "startColumn": 10,
                                           "endColumn": 14})
        self.assertEqual(run["columnKind"], "unicodeCodePoints")
        self.assertEqual(silenced["suppressions"],
                         [{"kind": "inSource", "justification": "small"}])
        self.assertLessEqual({r["ruleId"] for r in run["results"]}, known)

    def test_what_is_silenced_is_shown_when_asked(self):
        path = self.write("pack/a.yar", f'rule A {{ {META} strings: $a = '
                          '"sandpiper\\x2d1" condition: filesize < 9 and $a '
                          "// beachcomb: allow(size-limit) small\n}")
        done = self.run_program("rules", "check", path)
        self.assertEqual(done.stdout, b"1 file, 1 rule: 0 errors, 0 warnings, "
                         b"0 notes, 1 silenced\n")
        done = self.run_program("rules", "check", "-v", path)
        self.assertIn(b"= silenced: small", done.stdout)
        self.assertEqual(done.returncode, 0)


class BuiltIn(CheckCase):
    def test_the_packs_have_no_findings(self):
        packs = os.path.join(harness.ROOT, "signatures")
        report = self.check(packs, code=0)
        self.assertGreater(report["rules"], 300)
        self.assertEqual(self.check(code=0)["rules"], report["rules"])


if __name__ == "__main__":
    harness.main()
