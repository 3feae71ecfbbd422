# SPDX-License-Identifier: Apache-2.0
"""What is refused although the file stands where it stood, and how."""
import os
import subprocess
import zipfile

import harness
from evidence_case import CaseTest, INNOCENT, can_trace, said, state_of

OTHER_RULES = """
rule Needle { meta: score = 80 strings: $a = "no-such-words" condition: $a }
rule Other { meta: score = 90 strings: $a = "sandpiper" condition: $a }
"""
MORE_RULES = """
rule Weak { meta: score = 60 strings: $a = "sandpiper-weak" condition: $a }
rule Place { meta: score = 80
  condition: filename == "by-name.php" and filepath contains "web/by" }
"""


class Remove(CaseTest):
    def setUp(self):
        super().setUp()
        self.found = self.write("tree/web/x.php", harness.NEEDLE)
        self.innocent = self.write("tree/web/index.php", INNOCENT)

    def refused(self, words, *arguments, **options):
        """A dry run and the real one say why, and nothing is touched."""
        before = state_of(self.found)
        for yes in ((), ("--yes",)):
            done = self.evidence("remove", *yes, *arguments, code=1, **options)
            self.assertIn(words, said(done))
        self.assertEqual(state_of(self.found), before)
        self.assertEqual(self.private_folders(), [])
        self.check_case()

    def test_a_dry_run_changes_nothing(self):
        self.collect()
        before = self.journal()
        folder = os.stat(os.path.dirname(self.found)).st_mtime_ns
        done = self.evidence("remove", code=0)
        self.assertIn("would be removed", said(done))
        self.assertTrue(os.path.exists(self.found))
        self.assertEqual(os.stat(os.path.dirname(self.found)).st_mtime_ns,
                         folder)
        self.assertEqual(self.journal(), before)

    def test_only_the_items_that_are_named(self):
        second = self.write("tree/web/y.php", harness.NEEDLE + b"y")
        self.collect("--", self.found)
        self.collect("--", second)
        self.remove("--item", "2", code=0)
        self.assertTrue(os.path.exists(self.found))
        self.assertFalse(os.path.exists(second))
        done = self.remove("--item", "7")
        self.assertEqual(done.returncode, 2)
        self.assertIn("has no item 7", said(done))
        self.assertIn("was removed already", said(self.remove(code=0)))
        self.assertFalse(os.path.exists(self.found))

    def test_a_lower_level(self):
        rules = self.write("more.yar", MORE_RULES)
        self.found = self.write("tree/web/weak.php", b"sandpiper-weak\n")
        self.collect("--", self.found, rules=rules)
        self.refused("suspicious", rules=rules)
        self.remove("--level", "suspicious", rules=rules, code=0)
        self.assertFalse(os.path.exists(self.found))

    def test_the_rule_that_found_it_must_hold(self):
        self.collect()
        rules = self.write("other.yar", OTHER_RULES)
        self.refused("none of the rules that found it", rules=rules)
        self.remove(code=0)

    def test_rules_that_look_at_the_path_hold_as_they_did(self):
        rules = self.write("more.yar", MORE_RULES)
        found = self.write("tree/web/by-name.php", b"anything\n")
        self.collect("--", "web/by-name.php", rules=rules, cwd=self.tree)
        # The finding has no place in the file, so a person has to decide.
        self.remove("--mixed-item", "1", rules=rules, code=0)
        self.assertFalse(os.path.exists(found))

    def test_a_shell_in_a_page_or_container(self):
        page = self.write(
            "tree/web/page.php",
            b"<?php require 'a.php'; " + b"echo 1;\n" * 2000 +
            harness.NEEDLE + b"echo 2;\n" * 2000)
        self.found = self.path("tree", "web", "b.zip")
        with zipfile.ZipFile(self.found, "w") as archive:
            archive.writestr("inner/x.php", harness.NEEDLE)
            archive.writestr("inner/y.php", INNOCENT)
        self.collect("--", self.found)
        self.collect("--", page)
        self.refused("inner/x.php")
        self.refused("--mixed-item 2")
        self.remove("--mixed-item", "1", "--item", "1", code=0)
        self.assertFalse(os.path.exists(self.found))
        self.assertTrue(os.path.exists(page))

    def test_a_shell_in_an_encrypted_archive(self):
        os.unlink(self.found)
        self.found = self.path("tree", "web", "b.zip")
        with open(self.write("x.php", harness.NEEDLE * 40), "rb") as member:
            subprocess.run(["7z", "a", "-bd", "-tzip", "-pbird", self.found,
                            member.name], check=True,
                           stdout=subprocess.DEVNULL)
        password = ("--archive-password", "bird")
        self.collect(*password, "--", self.found)
        # Nobody can look into it again without.
        self.refused("none of the rules", "--mixed-item", "1")
        self.remove("--mixed-item", "1", *password, code=0)
        self.assertFalse(os.path.exists(self.found))

    def test_what_was_not_what_was_scanned(self):
        scan = self.run_program("scan", "-r", self.rules, "-f", "ndjson",
                                self.tree)
        with open(self.found, "ab") as file:
            file.write(b"more")
        self.collect("--from", self.write("scan.ndjson", scan.stdout))
        self.refused("was changed between the scan and the copy")

    def test_a_damaged_copy(self):
        self.collect()
        [copy] = os.listdir(os.path.join(self.case, "copies"))
        path = os.path.join(self.case, "copies", copy)
        os.chmod(path, 0o600)
        with open(path, "r+b") as file:
            whole = file.read()
            file.seek(len(whole) // 2)
            file.write(bytes([whole[len(whole) // 2] ^ 1]))
        done = self.remove(code=1)
        self.assertIn("copy", said(done))
        self.assertTrue(os.path.exists(self.found))
        os.unlink(path)
        self.remove(code=1)
        self.assertTrue(os.path.exists(self.found))
        with open(path, "wb") as file:
            file.write(whole)
        self.remove(code=0)
        # Nor is anything restored from such a copy.
        os.unlink(path)
        self.restore(code=1)
        self.assertFalse(os.path.exists(self.found))
        with open(path, "wb") as file:
            file.write(whole)
        self.restore(code=0)

    def test_refusals_stand_in_the_journal(self):
        self.collect()
        os.rename(self.found, self.found + ".old")
        self.write("tree/web/x.php", harness.NEEDLE)
        self.remove(code=1)
        last = self.journal()[-1]
        self.assertEqual(last["event"], "remove-refused")
        self.assertEqual(last["item"], 1)
        self.assertIn("another file", last["reason"])
        os.rename(self.found + ".old", self.found)
        self.remove(code=0)
        self.assertIn("was removed already", said(self.remove(code=0)))

    def test_restore_says_what_there_is_nothing_to_do_with(self):
        self.collect()
        self.assertIn("was not removed", said(self.restore("1", code=1)))
        self.restore(code=0)
        self.remove(code=0)
        self.restore("1", code=0)
        self.assertIn("was restored already", said(self.restore("1", code=1)))
        self.assertEqual(self.restore("9").returncode, 2)
        self.assertEqual(self.restore("x").returncode, 2)

    def test_nothing_is_restored_over_or_through_anything(self):
        web = os.path.dirname(self.found)
        self.collect()
        self.remove(code=0)
        for make, undo in ((lambda: self.write("tree/web/x.php", INNOCENT),
                            lambda: os.unlink(self.found)),
                           (lambda: os.symlink("nowhere", self.found),
                            lambda: os.unlink(self.found)),
                           (lambda: os.mkdir(self.found),
                            lambda: os.rmdir(self.found))):
            make()
            done = self.restore(code=1)
            self.assertIn("nothing is written over", said(done))
            undo()
        other = self.write("other/x.php", INNOCENT)
        os.rename(web, web + ".old")
        os.symlink(os.path.dirname(other), web)
        self.assertIn("symbolic link", said(self.restore(code=1)))
        os.unlink(web)
        self.assertIn("make it, then restore", said(self.restore(code=1)))
        os.rename(web + ".old", web)
        self.restore(code=0)
        self.assertEqual(state_of(other)["content"], INNOCENT)

    def test_changed_where_no_lease_can_be_had(self):
        """By a user who may rename in the folder, and does not own the
        file."""
        options = self.as_nobody()
        if not options or not can_trace():
            self.skipTest("needs to be root, and strace")
        os.chown(os.path.dirname(self.found), harness.NOBODY, harness.NOBODY)
        self.collect()
        for path in (self.case, self.key):
            subprocess.run(["chown", "-R", str(harness.NOBODY), path],
                           check=True)
        marks = self.path("marks")
        os.close(os.open(marks, os.O_CREAT, 0o666))
        os.chmod(marks, 0o666)
        program = options.pop("program")
        with subprocess.Popen(
                ["strace", "-f", "-o", marks, "-e", "trace=renameat2", "-e",
                 "inject=renameat2:delay_enter=5000000:when=1", program,
                 "evidence", "remove", "--case", self.case, "--key", self.key,
                 "-r", self.rules, "--yes"], stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, env=self.environment,
                **options) as done:
            self.wait_for(
                lambda: b"renameat2(" in state_of(marks)["content"])
            info = os.stat(self.found)
            with open(self.found, "r+b") as file:
                file.write(b"SOME")
            os.utime(self.found, ns=(info.st_atime_ns, info.st_mtime_ns))
            text = done.communicate()[0].decode()
        self.assertEqual(done.returncode, 1, text)
        self.assertIn("changed while it was being removed", text)
        self.assertIn("could not say whether a process", text)
        self.assertTrue(os.path.exists(self.found))
        self.assertEqual(state_of(self.found)["content"][:4], b"SOME")
        self.assertEqual(self.private_folders(), [])


if __name__ == "__main__":
    harness.main()
