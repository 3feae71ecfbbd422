# SPDX-License-Identifier: Apache-2.0
"""What wraps a file in what beachcomb unwraps. The table WRAPPERS: the name
of a kind, and a function of (bytes, name) that gives the wrapped bytes. Built
with other tools than those that unwrap: bsdtar and tar, 7z, bzip2, xz, zstd,
Python's gzip and email, Perl's MIME."""
import email.message
import email.policy
import gzip
import os
import subprocess
import tempfile

import pst


def by_tool(*command):
    """A tool that packs the file NAME into the file OUT."""
    def wrap(data, name):
        with tempfile.TemporaryDirectory(prefix="beachcomb-wrap-") as folder:
            place = os.path.join(folder, "in")
            out = os.path.join(folder, "out.bin")
            os.mkdir(place)
            with open(os.path.join(place, name), "wb") as file:
                file.write(data)
            words = [{"OUT": out, "NAME": name}.get(w, w) for w in command]
            subprocess.run(words, cwd=place, check=True,
                           stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            with open(out, "rb") as file:
                return file.read()
    return wrap


def by_filter(*command):
    """A tool that compresses its standard input."""
    def wrap(data, name):
        return subprocess.run(command, input=data, check=True,
                              stdout=subprocess.PIPE).stdout
    return wrap


def mail(cte):
    def wrap(data, name):
        message = email.message.EmailMessage(email.policy.SMTP)
        message["From"] = "a@example.test"
        message["Subject"] = "see the attachment"
        message.set_content("Hello,\nhere it is.\n")
        message.add_attachment(b"", maintype="application",
                               subtype="octet-stream", filename=name)
        part, = message.iter_attachments()
        if cte == "base64":
            part.set_content(data, maintype="application",
                             subtype="octet-stream", filename=name, cte=cte)
            return message.as_bytes()
        # The email package would not keep line breaks as they are.
        part.set_content(b"PLACE", maintype="application",
                         subtype="octet-stream", filename=name, cte="7bit")
        coded = by_filter("perl", "-MMIME::QuotedPrint", "-0777", "-ne",
                          'print encode_qp($_, "\\n", 1)')(data, name)
        whole = message.as_bytes().replace(b"7bit", b"quoted-printable")
        head, tail = whole.rsplit(b"PLACE", 1)
        return head + coded + tail
    return wrap


def mailbox(data, name):
    return (b"From a@example.test Tue Mar  2 10:00:00 2021\n" +
            mail("base64")(data, name).replace(b"\r\n", b"\n") +
            b"\nFrom b@example.test Tue Mar  2 10:00:01 2021\n"
            b"Subject: nothing\n\nhere\n")


def dump(data, name):
    """The ExternalUrl of a virtual directory; pages of one line only."""
    if b"\n" in data or b"\r" in data or b"\0" in data:
        return None
    return (b"\r\n\r\nName                            : OAB (Default)\r\n"
            b"InternalUrl                     : https://x.test/OAB\r\n"
            b"ExternalUrl                     : http://f/" + data +
            b"\r\nObjectClass                     : top\r\n")


WRAPPERS = {
    "zip": by_tool("bsdtar", "--format", "zip", "-cf", "OUT", "NAME"),
    "zip AES": by_tool("7z", "a", "-tzip", "-mem=AES256", "-pinfected",
                       "OUT", "NAME"),
    "zip ZipCrypto": by_tool("7z", "a", "-tzip", "-pinfected", "OUT", "NAME"),
    "7z": by_tool("7z", "a", "-t7z", "OUT", "NAME"),
    "tar": by_tool("tar", "-cf", "OUT", "NAME"),
    "tar.gz": by_tool("tar", "-czf", "OUT", "NAME"),
    "tar.bz2": by_tool("tar", "-cjf", "OUT", "NAME"),
    "tar.xz": by_tool("tar", "-cJf", "OUT", "NAME"),
    "tar.zst": by_tool("bsdtar", "--zstd", "-cf", "OUT", "NAME"),
    "cpio": by_tool("bsdtar", "--format", "newc", "-cf", "OUT", "NAME"),
    "iso": by_tool("bsdtar", "--format", "iso9660", "-cf", "OUT", "NAME"),
    "ar": by_tool("bsdtar", "--format", "ar", "-cf", "OUT", "NAME"),
    "gzip": lambda data, name: gzip.compress(data),
    "bzip2": by_filter("bzip2", "-c"),
    "xz": by_filter("xz", "-c"),
    "zstd": by_filter("zstd", "-q", "-c"),
    "mail base64": mail("base64"),
    "mail quoted-printable": mail("quoted-printable"),
    "mailbox": mailbox,
    "pst": lambda data, name: pst.store([b"x" * 9000, data]),
    "virtual directory": dump,
}
