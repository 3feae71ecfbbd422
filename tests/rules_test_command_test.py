# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules test`: what it says about packs that are as they should
be, and about every way in which they are not."""
import json
import os
import subprocess
import zipfile

import harness

RULES = """
rule Needle { strings: $a = "sandpiper-needle" condition: $a }
rule Hint { strings: $a = "sandpiper-hint" condition: $a }
private rule Hidden { strings: $a = "sandpiper" condition: $a }
"""


class RulesTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.pack = self.path("packs", "mine")
        self.write("packs/mine/all.yar", RULES)
        self.sample("hit/Needle/a.php", harness.NEEDLE)
        self.sample("hit/Hint/b.php", b"a sandpiper-hint")
        self.sample("miss/Hint/c.php", harness.NEEDLE)

    def sample(self, name, data):
        return self.write("packs/mine/samples/" + name, data)

    def check(self, *problems, code=None, paths=None):
        """The problems as "fault pack rule [sample]"; also those of -f text
        must be as many."""
        paths = paths or [self.path("packs")]
        done = self.run_program("rules", "test", "-f", "json", *paths)
        self.assertEqual(done.stderr, b"")
        report = json.loads(done.stdout)
        found = [" ".join(filter(None, [p["fault"],
                                        os.path.basename(p["pack"]),
                                        p["rule"], p.get("sample")]))
                 for p in report["problems"]]
        self.assertEqual(sorted(found), sorted(problems))
        self.assertEqual(report["passed"], not problems)
        expected = (1 if problems else 0) if code is None else code
        self.assertEqual(done.returncode, expected)
        text = self.run_program("rules", "test", *paths)
        self.assertEqual(text.returncode, expected)
        self.assertEqual(len(text.stdout.splitlines()), len(problems) + 1)
        return report

    def test_a_pack_that_is_as_it_should_be(self):
        report = self.check()
        self.assertEqual(
            {(r["rule"], r["hit"], r["miss"]) for r in report["rules"]},
            {("Needle", 1, 0), ("Hint", 1, 1)})
        self.check(paths=[self.pack])
        self.check(paths=[self.pack + "/", self.path("packs")])
        self.check(paths=[os.path.join(self.pack, "all.yar")])

    def test_a_rule_that_misses_its_sample(self):
        self.sample("hit/Needle/other.php", b"nothing in it")
        self.check("missed mine Needle samples/hit/Needle > other.php")

    def test_a_rule_that_hits_a_near_miss(self):
        self.sample("miss/Hint/c.php", b"a sandpiper-hint")
        self.check("wrong-hit mine Hint samples/miss/Hint > c.php")

    def test_a_rule_without_a_sample(self):
        os.unlink(self.path(self.pack, "samples/hit/Hint/b.php"))
        os.rmdir(self.path(self.pack, "samples/hit/Hint"))
        self.check("no-sample mine Hint")

    def test_a_pack_without_samples(self):
        self.write("packs/bare/a.yar", "rule A { condition: true }")
        self.check("no-sample bare A")

    def test_samples_without_a_rule(self):
        self.sample("hit/Gone/a.php", b"x")
        self.sample("miss/Hidden/a.php", b"x")  # private: reports nothing
        self.sample("hit/README.md", b"about these samples")
        self.check("no-rule mine Gone samples/hit/Gone",
                   "no-rule mine Hidden samples/miss/Hidden")
        # One file of a pack is not asked about the others.
        self.write("packs/mine/more.yar", "rule More { condition: true }")
        self.sample("hit/More.txt", b"x")
        self.check(paths=[os.path.join(self.pack, "more.yar")])

    def test_plain_files_and_folders_in_folders(self):
        self.sample("hit/Needle.two.php", harness.NEEDLE)
        self.sample("hit/Needle/deep/er.php", b"nothing")
        self.sample("miss/Needle.txt", harness.NEEDLE)
        self.check("missed mine Needle samples/hit/Needle > deep/er.php",
                   "wrong-hit mine Needle samples/miss/Needle.txt")

    def encrypted(self, name, members, password="infected"):
        folder = self.path("members")
        for member, data in members.items():
            self.write("members/" + member, data)
        target = self.sample(name, b"")
        subprocess.run(["bsdtar", "--format", "zip", "--options",
                        "zip:encryption=aes256", "--passphrase", password,
                        "-cf", target, "-C", folder, *members], check=True)

    def test_archives_with_and_without_the_password(self):
        self.encrypted("hit/Needle.zip", {"x/a.php": harness.NEEDLE,
                                          "x/b.php": b"nothing"})
        target = self.sample("miss/Needle.zip", b"")
        with zipfile.ZipFile(target, "w") as zipped:
            zipped.writestr("plain.php", harness.NEEDLE)
        report = self.check(
            "missed mine Needle samples/hit/Needle.zip > x/b.php",
            "wrong-hit mine Needle samples/miss/Needle.zip > plain.php")
        self.assertIn(3, [r["hit"] for r in report["rules"]])

    def test_archives_that_cannot_be_read(self):
        self.encrypted("hit/Needle.zip", {"a.php": harness.NEEDLE}, "other")
        self.check("unreadable mine Needle samples/hit/Needle.zip")
        self.sample("hit/Needle.zip", b"no archive at all")
        self.check("unreadable mine Needle samples/hit/Needle.zip")

    def test_an_archive_and_a_folder_without_files(self):
        os.makedirs(os.path.join(self.pack, "samples/miss/Needle"))
        with zipfile.ZipFile(self.sample("miss/Hint.zip", b""), "w"):
            pass
        self.check("empty mine Needle samples/miss/Needle",
                   "empty mine Hint samples/miss/Hint.zip")

    def test_a_rule_that_does_not_compile(self):
        self.write("packs/mine/bad.yar", "rule Bad { condition: oops }")
        self.sample("hit/Bad/a.php", b"x")
        path = os.path.join(self.pack, "bad.yar")
        report = self.check(f"not-compiled mine Bad {path}:1")
        self.assertIn("oops", report["problems"][0]["detail"])
        self.check(f"not-compiled mine Bad {path}:1", paths=[path])

    def test_rules_of_a_pack_see_each_other_but_not_those_of_another(self):
        self.write("packs/mine/more.yar",
                   "rule Both { condition: Hidden and Needle }")
        self.sample("hit/Both/a.php", harness.NEEDLE)
        # The same name in another pack is another rule.
        self.write("packs/other/a.yar", "rule Needle { condition: false }")
        self.write("packs/other/samples/hit/Needle/a.php", harness.NEEDLE)
        self.check("missed other Needle samples/hit/Needle > a.php")

    def test_the_name_of_a_sample_is_what_rules_see(self):
        self.write("packs/mine/name.yar",
                   'rule Name { condition: extension == ".jsp" and '
                   'filepath contains "/upload/" }')
        self.sample("hit/Name/web/upload/a.jsp", b"x")
        self.sample("miss/Name/web/a.jsp", b"x")
        self.check()

    def test_coverage_of_the_branches_of_a_loop(self):
        self.write("pack/a.yar", '''
rule R { strings: $a = "sandpiper" condition:
  for any i in (1..#a) : (@a[i] == 0 or
                          @a[i] > 100) }''')
        self.write("pack/samples/hit/R/a.txt", "sandpiper")
        command = ("rules", "test", "--coverage", "-f", "json",
                   self.path("pack"))
        cov, = json.loads(self.run_program(*command).stdout)["coverage"]
        self.assertEqual([p["text"] for p in cov["never_held"]],
                         ["@a[i] > 100"])
        self.assertEqual(cov["never_held"][0]["line"], 3)
        # In turns that are not kept, it may have held.
        self.write("pack/samples/hit/R/b.txt", "sandpiper" * 9)
        cov, = json.loads(self.run_program(*command).stdout)["coverage"]
        self.assertEqual(len(cov["never_held"]), 1)
        self.write("pack/samples/hit/R/c.txt", "x" + "sandpiper" * 9)
        cov, = json.loads(self.run_program(*command).stdout)["coverage"]
        self.assertEqual(cov["never_held"], [])

    def test_coverage(self):
        self.write("packs/mine/cov.yar",
                   'rule Cov { strings: $a = "plover" $b = "dunlin"\n'
                   'condition: ($a and filesize < 100) or\n'
                   '($b and filesize > 5000) }')
        self.sample("hit/Cov/a.txt", b"a plover")
        self.sample("miss/Cov/a.txt", b"a plover" + b" " * 200)
        path = os.path.join(self.pack, "cov.yar")
        report = self.check(paths=[path])
        self.assertNotIn("coverage", report)
        done = self.run_program("rules", "test", "--coverage", "-f", "json",
                                path)
        self.assertEqual(done.returncode, 0)
        cov, = json.loads(done.stdout)["coverage"]
        self.assertEqual(cov["strings"], 2)
        self.assertEqual(cov["strings_unseen"], ['$b = "dunlin"'])
        self.assertEqual(cov["parts"], 5)  # or, and, size, and, size
        self.assertEqual(
            cov["never_held"],
            [{"text": "($b and filesize > 5000)", "line": 3},
             {"text": "filesize > 5000", "line": 3}])
        self.assertEqual(cov["never_failed"], [])
        text = self.run_program("rules", "test", "--coverage", path)
        lines = text.stdout.decode().splitlines()
        self.assertTrue(lines[0].endswith('Cov no sample has $b = "dunlin"'))
        self.assertEqual(
            lines[3], "coverage: 1 of 2 strings are in a sample; of 5 parts "
            "of conditions 3 hold in one and 5 fail in one")

    def test_external_variables(self):
        self.write("packs/mine/ext.yar", "rule Ext { condition: mine == 5 }")
        self.sample("hit/Ext/a", b"x")
        done = self.run_program("rules", "test", "-d", "mine=5", self.pack)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_wrong_calls(self):
        empty = self.path("empty")
        os.mkdir(empty)
        for arguments in ([], ["/no/such/folder"], [empty],
                          ["-f", "xml", self.pack],
                          [self.pack, "/no/such/folder"]):
            with self.subTest(arguments):
                done = self.run_program("rules", "test", *arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                self.assertTrue(done.stderr.startswith(b"beachcomb: error: "))

    def test_names_of_samples_are_escaped(self):
        self.sample(b"hit/Needle/\x1b[31m\xff.php".decode(
            "utf-8", "surrogateescape"), b"nothing")
        done = self.run_program("rules", "test", self.pack)
        self.assertEqual(done.returncode, 1)
        self.assertIn(rb"\x1b[31m\xff.php", done.stdout)
        self.assertNotIn(b"\x1b", done.stdout)


if __name__ == "__main__":
    harness.main()
