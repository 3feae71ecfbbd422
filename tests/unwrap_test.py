# SPDX-License-Identifier: Apache-2.0
"""Layers end to end: what is in containers is found, and nothing that is not
read is called clean. The containers are made by other tools."""
import base64
import bz2
import email.message
import email.policy
import gzip
import hashlib
import io
import lzma
import os
import random
import struct
import subprocess
import tarfile
import time
import zipfile

import harness
import pst
from harness import NEEDLE

# No other: now and then what is random begins like a compressed file.
NOISE = random.Random(1).randbytes(9000)


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def chains(verdict):
    return [f["chain"] for f in verdict["findings"] if f["layer"] != 0]


class Base(harness.TestCase):
    def scan_of(self, data, *options, name="x.bin"):
        path = self.write("tree/" + name, data)
        scan = self.scan(*options, path)
        scan.only = scan.of(path)
        scan.word = scan.outcome(path)
        return scan

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


class Unwrap(Base):
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


class Mail(Base):
    DATA = NEEDLE + bytes(range(256)) * 9 + b"\n"

    def message(self, cte="base64", name="a.php", data=DATA):
        message = email.message.EmailMessage(email.policy.SMTP)
        message["From"] = "a@example.test"
        message["Subject"] = "x"
        message.set_content("hello\n" * 3)
        if cte == "quoted-printable":
            message.add_attachment(data.decode("latin-1"), filename=name,
                                   cte=cte, charset="latin-1")
        else:
            message.add_attachment(data, maintype="application",
                                   subtype="octet-stream", filename=name,
                                   cte=cte)
        return message

    def check(self, data, chain, content=DATA, **options):
        scan = self.scan_of(data, name="x.eml", **options)
        self.assertEqual(chains(scan.only), ["x.eml > " + chain])
        if content is not None:
            self.assertEqual(scan.only["layers"][-1]["sha256"],
                             sha256(content))
        return scan

    def test_base64(self):
        data = self.message().as_bytes()
        scan = self.check(data, "a.php")
        layer, = scan.only["layers"]
        body = data.index(b"\r\n\r\n", data.index(b"a.php")) + 4
        self.assertEqual(layer["offset"], body)
        self.assertEqual(layer["file_line"], data[:body].count(b"\n") + 1)
        self.assertEqual(layer["length"], data.index(b"\r\n--", body) - body)

    def test_line_breaks(self):
        self.check(self.message().as_bytes().replace(b"\r\n", b"\n"), "a.php")

    def test_quoted_printable(self):
        text = "<%eval " + NEEDLE.decode().strip() + " caf\xe9 = %>  \r\n" * 50
        message = self.message("quoted-printable", data=text.encode("latin-1"))
        self.check(message.as_bytes(), "a.php", text.encode("latin-1"))

    def test_names(self):
        for name in ("caf\u00e9 shell.aspx", "a;b.php", "x" * 200 + ".php"):
            self.check(self.message(name=name).as_bytes(), name)
        raw = self.message().as_bytes().replace(
            b'filename="a.php"', b'filename="=?utf-8?B?w6kucGhw?="')
        self.check(raw, "\u00e9.php")

    def test_a_message_in_a_message(self):
        outer = email.message.EmailMessage(email.policy.SMTP)
        outer["From"] = "b@example.test"
        outer.set_content("see below")
        outer.add_attachment(self.message())
        self.check(outer.as_bytes(), "a.php")

    def test_an_attachment_that_is_a_container(self):
        message = self.message(name="a.zip", data=zip_of([("b.php", NEEDLE)]))
        self.check(message.as_bytes(), "a.zip > b.php", NEEDLE)

    def test_a_mailbox(self):
        box = b"".join(
            b"From a@example.test Tue Mar  2 10:00:00 2021\n" +
            self.message(name=f"{i}.php", data=data).as_bytes().replace(
                b"\r\n", b"\n") + b"\n"
            for i, data in enumerate([b"clean", NEEDLE, b"clean"]))
        self.check(box, "1.php", NEEDLE)
        single = (b"From x\nContent-Transfer-Encoding: base64\n\n" +
                  base64.encodebytes(NEEDLE) +
                  b"\nFrom y\nSubject: 2\n\nplain\n")
        self.check(single, "base64", NEEDLE)

    def test_a_large_mailbox_is_read_in_windows(self):
        part = (b"From a\n" + self.message(data=b"x" * 60000).as_bytes() +
                b"\n") * 300
        data = part + b"From b\n" + self.message().as_bytes()
        scan = self.scan_of(data, "--max-file-size", "1M", name="x.eml")
        self.assertEqual(chains(scan.only), ["x.eml > a.php"])
        self.assertEqual(scan.only["layers"][0]["offset"],
                         data.rindex(b"\r\n\r\n", 0, -200) + 4)

    def test_broken_mail(self):
        whole = self.message().as_bytes()
        self.check(whole[:-50], "a.php", None)
        end = whole.rindex(b"--")
        self.check(whole[:whole.rindex(b"--", 0, end)], "a.php", None)
        scan = self.scan_of(b"Content-Transfer-Encoding: base64\n")
        self.assertEqual(scan.word, "clean")

    def test_what_is_no_mail(self):
        text = (b"<?php\nheader: Content-Transfer-Encoding: base64\n\n" +
                base64.encodebytes(NEEDLE))
        self.assertEqual(self.scan_of(text).word, "clean")


class Exchange(Base):
    DUMP = ("\r\n\r\nName                            : OAB (Default)\r\n"
            "InternalUrl                     : https://x.test/OAB\r\n"
            "ExternalUrl                     : http://f/{}\r\n"
            "ObjectClass                     : top\r\n"
            "                                  msExchVirtualDirectory\r\n")

    def test_a_dump_of_a_virtual_directory(self):
        page = "<script>sandpiper-needle</script>"
        for broken in (page, page[:9] + "\r\n" + " " * 34 + page[9:]):
            scan = self.scan_of(self.DUMP.format(broken).encode())
            finding = scan.only["findings"][-1]
            self.assertEqual(finding["chain"], "x.bin > ExternalUrl")
            layer, = scan.only["layers"]
            self.assertEqual(layer["sha256"],
                             sha256(("http://f/" + page).encode()))
            self.assertEqual(layer["file_line"], 5)
        self.assertEqual(scan.summary["layers"], 2)

    def test_a_permuted_pst(self):
        items = [b"small", NEEDLE, os.urandom(50_000) + NEEDLE + b"end"]
        for ansi in (False, True):
            data = pst.store(items, ansi=ansi)
            scan = self.scan_of(data)
            self.assertEqual(
                {c for c in chains(scan.only)}, {"x.bin > pst-permute"})
            hashes = [x.get("sha256") for x in scan.only["layers"]]
            self.assertIn(sha256(items[2]), hashes)

    def test_a_plain_pst(self):
        items = [os.urandom(8100) + NEEDLE * 9, NEEDLE]
        scan = self.scan_of(pst.store(items, crypt=0))
        self.assertIn("x.bin > pst", chains(scan.only))
        self.assertIn(sha256(items[0]),
                      [x.get("sha256") for x in scan.only["layers"]])

    def test_attachments_in_a_pst(self):
        small = zip_of([("a.php", NEEDLE)])
        heap = b"subject, in a heap of properties"
        begin = 12 + len(heap)
        begin += begin % 2
        end = begin + len(small)
        heap = (struct.pack("<HBBII", end, 0xec, 0xbc, 0x20, 0) +
                heap).ljust(begin, b"\0") + small
        heap += struct.pack("<HHHHH", 2, 0, 12, begin, end)
        large = zip_of([("b.php", NEEDLE * 40), ("c", os.urandom(20_000))])
        for crypt in (0, 1):
            scan = self.scan_of(pst.store([small, heap, large], crypt=crypt))
            via = "x.bin > pst-permute > " if crypt else "x.bin > pst > "
            self.assertEqual(sorted(chains(scan.only)),
                             [via + "a.php", via + "b.php"])

    def test_a_pst_that_cannot_be_decoded(self):
        scan = self.scan_of(pst.store([NEEDLE], crypt=2))
        self.assertEqual(scan.word, "failed unsupported")

    def test_a_broken_pst(self):
        data = pst.store([os.urandom(50_000)])
        for cut in (600, 5000, len(data) // 2, len(data) - 600):
            self.scan_of(data[:cut])
        whole = self.scan_of(pst.store([NEEDLE])[:-900]).word
        self.assertEqual(whole, "detected")


class NotRead(Base):
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


class Hostile(Base):
    def timed(self, data, *options, most=200):
        begin = time.monotonic()
        scan = self.scan_of(data, *options)
        self.assertLess(time.monotonic() - begin, most)
        return scan

    def test_bomb(self):
        """A hundred megabytes of zeros in a tenth of one, twenty times."""
        with subprocess.Popen(["gzip", "-9"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as gz:
            import threading
            def feed():
                for _ in range(100):
                    gz.stdin.write(bytes(1 << 20))
                gz.stdin.close()
            threading.Thread(target=feed).start()
            data = gz.stdout.read()
        self.assertEqual(self.timed(data).word, "skipped size-limit")
        inner = zip_of([(str(i), data) for i in range(20)])
        scan = self.timed(zip_of([("a.zip", inner)]))
        self.assertEqual(scan.word, "skipped size-limit")
        self.assertIn("ratio-limit", scan.only["layers_skipped"])
        self.assertLess(scan.summary["layer_bytes"], 100_000_000)

    def test_nest_like_42_zip(self):
        data = zip_of([("0.dll", bytes(4_000_000))])
        for _ in range(5):
            data = zip_of([(f"{i}.zip", data) for i in range(16)])
        scan = self.timed(data)
        self.assertEqual(scan.word, "skipped ratio-limit")

    def test_deep_nest(self):
        data = NEEDLE
        for i in range(100):
            data = zip_of([(f"{i}.zip", data)])
        scan = self.timed(data)
        self.assertEqual(scan.word, "skipped depth-limit")

    def test_deep_gzip(self):
        data = NEEDLE
        for i in range(500):
            data = gzip.compress(data, 1 if len(data) < 100000 else 0)
        self.assertEqual(self.timed(data).word, "skipped depth-limit")

    def test_quine(self):
        """A store with one item: the whole store. All of it was read."""
        data = pst.store([b"x" * 99], crypt=0)
        entry = struct.pack("<QQH", 4, 0x4400, 99)
        self.assertEqual(data.count(entry), 1)
        data = data.replace(entry, struct.pack("<QQH", 4, 0, len(data)))
        scan = self.timed(data)
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
        scan = self.timed(local + entries + tail)
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
        scan = self.timed(done.stdout)
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
                scan = self.timed(magic + tail)
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
