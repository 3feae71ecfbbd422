# SPDX-License-Identifier: Apache-2.0
"""Events for Elastic: each field is one of the schema (schemas/ecs.json), of
its type, with a value that it allows; and nothing unread is passed over."""
import base64
import json
import os
import re
import zipfile

import harness

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "schemas", "ecs.json"), encoding="utf-8") as file:
    SCHEMA = json.load(file)
FIELDS = SCHEMA["fields"]

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
TYPES = {"keyword": str, "match_only_text": str, "wildcard": str, "date": str,
         "long": int, "float": (int, float)}
RULES = """
rule Shell {
  meta: score = 80 family = "China Chopper" mitre = "T1505.003,T1190"
        description = "a made-up shell" reference = "https://example.org/a"
  strings: $a = "sandpiper-needle" condition: $a
}
rule Trace { meta: score = 50 mitre = "T1003.001"
  strings: $a = "sandpiper-hint" condition: $a }
"""


def leaves(value, name=""):
    """Dotted names and what stands there; an array is one value."""
    if not isinstance(value, dict):
        yield name, value
        return
    for key, below in value.items():
        yield from leaves(below, f"{name}.{key}" if name else key)


def errors_of(event):
    """What the schema has against an event."""
    for name, value in leaves(event):
        if name.startswith("beachcomb."):
            continue  # custom fields: below a name that is not the schema's
        field = FIELDS.get(name)
        if field is None:
            yield f"{name} is not in the schema"
            continue
        if isinstance(value, list) != field.get("array", False):
            yield f"{name}: an array or not"
        for one in value if isinstance(value, list) else [value]:
            if type(one) is bool or not isinstance(one, TYPES[field["type"]]):
                yield f"{name}: {one!r} is no {field['type']}"
            elif field["type"] == "date" and not TIME.fullmatch(one):
                yield f"{name}: {one!r} is no time"
            elif one not in field.get("allowed", [one]):
                yield f"{name}: {one!r} is not allowed"
    for category in event["event"].get("category", []):
        expected = FIELDS["event.category"]["allowed"][category]
        for kind in event["event"]["type"]:
            if kind not in expected:
                yield f"event.type {kind} with event.category {category}"
    for name in ("@timestamp", "message", "ecs.version", "event.kind",
                 "event.dataset", "event.id"):
        if name not in dict(leaves(event)):
            yield f"{name} is missing"


class Ecs(harness.TestCase):
    def check(self, text):
        events = [json.loads(line) for line in text.splitlines()]
        for event in events:
            self.assertEqual(list(errors_of(event)), [], event)
            self.assertEqual(event["ecs"]["version"], SCHEMA["version"])
        return events

    def events(self, *arguments):
        self.write("rules.yar", RULES)
        done = self.run_program("scan", "-r", self.rules, "-f", "ecs",
                                *arguments, self.tree)
        self.assertEqual(done.stderr, b"")
        return self.check(done.stdout.decode())

    def test_a_relative_root_has_absolute_paths(self):
        self.write("tree/web/a.php", harness.NEEDLE)
        self.write("rules.yar", RULES)
        listed = self.run_program(
            "scan", "-r", self.rules, "-f", "ecs", "--files-from", "-",
            cwd=self.tree, input=b"web/a.php\n../tree/web/a.php\n")
        walked = self.run_program("scan", "-r", self.rules, "-f", "ecs", ".",
                                  cwd=self.tree)
        alerts = [event for done in (listed, walked)
                  for event in self.check(done.stdout.decode())
                  if event["event"]["kind"] == "alert"]
        self.assertEqual(len(alerts), 3)
        real = os.path.realpath(self.tree) + "/web"
        for event in alerts:
            self.assertEqual(event["file"]["path"], real + "/a.php")
            self.assertEqual(event["file"]["directory"], real)
            self.assertEqual(event["event"]["id"], alerts[0]["event"]["id"])

    def test_what_is_approved_is_valid(self):
        for name in ("report.ecs", "reasons.ecs"):
            with open(os.path.join(HERE, "golden", name),
                      encoding="utf-8") as approved:
                self.assertGreater(len(self.check(approved.read())), 5)

    def test_an_invalid_event_is_seen(self):
        event = self.events()[0]
        for change in ({"evnet": "a"}, {"tags": "a"}, {"rule": {"name": 5}},
                       {"file": {"mtime": "yesterday"}},
                       {"event": {**event["event"], "kind": "alarm"}},
                       {"event": {**event["event"], "type": ["end"]}},
                       {"event": {"kind": "event"}}):
            self.assertNotEqual(list(errors_of({**event, **change})), [],
                                change)

    def test_an_alert_is_one_rule_on_one_file(self):
        self.write("tree/a.b.aspx", harness.NEEDLE + b" sandpiper-hint")
        self.write("tree/clean", b"nothing")
        shell, trace, run = self.events()
        self.assertEqual(shell["event"]["kind"], "alert")
        self.assertEqual(shell["event"]["category"], ["malware", "file"])
        self.assertEqual(shell["event"]["risk_score"], 80)
        self.assertEqual(shell["rule"], {
            "id": "rules.Shell", "name": "Shell", "ruleset": "rules",
            "category": "China Chopper", "description": "a made-up shell",
            "reference": "https://example.org/a"})
        threat = shell["threat"]
        self.assertEqual(threat["technique"]["id"], ["T1505", "T1190"])
        self.assertEqual(threat["technique"]["subtechnique"]["id"],
                         ["T1505.003"])
        self.assertEqual(threat["tactic"]["id"], ["TA0003", "TA0001"])
        self.assertEqual(threat["software"]["id"], "S0020")
        path = os.path.join(self.tree, "a.b.aspx")
        self.assertEqual(shell["file"]["path"], path)
        self.assertEqual(shell["file"]["directory"], self.tree)
        self.assertEqual(shell["file"]["extension"], "aspx")
        self.assertEqual(shell["file"]["type"], "file")
        self.assertEqual(shell["related"]["hash"],
                         [shell["file"]["hash"]["sha256"]])
        self.assertEqual(trace["event"]["category"],
                         ["intrusion_detection", "file"])
        self.assertNotIn("software", trace["threat"])
        self.assertEqual(run["event"]["dataset"], "beachcomb.run")
        self.assertEqual(run["event"]["outcome"], "success")
        self.assertEqual(run["beachcomb"]["run"]["files"], 2)
        self.assertLessEqual(run["event"]["start"], run["event"]["end"])

    def test_an_id_stays_while_the_file_does(self):
        self.write("tree/a", harness.NEEDLE)
        first, again = self.events()[0], self.events()[0]
        self.assertEqual(first["event"]["id"], again["event"]["id"])
        self.assertNotEqual(first["beachcomb"]["run"]["id"],
                            again["beachcomb"]["run"]["id"])
        self.write("tree/a", harness.NEEDLE + b"more")
        self.assertNotEqual(first["event"]["id"],
                            self.events()[0]["event"]["id"])

    def test_a_layer_says_where_it_stands(self):
        with zipfile.ZipFile(os.path.join(self.tree, "a.zip"), "w",
                             zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("web/s.aspx", harness.NEEDLE)
        alert = self.events()[0]
        layer = alert["beachcomb"]["layer"]
        self.assertEqual(layer["chain"], "a.zip > web/s.aspx")
        self.assertEqual(layer["name"], "web/s.aspx")
        self.assertEqual(alert["related"]["hash"],
                         [alert["file"]["hash"]["sha256"], layer["sha256"]])

    def test_a_name_that_is_no_text_is_not_lost(self):
        name = os.fsencode(self.tree) + b"/\xff\n\xe2\x80\xae.php"
        self.write(name, harness.NEEDLE)
        alert = self.events()[0]
        self.assertIn("\\xff\\n\\u{202e}.php", alert["file"]["path"])
        self.assertIn("\\xff\\n\\u{202e}.php", alert["message"])
        self.assertEqual(
            base64.b64decode(alert["beachcomb"]["path_bytes"]), name)

    def test_what_is_not_scanned_is_an_event(self):
        with zipfile.ZipFile(os.path.join(self.tree, "a.zip"), "w") as pack:
            pack.writestr("s", harness.NEEDLE * 100)
        with open(os.path.join(self.tree, "a.zip"), "r+b") as damaged:
            damaged.truncate(60)
        os.symlink("a.zip", os.path.join(self.tree, "link"))
        events = {e["file"]["name"]: e for e in self.events()[:-1]
                  if e["event"]["kind"] == "event"}
        failed, skipped = events["a.zip"], events["link"]
        self.assertEqual(failed["event"]["outcome"], "failure")
        self.assertEqual(failed["error"]["code"], "damaged")
        self.assertIn("a.zip", failed["error"]["message"])
        self.assertEqual(skipped["event"]["type"], ["info"])
        self.assertNotIn("outcome", skipped["event"])
        self.assertEqual(skipped["beachcomb"]["reason"], "symlink")
        run = self.events()[-1]
        self.assertEqual(run["event"]["outcome"], "failure")

    def test_a_detected_file_that_was_not_scanned_whole_is_both(self):
        with open(os.path.join(HERE, "golden", "reasons.ecs"),
                  encoding="utf-8") as approved:
            events = [json.loads(line) for line in approved]
        alerts = [e["file"]["path"] for e in events
                  if e["event"]["kind"] == "alert"]
        failures = [e["file"]["path"] for e in events
                    if e["event"].get("outcome") == "failure" and "file" in e
                    and e["beachcomb"]["outcome"] == "detected"]
        self.assertEqual(alerts, failures)
        self.assertGreater(len(alerts), 10)

    def test_clean_files_when_asked_for(self):
        self.write("tree/a")
        clean, _ = self.events("--all")
        self.assertEqual(clean["event"]["outcome"], "success")
        self.assertEqual(clean["event"]["type"], ["access"])


if __name__ == "__main__":
    harness.main()
