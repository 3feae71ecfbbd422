# SPDX-License-Identifier: Apache-2.0
"""Somebody else moves things about, between collect and remove and in the
middle of remove. Nothing but the found file is ever removed: each test counts
what was there before."""
import os
import shutil
import signal
import subprocess
import sys
import threading

import harness
from evidence_case import CaseTest, INNOCENT, can_trace, said, state_of

# Long enough to do something in, on a slow machine.
DELAY = 5_000_000  # microseconds

# Exchanges two names again and again, until it is told to stop.
SWAP = """
import ctypes, os, sys, time
libc = ctypes.CDLL(None, use_errno=True)
exchange = lambda a, b: libc.renameat2(-100, a, -100, b, 2)
a, b = (os.fsencode(name) for name in sys.argv[1:3])
print("ready", flush=True)
while not os.path.exists(sys.argv[3]):
    exchange(a, b)
    time.sleep(0.0005)
"""


class Race(CaseTest):
    def setUp(self):
        super().setUp()
        self.web = os.path.join(self.tree, "web")
        self.found = self.write("tree/web/x.php", harness.NEEDLE)
        self.write("tree/web/index.php", INNOCENT)
        self.other = self.write("tree/other/x.php", INNOCENT)

    def check_refused(self, words, *arguments):
        """Not removed, and why; a dry run says the same."""
        for yes in ((), ("--yes",)):
            done = self.evidence("remove", *yes, *arguments)
            self.assertIn(words, said(done))
        self.assertEqual(self.private_folders(), [])
        self.check_case()

    def content(self, path):
        return state_of(path)["content"]

    # Between collect and remove.

    def test_another_file_of_the_same_content(self):
        self.collect()
        os.rename(self.found, self.found + ".old")
        shutil.copy2(self.found + ".old", self.found)
        self.check_refused("another file stands in its place")
        self.assertEqual(self.content(self.found), harness.NEEDLE)

    def test_another_file_that_got_the_same_inode(self):
        self.collect()
        inode = os.stat(self.found).st_ino
        os.unlink(self.found)
        for _ in range(50):
            self.write("tree/web/x.php", harness.NEEDLE)
            if os.stat(self.found).st_ino == inode:
                break
            os.rename(self.found, self.path("used"))
        else:
            self.skipTest("this file system does not use inodes again")
        record = [r for r in self.journal() if r["event"] == "collected"][0]
        if "btime" not in record["file"]:
            self.skipTest("this file system does not know when files are born")
        self.check_refused("another file stands in its place")
        self.assertEqual(self.content(self.found), harness.NEEDLE)

    def test_changed_with_its_size_and_time_put_back(self):
        self.collect()
        info = os.stat(self.found)
        with open(self.found, "r+b") as file:
            file.write(b"SOME")
        os.utime(self.found, ns=(info.st_atime_ns, info.st_mtime_ns))
        self.check_refused("was changed after it was copied")

    def test_longer_and_shorter(self):
        self.collect()
        for text in (harness.NEEDLE + b"more", harness.NEEDLE[:-1], b""):
            with open(self.found, "wb") as file:
                file.write(text)
            self.check_refused("was changed after it was copied")
            self.assertEqual(self.content(self.found), text)

    def test_something_that_is_no_file(self):
        self.collect()
        os.rename(self.found, self.found + ".old")
        for make, words in ((lambda p: os.symlink(self.other, p),
                             "a symlink stands in its place"),
                            (os.mkdir, "a folder stands in its place"),
                            (os.mkfifo, "a fifo stands")):
            make(self.found)
            self.check_refused(words)
            (os.rmdir if os.path.isdir(self.found) and
             not os.path.islink(self.found) else os.unlink)(self.found)
        self.assertEqual(self.content(self.other), INNOCENT)
        self.assertEqual(self.content(self.found + ".old"), harness.NEEDLE)

    def test_its_folder_has_become_a_link(self):
        self.collect()
        os.rename(self.web, self.web + ".old")
        os.symlink("other", self.web)
        self.check_refused("has become a symbolic link")
        self.assertEqual(self.content(self.other), INNOCENT)
        self.assertEqual(self.content(self.web + ".old/x.php"),
                         harness.NEEDLE)

    def test_a_folder_further_up_has_become_a_link_to_the_same_place(self):
        self.collect()
        os.rename(self.tree, self.tree + ".old")
        os.symlink(self.tree + ".old", self.tree)
        self.check_refused("has become a symbolic link")
        self.assertEqual(self.content(self.found), harness.NEEDLE)

    def test_another_folder_with_the_same_file(self):
        self.collect()
        os.rename(self.web, self.web + ".old")
        os.mkdir(self.web)
        os.rename(self.web + ".old/x.php", self.found)
        done = self.remove(code=0)
        self.assertIn("another with the same path", said(done))
        self.assertFalse(os.path.exists(self.found))
        self.assertEqual(self.content(self.web + ".old/index.php"), INNOCENT)

    def test_gone(self):
        self.collect()
        os.rename(self.found, self.found + ".old")
        self.check_refused("is not there any more")
        shutil.rmtree(self.web)
        self.check_refused("neither is its folder")

    def test_a_hard_link_elsewhere(self):
        self.collect()
        second = self.path("second")
        os.link(self.found, second)
        self.check_refused("the file has 2 names")
        self.assertEqual(self.content(self.found), harness.NEEDLE)
        self.assertEqual(self.content(second), harness.NEEDLE)

    def test_all_names_of_a_file_or_none(self):
        second = os.path.join(self.tree, "other", "y.php")
        os.link(self.found, second)
        self.collect("--", self.found)
        self.collect("--", second)
        self.check_refused("the file has 2 names", "--item", "1")
        self.remove(code=0)
        self.assertFalse(os.path.exists(self.found))
        self.assertFalse(os.path.exists(second))
        self.restore(code=0)
        self.assertTrue(os.path.samefile(self.found, second))

    def test_open_for_writing(self):
        self.collect()
        with open(self.found, "ab"):
            self.check_refused("has it open for writing")
        self.remove(code=0)

    # In the middle of remove.

    def removing(self, call, n, act, code=None, when="enter"):
        """remove, held up at a system call, in which `act` happens."""
        if not can_trace():
            self.skipTest("ptrace is not permitted, or no strace")
        marks = self.path("marks")
        done = []
        thread = threading.Thread(target=lambda: done.append(self.remove(
            strace=("-o", marks, "-e", f"trace={call}", "-e",
                    f"inject={call}:delay_{when}={DELAY}:when={n}"))))
        thread.start()
        self.wait_for(lambda: self.is_at(marks, call, n))
        act()
        thread.join()
        if code is not None:
            self.assertEqual(done[0].returncode, code, said(done[0]))
        return said(done[0])

    @staticmethod
    def is_at(marks, call, n):
        try:
            with open(marks, encoding="utf-8", errors="replace") as file:
                return file.read().count(call + "(") >= n
        except FileNotFoundError:
            return False

    def replace(self):
        with open(self.found + ".new", "wb") as file:
            file.write(INNOCENT)
        os.rename(self.found, self.path("taken-away"))
        os.rename(self.found + ".new", self.found)

    def test_replaced_before_it_is_moved(self):
        self.collect()
        text = self.removing("renameat2", 1, self.replace, code=1)
        self.assertIn("another file was put in its place", text)
        self.assertEqual(self.content(self.found), INNOCENT)
        self.assertEqual(self.content(self.path("taken-away")),
                         harness.NEEDLE)
        self.assertEqual(self.private_folders(), [])
        self.assertEqual(self.events(1)[-2:], ["removing", "remove-refused"])
        self.check_case()

    def test_replaced_by_a_folder_before_it_is_moved(self):
        def act():
            os.rename(self.found, self.path("taken-away"))
            os.mkdir(self.found)
            with open(self.found + "/inside", "wb") as file:
                file.write(INNOCENT)

        self.collect()
        self.removing("renameat2", 1, act, code=1)
        self.assertEqual(self.content(self.found + "/inside"), INNOCENT)
        self.assertEqual(self.private_folders(), [])

    def test_replaced_and_the_way_back_taken(self):
        if not can_trace():
            self.skipTest("ptrace is not permitted, or no strace")

        def act():
            # What was put in the place of the file is in the private folder,
            # and the call is about to move it back.
            self.write("tree/web/x.php", b"a third")

        self.collect()
        # First as above, then again while it is moved back.
        swap = threading.Thread(target=lambda: (
            self.wait_for(lambda: self.private_folders() != []),
            self.replace()))
        swap.start()
        marks = self.path("marks")
        done = []
        thread = threading.Thread(target=lambda: done.append(self.remove(
            strace=("-o", marks, "-e", "trace=renameat2", "-e",
                    f"inject=renameat2:delay_enter={DELAY}:when=1..2"))))
        thread.start()
        self.wait_for(lambda: self.is_at(marks, "renameat2", 2))
        act()
        thread.join()
        swap.join()
        self.assertEqual(self.content(self.found), b"a third")
        folders = self.private_folders()
        self.assertEqual(len(folders), 1)
        left = os.path.join(folders[0], b"x.php")
        self.assertEqual(self.content(left), INNOCENT)
        self.assertIn(os.fsdecode(left), said(done[0]))
        # Nor does the next call touch it.
        self.check_refused_only("another file stands in its place")
        self.assertEqual(self.content(left), INNOCENT)

    def check_refused_only(self, words):
        self.assertIn(words, said(self.remove(code=1)))
        self.check_case()

    def test_another_name_before_it_is_moved(self):
        self.collect()
        second = self.path("second")
        text = self.removing("renameat2", 1,
                             lambda: os.link(self.found, second), code=1)
        self.assertIn("was given another name", text)
        self.assertEqual(self.content(self.found), harness.NEEDLE)
        self.assertEqual(self.content(second), harness.NEEDLE)
        self.assertEqual(self.private_folders(), [])

    def test_another_name_at_the_last_moment(self):
        def act():
            [folder] = self.private_folders()
            os.link(os.path.join(folder, b"x.php"),
                    os.fsencode(self.path("second")))

        self.collect()
        text = self.removing("unlinkat", 1, act, code=0)
        self.assertIn("another name at the last moment", text)
        self.assertFalse(os.path.exists(self.found))

    def test_opened_for_writing_before_it_is_moved(self):
        def write():  # waits in open() until the lease is given back
            with open(self.found, "ab") as file:
                file.write(b"more")

        self.collect()
        writer = threading.Thread(target=write, daemon=True)
        text = self.removing("renameat2", 1, writer.start, code=1)
        self.assertIn("opened it for writing", text)
        writer.join(60)
        self.assertEqual(self.content(self.found), harness.NEEDLE + b"more")

    def test_its_folder_becomes_a_link_meanwhile(self):
        def act():
            os.rename(self.web, self.web + ".old")
            os.symlink("other", self.web)

        self.collect()
        self.removing("renameat2", 1, act)
        # The found file is gone from where it was taken to, and no other.
        self.assertEqual(os.listdir(self.web + ".old"), ["index.php"])
        self.assertEqual(self.content(self.other), INNOCENT)

    def test_reappears(self):
        self.collect()
        text = self.removing("unlinkat", 1,
                             lambda: self.write("tree/web/x.php", INNOCENT),
                             code=0)
        self.assertIn("reappeared", text)
        self.assertEqual(self.content(self.found), INNOCENT)
        self.assertEqual(self.events(1)[-2:], ["removed", "reappeared"])

    def test_swapped_without_end(self):
        """The found file and another change places all the time, so that the
        checks see the one and the move takes the other."""
        stop = self.path("stop")
        other = self.write("tree/web/other.php", INNOCENT)
        self.collect("--", self.found)
        innocent = os.open(other, os.O_RDONLY)
        self.addCleanup(os.close, innocent)
        strace = () if not can_trace() else (
            "-e", "trace=renameat2", "-e",
            "inject=renameat2:delay_enter=30000:when=1")
        item, caught = 1, 0
        with subprocess.Popen([sys.executable, "-c", SWAP, self.found, other,
                               stop], stdout=subprocess.PIPE) as swap:
            try:
                swap.stdout.readline()
                for _ in range(60):
                    self.remove("--item", str(item), strace=strace)
                    self.assertEqual(os.fstat(innocent).st_nlink, 1)
                    events = self.events(item)
                    caught += events[-2:] == ["removing", "remove-refused"]
                    if caught == 3:
                        break
                    if events[-1] == "removed":
                        swap.send_signal(signal.SIGSTOP)
                        self.wait_for(
                            lambda: harness.stat_of(f"/proc/{swap.pid}")[0]
                            == "T")
                        self.another_one(other)
                        swap.send_signal(signal.SIGCONT)
                        item += 1
            finally:
                self.write("stop")
        if strace:
            self.assertGreater(caught, 0)
        self.assertEqual(os.fstat(innocent).st_nlink, 1)
        self.assertEqual(self.private_folders(), [])
        self.assertLessEqual({"index.php"}, set(os.listdir(self.web)))
        self.check_case()

    def another_one(self, other):
        """So that there is something to exchange."""
        [free] = [p for p in (self.found, other) if not os.path.exists(p)]
        os.rename(self.write("tree/web/new.php", harness.NEEDLE), free)
        self.collect("--", free)

    # In the middle of restore.

    def test_its_place_is_taken_while_it_is_restored(self):
        if not can_trace():
            self.skipTest("ptrace is not permitted, or no strace")
        self.collect()
        self.remove(code=0)
        marks = self.path("marks")
        done = []
        thread = threading.Thread(target=lambda: done.append(self.restore(
            strace=("-o", marks, "-e", "trace=renameat2", "-e",
                    f"inject=renameat2:delay_enter={DELAY}:when=1"))))
        thread.start()
        self.wait_for(lambda: self.is_at(marks, "renameat2", 1))
        self.write("tree/web/x.php", INNOCENT)
        thread.join()
        self.assertEqual(done[0].returncode, 1, said(done[0]))
        self.assertEqual(self.content(self.found), INNOCENT)
        self.assertEqual(self.private_folders(), [])
        os.unlink(self.found)
        self.restore(code=0)
        self.assertEqual(self.content(self.found), harness.NEEDLE)


if __name__ == "__main__":
    harness.main()
