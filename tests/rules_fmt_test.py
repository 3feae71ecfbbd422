# SPDX-License-Identifier: Apache-2.0
"""`beachcomb rules fmt`: files, folders, standard input; what it writes, and
what it leaves alone."""
import json
import os
import stat
import subprocess

import harness

UGLY = b"rule A{condition:true}\n"
NICE = b"rule A\n{\n  condition:\n    true\n}\n"


class Format(harness.TestCase):
    def fmt(self, *arguments, code=0, **options):
        done = self.run_program("rules", "fmt", *arguments, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout.decode()

    def read(self, path):
        with open(path, "rb") as file:
            return file.read()

    def written(self, path):
        """All that writing changes; reading may set the time of access."""
        info = os.stat(path)
        return (info.st_ino, info.st_mode, info.st_size, info.st_mtime_ns,
                info.st_ctime_ns)

    def test_files_are_formatted_in_place_and_named(self):
        ugly = self.write("pack/a.yar", UGLY)
        nice = self.write("pack/b.yara", NICE)
        other = self.write("pack/c.txt", UGLY)
        before = self.written(nice)
        self.assertEqual(self.fmt(self.path("pack")), ugly + "\n")
        self.assertEqual(self.read(ugly), NICE)
        self.assertEqual(self.read(other), UGLY)
        self.assertEqual(self.written(nice), before)
        self.assertEqual(self.fmt(self.path("pack")), "")
        self.write("pack/a.yar", UGLY)
        self.assertEqual(self.fmt("-q", ugly), "")
        self.assertEqual(self.read(ugly), NICE)
        self.assertEqual(sorted(os.listdir(self.path("pack"))),
                         ["a.yar", "b.yara", "c.txt"])

    def test_mode_and_links_are_kept(self):
        ugly = self.write("a.yar", UGLY)
        os.chmod(ugly, 0o640)
        os.symlink("a.yar", self.path("link.yar"))
        self.fmt(self.path("link.yar"))
        self.assertTrue(os.path.islink(self.path("link.yar")))
        self.assertEqual(self.read(ugly), NICE)
        self.assertEqual(stat.S_IMODE(os.stat(ugly).st_mode), 0o640)

    def test_standard_input(self):
        self.assertEqual(self.fmt("-", input=UGLY).encode(), NICE)
        self.assertEqual(self.fmt("--check", "-", input=UGLY, code=1), "-\n")
        self.assertEqual(self.fmt("--check", "-", input=NICE), "")

    def test_check_and_diff_change_nothing(self):
        ugly = self.write("pack/a.yar", UGLY)
        self.write("pack/b.yar", NICE)
        self.assertEqual(self.fmt("--check", self.path("pack"), code=1),
                         ugly + "\n")
        diff = self.fmt("--diff", self.path("pack"), code=1)
        self.assertEqual(diff, f"--- {ugly}\n+++ {ugly}\n@@ -1 +1,5 @@\n"
                         "-rule A{condition:true}\n+rule A\n+{\n"
                         "+  condition:\n+    true\n+}\n")
        self.assertEqual(self.read(ugly), UGLY)
        self.assertEqual(self.fmt("--diff", self.path("pack/b.yar")), "")

    def test_a_diff_can_be_applied(self):
        rules = [f"rule A{i}\n{{\n  condition:\n    filesize > {i}\n}}\n"
                 for i in range(60)]
        for i in (0, 3, 4, 20, 40, 59):
            rules[i] = rules[i].replace("  condition:\n", "condition:   ")
        rules[30] = rules[30].replace("rule", "// more\n\n\n\n\nrule")
        path = self.write("a.yar", "\n".join(rules).rstrip("\n"))
        diff = self.fmt("--diff", path, code=1)
        self.assertGreater(diff.count("@@ -"), 4)
        subprocess.run(["git", "apply", "--unsafe-paths", "-p0",
                        "--directory=" + self.dir, "-"],
                       input=diff.replace(self.dir + "/", "").encode(),
                       cwd="/", check=True)
        self.assertEqual(self.fmt("--check", path), "")

    def test_what_does_not_parse_is_left_and_the_rest_is_formatted(self):
        bad = self.write("pack/a.yar", b"rule A { condition: ( }\n")
        ugly = self.write("pack/b.yar", UGLY)
        done = self.run_program("rules", "fmt", self.path("pack"))
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"{bad}:1:23: unexpected".encode(), done.stderr)
        self.assertEqual(self.read(bad), b"rule A { condition: ( }\n")
        self.assertEqual(self.read(ugly), NICE)

    def test_json(self):
        ugly = self.write("pack/a.yar", UGLY)
        nice = self.write("pack/b.yar", NICE)
        bad = self.write("pack/c.yar", b"rule A {")
        report = json.loads(self.fmt("-f", "json", "--diff",
                                     self.path("pack"), code=2))
        first, second, third = report["files"]
        self.assertEqual((first["path"], first["changed"]), (ugly, True))
        self.assertTrue(first["diff"].startswith(f"--- {ugly}\n"))
        self.assertEqual(second, {"path": nice, "changed": False})
        self.assertIn(":1:9: unexpected end of rule", third["error"])
        self.assertEqual(third["path"], bad)
        report = json.loads(self.fmt("-f", "json", "-", input=UGLY))
        self.assertEqual(report["files"][0]["text"], NICE.decode())

    def test_the_built_in_packs_are_formatted(self):
        self.assertEqual(self.fmt("--check"), "")

    def test_a_byte_order_mark_goes(self):
        path = self.write("a.yar", b"\xef\xbb\xbf" + NICE)
        self.assertEqual(self.fmt(path), path + "\n")
        self.assertEqual(self.read(path), NICE)

    def test_files_that_cannot_be_written(self):
        self.fmt(code=2)
        self.fmt(self.path("none.yar"), code=2)
        path = self.write("pack/a.yar", UGLY)
        os.chmod(path, 0o444)
        os.chmod(self.path("pack"), 0o555)
        if os.geteuid() == 0:
            self.skipTest("root may write everything")
        done = self.run_program("rules", "fmt", path)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(self.read(path), UGLY)


if __name__ == "__main__":
    harness.main()
