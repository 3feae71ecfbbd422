# SPDX-License-Identifier: Apache-2.0
"""Mail, mailboxes, Outlook stores and dumps of Exchange, end to end."""
import base64
import email.message
import email.policy
import os
import struct

import harness
import pst
from bombs import zip_of
from harness import NEEDLE
from unwrap_case import UnwrapCase, chains, sha256


class Mail(UnwrapCase):
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


class Exchange(UnwrapCase):
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


if __name__ == "__main__":
    harness.main()
