# SPDX-License-Identifier: Apache-2.0
"""Events of OCSF: each is valid against the schema (schemas/ocsf.json), has no
field of our own but below `unmapped`, and nothing unread is passed over."""
import base64
import copy
import json
import os
import zipfile

import harness
import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "schemas", "ocsf.json"), encoding="utf-8") as file:
    SCHEMA = json.load(file)
VALIDATORS = {
    int(uid): jsonschema.Draft7Validator(
        {**schema, "definitions": SCHEMA["definitions"]})
    for uid, schema in SCHEMA["classes"].items()}
FINDING, FILE, SCAN = 2004, 1001, 6007
RULES = """
rule Shell {
  meta: score = 80 family = "China Chopper" mitre = "T1505.003,T1190"
        description = "a made-up shell"
  strings: $a = "sandpiper-needle" condition: $a
}
rule Trace { meta: score = 50 mitre = "T1003.001"
  strings: $a = "sandpiper-hint" condition: $a }
rule Unsaid { strings: $a = "sandpiper-unsaid" condition: $a }
"""


def errors_of(event):
    return [f"{'.'.join(map(str, error.path))}: {error.message[:200]}"
            for error in VALIDATORS[event["class_uid"]].iter_errors(event)]


def at(event, name):
    """What an observable points at: "evidences[0].file.path"."""
    value = event
    for key in name.replace("[0]", ".0").split("."):
        value = value[int(key)] if key.isdigit() else value[key]
    return value


class Ocsf(harness.TestCase):
    def check(self, text):
        events = [json.loads(line) for line in text.splitlines()]
        for event in events:
            self.assertEqual(errors_of(event), [], event)
            self.assertEqual(event["metadata"]["version"], SCHEMA["version"])
            for one in event["observables"]:
                self.assertEqual(one["value"], at(event, one["name"]))
        uids = [event["metadata"]["uid"] for event in events]
        self.assertEqual(len(uids), len(set(uids)))
        self.assertEqual(
            len({e["metadata"]["correlation_uid"] for e in events}), 1)
        return events

    def events(self, *arguments):
        self.write("rules.yar", RULES)
        done = self.run_program("scan", "-r", self.rules, "-f", "ocsf",
                                *arguments, self.tree)
        self.assertEqual(done.stderr, b"")
        return self.check(done.stdout.decode())

    def approved(self, name):
        with open(os.path.join(HERE, "golden", name),
                  encoding="utf-8") as golden:
            return self.check(golden.read())

    def test_what_is_approved_is_valid(self):
        for name in ("report.ocsf", "reasons.ocsf"):
            self.assertGreater(len(self.approved(name)), 5)

    def test_an_invalid_event_is_seen(self):
        self.write("tree/a", harness.NEEDLE)
        event = self.events()[0]

        def invalid(change):
            other = copy.deepcopy(event)
            change(other)
            self.assertNotEqual(errors_of(other), [])

        invalid(lambda e: e.update(level="malicious"))
        invalid(lambda e: e.update(type_uid=200402))
        invalid(lambda e: e.update(severity="Low"))
        invalid(lambda e: e.update(time="2021-03-02T10:11:12Z"))
        invalid(lambda e: e.pop("finding_info"))
        invalid(lambda e: e["finding_info"].pop("uid"))
        invalid(lambda e: e["malware"][0].update(classification_ids=[12]))
        invalid(lambda e: e["evidences"][0]["file"].pop("type_id"))
        invalid(lambda e: e["device"].pop("hostname"))

    def test_a_finding_is_one_rule_on_one_file(self):
        path = self.write("tree/a.b.aspx", harness.NEEDLE)
        shell, scan = self.events()
        self.assertEqual(shell["type_uid"], 200401)
        self.assertEqual(shell["severity"], "High")
        self.assertEqual(shell["is_alert"], True)
        self.assertEqual(shell["confidence_score"], 80)
        info = shell["finding_info"]
        self.assertEqual(info["title"], "a made-up shell")
        self.assertEqual(info["analytic"]["uid"], "rules.Shell")
        self.assertEqual(info["attacks"][0]["sub_technique"]["name"],
                         "Web Shell")
        self.assertEqual(info["attacks"][0]["tactic"]["uid"], "TA0003")
        self.assertNotIn("sub_technique", info["attacks"][1])
        malware, = shell["malware"]
        self.assertEqual(malware["classification_ids"], [20])
        self.assertEqual(malware["name"], "China Chopper")
        found = shell["evidences"][0]["file"]
        self.assertEqual(found["path"], path)
        self.assertEqual(found["ext"], "aspx")
        self.assertEqual(found["size"], len(harness.NEEDLE))
        self.assertEqual(found["modified_time"],
                         os.stat(path).st_mtime_ns // 1_000_000)
        match, = shell["evidences"][0]["data"]["matches"]
        self.assertEqual(match["id"], "$a")
        self.assertEqual(scan["class_uid"], SCAN)
        self.assertEqual(scan["activity_name"], "Completed")
        self.assertEqual(scan["status"], "Success")
        self.assertEqual((scan["num_files"], scan["num_detections"]), (1, 1))
        self.assertEqual(scan["scan"]["uid"], shell["malware_scan_info"]["uid"])

    def test_what_a_rule_does_not_say_is_not_said(self):
        self.write("tree/a", b"sandpiper-hint sandpiper-unsaid")
        trace, unsaid, _ = self.events()
        self.assertNotIn("malware", trace)
        self.assertEqual(unsaid["malware"][0]["classification_ids"], [0])

    def test_an_id_stays_while_the_file_does(self):
        self.write("tree/a", harness.NEEDLE)
        first, again = self.events()[0], self.events()[0]
        self.assertEqual(first["finding_info"]["uid"],
                         again["finding_info"]["uid"])
        self.assertNotEqual(first["metadata"]["uid"], again["metadata"]["uid"])

    def test_a_layer_says_where_it_stands(self):
        with zipfile.ZipFile(os.path.join(self.tree, "a.zip"), "w",
                             zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("web/s.aspx", harness.NEEDLE)
        finding = self.events()[0]
        evidence, = finding["evidences"]
        self.assertEqual(evidence["name"], "a.zip > web/s.aspx")
        self.assertEqual(evidence["data"]["layer"]["name"], "web/s.aspx")
        self.assertIn(evidence["data"]["layer"]["sha256"],
                      [one["value"] for one in finding["observables"]])

    def test_a_name_that_is_no_text_is_not_lost(self):
        name = os.fsencode(self.tree) + b"/\xff\n\xe2\x80\xae.php"
        self.write(name, harness.NEEDLE)
        finding = self.events()[0]
        self.assertIn("\\xff\\n\\u{202e}.php", finding["message"])
        self.assertEqual(finding["evidences"][0]["file"]["name"],
                         "\\xff\\n\\u{202e}.php")
        self.assertEqual(base64.b64decode(finding["unmapped"]["path_bytes"]),
                         name)

    def test_what_is_not_scanned_is_an_event(self):
        with zipfile.ZipFile(os.path.join(self.tree, "a.zip"), "w") as pack:
            pack.writestr("s", b"nothing " * 100)
        with open(os.path.join(self.tree, "a.zip"), "r+b") as damaged:
            damaged.truncate(60)
        os.symlink("a.zip", os.path.join(self.tree, "link"))
        self.write("tree/clean")
        events = self.events("--all")
        files = {e["file"]["name"]: e for e in events
                 if e["class_uid"] == FILE}
        said = {name: (e["type_name"], e["status"], e.get("status_code"))
                for name, e in files.items()}
        self.assertEqual(said, {
            "a.zip": ("File System Activity: Read", "Failure", "damaged"),
            "link": ("File System Activity: Skip", "Skipped", "symlink"),
            "clean": ("File System Activity: Read", "Success", None)})
        self.assertEqual(files["link"]["file"]["type"], "Symbolic Link")
        scan = events[-1]
        self.assertEqual((scan["class_uid"], scan["status"]),
                         (SCAN, "Failure"))
        self.assertEqual(scan["num_skipped_items"], 1)
        self.assertEqual(scan["unmapped"]["account"]["failed"], {"damaged": 1})

    def test_a_detected_file_that_was_not_scanned_whole_is_both(self):
        events = self.approved("reasons.ocsf")
        found = [e["evidences"][0]["file"]["path"] for e in events
                 if e["class_uid"] == FINDING]
        failed = [e["file"]["path"] for e in events
                  if e["class_uid"] == FILE and e["status"] == "Failure"
                  and e["unmapped"]["outcome"] == "detected"]
        self.assertEqual(found, failed)
        self.assertGreater(len(found), 10)


if __name__ == "__main__":
    harness.main()
