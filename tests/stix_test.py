# SPDX-License-Identifier: Apache-2.0
"""-f stix: the published schemas, references that resolve, ids as the standard
derives them, and patterns that compile and match what they were found in."""
import hashlib
import json
import os
import re
import subprocess
import uuid
import zipfile

import harness
import json_schema

RULES = """
import "hash"
private rule Helper { strings: $h = "sandpiper-needle" condition: $h }
global private rule Small { condition: filesize < 1MB }
rule Needle : shore {
  meta: score = 80 description = "Finds needles" family = "China Chopper"
        reference = "no address" reference = "https://example.org/a"
        mitre = "T1505.003" date = "2026-11-22"
  condition: Helper and hash.md5(0, 1) != "x"
}
rule Hint { meta: score = 20 mitre = "T1027" family = "made-up"
            strings: $a = "sandpiper-hint\xe9" condition: $a }
rule Unmet { strings: $a = "sandpiper-nowhere" condition: $a }
""".encode("latin-1")

OBSERVABLES = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
FOLDERS = {"file": "observables", "directory": "observables",
           "relationship": "sros", "sighting": "sros"}
CONTRIBUTING = {"file": {"hashes", "name", "extensions",
                         "parent_directory_ref"}, "directory": {"path"}}


def references(value, key=""):
    """Every id that an object refers to."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from references(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from references(part, key)
    elif key.endswith(("_ref", "_refs")):
        yield value


class StixCase(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.rules = self.write("pack.yar", RULES)

    def bundle(self, *arguments, code=1):
        done = self.run_program("scan", "-r", self.rules, "-f", "stix",
                                "--min-score", "0", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertTrue(done.stdout.isascii())
        bundle = json.loads(done.stdout)
        self.check(bundle)
        return bundle

    def check(self, bundle):
        """What holds for each bundle."""
        self.assertEqual(set(bundle), {"type", "id", "objects"})
        self.assertEqual(bundle["type"], "bundle")
        self.assertRegex(bundle["id"], r"^bundle--[0-9a-f-]{36}$")
        ids = [o["id"] for o in bundle["objects"]]
        self.assertEqual(len(ids), len(set(ids)))
        for thing in bundle["objects"]:
            kind = thing["type"]
            self.assertEqual(json_schema.errors(
                thing, FOLDERS.get(kind, "sdos") + f"/{kind}.json", "stix"),
                [], thing)
            self.assertEqual(thing["spec_version"], "2.1")
            for reference in references(thing):
                self.assertIn(reference, ids)
            if kind in CONTRIBUTING:
                parts = {k: v for k, v in thing.items()
                         if k in CONTRIBUTING[kind]}
                text = json.dumps(parts, sort_keys=True, ensure_ascii=False,
                                  separators=(",", ":"))
                self.assertEqual(thing["id"], f"{kind}--" + str(
                    uuid.uuid5(OBSERVABLES, text)))
            else:
                for key in ("created", "modified"):
                    self.assertRegex(
                        thing[key],
                        r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
                self.assertEqual(uuid.UUID(thing["id"][-36:]).version,
                                 4 if thing["id"].startswith(
                                     "attack-pattern--5d0d3609") else 5)

    def of(self, bundle, kind):
        return [o for o in bundle["objects"] if o["type"] == kind]


class Bundle(StixCase):
    def test_what_a_finding_is_told_by(self):
        path = self.write("tree/a.php", "x sandpiper-needle")
        bundle = self.bundle(self.tree)
        (indicator,) = self.of(bundle, "indicator")
        self.assertEqual(indicator["name"], "pack.Needle")
        self.assertEqual(indicator["pattern_type"], "yara")
        self.assertEqual(indicator["valid_from"], "2026-11-22T00:00:00.000Z")
        self.assertEqual(indicator["indicator_types"], ["malicious-activity"])
        self.assertEqual(indicator["confidence"], 80)
        self.assertEqual(indicator["labels"], ["shore"])
        self.assertEqual(
            indicator["external_references"],
            [{"source_name": "reference", "description": "no address"},
             {"source_name": "reference", "url": "https://example.org/a"}])
        (malware,) = self.of(bundle, "malware")
        self.assertEqual((malware["name"], malware["malware_types"],
                          malware["is_family"]),
                         ("China Chopper", ["webshell"], True))
        self.assertEqual(malware["external_references"][0]["external_id"],
                         "S0020")
        (technique,) = self.of(bundle, "attack-pattern")
        self.assertEqual(technique["name"], "Web Shell")
        self.assertEqual(technique["kill_chain_phases"],
                         [{"kill_chain_name": "mitre-attack",
                           "phase_name": "persistence"}])
        self.assertEqual(
            {(r["source_ref"], r["relationship_type"], r["target_ref"])
             for r in self.of(bundle, "relationship")},
            {(indicator["id"], "indicates", malware["id"]),
             (indicator["id"], "indicates", technique["id"])})
        (file,) = self.of(bundle, "file")
        (folder,) = self.of(bundle, "directory")
        self.assertEqual(folder["path"], self.tree)
        self.assertEqual(file["parent_directory_ref"], folder["id"])
        with open(path, "rb") as content:
            self.assertEqual(file["hashes"], {
                "SHA-256": hashlib.sha256(content.read()).hexdigest()})
        (observed,) = self.of(bundle, "observed-data")
        self.assertEqual(set(observed["object_refs"]),
                         {file["id"], folder["id"]})
        (sighting,) = self.of(bundle, "sighting")
        self.assertEqual(sighting["sighting_of_ref"], indicator["id"])
        self.assertEqual(sighting["observed_data_refs"], [observed["id"]])
        (host,) = sighting["where_sighted_refs"]
        self.assertEqual([o["name"] for o in bundle["objects"]
                          if o["id"] == host], [os.uname().nodename])
        self.assertEqual(sighting["count"], 1)
        self.assertIn("a.php", sighting["description"])

    def test_what_is_no_web_shell_is_no_malware(self):
        self.write("tree/a.php", b"sandpiper-hint\xe9")
        bundle = self.bundle(self.tree)
        (indicator,) = self.of(bundle, "indicator")
        self.assertEqual(indicator["indicator_types"], ["anomalous-activity"])
        self.assertEqual(self.of(bundle, "malware"), [])
        self.assertEqual([a["external_references"][0]["external_id"]
                          for a in self.of(bundle, "attack-pattern")],
                         ["T1027"])

    def test_layers_are_what_the_file_contains(self):
        inner = "sandpiper-needle in a member"
        with zipfile.ZipFile(self.write("tree/a.zip"), "w",
                             zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("web/a b.txt", inner)
            archive.writestr("web/b.txt", inner + "!")
        bundle = self.bundle(self.tree)
        files = {f["name"]: f for f in self.of(bundle, "file")}
        self.assertEqual(set(files), {"a.zip", "web/a b.txt", "web/b.txt"})
        refs = files["a.zip"]["extensions"]["archive-ext"]["contains_refs"]
        self.assertEqual(set(refs), {files["web/a b.txt"]["id"],
                                     files["web/b.txt"]["id"]})
        self.assertEqual(
            files["web/b.txt"]["hashes"]["SHA-256"],
            hashlib.sha256(inner.encode() + b"!").hexdigest())
        (sighting,) = self.of(bundle, "sighting")
        self.assertEqual(sighting["count"], 2)
        (observed,) = self.of(bundle, "observed-data")
        self.assertEqual(len(observed["object_refs"]), 4)

    def test_a_file_that_is_listed_twice_is_told_once(self):
        path = self.write("tree/a.php", harness.NEEDLE)
        listed = self.write("list", f"{path}\n{path}\n")
        twice = self.bundle("--files-from", listed)
        self.assertEqual(len(self.of(twice, "observed-data")), 1)
        self.assertEqual(len(self.of(twice, "sighting")),
                         len(self.of(self.bundle(path), "sighting")))

    def test_names_keep_their_bytes(self):
        names = {b"\xff\xfe\x80.php", "\u00e9\u202e.php".encode(),
                 b"new\nline\x7f.php", b"sub \xe9/a.php"}
        for name in names:
            self.write(b"tree/" + name, "sandpiper-needle")
        bundle = self.bundle(self.tree)
        folders = {d["id"]: d["path"].encode(d.get("path_enc", "utf-8"))
                   for d in self.of(bundle, "directory")}
        self.assertEqual(
            {folders[f["parent_directory_ref"]] + b"/" +
             f["name"].encode(f.get("name_enc", "utf-8"))
             for f in self.of(bundle, "file")},
            {os.fsencode(self.tree) + b"/" + name for name in names})

    def test_knowledge_is_the_same_in_each_bundle(self):
        def known(bundle):
            return {o["id"]: o for o in bundle["objects"]
                    if o["type"] not in ("observed-data", "sighting", "note",
                                         "file")}
        self.write("tree/a.php", "sandpiper-needle")
        first = self.bundle(self.tree)
        self.write("tree/b.php", "sandpiper-needle")
        second = self.bundle(self.tree)
        self.assertEqual(known(first), known(second))
        self.assertNotEqual(first["id"], second["id"])
        ids = {s["id"] for s in self.of(first, "sighting")}
        self.assertFalse(ids & {s["id"] for s in self.of(second, "sighting")})

    def test_what_was_not_read_is_said(self):
        (note,) = self.of(self.bundle(self.tree, code=0), "note")
        self.assertEqual(note["abstract"], "Everything was scanned")
        missing = self.path("nosuch")
        (note,) = self.of(self.bundle(self.tree, missing, code=2), "note")
        self.assertEqual(note["abstract"], "Not everything was scanned")
        self.assertIn("no such file: 1.", note["content"])


class Patterns(StixCase):
    def matches(self, pattern, *files):
        """What the yara program says of a pattern that stands alone."""
        rule = self.write("alone.yar", pattern)
        done = subprocess.run(
            ["yara", "-w", *[a for name in
                             ("filename", "filepath", "extension", "filetype",
                              "owner") for a in ("-d", name + "=x")],
             rule, *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""), pattern)
        return [line.split()[0].decode() for line in done.stdout.splitlines()]

    def test_a_pattern_has_all_that_it_needs(self):
        path = self.write("tree/a.php", b"sandpiper-needle sandpiper-hint\xe9")
        indicators = {i["name"]: i["pattern"] for i in
                      self.of(self.bundle(self.tree), "indicator")}
        self.assertEqual(set(indicators),
                         {"pack.Needle", "pack.Hint"})
        for name, pattern in indicators.items():
            with self.subTest(name):
                self.assertIn(name.split(".")[1], self.matches(pattern, path))
        self.assertNotIn("Hint", indicators["pack.Needle"])
        self.assertNotIn("Helper", indicators["pack.Hint"])

    def test_patterns_of_the_built_in_packs_compile(self):
        hits = os.path.join(harness.ROOT, "signatures", "hafnium", "samples",
                            "hit")
        for name in sorted(os.listdir(hits))[:20]:
            with open(self.write(f"tree/{name}.aspx"), "wb") as page:
                subprocess.run(
                    ["bsdtar", "--passphrase", "infected", "-xOf",
                     os.path.join(hits, name)], stdout=page, check=True)
        done = self.run_program("scan", "-f", "stix", self.tree)
        bundle = json.loads(done.stdout)
        self.check(bundle)
        indicators = self.of(bundle, "indicator")
        self.assertGreater(len(indicators), 10)
        empty = self.write("empty")
        for indicator in indicators:
            with self.subTest(indicator["name"]):
                self.matches(indicator["pattern"], empty)
                names = re.findall(r"(?m)^\s*(?:\w+ +)*rule +(\w+)",
                                   indicator["pattern"])
                self.assertEqual(names[-1], indicator["name"].split(".")[1])


if __name__ == "__main__":
    harness.main()
