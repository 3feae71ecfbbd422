# SPDX-License-Identifier: Apache-2.0
"""Each option of `beachcomb scan`: the test of --some-option is called
test_some_option, and one that has none fails test_each_option_has_a_test."""
import gzip
import hashlib
import json
import os
import re
import subprocess
import time

import harness


class Options(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.a = self.write("tree/a.page", harness.NEEDLE)
        self.b = self.write("tree/sub/b.txt", b"sandpiper-hint\n")

    def test_each_option_has_a_test(self):
        usage = self.run_program("scan", "--help").stdout.decode()
        lines = re.findall(r"(?m)^ +(?:-\w, )?--[a-z-]+.*$", usage)
        options = set()
        for line in lines:
            # What stands in the column of names, not in the help behind it.
            names = re.match(r" +((?:--?[\w-]+(?:, )?)+)", line)[1]
            options.update(re.findall(r"--([a-z-]+)", names))
        self.assertGreater(len(options), 20)
        for option in sorted(options):
            name = "test_" + option.replace("-", "_")
            with self.subTest(option):
                self.assertTrue(hasattr(self, name), f"write {name}")

    def test_rules(self):
        more = self.write("more.yar", "rule More { condition: true }")
        for option in ("-r", "--rules"):
            scan = self.scan(self.tree, rules=[option, self.rules,
                                               option, more])
            self.assertEqual(scan.rules_on(self.a), ["More", "Needle"])
        scan = self.scan(self.tree, rules=["--rules=" + more])
        self.assertEqual(scan.rules_on(self.a), ["More"])

    def test_rules_default_to_the_built_in_packs(self):
        scan = self.scan(self.tree, rules=[])
        self.assertEqual(scan.summary["detected"], 0)
        self.assertEqual(scan.stderr, "")

    def test_packs(self):
        everything = self.write("all.yar", "rule All { condition: true }")
        scan = self.scan(self.tree, rules=["--packs", "hafnium", "-r",
                                           everything])
        self.assertEqual(scan.rules_on(self.a), ["All"])
        scan = self.scan(self.tree, rules=["--packs", "hafnium,webshell"])
        self.assertEqual(scan.code, 0)
        done = self.run_program("scan", "--packs", "nosuch", self.tree)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"no built-in pack is called 'nosuch'", done.stderr)

    def test_known_good(self):
        """More is in known_good_scan_test.py."""
        known = self.write("list", hashlib.sha256(harness.NEEDLE).hexdigest())
        scan = self.scan("--known-good", known, self.tree)
        self.assertEqual(scan.outcome(self.a), "clean")
        self.assertEqual(self.scan(self.tree).outcome(self.a), "detected")

    def test_config(self):
        """More is in config_test.py."""
        config = self.write("c.toml", "[scan]\nmin-score = 10\n")
        scan = self.scan("--config", config, self.tree)
        self.assertEqual(scan.summary["detected"], 2)

    def test_requests(self):
        """More is in requests_test.py."""
        done = self.run_program(
            "scan", "-r", self.rules, "--requests",
            input=b'{"id":1,"path":"%s"}\n' % os.fsencode(self.a))
        answer = json.loads(done.stdout.splitlines()[0])
        self.assertEqual((answer["id"], answer["outcome"]), (1, "detected"))

    def test_define(self):
        rules = self.write("d.yar", """
            rule Text { condition: t == "x y" }
            rule Integer { condition: i == -7 }
            rule Float { condition: f > 1.4 and f < 1.6 }
            rule Boolean { condition: b }
            rule Builtin { condition: owner == "me" }""")
        scan = self.scan(self.tree, "-d", "t=x y", "-d", "i=-7", "--define",
                         "f=1.5", "--define=b=true", "-d", "owner=me",
                         rules=["-r", rules])
        self.assertEqual(scan.rules_on(self.a), ["Boolean", "Builtin", "Float",
                                                 "Integer", "Text"])

    def test_min_score(self):
        self.assertEqual(self.scan(self.tree).outcome(self.b), "clean")
        scan = self.scan("--min-score", "20", self.tree)
        self.assertEqual(scan.outcome(self.b), "detected")
        self.assertEqual(scan.of(self.b)["level"], "notice")
        scan = self.scan("--min-score=81", self.tree)
        self.assertEqual(scan.code, 0)

    def test_files_from(self):
        listed = self.write("list", f"{self.a}\n{self.tree}/sub\n")
        scan = self.scan("--files-from", listed)
        self.assertEqual(set(scan.by_path),
                         {os.fsencode(self.a), os.fsencode(self.b)})
        scan = self.scan("--files-from", "-", input=self.b.encode())
        self.assertEqual(set(scan.by_path), {os.fsencode(self.b)})
        scan = self.scan("--files-from", self.path("none"))
        self.assertEqual(scan.code, 2)

    def test_files_from_takes_paths_as_they_arrive(self):
        command = [harness.PROGRAM, "scan", "-r", self.rules, "-f", "ndjson",
                   "--files-from", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, bufsize=0,
                              env=harness.ENVIRONMENT) as process:
            for _ in range(3):
                process.stdin.write(self.a.encode() + b"\n")
                line = process.stdout.readline()  # before the next is written
                self.assertEqual(json.loads(line)["outcome"], "detected")
                os.rename(self.a, self.a + "x")  # another file to the program
                self.a += "x"
            process.stdin.close()
            summary = json.loads(process.stdout.readline())
            self.assertEqual(summary["files"], 3)
            self.assertEqual(process.wait(60), 1)

    def test_null(self):
        odd = self.write("tree/two\nlines", harness.NEEDLE)
        listed = self.a.encode() + b"\0" + os.fsencode(odd) + b"\0"
        for option in ("-0", "--null"):
            scan = self.scan(option, "--files-from", "-", input=listed)
            self.assertEqual(scan.outcomes(), {"detected": 2})
        scan = self.scan("--null", "--files-from", "-", input=b"")
        self.assertEqual(scan.summary["files"], 0)

    def test_include(self):
        scan = self.scan("--include", "*.txt", self.tree)
        self.assertEqual(scan.outcome(self.a), "skipped excluded")
        self.assertEqual(scan.outcome(self.b), "clean")
        scan = self.scan("--include", "*.txt", "--include=*.page", self.tree)
        self.assertEqual(scan.outcomes(), {"clean": 1, "detected": 1})
        scan = self.scan("--include", "sub/*", self.tree)
        self.assertEqual(scan.outcome(self.a), "skipped excluded")

    def test_exclude(self):
        scan = self.scan("--exclude", "sub", self.tree)
        self.assertEqual(scan.outcome(self.tree + "/sub"), "skipped excluded")
        self.assertTrue(scan.of(self.tree + "/sub")["directory"])
        self.assertNotIn(os.fsencode(self.b), scan.by_path)
        scan = self.scan("--exclude", "*.page", "--include", "*.page",
                         self.tree)
        self.assertEqual(scan.outcomes(), {"skipped excluded": 2})
        # What the user left out was not asked for.
        self.assertEqual(scan.code, 0)

    def test_follow_symlinks(self):
        outside = self.write("outside/c", harness.NEEDLE)
        os.symlink(os.path.dirname(outside), self.tree + "/link")
        scan = self.scan(self.tree)
        self.assertEqual(scan.outcome(self.tree + "/link"), "skipped symlink")
        scan = self.scan("--follow-symlinks", self.tree)
        self.assertEqual(scan.outcome(self.tree + "/link/c"), "detected")

    def test_one_file_system(self):
        scan = self.scan("--one-file-system", self.tree)
        self.assertEqual(scan.summary["files"], 2)
        # A mount of its own is tried in hostile_test.py.

    def test_all_file_systems(self):
        scan = self.scan("--all-file-systems", self.tree)
        self.assertEqual(scan.summary["files"], 2)

    def test_threads(self):
        expected = None
        for option in (["-j1"], ["-j", "2"], ["--threads", "16"], []):
            scan = self.scan(*option, self.tree)
            found = sorted(scan.by_path)
            expected = expected or found
            self.assertEqual(found, expected)

    def test_max_file_size(self):
        large = self.write("tree/large", b"x" * 3000 + harness.NEEDLE)
        scan = self.scan("--max-file-size", "2K", self.tree)
        self.assertTrue(scan.of(large)["windowed"])
        self.assertEqual(scan.rules_on(large), ["Needle"])
        self.assertEqual(scan.of(large)["findings"][0]["matches"][0]["offset"],
                         3005)
        self.assertNotIn("windowed", scan.of(self.a))
        for size in ("4096", "4KiB", "4KB", "1M", "1G", "1T"):
            scan = self.scan("--max-file-size=" + size, self.tree)
            self.assertNotIn("windowed", scan.of(large), size)

    def test_timeout(self):
        rules = self.write("slow.yar", """
            rule Slow { strings: $a = "sandpiper-hint" condition: $a and
              for all i in (0..2000000000) : ( i >= 0 ) }""")
        begin = time.monotonic()
        scan = self.scan("--timeout", "1", self.tree,
                         rules=["-r", rules, "-r", self.rules])
        self.assertLess(time.monotonic() - begin, 200)
        self.assertEqual(scan.outcome(self.b), "failed timeout")
        self.assertEqual(scan.outcome(self.a), "detected")
        self.scan("--timeout", "0", self.tree)

    def test_no_prefilter(self):
        for option in ([], ["--no-prefilter"]):
            scan = self.scan(*option, self.tree)
            self.assertEqual(scan.outcome(self.a), "detected")
            self.assertEqual(scan.outcome(self.b), "clean")

    def test_stats(self):
        code, out, err = self.text("--stats", self.tree)
        self.assertEqual(code, 1)
        self.assertIn("2 files", out)
        self.assertNotEqual(err, "")
        with open("/dev/full", "wb") as full:
            done = self.run_program("scan", "-r", self.rules, "--stats",
                                    self.tree, stderr=full)
        self.assertEqual(done.returncode, 1)

    def test_shallow(self):
        c = self.write("tree/c.gz", gzip.compress(harness.NEEDLE))
        scan = self.scan("--shallow", self.tree)
        self.assertEqual(scan.outcomes(), {"detected": 1, "clean": 2})
        self.assertEqual(scan.of(self.a)["layers"], [])
        self.assertEqual(scan.summary["layers"], 0)
        scan = self.scan(self.tree)
        self.assertEqual(scan.outcomes(), {"detected": 2, "clean": 1})
        self.assertEqual(scan.of(c)["findings"][0]["chain"], "c.gz > c")

    def zip_of(self, name, *contents, password=None):
        """A zip in the tree, its members called 0, 1, ..."""
        for i, data in enumerate(contents):
            self.write(f"members/{i}", data)
        path = self.path("tree", name)
        subprocess.run(["7z", "a", "-bd", "-tzip", path, "."] +
                       (["-p" + password] if password else []), check=True,
                       cwd=self.path("members"), stdout=subprocess.DEVNULL)
        return path

    def test_archive_password(self):
        path = self.zip_of("c.zip", harness.NEEDLE * 40, password="bird")
        self.assertEqual(self.scan(path).outcome(path), "skipped encrypted")
        self.assertEqual(self.scan(path).code, 2)
        wrong = ("--archive-password", "fish")
        self.assertEqual(self.scan(*wrong, path).outcome(path),
                         "skipped encrypted")
        scan = self.scan(*wrong, "--archive-password", "bird", path)
        self.assertEqual(scan.rules_on(path), ["Needle"])

    def test_max_depth(self):
        data = harness.NEEDLE
        for _ in range(3):
            data = gzip.compress(data)
        path = self.write("c", data)
        scan = self.scan("--max-depth", "3", path)
        self.assertEqual(scan.rules_on(path), ["Needle"])
        scan = self.scan("--max-depth", "2", path)
        self.assertEqual(scan.outcome(path), "skipped depth-limit")

    def test_max_layers(self):
        path = self.zip_of("c.zip", b"1" * 99, b"2" * 99,
                           harness.NEEDLE * 40)
        scan = self.scan("--max-layers", "3", path)
        self.assertEqual(scan.rules_on(path), ["Needle"])
        scan = self.scan("--max-layers", "2", path)
        self.assertEqual(scan.outcome(path), "skipped layer-limit")

    def test_max_layer_size(self):
        path = self.zip_of("c.zip", b"1" * 5000, harness.NEEDLE)
        for size, outcome in (("4K", "detected size-limit"),
                              ("5K", "detected")):
            scan = self.scan("--max-layer-size", size, path)
            self.assertEqual(scan.outcome(path), outcome)

    def test_max_layer_bytes(self):
        path = self.zip_of("c.zip", b"1" * 5000, harness.NEEDLE * 40)
        scan = self.scan("--max-layer-bytes", "8K", path)
        self.assertEqual(scan.rules_on(path), ["Needle"])
        scan = self.scan("--max-layer-bytes", "4K", path)
        self.assertEqual(scan.outcome(path), "skipped byte-limit")

    def test_max_ratio(self):
        data = gzip.compress(bytes(70_000_000) + harness.NEEDLE)
        path = self.write("c.gz", data)
        size = ("--max-layer-size", "80M")
        scan = self.scan(*size, "--max-ratio", "2000", path)
        self.assertEqual(scan.rules_on(path), ["Needle"])
        scan = self.scan(*size, "--max-ratio", "900", path)
        self.assertEqual(scan.outcome(path), "skipped ratio-limit")

    def test_format(self):
        for option in (["-f", "text"], ["--format", "text"], []):
            code, out, _ = self.text(*option, self.tree)
            self.assertEqual(code, 1)
            self.assertIn("2 files", out)
        for option in (["-f", "ndjson"], ["--format=ndjson"]):
            _, out, _ = self.text(*option, self.tree)
            for line in out.splitlines():
                json.loads(line)

    def test_output(self):
        for option in ("-o", "--output"):
            target = self.write("out", "x" * 100000)
            code, out, _ = self.text(option, target, "-f", "ndjson", self.tree)
            self.assertEqual((code, out), (1, ""))
            with open(target, encoding="utf-8") as file:
                lines = file.read().splitlines()
            self.assertEqual(len(lines), 2)
            self.assertEqual(json.loads(lines[1])["files"], 2)
        _, out, _ = self.text("-o", "-", self.tree)
        self.assertIn("2 files", out)

    def test_all(self):
        _, out, _ = self.text(self.tree)
        self.assertNotIn(self.b, out)
        _, out, _ = self.text("--all", self.tree)
        self.assertIn("clean " + self.b, out)

    def test_sort(self):
        for i in range(300):
            self.write(f"tree/{i * 7919 % 300}", harness.NEEDLE)
        scan = self.scan("--sort", "path", "-j4", self.tree)
        paths = [harness.path_of(v) for v in scan.verdicts]
        self.assertEqual(paths, sorted(paths))
        self.assertEqual(len(paths), 302)

    def test_progress(self):
        done = self.run_program("scan", "-r", self.rules, "--progress",
                                "--files-from", "-", input=b"")
        self.assertEqual(done.returncode, 0)
        # That it is drawn is tried in terminal_test.py.

    def test_no_progress(self):
        _, _, err = self.text("--no-progress", self.tree)
        self.assertEqual(err, "")

    def test_quiet(self):
        bad = self.write("bad.yar", "rule Broken { condition: nosuch }")
        for option in ("-q", "--quiet"):
            code, out, err = self.text(option, "-r", bad, self.tree)
            self.assertEqual((code, err), (1, ""))
            self.assertIn("Needle", out)
            self.assertNotIn("files", out)

    def test_verbose(self):
        os.symlink("x", self.tree + "/link")
        slow = self.write("slow.yar",
                          "rule Slow { strings: $a = /.*x/ condition: $a }")
        _, out, err = self.text("-r", slow, self.tree)
        self.assertNotIn("/link", out)
        self.assertEqual(err, "")
        for option in ("-v", "--verbose"):
            _, out, err = self.text(option, "-r", slow, self.tree)
            self.assertIn("skipped " + self.tree + "/link: symbolic link", out)
            self.assertIn("$a", out)
            self.assertIn("warning", err)

    def test_help(self):
        for option in ("-h", "--help"):
            done = self.run_program("scan", option)
            self.assertEqual(done.returncode, 0)
            self.assertTrue(done.stdout.startswith(b"Usage: beachcomb scan"))


if __name__ == "__main__":
    harness.main()
