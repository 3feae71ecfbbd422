# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules new`: a draft is a rule that compiles, matches its files
and says what it hits in clean ones."""
import base64
import json
import os

import harness

SHARED = "zephyr-plover bathes {n} | quartz sandpiper waits for {n}\n"
PAGE = ("<html> common words of every page; {other} {n}\n" + SHARED +
        "peculiar-dunlin-marker goes here; whimbrel_function_of_note()\n")


class RulesNewTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.one = self.write("one.txt", PAGE.format(n=1, other="first file"))
        for i in range(4):
            self.write(f"tree/{i}.html",
                       f"<html> common words of every page; {i}\n" * 3)

    def new(self, *arguments, code=0):
        done = self.run_program("rules", "new", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def matches(self, rule, *paths):
        scan = self.scan("--min-score", "0", *paths, rules=["-r", rule])
        return {os.fsdecode(p) for p, v in scan.by_path.items()
                if v["outcome"] == "detected"}

    def test_a_draft_matches_its_file_and_no_clean_one(self):
        rule = self.path("draft.yar")
        self.new("Draft", self.one, "--clean", self.tree, "-o", rule)
        self.assertEqual(self.matches(rule, self.one, self.tree), {self.one})
        with open(rule, encoding="utf-8") as file:
            text = file.read()
        self.assertTrue(text.startswith("// A draft by"))
        self.assertIn("0 of 4 clean files", text)
        self.assertIn("TODO", text)
        self.assertNotIn('= "common words', text)

    def test_strings_are_those_that_all_files_have(self):
        other = self.write("two.txt", PAGE.format(n=2, other="second page"))
        report = json.loads(self.new("-f", "json", "Draft", self.one, other,
                                     "--clean", self.tree).stdout)
        texts = [s["text"] for s in report["strings"]]
        self.assertTrue(any("dunlin" in t for t in texts), texts)
        for text in texts:
            self.assertNotIn("first", text)
        self.assertEqual({s["clean_files"] for s in report["strings"]}, {0})
        self.assertEqual(report["clean_files"], 4)

    def test_clean_files_that_have_it_all(self):
        self.write("tree/copy.html", PAGE.format(n=1, other="first file"))
        done = self.new("Draft", self.one, "--clean", self.tree, code=1)
        self.assertIn(b"matches a clean file: ", done.stderr)
        self.assertIn(b"1 of 5 clean files", done.stdout)
        self.assertIn(b"stands in 1 clean file.", done.stdout)

    def test_without_clean_files(self):
        text = self.new("Draft", self.one).stdout.decode()
        self.assertIn("--clean does that", text)

    def test_wide_text(self):
        path = self.write("wide.bin", b"\xff\xfe" + "hidden whimbrel text"
                          .encode("utf-16le") + b"\1\2\3")
        rule = self.path("draft.yar")
        self.new("Draft", path, "-o", rule)
        with open(rule, encoding="utf-8") as file:
            self.assertIn('idden whimbrel text" wide', file.read())
        self.assertEqual(self.matches(rule, path), {path})

    def test_what_is_wrapped_is_drafted_from(self):
        # In pieces, so that no scanner takes this file for what it writes.
        wrap = "<?p" "hp ev" "al(base64" "_decode('{}'));"
        files = []
        for i in (1, 2):
            page = PAGE.format(n=i, other="a {} page".format("x" * i * 7))
            encoded = base64.b64encode(page.encode()).decode()
            files.append(self.write(f"{i}.php", wrap.format(encoded)))
        pack = self.path("pack")
        report = json.loads(self.new("-f", "json", "Draft", *files, "--pack",
                                     pack).stdout)
        texts = [s["text"] for s in report["strings"]]
        self.assertTrue(any("dunlin" in t for t in texts), texts)
        self.assertFalse(any("base64" in t for t in texts), texts)
        self.assertEqual(len(report["layers"]), 2)
        self.assertIn("base64", report["layers"][0])
        self.assertEqual(self.matches(os.path.join(pack, "Draft.yar"), *files),
                         set(files))
        done = self.run_program("rules", "test", pack)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_structures_outlive_other_names(self):
        page = ("<?php ${0} = $_POST['{0}']; whimbrel_store(${0}, "
                "$_FILES['{0}']['tmp_name']); zephyr($_GET['{0}'], 7); ?>")
        one = self.write("one.php", page.format("alpha"))
        two = self.write("two.php", page.format("omega"))
        report = json.loads(self.new("-f", "json", "Draft", one, two).stdout)
        structures = [s["text"] for s in report["strings"] if s["structure"]]
        self.assertTrue(any("whimbrel_store" in t for t in structures),
                        report["strings"])
        rule = self.write("draft.yar", report["source"])
        three = self.write("three.php", page.format("gamma"))
        self.assertEqual(self.matches(rule, one, two, three),
                         {one, two, three})

    def test_a_draft_does_not_hit_its_own_source_and_has_few_findings(self):
        rule = self.path("draft.yar")
        self.new("Draft", self.one, "--clean", self.tree, "-o", rule)
        done = self.run_program("rules", "check", "-f", "json", rule)
        self.assertEqual(json.loads(done.stdout)["findings"], [])

    def test_into_a_pack_that_passes_its_test(self):
        pack = self.path("pack")
        self.new("Draft", self.one, "--pack", pack)
        done = self.run_program("rules", "test", pack)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn(b"1 sample to hit", done.stdout)
        with open(os.path.join(pack, "samples/hit/Draft.zip"), "rb") as file:
            self.assertNotIn(b"dunlin", file.read())
        done = self.new("Draft", self.one, "--pack", pack, code=2)
        self.assertIn(b"is there already", done.stderr)

    def test_wrong_calls(self):
        empty = self.write("empty.txt", "")
        other = self.write("other.txt", "nothing alike")
        for arguments in ([], ["Draft"], ["Draft", "/no/such"],
                          ["Draft", self.dir], ["Draft", empty],
                          ["Draft", self.one, other], ["not a name", self.one],
                          ["rule", self.one]):
            with self.subTest(arguments):
                done = self.new(*arguments, code=2)
                self.assertEqual(done.stdout, b"")


if __name__ == "__main__":
    harness.main()
