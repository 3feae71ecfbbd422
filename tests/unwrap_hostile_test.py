# SPDX-License-Identifier: Apache-2.0
"""Containers that are made to break what reads them."""
import gzip
import io
import os
import struct
import subprocess
import tarfile
import threading
import time
import zipfile

import harness
import pst
from bombs import tar_of, zip_of
from harness import NEEDLE
from unwrap_case import UnwrapCase, chains


class Hostile(UnwrapCase):
    def test_bomb(self):
        """A hundred megabytes of zeros in a tenth of one, twenty times."""
        with subprocess.Popen(["gzip", "-9"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as gz:
            def feed():
                for _ in range(100):
                    gz.stdin.write(bytes(1 << 20))
                gz.stdin.close()
            threading.Thread(target=feed).start()
            data = gz.stdout.read()
        self.assertEqual(self.scan_of(data).word, "skipped size-limit")
        inner = zip_of([(str(i), data) for i in range(20)])
        scan = self.scan_of(zip_of([("a.zip", inner)]))
        self.assertEqual(scan.word, "skipped size-limit")
        self.assertIn("ratio-limit", scan.only["layers_skipped"])
        self.assertLess(scan.summary["layer_bytes"], 100_000_000)

    def test_nest_like_42_zip(self):
        data = zip_of([("0.dll", bytes(4_000_000))])
        for _ in range(5):
            data = zip_of([(f"{i}.zip", data) for i in range(16)])
        scan = self.scan_of(data)
        self.assertEqual(scan.word, "skipped ratio-limit")

    def test_deep_nest(self):
        data = NEEDLE
        for i in range(100):
            data = zip_of([(f"{i}.zip", data)])
        scan = self.scan_of(data)
        self.assertEqual(scan.word, "skipped depth-limit")

    def test_deep_gzip(self):
        data = NEEDLE
        for i in range(500):
            data = gzip.compress(data, 1 if len(data) < 100000 else 0)
        self.assertEqual(self.scan_of(data).word, "skipped depth-limit")

    def test_quine(self):
        """A store with one item: the whole store. All of it was read."""
        data = pst.store([b"x" * 99], crypt=0)
        entry = struct.pack("<QQH", 4, 0x4400, 99)
        self.assertEqual(data.count(entry), 1)
        data = data.replace(entry, struct.pack("<QQH", 4, 0, len(data)))
        scan = self.scan_of(data)
        self.assertEqual((scan.word, scan.summary["layers"]), ("clean", 0))

    def test_overlapping_members(self):
        """Many names for one member's data (the "better zip bomb")."""
        one = zip_of([("a", bytes(1_000_000))])
        at = one.index(b"PK\1\2")
        end = one.index(b"PK\5\6")
        local, entry = one[:at], one[at:end]
        entries = b"".join(
            entry[:46] + bytes([97 + i % 26]) + entry[47:]
            for i in range(5000))
        tail = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 5000, 5000,
                           len(entries), len(local), 0)
        scan = self.scan_of(local + entries + tail)
        self.assertLess(scan.summary["layer_bytes"], 100_000_000)

    def test_a_million_members(self):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w|") as archive:
            for i in range(251_000):
                archive.addfile(tarfile.TarInfo(str(i)))
        begin = time.monotonic()
        scan = self.scan_of(gzip.compress(out.getvalue(), 1), "--timeout",
                            "300")
        self.assertLess(time.monotonic() - begin, 280)
        self.assertEqual(scan.word, "skipped layer-limit")

    def test_time_runs_out(self):
        data = zip_of([(str(i), os.urandom(2_000_000)) for i in range(3)])
        slow = self.write("slow.yar", "rule S { condition: for all i in "
                          "(0..filesize - 1) : (for all j in (0..99) : "
                          "(uint8(i) < 300 + j)) }")
        path = self.write("tree/x", data)
        begin = time.monotonic()
        scan = self.scan("--timeout", "1", path, rules=["-r", slow])
        self.assertLess(time.monotonic() - begin, 100)
        self.assertEqual(scan.outcome(path), "failed timeout")

    def test_names_go_nowhere(self):
        names = ["../../../../tmp/up", "/etc/x", "C:\\x\\y.php", "a\0b",
                 "\u202egpj.php", "CON", "x" * 5000]
        data = tar_of([(n, NEEDLE) for n in names])
        scan = self.scan_of(data)
        self.assertEqual(len(chains(scan.only)), len(names))
        for root, folders, files in os.walk(self.dir):
            self.assertNotIn("up", files)
        code, out, _ = self.text(self.tree)
        self.assertNotIn("\u202e", out)

    def test_links_and_folders_hold_nothing(self):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE,
                         tarfile.CHRTYPE, tarfile.FIFOTYPE):
                info = tarfile.TarInfo("x" + kind.decode())
                info.type, info.linkname = kind, "/etc/passwd"
                archive.addfile(info)
        scan = self.scan_of(out.getvalue())
        self.assertEqual((scan.word, scan.summary["layers"]), ("clean", 0))

    def test_a_folder_with_content_is_read(self):
        """The attributes of a zip may call a file a folder."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            info = zipfile.ZipInfo("a.php")
            info.external_attr = 0o40755 << 16 | 0x10
            archive.writestr(info, NEEDLE)
        self.assertEqual(self.scan_of(out.getvalue()).word, "detected")

    def test_sparse_holes_are_not_filled(self):
        path = self.path("sparse")
        with open(path, "wb") as file:
            file.truncate(1 << 34)
            file.seek(0)
            file.write(NEEDLE)
        done = subprocess.run(["tar", "-cSf", "-", "sparse"], cwd=self.dir,
                              stdout=subprocess.PIPE, check=True)
        scan = self.scan_of(done.stdout)
        self.assertEqual(scan.word, "detected size-limit")

    def test_garbage_behind_each_magic_number(self):
        tar = bytearray(tar_of([("a", b"x")])[:512])
        for magic in (b"PK\3\4", b"PK\5\6", b"7z\xbc\xaf\x27\x1c",
                      b"Rar!\x1a\7\0", b"Rar!\x1a\7\1\0", b"MSCF\0\0\0\0",
                      b"070701", b"!<arch>\n", b"\x1f\x8b\x08", b"BZh91AY&SY",
                      b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"LZIP\1",
                      b"\x04\x22\x4d\x18", b"\x1f\x9d\x90", bytes(tar),
                      bytes(32769) + b"CD001"):
            for tail in (b"", b"\0" * 5000, b"\xff" * 5000,
                         os.urandom(100_000)):
                scan = self.scan_of(magic + tail)
                self.assertNotIn("detected", scan.word)

    def test_memory_stays_small(self):
        data = tar_of([(str(i), bytes(30 << 20)) for i in range(6)])
        path = self.write("tree/x.tar", data)
        done = self.run_program(
            "-f", "%M", harness.PROGRAM, "scan", "-r", self.rules, "-j1",
            "--max-file-size", "1M", path, program="/usr/bin/time")
        limit = 1_000_000 if harness.INSTRUMENTED else 200_000
        self.assertLess(int(done.stderr.split()[-1]), limit)


if __name__ == "__main__":
    harness.main()
