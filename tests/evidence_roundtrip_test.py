# SPDX-License-Identifier: Apache-2.0
"""Scan, collect, verify, dry run, remove, verify, restore: afterwards the tree
is what it was, bit for bit and attribute for attribute. On an ext4 of its own
where this machine lets us mount one, else in the folder for temporary files.
"""
import os
import shutil
import struct
import subprocess

import harness
from evidence_case import CaseTest, INNOCENT, said, tree_of

NOT_UTF8 = b"r\xe4tsel\xff.php"
# An ACL as the kernel has it: version 2, then tag, permissions, id.
ACL = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", tag, permissions, who) for tag, permissions, who in [
        (0x01, 6, 0xFFFFFFFF), (0x02, 5, 4242), (0x04, 4, 0xFFFFFFFF),
        (0x10, 5, 0xFFFFFFFF), (0x20, 0, 0xFFFFFFFF)])
# cap_net_raw+ep
CAPABILITY = struct.pack("<IIIII", 0x02000001, 1 << 13, 0, 0, 0)


def mount_ext4(image, folder):
    """Whether there is now an ext4 in `folder`."""
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        return False
    with open(image, "wb") as file:
        file.truncate(64 << 20)
    for command in (["mkfs.ext4", "-q", "-F", "-O", "^has_journal", image],
                    ["mount", "-o", "loop,user_xattr,acl", image, folder]):
        if subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL,
                          check=False).returncode != 0:
            return False
    return True


class RoundTrip(CaseTest):
    def setUp(self):
        super().setUp()
        self.is_mounted = mount_ext4(self.path("image"), self.tree)
        if self.is_mounted:
            self.addCleanup(subprocess.run, ["umount", "-l", self.tree], check=False)
        else:
            print("no ext4 can be mounted here: in the folder for temporary "
                  "files")
        self.unsettable = set()

    def shell(self, name, content=harness.NEEDLE):
        path = os.path.join(os.fsencode(self.tree), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def try_set(self, what, call, *arguments):
        """Not every file system and user can have everything."""
        try:
            call(*arguments)
        except OSError:
            self.unsettable.add(what)

    def long_path(self):
        """A file whose absolute path has about 4,000 bytes."""
        path = os.fsencode(self.tree)
        while len(path) < 3800:
            path += b"/" + b"d" * 150
        path += b"/" + b"n" * (3995 - len(path)) + b".php"
        return self.shell(path)

    def beyond_path_max(self):
        """And one whose path no system call takes in one piece."""
        at = os.open(self.tree, os.O_RDONLY)
        name = b"e" * 200
        for _ in range(25):
            os.mkdir(name, dir_fd=at)
            inner = os.open(name, os.O_RDONLY, dir_fd=at)
            os.close(at)
            at = inner
        fd = os.open(b"deep.php", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=at)
        os.write(fd, harness.NEEDLE)
        os.close(fd)
        os.close(at)

    def make_tree(self):
        plain = self.shell("web/plain.php")
        self.shell("web/index.php", INNOCENT)
        self.shell(b"web/" + NOT_UTF8)
        self.shell("web/\n line\t and <img src=x onerror=alert(1)>.php")
        self.shell("empty-folder-after/only.php")
        # More than fits into one piece of anything.
        with_all = self.shell("web/attributes.php", harness.NEEDLE[:-1] +
                              b" \t\n" * 1_000_000)
        self.try_set("user", os.setxattr, with_all, "user.note", b"\0\xff bin")
        self.try_set("trusted", os.setxattr, with_all, "trusted.t", b"t")
        self.try_set("owner", os.chown, with_all, 4711, 4712)
        self.try_set("acl", os.setxattr, with_all,
                     "system.posix_acl_access", ACL)
        self.try_set("capability", os.setxattr, with_all,
                     "security.capability", CAPABILITY)
        secret = self.shell("secret/setid.php")
        self.try_set("owner", os.chown, secret, 12345, 54321)
        os.chmod(secret, 0o6711)
        nothing = self.shell("secret/no-rights.php")
        os.chmod(nothing, 0)
        os.chmod(os.path.dirname(secret), 0o2711)
        # New files in this folder get an ACL that the old ones have not.
        inherits = self.shell("inherits/x.php")
        self.try_set("acl", os.setxattr, os.path.dirname(inherits),
                     "system.posix_acl_default", ACL)
        for i, path in enumerate((plain, with_all, secret, nothing)):
            os.utime(path, ns=(10 ** 18 + i, 10 ** 18 + 7 * i + 1))
        old = self.shell("web/old.php")
        os.utime(old, ns=(-10 ** 15 - 1, -10 ** 15 - 3))
        names = [self.shell("links/a.php")]
        os.makedirs(os.path.join(self.tree, "links2"))
        names += [os.path.join(os.fsencode(self.tree), b"links2/b.php"),
                  os.path.join(os.fsencode(self.tree), b"links/c.php")]
        for name in names[1:]:
            os.link(names[0], name)
        os.symlink("web", os.path.join(self.tree, "www"))
        os.symlink("plain.php", os.path.join(self.tree, "web", "link.php"))
        self.long_path()
        self.beyond_path_max()
        for folder in ("web", "secret", "links", "links2", "."):
            os.utime(os.path.join(self.tree, folder),
                     ns=(10 ** 18, 10 ** 18 + 99))
        return 14

    def scan_to_file(self):
        """Named through a link; each name of a file, too."""
        done = self.run_program(
            "scan", "-r", self.rules, "-f", "ndjson", self.tree,
            os.path.join(self.tree, "links", "a.php"),
            os.path.join(self.tree, "links", "c.php"),
            os.path.join(self.tree, "links2", "b.php"))
        self.assertEqual(done.returncode, 1, said(done))
        return self.write("scan.ndjson", done.stdout)

    def check_tree(self, before, what):
        states, links = tree_of(self.tree)
        self.assertEqual(sorted(states), sorted(before[0]), what)
        for path, state in before[0].items():
            self.assertEqual(states[path], state, (what, path))
        self.assertEqual(links, before[1], what)

    def test_there_and_back(self):
        shells = self.make_tree()
        before = tree_of(self.tree)
        self.collect("--from", self.scan_to_file())
        # The names that the walk did not report because it knew the file.
        for name in ("links/a.php", "links/c.php", "links2/b.php"):
            self.collect(os.path.join(self.tree, name))
        self.check_tree(before, "collected")
        self.check_case()
        done = self.evidence("remove", code=0)
        self.check_tree(before, "dry run")
        self.assertIn(f"{shells} ", said(done))
        journal = self.journal()
        self.evidence("remove", code=0)
        self.assertEqual(self.journal(), journal, "a dry run tells nothing")

        done = self.remove(code=0)
        self.assertNotIn("warning", said(done))
        after, _ = tree_of(self.tree)
        self.assertEqual(len(before[0]) - len(after), shells)
        for path, state in after.items():
            self.assertNotEqual(state.get("content", b"")[:27],
                                harness.NEEDLE, path)
        self.check_case()
        scan = self.scan(self.tree)
        self.assertEqual(scan.summary["detected"], 0)

        done = self.restore(code=0)
        self.assertNotIn("warning", said(done))
        self.check_tree(before, "restored")
        self.check_case()
        self.assertEqual(self.events().count("restored"), shells)
        if self.unsettable:
            print("not tested here:", *sorted(self.unsettable))

    def test_twice_and_in_parts(self):
        for name in ("a.php", "b.php", "c.php"):
            self.shell("web/" + name)
        web = os.path.join(self.tree, "web")
        os.utime(web, ns=(5 * 10 ** 17, 5 * 10 ** 17))
        before = tree_of(self.tree)
        self.collect()
        self.remove("--item", "2", code=0)
        self.remove(code=0)
        self.restore("2", code=0)
        self.restore(code=0)
        self.check_tree(before, "restored in parts")
        # It is another file now, which has to be copied again.
        self.assertIn("another file", said(self.remove(code=1)))
        self.collect()
        self.remove("--item", "4", "--item", "5", "--item", "6", code=0)
        self.restore(code=0)
        self.check_tree(before, "restored again")
        self.check_case()

    def test_a_folder_that_others_changed_keeps_its_time(self):
        self.shell("web/a.php")
        self.collect()
        self.remove(code=0)
        self.shell("web/new.php", INNOCENT)
        web = os.path.join(self.tree, "web")
        os.utime(web, ns=(5 * 10 ** 17, 5 * 10 ** 17))
        self.restore(code=0)
        self.assertNotEqual(os.stat(web).st_mtime_ns, 5 * 10 ** 17)

    def test_read_only_and_flags(self):
        found = self.shell("web/a.php")
        if not self.is_mounted:
            self.skipTest("needs a file system of its own")
        self.collect()
        for flag, words in (("i", "chattr -i"), ("a", "chattr -a")):
            for path in (found, os.path.dirname(found)):
                subprocess.run(["chattr", "+" + flag, path], check=True)
                for yes in ((), ("--yes",)):
                    done = self.evidence("remove", *yes, code=1)
                    self.assertIn(words, said(done))
                subprocess.run(["chattr", "-" + flag, path], check=True)
        subprocess.run(["mount", "-o", "remount,ro", self.tree], check=True)
        self.assertIn("read-only", said(self.remove(code=1)))
        subprocess.run(["mount", "-o", "remount,rw", self.tree], check=True)
        self.remove(code=0)
        subprocess.run(["mount", "-o", "remount,ro", self.tree], check=True)
        self.assertIn("read-only", said(self.restore(code=1)))
        subprocess.run(["mount", "-o", "remount,rw", self.tree], check=True)
        self.restore(code=0)

    def test_without_rights(self):
        found = self.shell("web/a.php")
        web = os.path.dirname(found)
        os.chmod(found, 0o4755)
        self.collect()
        options = self.as_nobody()
        if not options:
            self.skipTest("needs to be root")
        for path in (self.case, self.key):
            subprocess.run(["chown", "-R", str(harness.NOBODY), path],
                           check=True)
        done = self.remove(code=1, **options)
        self.assertIn("Permission denied", said(done))
        self.assertTrue(os.path.exists(found))
        # Who may not give files away gets a file that is his own, without
        # what the bits of another owner would allow with it.
        os.chown(web, harness.NOBODY, harness.NOBODY)
        self.remove(code=0, **options)
        done = self.restore(code=0, **options)
        self.assertIn("could not be put back: owner root", said(done))
        self.assertEqual(os.stat(found).st_mode & 0o7777, 0o755)
        self.assertEqual(len(self.journal()[-1]["lost"]), 3)
        self.check_case()


if __name__ == "__main__":
    harness.main()
