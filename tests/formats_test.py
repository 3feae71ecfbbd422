# SPDX-License-Identifier: Apache-2.0
"""cef, csv, junit, json and html: read back as strictly as their
specifications have it, whatever files and rules are called."""
import base64
import collections
import csv
import io
import json
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

import harness

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "schemas")

NAMES = [
    b"=cmd|' /C calc'!A0.php", b"+1.php", b"-1.php", b"@SUM(1).php",
    b" =1.php", "\uff1d1.php".encode(), b"a|b=c\\d.php", b"two\nlines.php",
    b"\xff\xfe.php", b"\x01\x1b[31m.php", b"<&>\"'.php", b"]]>.php",
    "gpj.\u202ephp".encode(), "\uffff\ufffe.php".encode(), b"a,b;c\td.php",
    b"\r.php", b"\"quoted\".php", b"&#1;.php", b"%n cs1=x cs1Label=y.php",
    b"x" * 250 + b".php",
]
RULES = r"""
rule Shell {
  meta: score = 86 family = "=China|Chopper" mitre = "T1505.003,T1190"
        description = "made up: a|b=c\\d \"q\" <i>" reference = "https://a.b/"
  strings: $a = "sandpiper-needle" condition: $a
}
rule Also { meta: score = 40 strings: $b = /sandpiper-[a-z]+/ condition: $b }
"""


class Formats(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.rules = self.write("rules.yar", RULES)

    def render(self, name, *arguments, code=1, cwd=None):
        done = self.run_program("scan", "-r", self.rules, "-f", name,
                                *arguments, cwd=cwd or self.dir)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout.decode("utf-8")

    def hostile(self):
        for name in NAMES:
            self.write(os.path.join(b"tree", name), b"\n" + harness.NEEDLE)
        # Not a layer, but bytes around a match.
        self.write("tree/bytes", b"\x00\xff<\"|=\\" + harness.NEEDLE)

    def odd(self):
        """A file of each kind: (path, what is to be said of it)."""
        self.write("tree/clean.txt", b"nothing")
        os.symlink("nowhere", self.path("tree", "link"))
        with zipfile.ZipFile(self.path("tree", "in.zip"), "w",
                             zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("web/a.php", harness.NEEDLE)
        self.write("tree/broken.zip", b"PK\x03\x04 and no more of it")
        self.write("tree/found.php", harness.NEEDLE)


KEYS = {  # of the extension dictionary: type, most characters
    "rt": (int, 0), "start": (int, 0), "dvchost": (str, 100),
    "fname": (str, 1023), "filePath": (str, 1023), "fsize": (int, 0),
    "fileHash": (str, 255), "fileModificationTime": (int, 0),
    "externalId": (str, 40), "cat": (str, 1023), "cnt": (int, 0),
    "msg": (str, 1023), "reason": (str, 1023), "outcome": (str, 63)}
for n in "123456":
    KEYS["cs" + n] = (str, 4000)
    KEYS[f"cs{n}Label"] = (str, 1023)
for n in "123":
    KEYS["cn" + n] = (int, 0)
    KEYS[f"cn{n}Label"] = (str, 1023)

HEADER = re.compile(r"CEF:0\|" + r"((?:[^|\\]|\\[|\\])*)\|" * 6 + "(.*)")
PAIR = re.compile(r"(\w+)=((?:[^=\\]|\\[=\\nr])*)(?: (?=\w+=)|$)")


def parse_cef(line):
    """Header fields and extension; raises when any byte is out of place."""
    found = HEADER.fullmatch(line)
    if not found:
        raise ValueError(f"header: {line}")
    header = [re.sub(r"\\([|\\])", r"\1", f) for f in found.groups()[:6]]
    extension, at, text = {}, 0, found[7]
    while at < len(text):
        pair = PAIR.match(text, at)
        if not pair or pair[1] in extension:
            raise ValueError(f"extension at {at}: {text}")
        kind, most = KEYS[pair[1]]
        value = re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(
            m[1], m[1]), pair[2])
        if most and len(value) > most:
            raise ValueError(f"{pair[1]} is too long")
        extension[pair[1]] = kind(value)
        at = pair.end()
    return header, extension


class Cef(Formats):
    def events(self, *arguments, **options):
        lines = self.render("cef", *arguments, **options).split("\n")
        self.assertEqual(lines.pop(), "")
        events = [parse_cef(line) for line in lines]
        for header, extension in events:
            self.assertEqual(header[:2], ["beachcomb", "beachcomb"])
            self.assertIn(int(header[5]), range(11))
            self.assertLessEqual(len(header[3]), 1023)
            self.assertLessEqual(len(header[4]), 512)
            for key in extension:
                if re.fullmatch(r"c[sn]\d", key):
                    self.assertIn(key + "Label", extension)
        return events

    def test_a_finding(self):
        path = self.write("tree/a.php", b"\n x" + harness.NEEDLE)
        os.utime(path, (1600000000, 1600000000))
        events = self.events("--min-score", "80", self.tree)
        self.assertEqual(len(events), 2)
        header, event = events[0]
        self.assertEqual(header[3:], [
            "rules.Shell", 'made up: a|b=c\\d "q" <i>', "8"])
        self.assertEqual(event["filePath"], path)
        self.assertEqual(event["fname"], "a.php")
        self.assertEqual(event["fsize"], 30)
        self.assertEqual(event["fileModificationTime"], 1600000000000)
        self.assertRegex(event["fileHash"], "^[0-9a-f]{64}$")
        self.assertEqual((event["cs2Label"], event["cs2"]),
                         ("family", "=China|Chopper"))
        self.assertEqual(event["cs3"], "T1505.003 T1190")
        self.assertEqual((event["cn1Label"], event["cn1"]), ("score", 86))
        self.assertEqual((event["cn3Label"], event["cn3"]), ("line", 2))
        header, event = events[1]
        self.assertEqual(header[3:], ["run", "A scan ended", "0"])
        self.assertEqual((event["cnt"], event["cn1"]), (1, 1))
        self.assertEqual(event["outcome"], "success")

    def test_whatever_files_are_called(self):
        self.hostile()
        paths = {e["filePath"] for h, e in self.events(self.tree)
                 if h[3] == "rules.Shell"}
        self.assertEqual(len(paths), len(NAMES) + 1)
        self.assertIn(self.tree + "/a|b=c\\d.php", paths)
        self.assertIn(self.tree + "/two\\nlines.php", paths)

    def test_the_unread_are_events(self):
        self.odd()
        events = self.events("--all", self.tree, self.path("none"))
        kinds = collections.Counter(h[3] for h, e in events)
        self.assertEqual(kinds, {
            "rules.Shell": 2, "rules.Also": 2, "unread.damaged": 1,
            "unread.not-found": 1, "skipped.symlink": 1, "clean": 1,
            "run": 1})
        unread = [(h, e) for h, e in events if h[3] == "unread.not-found"]
        self.assertEqual(unread[0][1]["outcome"], "failure")
        self.assertEqual(events[-1][1]["outcome"], "failure")
        self.assertIn("web/a.php", str(events))

    def test_a_long_name_is_cut_between_characters(self):
        folder = self.tree
        for _ in range(5):
            folder = os.path.join(folder, "\u20ac" * 80)
        self.write(os.path.join(folder, "a.php"), harness.NEEDLE)
        header, event = self.events(self.tree)[0]
        self.assertTrue(event["filePath"].endswith("\u20ac\u2026"))
        self.assertLessEqual(len(event["filePath"].encode()), 1023)
        self.assertEqual(event["fname"], "a.php")


class Csv(Formats):
    def rows(self, *arguments, **options):
        text = self.render("csv", *arguments, **options)
        self.assertNotRegex(text, r"[^\r]\n")
        self.assertNotRegex(text.replace("\r\n", ""), r"[\x00-\x1f]")
        table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual({len(row) for row in table}, {24})
        return [dict(zip(table[0], row)) for row in table[1:]]

    @staticmethod
    def path_of(row):
        if row["path_base64"]:
            return base64.b64decode(row["path_base64"], validate=True)
        return row["path"].encode()

    def test_a_row_for_each_finding(self):
        path = self.write("tree/a.php", b"\n x" + harness.NEEDLE)
        rows = self.rows(self.tree)
        self.assertEqual([r["rule"] for r in rows], ["Shell", "Also"])
        row = rows[0]
        self.assertEqual(self.path_of(row), path.encode())
        self.assertEqual(
            [row[k] for k in ("outcome", "level", "score", "pack", "mitre",
                              "line", "column", "offset", "string", "size")],
            ["detected", "malicious", "86", "rules", "T1505.003 T1190", "2",
             "8", "8", "$a", "30"])
        self.assertEqual(row["family"], "'=China|Chopper")
        self.assertEqual(row["description"], 'made up: a|b=c\\d "q" <i>')

    def test_no_cell_begins_a_formula_and_each_path_is_known(self):
        self.hostile()
        rows = self.rows(self.tree)
        # Names that stand at the beginning of a path.
        rows += self.rows("--", *map(os.fsdecode, NAMES[:6]), cwd=self.tree)
        paths = {self.path_of(r) for r in rows if r["rule"] == "Shell"}
        tree = os.fsencode(self.tree)
        self.assertEqual(paths, {os.path.join(tree, name) for name in NAMES} |
                         set(NAMES[:6]) | {tree + b"/bytes"})
        for row in rows:
            for cell in row.values():
                self.assertNotRegex(cell, "^ *[=+@\uff1d\uff0b\uff0d\uff20-]")

    def test_every_text_is_in_quotes(self):
        self.write("tree/a;=1+1.php", harness.NEEDLE)
        text = self.render("csv", self.tree)
        self.assertIn('a;=1+1.php"', text)
        for line in text.splitlines()[1:]:
            bare = re.sub(r'"(?:[^"]|"")*"', "", line)
            self.assertRegex(bare, r"^[\d,]*$")

    def test_the_unread_have_rows(self):
        self.odd()
        rows = self.rows("--all", self.tree, self.path("none"))
        outcomes = {os.path.basename(self.path_of(r)).decode():
                    (r["outcome"], r["reason"]) for r in rows}
        self.assertEqual(outcomes, {
            "clean.txt": ("clean", ""), "link": ("skipped", "symlink"),
            "in.zip": ("detected", ""), "broken.zip": ("failed", "damaged"),
            "found.php": ("detected", ""), "none": ("failed", "not-found")})
        row = next(r for r in rows if r["path"].endswith("in.zip"))
        self.assertEqual(row["chain"], "in.zip > web/a.php")
        self.assertEqual(row["layer"], "1")

    def test_nothing_is_a_header(self):
        self.assertEqual(self.rows(self.tree, code=0), [])


class Junit(Formats):
    def suite(self, *arguments, **options):
        text = self.render("junit", *arguments, **options)
        path = self.write("report.xml", text)
        done = subprocess.run(
            ["xmllint", "--noout", "--nonet", "--schema",
             os.path.join(SCHEMAS, "junit.xsd"), path],
            check=False, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        suite = ElementTree.fromstring(text.encode())[0]
        cases = suite.findall("testcase")
        for attribute, element in (("failures", "failure"),
                                   ("errors", "error"),
                                   ("skipped", "skipped")):
            having = [c for c in cases if c.find(element) is not None]
            self.assertEqual(int(suite.get(attribute)), len(having))
        self.assertEqual(int(suite.get("tests")), len(cases))
        return suite, cases

    def test_whatever_files_are_called(self):
        self.hostile()
        _, cases = self.suite(self.tree)
        names = {c.get("name") for c in cases}
        self.assertEqual(len(cases), len(NAMES) + 2)
        self.assertLessEqual({"<&>\"'.php", "]]>.php", "&#1;.php",
                              "\\u{ffff}\\u{fffe}.php"}, names)

    def test_each_outcome(self):
        self.odd()
        _, cases = self.suite("--all", self.tree, self.path("none"))
        said = {c.get("name"): [(e.tag, e.get("type")) for e in c]
                for c in cases}
        self.assertEqual(said, {
            "clean.txt": [], "link": [("skipped", "symlink")],
            "in.zip": [("failure", "malicious"), ("failure", "suspicious")],
            "found.php": [("failure", "malicious"), ("failure", "suspicious")],
            "broken.zip": [("error", "damaged")],
            "none": [("error", "not-found")],
            "everything was scanned": [("error", "unread")]})
        case = next(c for c in cases if c.get("name") == "found.php")
        self.assertEqual(case.get("classname"), self.tree)
        self.assertIn("line 1:6", case[0].text)

    def test_a_run_that_found_nothing_is_no_empty_report(self):
        self.write("tree/clean", b"x")
        suite, cases = self.suite(self.tree, code=0)
        self.assertEqual([(c.get("name"), len(c)) for c in cases],
                         [("everything was scanned", 0)])
        self.assertEqual(suite.get("failures"), "0")


class Json(Formats):
    def test_the_objects_of_ndjson(self):
        self.hostile()
        self.odd()
        arguments = ["--sort", "path", "--all", self.tree]
        lines = [json.loads(line) for line in
                 self.render("ndjson", *arguments).splitlines()]
        whole = json.loads(self.render("json", *arguments))
        self.assertEqual(list(whole), ["verdicts", "summary"])
        self.assertEqual(whole["verdicts"], lines[:-1])
        whole["summary"]["seconds"] = lines[-1]["seconds"]
        self.assertEqual(whole["summary"], lines[-1])

    def test_nothing(self):
        self.assertEqual(json.loads(self.render("json", self.tree, code=0))
                         ["verdicts"], [])


class Html(Formats):
    def test_it_is_the_page_of_the_notice(self):
        self.hostile()
        self.odd()
        page = self.render("html", "-o", self.path("page.html"), "-f",
                           "ndjson", "-o", self.path("scan.ndjson"),
                           "--sort", "path", self.tree)
        self.assertEqual(page, "")
        done = self.run_program("report", "--from", self.path("scan.ndjson"))
        with open(self.path("page.html"), encoding="utf-8") as file:
            page = file.read()
        moment = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( UTC|Z)?"
        self.assertEqual(re.sub(moment, "", page),
                         re.sub(moment, "", done.stdout.decode()))
        self.assertNotIn("<&>\"'.php", page)


if __name__ == "__main__":
    harness.main()
