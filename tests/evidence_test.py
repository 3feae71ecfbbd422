# SPDX-License-Identifier: Apache-2.0
"""Cases: what is collected is a faithful record, and verify notices whatever
is done to it. The journal is checked here a second time, by openssl and by
what docs/evidence.md says of its form."""
import base64
import hashlib
import json
import os
import shutil
import subprocess

import harness


class CaseTest(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.case = self.path("case")
        self.key = self.path("key.pem")

    def evidence(self, *arguments, code=0):
        done = self.run_program("evidence", *arguments)
        text = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, code, text)
        return text

    def collect(self, *arguments, code=0):
        return self.evidence("collect", "--case", self.case, "--key", self.key,
                             "-r", self.rules, *arguments, code=code)

    def verify(self, *arguments, code=0):
        return self.evidence("verify", self.case, *arguments, code=code)

    def journal(self):
        with open(os.path.join(self.case, "journal.ndjson"), "rb") as file:
            return file.read().splitlines()

    def records(self, event=None):
        records = [json.loads(line) for line in self.journal()]
        return [r for r in records if event in (None, r["event"])]


class Collect(CaseTest):
    def test_a_record_says_what_the_system_says(self):
        path = self.write("tree/a.aspx", harness.NEEDLE)
        os.chmod(path, 0o4640)
        os.utime(path, ns=(1_600_000_000_000_000_001, 1_614_679_872_123456789))
        if os.geteuid() == 0:
            os.chown(path, 12345, 54321)
            os.chmod(path, 0o4640)
        notes = [{"name": "user.note", "value": "AP8="}]
        try:
            os.setxattr(path, "user.note", b"\x00\xff")
        except OSError:  # not on this file system
            notes = []
        os.link(path, self.path("second name"))
        stat = os.stat(path)
        text = self.collect(self.tree, "--operator", "Jane Doe",
                            "--authority", "order 17", "--ticket", "INC-4")
        self.assertIn("1 copied, 0 in the case already", text)
        self.assertIn("A key was made", text)
        opened, = self.records("opened")
        facts = opened["case"]
        self.assertEqual(facts["operator"], "Jane Doe")
        self.assertEqual(facts["authority"], "order 17")
        self.assertEqual(facts["ticket"], "INC-4")
        self.assertEqual(facts["host"], os.uname().nodename)
        record, = self.records("collected")
        file = record["file"]
        self.assertEqual(file["path"], os.path.realpath(path))
        for name, value in {
                "device": stat.st_dev, "inode": stat.st_ino, "links": 2,
                "size": stat.st_size, "mode": stat.st_mode & 0o7777,
                "owner": stat.st_uid, "group": stat.st_gid,
                "mtime": "2021-03-02T10:11:12.123456789Z",
                "atime": "2020-09-13T12:26:40.000000001Z"}.items():
            self.assertEqual(file[name], value, name)
        self.assertEqual([a for a in file.get("xattrs", [])
                          if a["name"] == "user.note"], notes)
        for name in ("md5", "sha1", "sha256"):
            self.assertEqual(record["digests"][name],
                             hashlib.new(name, harness.NEEDLE).hexdigest())
        self.assertEqual(record["verdict"]["findings"][0]["rule"], "Needle")
        # And the file itself is as it was, its access time included.
        self.assertEqual(os.stat(path).st_atime_ns, stat.st_atime_ns)
        self.assertEqual(os.stat(self.key).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(self.case).st_mode & 0o777, 0o700)

    def test_the_copy_opens_with_the_tools_of_the_field(self):
        self.write("tree/a.php", harness.NEEDLE)
        self.collect(self.tree)
        name = hashlib.sha256(harness.NEEDLE).hexdigest()
        copy = os.path.join(self.case, "copies", name + ".zip")
        with open(copy, "rb") as file:
            self.assertNotIn(b"sandpiper", file.read())
        listing = subprocess.run(["7z", "l", "-slt", copy], check=True,
                                 stdout=subprocess.PIPE).stdout
        self.assertIn(b"AES-256", listing)
        out = subprocess.run(["7z", "x", "-so", "-pinfected", copy],
                             check=True, stdout=subprocess.PIPE).stdout
        self.assertEqual(out, harness.NEEDLE)

    def test_the_journal_is_what_the_documentation_says(self):
        self.write("tree/a.php", harness.NEEDLE)
        self.collect(self.tree)
        public = os.path.join(self.case, "public-key.pem")
        before = "0" * 64
        for number, line in enumerate(self.journal(), 1):
            record = json.loads(line)
            self.assertEqual(record["seq"], number)
            self.assertEqual(record["prev"], before)
            before = hashlib.sha256(line).hexdigest()
            signed, signature = line.rsplit(b',"signature":"', 1)
            message = self.write("message", signed)
            raw = self.write("raw", base64.b64decode(signature[:-2]))
            subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", public,
                 "-rawin", "-in", message, "-sigfile", raw], check=True,
                stdout=subprocess.DEVNULL)
            # Nothing in it that another scanner or a server would run.
            self.assertFalse(set(b"<>%?$(&'`") & set(line))

    def test_from_a_scan_and_what_changed_since(self):
        same = self.write("tree/same.php", harness.NEEDLE)
        changed = self.write("tree/changed.php", harness.NEEDLE)
        gone = self.write("tree/gone.php", harness.NEEDLE)
        results = self.path("scan.ndjson")
        self.run_program("scan", "-r", self.rules, "-f", "ndjson", "-o",
                         results, self.tree)
        with open(changed, "ab") as file:
            file.write(b"more")
        os.unlink(gone)
        text = self.collect("--from", results, code=2)
        self.assertIn("2 copied, 0 in the case already, 1 could not", text)
        self.assertIn("gone.php: No such file", text)
        items = {r["found_as"]: r for r in self.records("collected")}
        self.assertNotIn("changed_since_scan", items[same])
        self.assertTrue(items[changed]["changed_since_scan"])
        failed, = self.records("collect-failed")
        self.assertEqual(failed["path"], gone)
        # A second call takes what is there for granted.
        text = self.collect("--from", results, code=2)
        self.assertIn("0 copied, 2 in the case already, 1 could not", text)
        self.verify()

    def test_a_cut_off_scan_is_no_scan(self):
        results = self.write("scan.ndjson", b'{"type":"verdict","path":"a",'
                             b'"outcome":"detected"}\n')
        text = self.collect("--from", results, code=2)
        self.assertIn("has no summary", text)
        results = self.write("scan.ndjson", b"<html>\n")
        text = self.collect("--from", results, code=2)
        self.assertIn("scan.ndjson: line 1: not a JSON object", text)

    def test_links_names_and_twins(self):
        odd = os.path.join(os.fsencode(self.tree), b"\xff\n.php")
        self.write(odd, harness.NEEDLE)
        self.write("tree/twin.php", harness.NEEDLE)
        os.symlink(self.tree, self.path("link"))
        self.collect(self.path("link"))
        paths = [r["file"]["path"] for r in self.records("collected")]
        self.assertIn(os.path.realpath(self.tree) + "/twin.php", paths)
        raw = [base64.b64decode(p["bytes"]) for p in paths
               if isinstance(p, dict)]
        self.assertEqual(raw, [os.path.realpath(os.fsencode(self.tree)) +
                               b"/\xff\n.php"])
        self.assertEqual(len(os.listdir(self.case + "/copies")), 1)
        self.verify()

    def test_one_process_at_a_time_and_one_key(self):
        self.write("tree/a.php", harness.NEEDLE)
        self.collect(self.tree)
        with open(os.path.join(self.case, "journal.ndjson"), "rb") as file:
            import fcntl
            fcntl.flock(file, fcntl.LOCK_EX)
            text = self.collect(self.tree, code=2)
            self.assertIn("another process works on this case", text)
        self.key = self.path("other.pem")
        text = self.collect(self.tree, code=2)
        self.assertIn("is signed with another key", text)
        self.assertIn("NOT INTACT", self.verify("--key", self.key, code=1))


class Verify(CaseTest):
    def setUp(self):
        super().setUp()
        self.write("tree/a.php", harness.NEEDLE)
        self.write("tree/b.php", harness.NEEDLE + b"b")
        self.text = self.collect(self.tree)
        self.whole = self.path("whole")
        shutil.copytree(self.case, self.whole)

    def again(self):
        shutil.rmtree(self.case)
        shutil.copytree(self.whole, self.case)

    def test_an_untouched_case_is_intact(self):
        self.assertIn("intact: 5 records, 2 copies", self.verify())
        self.verify("--key", self.key)
        head = self.text.split("journal: ")[1].split()[0]
        self.verify("--head", head)

    def test_a_byte_flipped_in_any_file(self):
        files = [os.path.join(base, name)
                 for base, _, names in os.walk(self.whole) for name in names]
        self.assertEqual(len(files), 6)
        for path in files:
            name = os.path.relpath(path, self.whole)
            with open(path, "rb") as file:
                data = file.read()
            step = max(1, len(data) // 40)
            for at in [*range(0, len(data), step), len(data) - 1]:
                changed = bytearray(data)
                changed[at] ^= 1
                with open(os.path.join(self.case, name), "wb") as file:
                    file.write(changed)
                with self.subTest(f"{name} byte {at}"):
                    self.assertIn("NOT INTACT", self.verify(code=1))
            with open(os.path.join(self.case, name), "wb") as file:
                file.write(data)
        self.verify()

    def test_a_missing_file(self):
        for name in ("journal.ndjson", "journal.head", "README.txt",
                     "public-key.pem", "copies"):
            path = os.path.join(self.case, name)
            os.rename(path, path + ".away")
            with self.subTest(name):
                self.verify(code=1)
            os.rename(path + ".away", path)
        self.verify()

    def write_journal(self, lines, end=b"\n"):
        with open(os.path.join(self.case, "journal.ndjson"), "wb") as file:
            file.write(b"\n".join(lines) + end)

    def test_records_dropped_swapped_edited_appended_or_cut(self):
        lines = self.journal()
        edited = lines[2].replace(b"Needle", b"Noodle")
        self.assertNotEqual(edited, lines[2])
        forged = {"seq": len(lines) + 1, "time": "2026-01-01T00:00:00Z",
                  "event": "reappeared", "actor": "nobody", "item": 1,
                  "prev": hashlib.sha256(lines[-1]).hexdigest(),
                  "signature": json.loads(lines[-1])["signature"]}
        forged = json.dumps(forged, separators=(",", ":")).encode()
        # A line of another case, signed with the same key.
        other = self.path("other case")
        self.write("more/c.php", harness.NEEDLE + b"c")
        self.write("more/d.php", harness.NEEDLE + b"d")
        self.evidence("collect", "--case", other, "--key", self.key, "-r",
                      self.rules, self.path("more"))
        with open(other + "/journal.ndjson", "rb") as file:
            foreign = file.read().splitlines()
        self.assertEqual(len(foreign), len(lines))
        signature = "has a signature that does not fit"
        changes = {
            "dropped": (lines[:2] + lines[3:], "has the number 4"),
            "swapped": ([lines[0], lines[2], lines[1], *lines[3:]],
                        "has the number 3"),
            "edited": ([*lines[:2], edited, *lines[3:]], signature),
            "appended": ([*lines, forged], signature),
            "doubled": ([*lines, lines[-1]], "has the number 5"),
            "from another case": ([*lines[:-1], foreign[-1]],
                                  "does not continue the line before"),
            "last ones dropped": (lines[:-1], "the journal was cut"),
            "emptied": ([lines[0]], "the journal was cut"),
        }
        for name, (changed, fault) in changes.items():
            with self.subTest(name):
                self.write_journal(changed)
                text = self.verify(code=1)
                self.assertIn("NOT INTACT", text)
                self.assertIn(fault, text)
                # Nor is it gone on with.
                self.assertIn(fault, self.collect(self.tree, code=2))
            self.again()

    def test_another_journal_signed_with_another_key(self):
        """Whole in itself: only who knows the key or the head can tell."""
        shutil.rmtree(self.case)
        own = self.key
        head = self.text.split("journal: ")[1].split()[0]
        self.key = self.path("forger.pem")
        self.collect(self.tree)
        self.verify()
        self.assertIn("another key", self.verify("--key", own, code=1))
        self.assertIn("no line", self.verify("--head", head, code=1))

    def test_cut_in_the_middle_of_a_record_and_gone_on_with(self):
        lines = self.journal()
        torn = b'{"seq":6,"time":"2026'
        self.write_journal([*lines, torn], end=b"")
        self.assertIn("in the middle of line 6", self.verify(code=1))
        self.write("tree/c.php", harness.NEEDLE + b"c")
        self.collect(self.tree)
        recovered, = self.records("recovered")
        self.assertEqual(base64.b64decode(recovered["torn"]), torn)
        self.verify()
        # But not where the head says that the line was whole.
        self.again()
        self.write_journal([*lines[:-1], lines[-1][:30]], end=b"")
        self.assertIn("the journal was cut", self.verify(code=1))
        self.assertIn("the journal was cut", self.collect(self.tree, code=2))


if __name__ == "__main__":
    harness.main()
