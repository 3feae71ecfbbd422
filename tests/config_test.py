# SPDX-License-Identifier: Apache-2.0
"""beachcomb.toml, the environment and what is typed: which of them wins, what
is wrong in them, and what `config show` says about it."""
import json
import os
import re
import unittest

import harness


class Config(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.needle = self.write("tree/a.page", harness.NEEDLE)
        self.hint = self.write("tree/sub/b.txt", b"sandpiper-hint\n")
        self.home = self.path("home")
        self.user_file = "home/.config/beachcomb/beachcomb.toml"

    def run_with(self, *arguments, input=b"", **variables):
        """The program in a home of its own, with these variables."""
        environment = {name: value
                       for name, value in harness.ENVIRONMENT.items()
                       if name not in ("BEACHCOMB_CONFIG", "XDG_CONFIG_HOME")}
        environment["HOME"] = self.home
        environment.update(variables)
        return self.run_program(*arguments, env=environment, input=input)

    def found(self, *arguments, **variables):
        """The names of the detected files, and the exit code."""
        done = self.run_with("scan", *arguments, "-f", "ndjson", **variables)
        self.assertEqual(done.stderr, b"")
        records = [json.loads(line) for line in done.stdout.splitlines()]
        return {os.path.basename(r["path"]) for r in records
                if r.get("outcome") == "detected"}, done.returncode

    def config(self, text, name=None):
        return self.write(name or self.user_file, text)

    def settings(self, *arguments, **variables):
        done = self.run_with("config", "show", *arguments, "-f", "json",
                             **variables)
        self.assertEqual(done.stderr, b"")
        return {(s["command"], s["option"]): (s["values"], s["from"])
                for s in json.loads(done.stdout)["settings"]}

    def check_error(self, text, *words):
        path = self.config(text, "wrong.toml")
        for command in (("scan", self.tree), ("config", "show")):
            done = self.run_with(*command, "--config", path)
            self.assertEqual(done.returncode, 2)
            for word in words:
                self.assertIn(word, done.stderr.decode())

    def test_a_file_gives_paths_rules_and_options(self):
        self.config(f"""
            [scan]
            paths = ["../../../tree"]  # from the folder of the file
            rules = ["{self.rules}"]
            min-score = 10
            exclude = ["*.page"]
            """)
        self.assertEqual(self.found(), ({"b.txt"}, 1))

    def test_the_machine_then_the_user_then_the_variable_then_typed(self):
        first = self.config(f"[scan]\nrules = ['{self.rules}']\n"
                            "min-score = 90\n")
        self.assertEqual(self.found(self.tree), (set(), 0))
        self.assertEqual(self.found(self.tree, BEACHCOMB_SCAN_MIN_SCORE="50"),
                         ({"a.page"}, 1))
        self.assertEqual(self.found(self.tree, "--min-score", "10",
                                    BEACHCOMB_SCAN_MIN_SCORE="50"),
                         ({"a.page", "b.txt"}, 1))
        other = self.config("[scan]\nmin-score = 10\n"
                            f"rules = ['{self.rules}']\n", "other.toml")
        for chosen in ({"BEACHCOMB_CONFIG": other},
                       {"XDG_CONFIG_HOME": self.path("nowhere"),
                        "BEACHCOMB_CONFIG": other}):
            self.assertEqual(self.found(self.tree, **chosen),
                             ({"a.page", "b.txt"}, 1))
        self.assertEqual(self.found(self.tree, "--config", other),
                         ({"a.page", "b.txt"}, 1))
        self.assertEqual(self.settings("scan")[("scan", "min-score")],
                         (["90"], first + ":3"))

    def test_a_list_is_never_put_together_from_two_places(self):
        self.config(f"[scan]\nrules = ['{self.rules}']\n"
                    "exclude = ['*.page']\n")
        self.assertEqual(self.found(self.tree), (set(), 0))
        self.assertEqual(self.found(self.tree, "--exclude", "*.txt"),
                         ({"a.page"}, 1))
        self.assertEqual(
            self.settings(BEACHCOMB_SCAN_EXCLUDE="a b\nc")[("scan", "exclude")],
            (["a b", "c"], "BEACHCOMB_SCAN_EXCLUDE"))
        self.assertEqual(
            self.settings(BEACHCOMB_SCAN_RULES="/a:/b c")[("scan", "rules")],
            (["/a", "/b c"], "BEACHCOMB_SCAN_RULES"))

    def test_typed_paths_replace_those_of_the_file(self):
        self.config(f"[scan]\nrules = ['{self.rules}']\n"
                    f"paths = ['{self.tree}']\n")
        self.assertEqual(self.found(), ({"a.page"}, 1))
        self.assertEqual(self.found(self.hint), (set(), 0))
        empty = self.write("list", "")
        self.assertEqual(self.found("--files-from", empty), (set(), 0))

    def test_a_switch_can_be_turned_off_again(self):
        self.config("[scan]\nall = true\nprogress = false\n")
        def lines(*arguments, **variables):
            done = self.run_with("scan", "-f", "ndjson", self.tree, *arguments,
                                 **variables)
            return len(done.stdout.splitlines())
        self.assertEqual(lines(), 3)
        self.assertEqual(lines("--all=false"), 1)
        self.assertEqual(lines(BEACHCOMB_SCAN_ALL="false"), 1)
        self.assertEqual(lines("--all", BEACHCOMB_SCAN_ALL="false"), 3)

    def test_requests_pass_over_what_is_for_scans_of_paths(self):
        self.config(f"""
            [scan]
            paths = ["{self.tree}"]
            rules = ["{self.rules}"]
            min-score = 99
            include = ["*.none"]
            exclude = ["*"]
            follow-symlinks = true
            one-file-system = true
            all-file-systems = true
            sort = "path"
            stats = true
            format = ["csv"]
            output = ["nightly.csv"]
            """)
        request = json.dumps({"id": 1, "path": self.write(
            "tree/needle", harness.NEEDLE)}).encode() + b"\n"
        for arguments, outcome in (([], "clean"),
                                   (["--min-score", "0"], "detected")):
            done = self.run_with("scan", "--requests", *arguments,
                                 input=request)
            self.assertEqual(done.stderr, b"")
            self.assertEqual(json.loads(done.stdout.splitlines()[0])["outcome"],
                             outcome)
        done = self.run_with("scan", "--requests", "--exclude", "*",
                             input=request)
        self.assertIn(b"--exclude can't be used with --requests", done.stderr)

    def test_an_output_in_the_file_is_where_it_is_typed(self):
        self.config("[scan]\nformat = 'ndjson'\n")
        done = self.run_with("scan", self.tree)
        self.assertEqual(json.loads(done.stdout)["type"], "summary")
        # Who says where the results go says in which format, too.
        done = self.run_with("scan", self.tree, "-f", "text")
        self.assertIn(b"2 files", done.stdout)

    def test_mistakes_are_named_with_their_place(self):
        self.check_error("[scan]\nthread = 2\n", "wrong.toml:2:", "thread",
                         "did you mean 'threads'?")
        self.check_error("\n[scam]\n", "wrong.toml:2:", "scam",
                         "did you mean 'scan'?")
        self.check_error("[evidence.colect]\n", "did you mean 'collect'?")
        self.check_error("[scan]\nthreads = 'many'\n", "wrong.toml:2:",
                         "threads", "whole number")
        self.check_error("[scan]\nthreads = [1, 2]\n", "one value")
        self.check_error("[scan]\nshallow = 'yes'\n", "true or false")
        self.check_error("[scan]\nmin-score = true\n", "whole number")
        self.check_error("[scan]\nmin-score = \n", "wrong.toml:2:")
        self.check_error("scan = 3\n", "must be a table")

    def test_what_is_dangerous_must_be_typed(self):
        self.check_error("[evidence.remove]\nyes = true\n", "'yes'")
        self.check_error("[scan]\nhelp = true\n", "'help'")

    def test_a_mistaken_variable_is_named(self):
        for name, words in (("BEACHCOMB_SCAN_THREDS", "did you mean 'threads'"),
                            ("BEACHCOMB_THREADS",
                             "did you mean 'BEACHCOMB_SCAN_THREADS'"),
                            ("BEACHCOMB_PATHS",
                             "did you mean 'BEACHCOMB_SCAN_PATHS'"),
                            ("BEACHCOMB_SCNA_THREADS",
                             "did you mean 'BEACHCOMB_SCAN_THREADS'"),
                            ("BEACHCOMB_SCAN_ALL", "true or false"),
                            ("BEACHCOMB_SCAN_THREADS", "whole number")):
            done = self.run_with("scan", self.tree, **{name: "x"})
            self.assertEqual(done.returncode, 2)
            self.assertIn(name, done.stderr.decode())
            self.assertIn(words, done.stderr.decode())

    def test_variables_of_others_and_of_other_commands_are_left_alone(self):
        done = self.run_with("scan", self.tree, BEACHCOMB_VERSION="1",
                             BEACHCOMB_EVIDENCE_REMOVE_CASE="/case")
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_a_file_that_was_named_must_be_there(self):
        done = self.run_with("scan", self.tree, "--config", self.path("none"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("No such file", done.stderr.decode())
        done = self.run_with("scan", self.tree,
                             BEACHCOMB_CONFIG=self.path("none"))
        self.assertEqual(done.returncode, 2)

    def test_an_empty_variable_means_no_file(self):
        self.config("[scan]\nthreads = 'wrong'\n")
        done = self.run_with("scan", self.tree, BEACHCOMB_CONFIG="")
        self.assertEqual(done.returncode, 0)

    def test_the_working_folder_is_not_asked(self):
        """Who may write to a web directory must not say how it's scanned."""
        self.write("tree/beachcomb.toml", "[scan]\nexclude = ['*']\n")
        environment = dict(harness.ENVIRONMENT, HOME=self.home)
        del environment["BEACHCOMB_CONFIG"]
        environment.pop("XDG_CONFIG_HOME", None)
        done = self.run_program("scan", "-r", self.rules, ".", cwd=self.tree,
                                env=environment)
        self.assertEqual(done.returncode, 1)
        for name, folder in (("XDG_CONFIG_HOME", "beachcomb"),
                             ("HOME", ".config/beachcomb")):
            self.config("[scan]\nexclude = ['*']\n",
                        f"tree/{folder}/beachcomb.toml")
            done = self.run_program(
                "scan", "-r", self.rules, ".", cwd=self.tree,
                env=dict(environment, **{name: "."}))
            self.assertEqual(done.returncode, 1, name)

    def test_a_pipe_is_no_empty_file(self):
        pipe = self.path("pipe")
        os.mkfifo(pipe)
        for command in (("scan", self.tree), ("config", "show")):
            done = self.run_with(*command, "--config", pipe)
            self.assertEqual(done.returncode, 2)
            self.assertIn("pipe: is a pipe", done.stderr.decode())

    def test_a_text_with_a_nul_is_not_what_stands_before_it(self):
        self.check_error('[scan]\nrules = ["a\\u0000b"]\n', ":2:",
                         "'rules' holds a NUL")

    def test_what_show_prints_is_a_file_that_says_the_same(self):
        self.config("""
            [scan]
            paths = ["/srv/a b", 'c:\\"d"']
            threads = 3
            follow-symlinks = true
            archive-password = ["geheim", "\u00e4", "0123", "0", "12", "\\u007f"]
            [evidence.collect]
            case = "case"
            """)
        before = self.settings()
        shown = self.run_with("config", "show").stdout
        again = self.config(shown, "again.toml")
        after = self.settings("--config", again)
        self.assertEqual({k: v for k, (v, _) in before.items()},
                         {k: v for k, (v, _) in after.items()})
        self.assertEqual(before[("scan", "threads")][0], ["3"])
        self.assertEqual(before[("scan", "timeout")], (["60"], "default"))
        self.assertEqual(sum(1 for v in after.values() if again in v[1]), 5)

    def test_what_show_prints_says_the_same_in_any_folder(self):
        self.config("[scan]\nrules = ['r.yar', '-']\n",
                    "etc/relative.toml")
        done = self.run_program(
            "config", "show", "scan", "--config", "etc/relative.toml",
            cwd=self.dir, env=dict(harness.ENVIRONMENT,
                                   BEACHCOMB_SCAN_PATHS="tree:/srv"))
        shown = done.stdout.decode()
        self.assertIn(f'rules = ["{self.path("etc/r.yar")}", "-"]', shown)
        self.assertIn(f'paths = ["{self.path("tree")}", "/srv"]', shown)

    def test_defaults_that_are_shown_are_those_that_hold(self):
        """Each default, put into a file, changes nothing."""
        lines = self.run_with("config", "show", "scan").stdout.decode()
        lines = [line[2:] for line in lines.splitlines()
                 if re.match(r"# [\w-]+ = (?!\[\])\S", line)]
        self.assertGreater(len(lines), 8)
        text = "[scan]\n" + "\n".join(lines) + "\n"
        path = self.config(text, "defaults.toml")
        def output(*arguments):
            done = self.run_with("scan", self.tree, "-r", self.rules,
                                 *arguments)
            return done.returncode, [line for line in done.stdout.splitlines()
                                     if b" bytes in " not in line]
        self.assertEqual(output("--config", path), output())

    def test_rules_check_passes_over_the_tables_of_commands(self):
        self.config("[scan]\nthreads = 2\n[evidence.collect]\ncase = 'c'\n"
                    "[report]\nfor = 'x'\n", "beachcomb.toml")
        done = self.run_program("rules", "check", self.rules)
        self.assertNotEqual(done.returncode, 2, done.stderr)


if __name__ == "__main__":
    unittest.main()
