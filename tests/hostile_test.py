# SPDX-License-Identifier: Apache-2.0
"""Hostile file systems, end to end: nothing hangs, and nothing is lost from
the ledger (which scan() checks in every test)."""
import os
import socket
import stat
import subprocess
import threading
import time

import harness
from harness import NEEDLE


class Permissions(harness.TestCase):
    def test_unreadable_folder_and_its_readable_siblings(self):
        for name in ("a", "locked/inside", "z/b"):
            self.write("tree/" + name, NEEDLE)
        os.chmod(self.tree + "/locked", 0)
        scan = self.scan(self.tree, **self.as_nobody())
        os.chmod(self.tree + "/locked", 0o755)
        self.assertEqual(scan.outcome(self.tree + "/a"), "detected")
        self.assertEqual(scan.outcome(self.tree + "/z/b"), "detected")
        self.assertEqual(scan.outcome(self.tree + "/locked"),
                         "failed permission-denied")
        self.assertTrue(scan.of(self.tree + "/locked")["directory"])
        self.assertEqual(scan.summary["files"], 3)

    def test_an_unreadable_folder_keeps_a_clean_run_from_exit_code_0(self):
        self.write("tree/a", "clean")
        os.mkdir(self.tree + "/locked", 0)
        os.chmod(self.tree + "/locked", 0)
        self.assertEqual(self.scan(self.tree, **self.as_nobody()).code, 2)

    def test_a_folder_that_may_be_listed_but_not_entered(self):
        self.write("tree/half/a", NEEDLE)
        os.chmod(self.tree + "/half", 0o644)
        scan = self.scan(self.tree, **self.as_nobody())
        os.chmod(self.tree + "/half", 0o755)
        self.assertEqual(scan.outcome(self.tree + "/half/a"),
                         "failed permission-denied")

    def test_unreadable_file_and_root(self):
        locked = self.write("tree/locked", NEEDLE)
        self.write("tree/open", "clean")
        os.chmod(locked, 0)
        nobody = self.as_nobody()
        scan = self.scan(self.tree, **nobody)
        self.assertEqual(scan.outcome(locked), "failed permission-denied")
        self.assertEqual(scan.outcome(self.tree + "/open"), "clean")
        self.assertEqual(scan.code, 2)
        self.assertEqual(self.scan(locked, **nobody).code, 2)


class SpecialFiles(harness.TestCase):
    def test_fifo_socket_and_device_are_skipped_at_once(self):
        self.write("tree/a", NEEDLE)
        os.mkfifo(self.tree + "/fifo")
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(self.tree)  # a socket's path must be short
            listener.bind("socket")
            os.chdir(here)
        expected = {"detected": 1, "skipped fifo": 1, "skipped socket": 1}
        try:
            for kind, name in ((stat.S_IFCHR, "zero"), (stat.S_IFBLK, "disk")):
                os.mknod(f"{self.tree}/{name}", kind | 0o666,
                         os.makedev(1, 5 if name == "zero" else 0))
            expected["skipped device"] = 2
        except PermissionError:
            pass  # only root may make them
        begin = time.monotonic()
        scan = self.scan(self.tree)
        self.assertLess(time.monotonic() - begin, 200)
        self.assertEqual(scan.outcomes(), expected)

    def test_special_files_that_are_named_or_linked(self):
        os.mkfifo(self.tree + "/fifo")
        os.symlink("fifo", self.tree + "/to_fifo")
        os.symlink("/dev/zero", self.tree + "/to_zero")
        scan = self.scan("--follow-symlinks", self.tree)
        self.assertEqual(scan.outcomes(),
                         {"skipped fifo": 2, "skipped device": 1})
        scan = self.scan("/dev/zero", self.tree + "/to_fifo")
        self.assertEqual(scan.outcomes(),
                         {"skipped fifo": 1, "skipped device": 1})


class Links(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.write("tree/dir/file", NEEDLE)
        self.write("outside/secret", NEEDLE)
        os.symlink("loop", self.tree + "/loop")
        os.symlink("pong", self.tree + "/ping")
        os.symlink("ping", self.tree + "/pong")
        os.symlink("..", self.tree + "/dir/up")
        os.symlink(self.path("outside"), self.tree + "/out")
        os.symlink("../outside/secret", self.tree + "/one")

    def test_links_are_skipped_and_counted(self):
        scan = self.scan(self.tree)
        self.assertEqual(scan.outcomes(), {"detected": 1, "skipped symlink": 6})

    def test_followed_links_end_and_nothing_is_scanned_twice(self):
        scan = self.scan("--follow-symlinks", self.tree)
        self.assertEqual(scan.outcomes(), {
            "detected": 2,  # the file, and the secret by one of its two ways
            "skipped symlink": 3, "skipped duplicate": 2})
        self.assertEqual(scan.outcome(self.tree + "/dir/up"),
                         "skipped duplicate")

    def test_hard_links_are_each_reported(self):
        os.link(self.tree + "/dir/file", self.tree + "/second")
        for option in ([], ["--follow-symlinks"]):
            scan = self.scan(*option, self.tree)
            self.assertEqual(scan.outcome(self.tree + "/second"), "detected")
            self.assertEqual(scan.outcome(self.tree + "/dir/file"), "detected")


NAMES = [
    b"new\nline", b"tab\there", b"\x1b[31mred\x1b[0m", b"\x1b]0;title\x07",
    b"not-utf8-\xff\xfe", b"\xe4\xf6\xfc.php", b"cut\xc3",
    "gpj.\u202easpx".encode(), b"quote\"back\\slash", b"del\x7f",
    "\u200bzero".encode(), "\u6f22\u5b57".encode(), b" ", b"-rf", b"%s%n",
    b"{\"type\":\"summary\"}", b"\x01\x02\x1f", "c1\x9b31m".encode(),
    b"n" * 255]


class Names(harness.TestCase):
    def setUp(self):
        super().setUp()
        for name in NAMES:
            self.write(b"tree/" + name, NEEDLE)

    def test_ndjson_gives_back_exactly_the_bytes(self):
        scan = self.scan(self.tree)
        tree = os.fsencode(self.tree)
        self.assertEqual(set(scan.by_path), {tree + b"/" + n for n in NAMES})
        self.assertEqual(scan.summary["detected"], len(NAMES))

    def test_text_shows_none_of_it_raw(self):
        for name in NAMES[:6]:  # skipped and failed entries, too
            os.symlink("x", os.fsencode(self.tree) + b"/l" + name)
        done = self.run_program("scan", "-r", self.rules, "-v", "--all",
                                self.tree, os.fsencode(self.path(
                                    "none")) + b"\x1b[31m\n\xff")
        text = done.stdout.decode("utf-8")  # raises when it is not UTF-8
        bad = [c for c in text if c != "\n" and (
            ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u200b")]
        self.assertEqual(bad, [])
        for shown in (r"new\nline", r"\x1b[31mred", r"not-utf8-\xff\xfe",
                      r"gpj.\u{202e}aspx", r"cut\xc3", r"c1\x9b31m",
                      "\u6f22\u5b57", r"none\x1b[31m\n\xff"):
            self.assertIn(shown, text)
        # One line for a file: nobody can add one.
        lines = [x for x in text.splitlines() if x.startswith("malicious ")]
        self.assertEqual(len(lines), len(NAMES))

    def test_every_name_can_be_given_as_a_path(self):
        tree = os.fsencode(self.tree)
        paths = [tree + b"/" + name for name in NAMES]
        scan = self.scan(*paths)
        self.assertEqual(set(scan.by_path), set(paths))
        listed = b"".join(path + b"\0" for path in paths)
        scan = self.scan("-0", "--files-from", "-", input=listed)
        self.assertEqual(set(scan.by_path), set(paths))


class Times(harness.TestCase):
    def test_a_file_of_any_time_has_its_whole_record(self):
        paths = []
        for i, seconds in enumerate((0, -1, -2**31, 2**31, 2**32, 2**33,
                                     13569465600)):
            path = self.write(f"tree/{i}", NEEDLE)
            os.utime(path, (seconds, seconds))
            paths.append(path)
        scan = self.scan(self.tree)
        self.assertEqual(scan.summary["detected"], len(paths))
        for path in paths:
            with self.subTest(os.stat(path).st_mtime):
                self.assertEqual(scan.of(path)["size"], len(NEEDLE))
                self.assertIn("sha256", scan.of(path))
        self.assertTrue(scan.of(paths[0])["mtime"].startswith("1970-01-01T"))
        self.assertTrue(scan.of(paths[1])["mtime"].startswith("1969-12-31T"))
        self.assertTrue(scan.of(paths[4])["mtime"].startswith("2106-02-07T"))
        self.assertEqual(self.text(self.tree)[0], 1)


class Changes(harness.TestCase):
    def race(self, change, *arguments, rounds=8):
        """Scans while `change` is called over and over. Returns outcomes."""
        stop = threading.Event()

        def worker():
            i = 0
            while not stop.is_set():
                change(i)
                i += 1
        thread = threading.Thread(target=worker)
        thread.start()
        outcomes = set()
        try:
            for _ in range(rounds):
                scan = self.scan(*arguments, self.tree)
                outcomes.update(scan.outcomes())
                self.assertIn(scan.outcome(self.tree + "/still"), ["detected"])
        finally:
            stop.set()
            thread.join()
        return outcomes

    def setUp(self):
        super().setUp()
        self.write("tree/still", NEEDLE)

    def test_files_that_grow_and_are_cut_while_they_are_read(self):
        paths = [self.write(f"tree/log{i}", b"x" * 300000) for i in range(4)]

        def change(i):
            path = paths[i % 4]
            with open(path, "ab") as file:
                file.write(b"y" * 4096)
            if i % 50 < 4:
                os.truncate(path, 1000)
        for option in ([], ["--max-file-size", "1K"]):
            outcomes = self.race(change, *option)
            self.assertLessEqual(outcomes,
                                 {"detected", "clean", "failed changed"})

    def test_files_that_come_and_go(self):
        def change(i):
            path = f"{self.tree}/{i % 100}"
            with open(path, "wb") as file:
                file.write(b"x" * 100)
            if i % 3:
                os.unlink(path)
        outcomes = self.race(change)
        self.assertLessEqual(outcomes, {"detected", "clean", "failed changed",
                                        "failed vanished"})

    def test_files_that_turn_into_folders_links_and_fifos(self):
        def change(i):
            path = f"{self.tree}/{i % 7}"
            try:
                if os.path.isdir(path) and not os.path.islink(path):
                    os.rmdir(path)
                elif os.path.lexists(path):
                    os.unlink(path)
                (lambda: os.mkdir(path), lambda: os.mkfifo(path),
                 lambda: os.symlink("still", path),
                 lambda: open(path, "wb").close())[i % 4]()
            except OSError:
                pass
        outcomes = self.race(change, rounds=12)
        self.assertLessEqual(outcomes, {
            "detected", "clean", "skipped symlink", "skipped fifo",
            "failed vanished", "failed io-error", "failed changed"})


class Mounts(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.mount = self.tree + "/mount"
        os.mkdir(self.mount)
        self.write("tree/a", NEEDLE)

    def mount_or_skip(self, *arguments):
        done = subprocess.run(["mount", *arguments, self.mount], check=False,
                              stderr=subprocess.PIPE)
        if done.returncode != 0:
            self.skipTest("may not mount: " + done.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", self.mount], check=False)

    def test_one_file_system_stays_on_it(self):
        self.mount_or_skip("-t", "tmpfs", "tmpfs")
        self.write("tree/mount/b", NEEDLE)
        self.assertEqual(self.scan(self.tree).outcomes(), {"detected": 2})
        scan = self.scan("--one-file-system", self.tree)
        self.assertEqual(scan.outcome(self.mount),
                         "skipped other-file-system")
        self.assertEqual(scan.outcome(self.tree + "/a"), "detected")
        # The root itself is where it begins.
        scan = self.scan("--one-file-system", self.mount)
        self.assertEqual(scan.outcomes(), {"detected": 1})

    def test_a_pseudo_file_system_below_a_root_is_skipped(self):
        self.mount_or_skip("-t", "proc", "proc")
        scan = self.scan(self.tree)
        self.assertEqual(scan.outcome(self.mount),
                         "skipped pseudo-file-system")
        scan = self.scan("--all-file-systems", "--exclude", "[0-9]*",
                         "--exclude", "k*", "--exclude", "/mount/[a-jl-z]*",
                         self.tree)
        self.assertNotIn(os.fsencode(self.mount), scan.by_path)


class Proc(harness.TestCase):
    def test_proc_and_sys_below_the_root_are_skipped(self):
        names = os.listdir("/")
        others = [name for name in names if name not in ("proc", "sys")]
        excluded = [x for name in others for x in ("--exclude", "/" + name)]
        scan = self.scan(*excluded, "/")
        for name in ("/proc", "/sys"):
            if os.path.ismount(name):
                self.assertEqual(scan.outcome(name),
                                 "skipped pseudo-file-system")
        self.assertEqual(scan.summary["files"], len(names))

    def test_files_of_proc_that_are_named_are_scanned(self):
        rules = self.write("linux.yar", 'rule Linux { strings: $a = "Linux" '
                                        'condition: $a }')
        path = "/proc/sys/kernel/ostype"
        scan = self.scan(path, rules=["-r", rules])
        self.assertEqual(scan.outcome(path), "detected")

    def test_a_process_as_a_root_ends(self):
        # Has endless, unreadable and vanishing files of every kind.
        with subprocess.Popen(["sleep", "600"]) as process:
            begin = time.monotonic()
            try:
                scan = self.scan("--timeout", "5", f"/proc/{process.pid}")
            finally:
                process.kill()
            self.assertLess(time.monotonic() - begin, 200)
            self.assertGreater(scan.summary["files"], 50)


if __name__ == "__main__":
    harness.main()
