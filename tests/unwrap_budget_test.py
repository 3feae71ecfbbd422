# SPDX-License-Identifier: Apache-2.0
"""What is made to break unwrapping: each file ends within its budget, the
verdict says what was not read and why, and nothing is written anywhere."""
import base64
import bz2
import codecs
import gzip
import io
import lzma
import os
import random
import re
import shutil
import stat
import struct
import subprocess
import tarfile
import time
import zipfile
import zlib

import harness
from bombs import MIB, gzip_quine, overlapping, tar_of, zip_of
from harness import NEEDLE
from unwrap_case import UnwrapCase


class Base(UnwrapCase):
    def check_unread(self, scan, *reasons, found=False):
        """In the verdict, in the ledger and in the exit code."""
        reason = scan.only.get("reason")
        self.assertIn(reason, reasons)
        self.assertIn(reason, scan.only["layers_skipped"])
        self.assertIn(reason, [x.get("reason") for x in scan.only["layers"]])
        self.assertEqual(scan.code, 1 if found else 2)
        self.assertEqual(scan.summary["clean"], 0)
        code, out, _ = self.text(os.fsdecode(harness.path_of(scan.only)))
        self.assertEqual(code, scan.code)
        self.assertNotIn("Everything was scanned", out)


class Quines(Base):
    def test_a_gzip_file_that_holds_itself(self):
        quine = gzip_quine()
        self.assertEqual(gzip.decompress(quine), quine)
        for name in ("quine.gz", "quine"):
            scan = self.scan_of(quine, name=name)
            self.assertEqual((scan.word, scan.code), ("clean", 0))
            self.assertEqual(scan.summary["layers"], 0)
        scan = self.scan_of(zip_of([("q.gz", quine), ("a.php", NEEDLE)]))
        self.assertEqual(scan.word, "detected")
        self.assertEqual(scan.summary["layers"], 2)

    def test_what_stands_beside_a_quine_is_seen(self):
        scan = self.scan_of(gzip_quine() + gzip.compress(NEEDLE))
        self.assertNotEqual(scan.word, "clean")


class Bombs(Base):
    def test_members_that_overlap(self):
        data = overlapping(300)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.assertEqual(len(archive.infolist()), 300)
        self.assertLess(len(data), 30_000)
        scan = self.scan_of(data)
        # Each begins with the header of another, and so is a broken zip.
        self.check_unread(scan, "damaged")
        self.assertEqual(scan.only["layers_skipped"]["ratio-limit"], 1)
        self.assertLess(scan.summary["layer_bytes"], 70 * MIB)

    def test_many_names_of_one_member(self):
        """The names differ, the place does not: what is there is read."""
        one = zip_of([("a", NEEDLE)])
        at, end = one.index(b"PK\1\2"), one.index(b"PK\5\6")
        entries = b"".join(one[at:at + 46] + bytes([97 + i % 26]) +
                           one[at + 47:end] for i in range(5000))
        scan = self.scan_of(one[:at] + entries + struct.pack(
            "<IHHHHIIH", 0x06054b50, 0, 0, 5000, 5000, len(entries), at, 0))
        self.assertEqual(scan.word, "detected")

    def test_a_tree_of_zips(self):
        data = zip_of([("0.dll", bytes(MIB))])
        for _ in range(4):
            data = zip_of([(f"{i}.zip", data) for i in range(16)])
        self.check_unread(self.scan_of(data), "ratio-limit")

    def test_every_limit_is_stated(self):
        # Always the same: now and then noise begins like a compressed file.
        noise = random.Random(1)
        data = zip_of([(f"{i}.gz", gzip.compress(noise.randbytes(9000)))
                       for i in range(9)])
        for options, reason in ((["--max-depth", "1"], "depth-limit"),
                                (["--max-layers", "3"], "layer-limit"),
                                (["--max-layer-size", "2K"], "size-limit"),
                                (["--max-layer-bytes", "20K"], "byte-limit")):
            with self.subTest(reason):
                path = self.write("tree/x.bin", data)
                scan = self.scan(*options, path)
                verdict = scan.of(path)
                self.assertEqual(scan.outcome(path), "skipped " + reason)
                self.assertEqual(scan.code, 2)
                self.assertEqual(scan.summary["skipped"], {reason: 1})
                self.assertIn(reason, verdict["layers_skipped"])

    def test_what_a_script_decodes_is_too_large(self):
        """The needle stands at the start, or at the end, of what is decoded;
        the limit is reached, and said to be, whatever decodes it."""
        filler = b"".join(b"$v%d = %d;\n" % (i, i * i) for i in range(3000))
        for code in (filler + harness.NEEDLE, harness.NEEDLE + filler):
            encoded = base64.b64encode(code)
            packed = base64.b64encode(zlib.compress(code)[2:-4])
            for call in (b"base64_decode('" + encoded + b"')",
                         b"gzinflate(base64_decode('" + packed + b"'))",
                         b"hex2bin('" + code.hex().encode() + b"')",
                         b"str_rot13('" + codecs.encode(
                             code.decode(), "rot13").encode() + b"')"):
                page = b"<?php ev" + b"al(" + call + b"); ?>"
                path = self.write("tree/x.php", page)
                for limit in ([], ["--max-layer-size", "9K"],
                              ["--max-layer-bytes", "9K"]):
                    with self.subTest(call=call[:20], limit=limit):
                        scan = self.scan(*limit, path)
                        if not limit:
                            self.assertEqual(scan.outcome(path), "detected")
                            continue
                        self.assertNotEqual(scan.outcome(path), "clean")
                        self.assertTrue(scan.of(path)["layers_skipped"])

    def test_one_after_the_other_in_each_compression(self):
        """More zeros than a layer may have."""
        plain = bytes(40 * MIB)
        for name, data in {
                "gzip": gzip.compress(plain, 1),
                "bzip2": bz2.compress(plain),
                "xz": lzma.compress(plain, preset=0),
                "lzma in zip": zip_of([("a", plain)], zipfile.ZIP_LZMA),
                "zstd": subprocess.run(
                    ["zstd", "-q", "-1", "-c"], input=plain, check=True,
                    stdout=subprocess.PIPE).stdout}.items():
            with self.subTest(name):
                self.check_unread(self.scan_of(data), "size-limit")

    def test_decompression_that_gives_nothing(self):
        """A million streams without a byte in them."""
        skippable = struct.pack("<II", 0x184d2a50, 0)
        for name, one in {"gzip": gzip.compress(b"", 1),
                          "bzip2": bz2.compress(b""),
                          "xz": lzma.compress(b""),
                          "zstd": skippable}.items():
            # A sanitizer takes its time for each stream.
            count = (150_000 if harness.INSTRUMENTED else 8_000_000) // len(
                one)
            first = b"\x28\xb5\x2f\xfd\x20\0\1\0\0" if name == "zstd" else b""
            with self.subTest(name):
                scan = self.scan_of(first + one * count)
                self.assertLess(scan.summary["layer_bytes"], 1000)

    def test_base64_without_end(self):
        """Each level is a mail whose part is the next one."""
        data = NEEDLE
        for _ in range(40):
            data = (b"Subject: x\nContent-Transfer-Encoding: base64\n\n" +
                    base64.b64encode(data))
            if len(data) > 4 * MIB:
                break
        self.check_unread(self.scan_of(data, name="x.eml"), "depth-limit")

    def test_literals_in_literals(self):
        """A page that decodes to one that decodes, and so on."""
        begin, end = b"<" + b"?php ev" + b"al(base64_dec" + b"ode('", b"'));"
        page = b"<" + b"?php echo '" + NEEDLE.strip() + b"';"
        data = page
        for _ in range(24):
            data = begin + base64.b64encode(data) + end
        scan = self.scan_of(data, name="x.php")
        self.check_unread(scan, "depth-limit")
        scan = self.scan_of(data, "--max-depth", "64", name="x.php")
        self.assertEqual(scan.word, "detected")
        # In one expression it is one layer.
        data, calls = page * 3, 20
        for _ in range(calls):
            data = base64.b64encode(data)
        data = (b"<" b"?php echo " + b"base64_dec" b"ode(" * calls + b"'" +
                data + b"'" + b")" * calls + b";")
        scan = self.scan_of(data, name="x.php")
        self.assertEqual(scan.word, "detected")


class Members(Base):
    def test_a_million_members_of_a_zip(self):
        local, entries = [], []
        for i in range(1_000_000):
            name = b"%07d" % i
            local.append(b"PK\3\4\n" + bytes(21) + b"\7\0\0\0" + name)
            entries.append(b"PK\1\2\n\0\n" + bytes(21) + b"\7\0" + bytes(12) +
                           struct.pack("<I", 37 * i) + name)
        local, entries = b"".join(local), b"".join(entries)
        end = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 0xffff, 0xffff,
                          len(entries), len(local), 0)
        path = self.write("tree/x.zip", local + entries + end)
        begin = time.monotonic()
        done = self.run_program(
            "-f", "%M", harness.PROGRAM, "scan", "-r", self.rules, "-j1",
            "--timeout", "300", path, program="/usr/bin/time")
        self.assertLess(time.monotonic() - begin, 280)
        self.assertIn(b"1 too many layers", done.stdout)
        self.assertEqual(done.returncode, 2)
        limit = 2_000_000 if harness.INSTRUMENTED else 300_000
        self.assertLess(int(done.stderr.split()[-1]), limit)

    def test_sizes_that_lie(self):
        stored = zip_of([("a", NEEDLE * 9)], zipfile.ZIP_STORED)
        tar = bytearray(tar_of([("a", NEEDLE)])[:1024])
        tar[124:136] = b"\x80" + b"\x7f" * 11
        tar[148:156] = b"        "
        tar[148:156] = b"%06o\0 " % sum(tar[:512])
        big = struct.pack("<I", 0x7fffffff)
        entry = stored.index(b"PK\1\2")
        cpio = (b"070701" + b"00000001" + b"000081a4" + b"00000000" * 4 +
                b"7fffffff" + b"00000000" * 4 + b"%08x" + b"00000000")
        for name, data in {
                "tar": bytes(tar),
                "zip": stored[:18] + big * 2 + stored[26:entry + 20] +
                big * 2 + stored[entry + 28:],
                "cpio": cpio % 2 + b"a\0" + NEEDLE,
                # 4 GiB for a name: memory is asked for, but not used
                "cpio name": cpio % 0xffffffff + b"a\0" + NEEDLE,
                "ar": b"!<arch>\na/              0           0     0     "
                b"100644  9999999999`\n" + NEEDLE,
                "7z": b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack(
                    "<IQQI", 0, 0, 0x7fffffffffff, 0) + NEEDLE}.items():
            with self.subTest(name):
                scan = self.scan_of(data)
                self.assertIn(scan.word.split()[0], ("failed", "detected"))
                self.assertIn("damaged", scan.only["layers_skipped"])
                self.assertNotEqual(scan.code, 0)

    def test_every_beginning_of_an_archive(self):
        """Cut anywhere before the end of its last member."""
        data = os.urandom(300)
        both = [("a", data), ("b", data)]
        whole = zip_of(both)
        cases = {"zip": (whole[:whole.index(b"PK\1\2")], 40),
                 "tar": (tar_of(both)[:3 * 512 + 300], 521),
                 "gzip": (gzip.compress(data), 24),
                 "gzip, named": (gzip.compress(data)[:3] + b"\x08" + bytes(6) +
                                 b"n\0" + gzip.compress(data)[10:], 24),
                 "bzip2": (bz2.compress(data), 15),
                 "xz": (lzma.compress(data), 33)}
        for name, (whole, first) in cases.items():
            for cut in range(first, len(whole) - 1, 7):
                self.write(f"tree/{name}/{cut}", whole[:cut])
        scan = self.scan(self.tree)
        clean = [os.fsdecode(p) for p in scan.by_path
                 if scan.outcome(os.fsdecode(p)) == "clean"]
        self.assertEqual(clean, [])
        self.assertEqual(scan.code, 2)

    def test_nothing_at_all_is_clean(self):
        for data in (gzip.compress(b""), bz2.compress(b""),
                     lzma.compress(b""), zip_of([])):
            self.assertEqual(self.scan_of(data).word, "clean")
        out = io.BytesIO()
        with gzip.GzipFile("a name of some length", "wb", fileobj=out):
            pass
        self.assertEqual(self.scan_of(out.getvalue()).word, "clean")


# System calls that change a file system, and flags of open that may.
WRITES = re.compile(
    r"\b(creat|mkdir|mkdirat|mknod|mknodat|link|linkat|symlink|symlinkat|"
    r"rename|renameat|renameat2|unlink|unlinkat|rmdir|truncate|ftruncate|"
    r"fallocate|memfd_create|chmod|fchmod|fchmodat|chown|fchownat|utimensat|"
    r"setxattr|fsetxattr)\(|O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE")


class Nothing(Base):
    def names(self):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            link = tarfile.TarInfo("up")
            link.type, link.linkname = tarfile.SYMTYPE, ".."
            archive.addfile(link)
            for name in ("../../up", "/" + self.dir + "/absolute", "up/x.php",
                         "a/../../../x.php", "C:\\x.php", "..\\..\\x.php"):
                info = tarfile.TarInfo(name)
                info.size = len(NEEDLE)
                archive.addfile(info, io.BytesIO(NEEDLE))
        return out.getvalue()

    def make_tree(self):
        names = self.names()
        page = b"<" + b"%@ codepage=65000 %+AD4-" + b"x" * 99
        for name, data in {
                "names.tar": names, "names.tar.gz": gzip.compress(names),
                "names.zip": zip_of([("../../up", NEEDLE),
                                     ("/etc/x", names)]),
                "large.gz": gzip.compress(bytes(40 * MIB), 1),
                "large.7z": b"", "cut.xz": lzma.compress(names)[:-20],
                "mail.eml": b"Subject: x\nContent-Transfer-Encoding: base64"
                b"\n\n" + base64.b64encode(names), "page.asp": page,
                "wide.txt": NEEDLE.decode().encode("utf-16")}.items():
            self.write("tree/" + name, data)
        os.remove(self.path("tree/large.7z"))
        subprocess.run(["7z", "a", self.path("tree/large.7z"),
                        self.path("tree/large.gz"),
                        self.path("tree/names.tar")], check=True,
                       stdout=subprocess.DEVNULL)

    def snapshot(self):
        entries = {}
        for root, folders, files in os.walk(self.dir):
            for name in folders + files + ["."]:
                path = os.path.join(root, name)
                info = os.lstat(path)
                entries[path] = (info.st_mode, info.st_size, info.st_mtime_ns,
                                 info.st_ino)
        return entries

    def test_nothing_is_written(self):
        self.make_tree()
        empty = self.path("empty")
        os.mkdir(empty)
        environment = dict(harness.ENVIRONMENT, TMPDIR=empty, HOME=empty)
        os.chmod(empty, stat.S_IRUSR | stat.S_IXUSR)
        before = self.snapshot()
        scan = self.scan("--max-file-size", "1M", self.tree, cwd=empty,
                         env=environment)
        self.assertGreater(scan.summary["detected"], 5)
        self.assertEqual(self.snapshot(), before)
        self.assertFalse(os.path.exists("/etc/x"))

    def test_nothing_is_opened_for_writing(self):
        if shutil.which("strace") is None:
            self.fail("strace is missing: scripts/install.sh test")
        self.make_tree()
        trace = self.path("trace")
        environment = dict(harness.ENVIRONMENT)
        environment["ASAN_OPTIONS"] += ":detect_leaks=0"  # it traces, too
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", trace, "-e", "trace=%file,%desc",
             harness.PROGRAM, "scan", "-r", self.rules, "--no-progress",
             self.tree], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=environment, check=False)
        if b"ptrace" in done.stderr:
            self.skipTest("no process may be traced here")
        self.assertEqual(done.returncode, 1, done.stderr)
        with open(trace, encoding="utf-8", errors="replace") as file:
            lines = file.readlines()
        self.assertTrue(any("names.tar.gz" in line for line in lines))
        self.assertEqual([x for x in lines if WRITES.search(x) and
                          "/dev/null" not in x], [])


if __name__ == "__main__":
    harness.main()
