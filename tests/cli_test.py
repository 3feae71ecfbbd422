# SPDX-License-Identifier: Apache-2.0
"""The command line: calls, exit codes, rules, output."""
import json
import os
import re
import subprocess

import harness


class Calls(harness.TestCase):
    def check_wrong(self, arguments, *words):
        done = self.run_program(*arguments)
        error = done.stderr.decode()
        self.assertEqual(done.returncode, 2, error)
        self.assertEqual(done.stdout, b"")
        self.assertTrue(error.startswith("beachcomb: error: "), error)
        for word in words:
            self.assertIn(word, error)

    def test_version(self):
        done = self.run_program("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.decode(), r"^beachcomb \d+\.\d+\.\d+\n$")

    def test_help_of_the_program_and_of_each_command(self):
        for call in (["--help"], ["-h"], ["help"], ["scan", "--help"],
                     ["scan", "-h"], ["rules", "plan", "--help"],
                     ["rules", "test", "-h"]):
            done = self.run_program(*call)
            self.assertEqual(done.returncode, 0, call)
            self.assertIn(b"Exit code", done.stdout)
            self.assertEqual(done.stderr, b"")

    def test_no_command(self):
        self.check_wrong([], "what is to be done?")

    def test_unknown_command_and_what_was_meant(self):
        self.check_wrong(["scna"], "unknown command 'scna'",
                         "did you mean 'scan'?")
        self.check_wrong(["\x1b[31m"], r"\x1b[31m")

    def test_commands_below_a_command(self):
        for call in (["rules", "--help"], ["rules", "-h"], ["rules", "help"]):
            done = self.run_program(*call)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn(b"\n  plan ", done.stdout)
            self.assertIn(b"\n  test ", done.stdout)
        self.check_wrong(["rules"], "what is to be done?",
                         "`beachcomb rules --help`")
        self.check_wrong(["rules", "plna"], "unknown command 'rules plna'",
                         "did you mean 'rules plan'?")
        self.check_wrong(["rules", "scan"], "unknown command 'rules scan'")
        self.check_wrong(["rules", "plan", "--formt"], "unknown option",
                         "`beachcomb rules plan --help`")

    def test_nothing_to_scan(self):
        self.check_wrong(["scan", "-r", self.rules], "nothing to scan")

    def test_unknown_options_and_what_was_meant(self):
        for typed, meant in (("--exlude", "--exclude"),
                             ("--thread", "--threads"),
                             ("--folow-symlinks", "--follow-symlinks"),
                             ("--exlude=x", "--exclude")):
            self.check_wrong(["scan", typed, "x"], "unknown option",
                             f"did you mean '{meant}'?")

    def test_unknown_option_that_is_like_nothing(self):
        done = self.run_program("scan", "--zzzzzzzzzzzz", "x")
        self.assertEqual(done.returncode, 2)
        self.assertNotIn(b"did you mean", done.stderr)

    def test_options_without_their_value_or_with_a_wrong_one(self):
        for arguments in (["--threads"], ["--threads", "0"],
                          ["--threads", "x"], ["--threads", "-1"],
                          ["--threads", "99999"],
                          ["--timeout", "-1"], ["--timeout", "1.5"],
                          ["--min-score", "101"], ["--max-file-size", "big"],
                          ["--max-file-size", "0"],
                          ["--max-file-size", "99999999999999999999"],
                          ["--format", "xml"], ["--sort", "size"],
                          ["--define", "novalue"], ["--define", "=x"],
                          ["--shallow=no"], ["--all=1"], ["--requests=0"],
                          ["--config", ""], ["--rules"]):
            option = arguments[0].split("=")[0]
            self.check_wrong(["scan", self.tree, *arguments], option)

    def test_a_path_behind_two_dashes_may_look_like_an_option(self):
        self.write("tree/--help", harness.NEEDLE)
        scan = self.scan("--", "--help", cwd=self.tree)
        self.assertEqual(scan.outcome("--help"), "detected")

    def test_the_man_page_has_every_option(self):
        man = self.run_program("--generate", "man").stdout.decode()
        usage = self.run_program("scan", "--help").stdout.decode()
        options = set(re.findall(r"--[a-z-]+", usage))
        self.assertGreater(len(options), 20)
        for option in options:
            self.assertIn(option.replace("-", r"\-"), man)

    def test_the_man_page_says_what_else_is_asked(self):
        man = self.run_program("--generate", "man").stdout.decode()
        for section, words in (("EXIT STATUS", "nothing was found"),
                               ("ENVIRONMENT", "BEACHCOMB_CONFIG"),
                               ("ENVIRONMENT", "NO_COLOR"),
                               ("FILES", "/etc/beachcomb/beachcomb.toml")):
            text = re.split(rf'\.SH "?{section}"?\n', man)[1]
            self.assertIn(words, text.split("\n.SH ")[0])


class ExitCodes(harness.TestCase):
    def test_0_when_all_was_scanned_and_nothing_found(self):
        self.write("tree/a", "nothing")
        code, out, err = self.text(self.tree)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("Everything was scanned, nothing was found.", out)

    def test_1_when_something_was_found(self):
        self.write("tree/a", harness.NEEDLE)
        code, out, _ = self.text(self.tree)
        self.assertEqual(code, 1)
        self.assertRegex(out, r"(?m)^malicious .*/tree/a ")
        self.assertIn("Needle", out)

    def test_1_when_something_was_found_and_something_not_read(self):
        self.write("tree/a", harness.NEEDLE)
        code, out, _ = self.text(self.tree, self.path("none"))
        self.assertEqual(code, 1)
        self.assertIn("Not everything could be scanned.", out)

    def test_2_when_a_path_is_not_there(self):
        self.write("tree/a", "nothing")
        code, out, _ = self.text(self.tree, self.path("none"))
        self.assertEqual(code, 2)
        self.assertRegex(out, r"(?m)^failed .*/none: no such file")
        self.assertIn("Not everything could be scanned.", out)
        self.assertEqual(self.scan(self.path("none")).code, 2)

    def test_2_when_a_path_is_a_link_that_leads_nowhere(self):
        for target in ("nowhere", "loop"):
            with self.subTest(target):
                os.symlink(target, self.path("loop"))
                code, out, _ = self.text(self.path("loop"))
                os.unlink(self.path("loop"))
                self.assertEqual(code, 2, out)

    def test_0_for_an_empty_folder(self):
        self.assertEqual(self.scan(self.tree).code, 0)


class Rules(harness.TestCase):
    def test_no_such_rules(self):
        code, out, err = self.text("-r", self.path("none.yar"), self.tree)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("none.yar: no such file or folder", err)

    def test_empty_rule_folder(self):
        os.mkdir(self.path("empty"))
        code, out, err = self.text("-r", self.path("empty"), self.tree)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("no rule files", err)

    def test_rule_file_that_may_not_be_read(self):
        os.chmod(self.rules, 0)
        code, out, err = self.text(self.tree, **self.as_nobody())
        self.assertEqual((code, out), (2, ""))
        self.assertIn("rules.yar", err)

    def test_rule_folder_that_may_not_be_read(self):
        self.write("more/sub/x.yar", "rule X { condition: true }")
        self.write("more/y.yar", "rule Y { condition: true }")
        os.chmod(self.path("more/sub"), 0)
        code, _, err = self.text("-r", self.path("more"), self.tree,
                                 **self.as_nobody())
        os.chmod(self.path("more/sub"), 0o755)
        self.assertEqual(code, 2)
        self.assertIn("more", err)

    def test_a_bad_rule_file_among_good_ones(self):
        self.write("more/bad.yar",
                   "rule Fine { condition: true }\n"
                   "rule Broken {\n  condition:\n    nosuch\n}\n")
        self.write("more/good.yar", harness.RULES)
        self.write("tree/a", harness.NEEDLE)
        scan = self.scan(self.tree, rules=["-r", self.path("more")])
        self.assertEqual(scan.code, 1)
        self.assertEqual(scan.rules_on(self.tree + "/a"), ["Fine", "Needle"])
        bad = self.path("more/bad.yar")
        self.assertIn(f"beachcomb: error: {bad}:4:5: rule Broken: undefined "
                      "identifier \"nosuch\" (left out)", scan.stderr)

    def test_no_rule_left(self):
        bad = self.write("bad.yar", "rule Broken { condition: nosuch }")
        done = self.run_program("scan", "-r", bad, self.tree)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"no rule is left", done.stderr)

    def test_a_hostile_name_of_a_rule_file_is_shown_escaped(self):
        bad = self.write("b\x1b[31m\n.yar", "rule Broken { condition: no }")
        done = self.run_program("scan", "-r", bad, "-r", self.rules, self.tree)
        self.assertNotIn(b"\x1b", done.stderr)
        self.assertIn(rb"b\x1b[31m\n.yar:1:", done.stderr)

    def test_rules_of_the_public_kind_load_unchanged(self):
        public = self.write("public.yar", """
            rule Public { condition:
              filename matches /^a\\.aspx$/ and filepath contains "tree" and
              extension == ".aspx" and filetype == "GIF" and owner != "" }""")
        self.write("tree/a.aspx", "GIF89a")
        scan = self.scan(self.tree, rules=["-r", public])
        self.assertEqual(scan.rules_on(self.tree + "/a.aspx"), ["Public"])
        self.assertEqual(scan.stderr, "")


class OutputFailures(harness.TestCase):
    def setUp(self):
        super().setUp()
        for i in range(50):
            self.write(f"tree/{i}", harness.NEEDLE)

    def test_a_full_disk_is_an_error(self):
        for more in ([], ["-f", "ndjson"], ["--all"], ["--sort", "path"]):
            with self.subTest(more), open("/dev/full", "wb") as full:
                code, _, err = self.text_to(full, self.tree, *more)
                self.assertEqual(code, 2, err)
                self.assertIn("results could not be written", err)
                self.assertIn("No space left on device", err)

    def test_a_full_disk_is_an_error_for_a_clean_tree_too(self):
        os.mkdir(self.path("clean"))
        with open("/dev/full", "wb") as full:
            code, _, err = self.text_to(full, self.path("clean"))
        self.assertEqual(code, 2, err)

    def test_a_full_disk_behind_output(self):
        code, out, err = self.text("-o", "/dev/full", self.tree)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("/dev/full: the results could not be written", err)

    def test_a_full_disk_is_an_error_for_help(self):
        with open("/dev/full", "wb") as full:
            done = self.run_program("scan", "--help", stdout=full)
        self.assertEqual(done.returncode, 2)

    def text_to(self, stdout, *arguments):
        done = self.run_program("scan", "-r", self.rules, *arguments,
                                stdout=stdout)
        return done.returncode, None, done.stderr.decode()

    def test_an_output_that_cannot_be_made(self):
        code, out, err = self.text("-o", self.path("none/out"), self.tree)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("none/out: No such file or directory", err)

    def test_a_closed_pipe_ends_quietly(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        code, _, err = self.text_to(write_end, self.tree)
        os.close(write_end)
        self.assertEqual((code, err), (1, ""))

    def test_a_pipe_that_is_closed_after_a_line_ends_quietly(self):
        command = [harness.PROGRAM, "scan", "-r", self.rules, "-v", self.tree]
        with subprocess.Popen(command, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE,
                              env=harness.ENVIRONMENT) as process:
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(60), 1)


class TextOutput(harness.TestCase):
    def test_one_finding_reads_as_people_expect(self):
        self.write("tree/a.page", b"first\n  " + harness.NEEDLE)
        _, out, _ = self.text(self.tree)
        self.assertRegex(out, r"(?m)^malicious .*/tree/a\.page  \d+ bytes, ")
        self.assertIn("line 2:8", out)
        self.assertIn("  some sandpiper-needle here\n", out)
        self.assertRegex(out, r"(?m)^  detected  +1   1 malicious$")

    def test_the_ledger_of_text_adds_up(self):
        self.write("tree/a", harness.NEEDLE)
        self.write("tree/b", "clean")
        os.symlink("x", self.tree + "/c")
        os.mkfifo(self.tree + "/d")
        _, out, _ = self.text(self.tree, self.path("none"))
        counts = {word: int(re.search(rf"(?m)^  {word} +(\d+)", out)[1])
                  for word in ("clean", "detected", "skipped", "failed")}
        self.assertEqual(counts, {"clean": 1, "detected": 1, "skipped": 2,
                                  "failed": 1})
        self.assertIn("5 files", out)
        self.assertIn("1 symbolic link, 1 FIFO", out)

    def test_the_snippet_of_a_match_is_shown_escaped(self):
        self.write("tree/a", b"\x1b[2Jxx\xff\xe2\x80\xae" + harness.NEEDLE)
        _, out, _ = self.text(self.tree)
        self.assertNotIn("\x1b", out)
        self.assertIn(r"\x1b[2Jxx\xff\u{202e}some sandpiper-needle", out)

    def test_ndjson_of_one_finding(self):
        path = self.write("tree/a", b"\n" + harness.NEEDLE)
        done = self.run_program("scan", "-r", self.rules, "-f", "ndjson",
                                self.tree)
        verdict = json.loads(done.stdout.splitlines()[0])
        self.assertEqual(verdict["path"], path)
        self.assertEqual(verdict["level"], "malicious")
        self.assertEqual(verdict["score"], 80)
        self.assertEqual(verdict["size"], 28)
        self.assertEqual(len(verdict["sha256"]), 64)
        self.assertEqual(verdict["layers"], [])
        self.assertEqual(verdict["findings"], [{
            "rule": "Needle", "pack": "rules", "score": 80, "layer": 0,
            "matches": [{"id": "$a", "offset": 6, "length": 16, "line": 2,
                         "column": 6,
                         "snippet": "some sandpiper-needle here"}]}])


if __name__ == "__main__":
    harness.main()
