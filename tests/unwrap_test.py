# SPDX-License-Identifier: Apache-2.0
"""Layers end to end: what is in containers is found, and nothing that is not
read is called clean. The containers are made by other tools."""
import bz2
import gzip
import lzma
import os
import random
import struct
import subprocess
import zipfile

import harness
from bombs import tar_of, zip_of
from harness import NEEDLE
from unwrap_case import UnwrapCase, chains, sha256

# No other: now and then what is random begins like a compressed file.
NOISE = random.Random(1).randbytes(9000)


class ArchiveCase(UnwrapCase):
    def archive(self, command):
        """What a tool makes of two files, web/a.php and web/b.txt."""
        self.write("in/web/a.php", b"<?php " + NEEDLE * 40)
        self.write("in/web/b.txt", b"nothing here\n" * 40)
        out = self.path("out.bin")  # 7z adds an ending where there is none
        if os.path.exists(out):
            os.remove(out)
        subprocess.run([out if word == "OUT" else word for word in command],
                       cwd=self.path("in"), check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(out, "rb") as file:
            return file.read()


class Unwrap(ArchiveCase):
    CONTAINERS = {
        "zip": ["bsdtar", "--format", "zip", "-cf", "OUT", "web"],
        "zip by 7z": ["7z", "a", "-tzip", "OUT", "web"],
        "zip, bzip2": ["7z", "a", "-tzip", "-mm=bzip2", "OUT", "web"],
        "zip, lzma": ["7z", "a", "-tzip", "-mm=lzma", "OUT", "web"],
        "zip, ZipCrypto": ["7z", "a", "-tzip", "-pinfected", "OUT", "web"],
        "zip, AES": ["7z", "a", "-tzip", "-mem=AES256", "-pinfected", "OUT",
                     "web"],
        "7z": ["7z", "a", "-t7z", "OUT", "web"],
        "7z, ppmd": ["7z", "a", "-t7z", "-m0=ppmd", "OUT", "web"],
        "7z by bsdtar": ["bsdtar", "--format", "7zip", "-cf", "OUT", "web"],
        "ustar": ["bsdtar", "--format", "ustar", "-cf", "OUT", "web"],
        "pax": ["bsdtar", "--format", "pax", "-cf", "OUT", "web"],
        "gnutar": ["tar", "--format=gnu", "-cf", "OUT", "web"],
        "v7": ["tar", "--format=v7", "-cf", "OUT", "web"],
        "tar.gz": ["bsdtar", "-czf", "OUT", "web"],
        "tar.bz2": ["bsdtar", "-cjf", "OUT", "web"],
        "tar.xz": ["bsdtar", "-cJf", "OUT", "web"],
        "tar.zst": ["bsdtar", "--zstd", "-cf", "OUT", "web"],
        "tar.lz4": ["bsdtar", "--lz4", "-cf", "OUT", "web"],
        "tar.Z": ["bsdtar", "-cZf", "OUT", "web"],
        "tar.lz": ["bsdtar", "--lzip", "-cf", "OUT", "web"],
        "cpio": ["bsdtar", "--format", "cpio", "-cf", "OUT", "web"],
        "newc": ["bsdtar", "--format", "newc", "-cf", "OUT", "web"],
        "cpio.gz": ["bsdtar", "--format", "newc", "-czf", "OUT", "web"],
        "iso": ["bsdtar", "--format", "iso9660", "-cf", "OUT", "web"],
        "ar": ["bsdtar", "--format", "ar", "-cf", "OUT", "web/a.php"],
    }

    def test_containers(self):
        for name, command in self.CONTAINERS.items():
            with self.subTest(name):
                scan = self.scan_of(self.archive(command))
                self.assertEqual(scan.word, "detected")
                chain, = chains(scan.only)
                self.assertRegex(chain, r"^x\.bin > (web/)?a\.php$")
                self.assertEqual(scan.only["layers"][-1]["sha256"],
                                 sha256(b"<?php " + NEEDLE * 40))

    def test_single_streams(self):
        for name, data in {"a.php.gz": gzip.compress(NEEDLE),
                           "a.php.bz2": bz2.compress(NEEDLE),
                           "a.php.xz": lzma.compress(NEEDLE)}.items():
            scan = self.scan_of(data, name=name)
            self.assertEqual(chains(scan.only), [name + " > a.php"])
        scan = self.scan_of(gzip.compress(NEEDLE), name="upload")
        self.assertEqual(chains(scan.only), ["upload > gzip"])

    def test_nested(self):
        data = tar_of([("b/inner.zip", zip_of([("c.php", NEEDLE)]))], "w:gz")
        data = zip_of([("a.tar.gz", data)])
        scan = self.scan_of(data)
        self.assertEqual(chains(scan.only), [
            "x.bin > a.tar.gz > b/inner.zip > c.php"])
        layers = scan.only["layers"]
        self.assertEqual([(x["parent"], x["via"]) for x in layers],
                         [(0, "zip"), (1, "gzip > tar"), (2, "zip")])

    def test_the_text_report_shows_the_chain(self):
        path = self.write("tree/x.zip", zip_of([("a\n.php", NEEDLE)]))
        code, out, _ = self.text(path)
        self.assertEqual(code, 1)
        self.assertIn("       in x.zip > a\\n.php\n", out)

    def test_a_member_has_its_own_name_for_rules(self):
        rules = self.write("n.yar", 'rule N { condition: extension == ".php" '
                           'and filename == "a.php" }')
        path = self.write("tree/x.zip", zip_of([("w/a.php", b"x")]))
        scan = self.scan(path, rules=["-r", rules])
        self.assertEqual(scan.rules_on(path), ["N"])

    def test_a_member_with_a_name_of_other_letters(self):
        for data in (zip_of([("web/\u00e9.php", NEEDLE)]),
                     tar_of([("web/\u00e9.php", NEEDLE)])):
            scan = self.scan_of(data)
            self.assertEqual(chains(scan.only), ["x.bin > web/\u00e9.php"])

    def test_a_zip_behind_something_else(self):
        scan = self.scan_of(b"GIF89a" + b"\0" * 999 +
                            zip_of([("a.php", NEEDLE)]))
        self.assertEqual(chains(scan.only), ["x.bin > a.php"])

    def test_clean_containers_are_clean(self):
        scan = self.scan_of(zip_of([("a", b"x" * 5000)]))
        self.assertEqual((scan.word, scan.code), ("clean", 0))
        self.assertEqual(scan.summary["layers"], 1)
        self.assertEqual(scan.summary["layer_bytes"], 5000)

    def test_windowed_files_are_unwrapped(self):
        noise = os.urandom(3_000_000)
        for data in (zip_of([("n", noise), ("a.php", NEEDLE)]),
                     tar_of([("n", noise), ("a.php", NEEDLE)], "w:gz")):
            scan = self.scan_of(data, "--max-file-size", "1M")
            self.assertTrue(scan.only["windowed"])
            self.assertEqual(chains(scan.only), ["x.bin > a.php"])


class NotRead(ArchiveCase):
    """Whatever is not read is said to be so."""
    def test_encrypted(self):
        for command in (["7z", "a", "-tzip", "-psecret", "OUT", "web"],
                        ["7z", "a", "-tzip", "-mem=AES256", "-psecret", "OUT",
                         "web"],
                        ["7z", "a", "-t7z", "-psecret", "OUT", "web"],
                        ["7z", "a", "-t7z", "-psecret", "-mhe=on", "OUT",
                         "web"]):
            with self.subTest(" ".join(command)):
                scan = self.scan_of(self.archive(command))
                self.assertEqual(scan.word, "skipped encrypted")
                self.assertEqual(scan.code, 2)
                self.assertIn("encrypted", scan.only["layers_skipped"])
                self.assertEqual(scan.only["layers"][0]["reason"],
                                 "encrypted")

    def test_encrypted_beside_plain(self):
        plain = zip_of([("a.php", NEEDLE)])
        locked = self.archive(["7z", "a", "-tzip", "-psecret", "OUT", "web"])
        scan = self.scan_of(tar_of([("p.zip", plain), ("l.zip", locked)]))
        self.assertEqual(scan.word, "detected encrypted")
        self.assertEqual(scan.only["detail"], "l.zip > web/a.php")
        self.assertEqual(scan.only["layers_skipped"], {"encrypted": 2})

    def test_many_passwords_all_open_what_they_can(self):
        """The check of ZipCrypto is one byte: with 40 passwords some wrong
        one passes it now and then."""
        data = self.archive(["7z", "a", "-tzip", "-pword39", "OUT", "web"])
        options = [x for i in range(40)
                   for x in ("--archive-password", f"word{i}")]
        for _ in range(3):
            scan = self.scan_of(data, *options)
            self.assertEqual(scan.word, "detected")

    def test_truncated(self):
        whole = {"zip": zip_of([("a", NOISE)]),
                 "tar": tar_of([("a", NOISE)]),
                 "gz": gzip.compress(NOISE),
                 "xz": lzma.compress(NOISE),
                 "7z": self.archive(["7z", "a", "-t7z", "OUT", "web"])}
        for name, data in whole.items():
            with self.subTest(name):
                self.assertEqual(self.scan_of(data).word, "clean"
                                 if name != "7z" else "detected")
                cut = data[:len(data) * 2 // 3]
                self.assertEqual(self.scan_of(cut).word, "failed damaged")

    def test_what_stands_before_the_damage_is_scanned(self):
        data = tar_of([("a.php", NEEDLE), ("b", os.urandom(900_000))],
                      "w:gz")
        scan = self.scan_of(data[:600_000])
        self.assertEqual(scan.word, "detected damaged")

    def test_a_broken_member_does_not_hide_the_others(self):
        data = bytearray(zip_of([("a", b"ab" * 5000), ("b", b"cd" * 5000),
                                 ("c.php", NEEDLE)]))
        data[40:44] = b"\xff\xff\xff\xff"
        scan = self.scan_of(bytes(data))
        self.assertEqual(scan.word, "detected damaged")
        self.assertEqual(chains(scan.only), ["x.bin > c.php"])

    def test_a_wrong_checksum_is_scanned_and_said(self):
        data = bytearray(zip_of([("a.php", NEEDLE)], zipfile.ZIP_STORED))
        for at in (14, data.index(b"PK\1\2") + 16):
            data[at] ^= 0xff
        scan = self.scan_of(bytes(data))
        self.assertEqual(scan.word, "detected damaged")
        self.assertEqual(chains(scan.only), ["x.bin > a.php"])

    def test_lying_sizes(self):
        """A header that says 4 GB, of a member of some bytes."""
        data = bytearray(zip_of([("a.php", NEEDLE * 9)]))
        at = data.index(b"PK\1\2")
        data[at + 24:at + 28] = struct.pack("<I", 0xfffffff0)
        data[22:26] = struct.pack("<I", 0xfffffff0)
        scan = self.scan_of(bytes(data))
        self.assertEqual(scan.rules_on(self.path("tree/x.bin")), ["Needle"])

    def test_unknown_compression(self):
        data = bytearray(zip_of([("a", b"x" * 99)]))
        data[8:10] = struct.pack("<H", 96)
        at = data.index(b"PK\1\2")
        data[at + 10:at + 12] = struct.pack("<H", 96)
        self.assertIn(self.scan_of(bytes(data)).word,
                      ("failed unsupported", "failed damaged"))


if __name__ == "__main__":
    harness.main()
