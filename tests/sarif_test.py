# SPDX-License-Identifier: Apache-2.0
"""-f sarif: the published schema, what the standard asks for beyond it, and
that what the log points at is there."""
import base64
import hashlib
import json
import os
import shutil
import subprocess
import unittest
import urllib.parse
import zipfile

import harness
import json_schema

RULES = """
rule Needle : shore security {
  meta: score = 80 description = "Finds [a](https://evil.invalid) {0} \xc3\xa9"
        family = "China Chopper" reference = "no address"
        reference = "https://example.org/a" mitre = "T1505.003"
  strings: $a = "sandpiper-needle" $b = "sandpiper-other"
  condition: any of them
}
rule Middling { meta: score = 40 strings: $a = "sandpiper-mid" condition: $a }
rule Hint { meta: score = 20 strings: $a = "sandpiper-hint" condition: $a }
rule Unmet { strings: $a = "sandpiper-nowhere" condition: $a }
""".encode("latin-1")

MULTITOOL = "@microsoft/sarif-multitool-linux@5.7.0"


class SarifCase(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.rules = self.write("pack.yar", RULES)

    def sarif(self, *arguments, code=1, **options):
        done = self.run_program("scan", "-r", self.rules, "-f", "sarif",
                                *arguments, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        log = json.loads(done.stdout)
        self.check(log)
        return log["runs"][0]

    def check(self, log):
        """What holds for each log."""
        self.assertEqual(json_schema.errors(log, "sarif-2.1.0.json"), [])
        (run,) = log["runs"]
        driver = run["tool"]["driver"]
        artifacts = run.get("artifacts", [])
        bases = run.get("originalUriBaseIds", {})
        for base in bases.values():
            self.assertTrue(base.get("uri", "file:///").endswith("/"))
        for i, artifact in enumerate(artifacts):
            self.assertLess(artifact.get("parentIndex", -1), i)
            self.assertEqual("parentIndex" not in artifact,
                             artifact["roles"] == ["analysisTarget"])
            self.assertTrue("location" in artifact or "offset" in artifact)
        for result in run["results"]:
            self.assertEqual(driver["rules"][result["ruleIndex"]]["id"],
                             result["ruleId"])
            self.assertEqual(result.get("kind", "fail"), "fail")
            self.assertEqual(len(result["locations"]), 1)
            ids = [p["id"] for p in result.get("relatedLocations", [])]
            self.assertEqual(len(ids), len(set(ids)))
            for place in result["locations"] + result.get("relatedLocations",
                                                          []):
                self.check_location(
                    place["physicalLocation"]["artifactLocation"], artifacts,
                    bases)
        for rule in driver["rules"]:
            for relation in rule.get("relationships", []):
                target = relation["target"]
                taxonomy = run["taxonomies"][target["toolComponent"]["index"]]
                self.assertEqual(taxonomy["taxa"][target["index"]]["id"],
                                 target["id"])
        (invocation,) = run["invocations"]
        for note in invocation["toolExecutionNotifications"]:
            kind = note["descriptor"]
            self.assertEqual(driver["notifications"][kind["index"]]["id"],
                             kind["id"])
        self.check_texts(log)

    def check_location(self, location, artifacts, bases):
        if "uri" not in location:
            self.assertIn("parentIndex", artifacts[location["index"]])
            return
        if "uriBaseId" in location:
            self.assertIn(location["uriBaseId"], bases)
        else:
            self.assertTrue(location["uri"].startswith("file:///"))
        self.assertNotIn("/../", "/" + location["uri"])
        if "index" in location:
            known = artifacts[location["index"]]["location"]
            self.assertEqual({**known, "index": location["index"]}, location)

    def check_texts(self, value):
        """No message is a template or has a link, nothing is invisible."""
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                text = value["text"]
                self.assertNotIn("](", text)
                self.assertNotIn("{", text.replace("{{", ""))
                self.assertNotIn("}", text.replace("}}", ""))
                self.assertTrue(text.replace(" ", "").isprintable(), text)
                self.assertNotEqual(text, "")
            for part in value.values():
                self.check_texts(part)
        elif isinstance(value, list):
            for part in value:
                self.check_texts(part)

    def path_of(self, run, location):
        """The bytes of the file that a location names."""
        uri = location["uri"]
        if "uriBaseId" in location:
            uri = run["originalUriBaseIds"][location["uriBaseId"]]["uri"] + uri
        self.assertTrue(uri.startswith("file:///"), uri)
        return urllib.parse.unquote_to_bytes(uri[len("file://"):])


class Results(SarifCase):
    def test_levels_ranks_and_the_rules_that_were_hit(self):
        self.write("tree/a.php", "sandpiper-needle")
        self.write("tree/b.php", "sandpiper-mid")
        self.write("tree/c.php", "sandpiper-hint")
        run = self.sarif("--min-score", "0", "--sort", "path", self.tree)
        self.assertEqual(
            [(r["ruleId"], r["level"], r["rank"]) for r in run["results"]],
            [("pack.Needle", "error", 80), ("pack.Middling", "warning", 40),
             ("pack.Hint", "note", 20)])
        driver = run["tool"]["driver"]
        self.assertEqual(driver["name"], "beachcomb")
        self.assertRegex(driver["semanticVersion"], r"^\d+\.\d+\.\d+$")
        rule = driver["rules"][0]
        self.assertEqual(len(driver["rules"]), 3)
        self.assertEqual(rule["helpUri"], "https://example.org/a")
        self.assertEqual(rule["properties"], {
            "tags": ["security", "shore"], "score": 80,
            "security-severity": "8.0", "family": "China Chopper",
            "mitre": ["T1505.003"]})
        (taxonomy,) = run["taxonomies"]
        self.assertEqual([(t["id"], t["name"]) for t in taxonomy["taxa"]],
                         [("T1505.003", "Web Shell")])
        self.assertEqual(driver["supportedTaxonomies"],
                         [{"name": taxonomy["name"], "index": 0}])

    def test_a_message_says_what_and_where(self):
        self.write("tree/a.php", "\n\nx sandpiper-needle " +
                   "sandpiper-other " * 40)
        (result,) = self.sarif(self.tree)["results"]
        self.assertEqual(
            result["message"]["text"],
            "Finds [a] (https://evil.invalid) {{0}} \u00e9. Rule pack.Needle "
            "(malicious, score 80, family China Chopper) holds for a.php; "
            "first match: $a in line 3. 9 more matches are not listed.")
        self.assertEqual(len(result["relatedLocations"]), 31)

    def test_regions_count_characters_and_bytes(self):
        content = ("\u00e9\u00e9 sandpiper-needle\n" + "\u00e9" * 100 +
                   "sandpiper-other\n").encode()
        self.write("tree/a.php", content)
        (result,) = self.sarif(self.tree)["results"]
        first = result["locations"][0]["physicalLocation"]["region"]
        self.assertEqual(first, {"startLine": 1, "startColumn": 4,
                                 "endColumn": 20, "byteOffset": 5,
                                 "byteLength": 16})
        # What stands before it is not known, so neither is the column.
        (second,) = result["relatedLocations"]
        self.assertEqual(second["physicalLocation"]["region"],
                         {"startLine": 2, "byteLength": 15,
                          "byteOffset": content.index(b"sandpiper-other")})
        self.assertIn("$b: ", second["message"]["text"])

    def test_columns_up_to_the_edge_of_what_is_known(self):
        for before, known in ((32, True), (33, False)):
            self.write("tree/a.php", b"x" * before + b"sandpiper-needle")
            (result,) = self.sarif(self.tree)["results"]
            region = result["locations"][0]["physicalLocation"]["region"]
            self.assertEqual(region.get("startColumn"),
                             before + 1 if known else None)

    def test_layers_are_nested_artifacts(self):
        inner = b"sandpiper-needle" + b" padding of the layer" * 3
        page = b"line\n<?php $x = base64_decode('%s'); ?>" % (
            base64.b64encode(inner))
        path = self.write("tree/a.zip")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("web/a b.php", page)
        run = self.sarif(self.tree)
        result = run["results"][0]
        place = result["locations"][0]["physicalLocation"]
        self.assertEqual(self.path_of(run, place["artifactLocation"]),
                         path.encode())
        (related,) = result["relatedLocations"]
        at = related["physicalLocation"]
        self.assertEqual(at["region"]["byteOffset"], 0)
        chain = [run["artifacts"][at["artifactLocation"]["index"]]]
        while "parentIndex" in chain[0]:
            chain.insert(0, run["artifacts"][chain[0]["parentIndex"]])
        file, member, layer = chain
        with open(path, "rb") as archive:
            self.assertEqual(file["hashes"]["sha-256"],
                             hashlib.sha256(archive.read()).hexdigest())
        self.assertEqual(member["location"], {"uri": "web/a%20b.php"})
        self.assertEqual(layer["hashes"]["sha-256"],
                         hashlib.sha256(inner).hexdigest())
        self.assertTrue(page[layer["offset"]:].startswith(b"base64_decode("))
        self.assertIn("base64", layer["description"]["text"])

    def test_the_place_in_the_file_of_what_is_wrapped_in_it(self):
        code = base64.b64encode(b"sandpiper-needle" * 4)
        self.write("tree/a.php", b"line\nline\n<?php $x = base64_decode('%s');" % code)
        result = self.sarif(self.tree)["results"][0]
        region = result["locations"][0]["physicalLocation"]["region"]
        self.assertEqual(region["startLine"], 3)
        self.assertGreater(region["byteLength"], 60)

    def test_members_that_lead_out_of_their_container_have_no_path(self):
        with zipfile.ZipFile(self.write("tree/a.zip"), "w") as archive:
            archive.writestr("../../etc/{0}.php", "sandpiper-needle")
        run = self.sarif(self.tree)
        nested = run["artifacts"][1]
        self.assertNotIn("location", nested)
        self.assertIn("offset", nested)
        self.assertIn("../../etc/{{0}}.php", nested["description"]["text"])


class Names(SarifCase):
    def test_a_uri_is_the_very_bytes_of_the_name(self):
        names = [b"a b.php", b"\xff\xfe.php", b"new\nline.php", b"a%20b.php",
                 "\u00e9\u202egpj.php".encode(), b"q?x#y.php", b"a:b.php",
                 b"[x](y){0}.php", b"back\\slash.php", b"sub/c;d.php"]
        paths = {os.fsencode(self.write(b"tree/" + name, "sandpiper-needle"))
                 for name in names}
        run = self.sarif(self.tree)
        places = [r["locations"][0]["physicalLocation"]["artifactLocation"]
                  for r in run["results"]]
        self.assertEqual({self.path_of(run, p) for p in places}, paths)
        self.assertEqual({p["uriBaseId"] for p in places}, {"ROOT1"})
        for place in places:
            self.assertRegex(place["uri"], r"^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$")

    def test_the_nearest_root_is_the_base(self):
        inner = self.path("tree/inner")
        self.write("tree/a.php", "sandpiper-needle")
        self.write("tree/inner/b.php", "sandpiper-needle")
        alone = self.write("alone.php", "sandpiper-needle")
        run = self.sarif("--sort", "path", inner + "//", self.tree, alone)
        self.assertEqual(
            [a["location"] for a in run["artifacts"]],
            [{"uri": "file://" + alone}, {"uri": "a.php", "uriBaseId": "ROOT2"},
             {"uri": "b.php", "uriBaseId": "ROOT1"}])

    def test_relative_paths_stay_as_they_were_typed(self):
        self.write("tree/web/a.php", "sandpiper-needle")
        self.write("tree/other/b.php", "sandpiper-needle")
        os.symlink("web", self.path("tree/link"))
        for typed, uri in ((".", "web/a.php"), ("./web//", "web/a.php"),
                           ("web/a.php", "web/a.php")):
            run = self.sarif("--exclude", "b.php", typed, cwd=self.tree)
            (artifact,) = run["artifacts"]
            self.assertEqual(artifact["location"],
                             {"uri": uri, "uriBaseId": "WORKDIR"})
            self.assertEqual(run["invocations"][0]["workingDirectory"]["uri"],
                             "file://" + os.path.realpath(self.tree) + "/")
        run = self.sarif("../other", cwd=self.path("tree/web"))
        (artifact,) = run["artifacts"]
        self.assertEqual(artifact["location"],
                         {"uri": "b.php", "uriBaseId": "ROOT1"})
        self.assertEqual(self.path_of(run, artifact["location"]),
                         os.path.realpath(self.path("tree/other/b.php"))
                         .encode())


class Runs(SarifCase):
    def test_nothing_found(self):
        self.write("tree/a.php", "harmless")
        run = self.sarif(self.tree, code=0)
        self.assertEqual(run["results"], [])
        self.assertNotIn("artifacts", run)
        (invocation,) = run["invocations"]
        self.assertIs(invocation["executionSuccessful"], True)
        self.assertEqual(invocation["toolExecutionNotifications"], [])
        for key in ("startTimeUtc", "endTimeUtc"):
            self.assertRegex(invocation[key],
                             r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        self.assertLessEqual(invocation["startTimeUtc"],
                             invocation["endTimeUtc"])

    def test_what_was_not_read_is_no_success(self):
        missing = self.path("no such {0}")
        os.symlink("nowhere", self.path("tree/link"))
        run = self.sarif(self.tree, missing, code=2)
        (invocation,) = run["invocations"]
        self.assertIs(invocation["executionSuccessful"], False)
        notes = {n["descriptor"]["id"]: n
                 for n in invocation["toolExecutionNotifications"]}
        self.assertEqual({k: n["level"] for k, n in notes.items()},
                         {"not-found": "error", "symlink": "note"})
        place = notes["not-found"]["locations"][0]["physicalLocation"]
        self.assertEqual(self.path_of(run, place["artifactLocation"]),
                         missing.encode())

    def test_many_of_a_kind_are_counted(self):
        for i in range(130):
            os.symlink("nowhere", self.path(f"tree/{i}"))
        run = self.sarif(self.tree, self.path("gone"), code=2)
        notes = run["invocations"][0]["toolExecutionNotifications"]
        links = [n for n in notes if n["descriptor"]["id"] == "symlink"]
        self.assertEqual(len(links), 101)
        self.assertEqual(links[-1]["message"]["text"],
                         "30 more are not listed: symbolic link.")
        self.assertEqual(len(notes), 102)

    def test_a_finding_is_recognised_again(self):
        def prints(name, content):
            shutil.rmtree(self.tree)
            self.write(f"tree/{name}", content)
            (result,) = self.sarif(self.tree)["results"]
            return result["partialFingerprints"]
        first = prints("a.php", "x\n sandpiper-needle;\n")
        line, content = "primaryLocationLineHash", "ruleAndContent/v1"
        self.assertEqual(set(first), {line, content})
        self.assertEqual(prints("b.php", "x\n sandpiper-needle;\n"), first)
        moved = prints("a.php", "x\ny\n\n sandpiper-needle;\n")
        self.assertEqual(moved[line], first[line])
        self.assertNotEqual(moved[content], first[content])
        other = prints("a.php", "x\n sandpiper-needle; or so\n")
        self.assertNotEqual(other[line], first[line])


class RulesCheck(SarifCase):
    def test_the_findings_of_a_check_are_valid_as_well(self):
        path = self.write("pack/a b.yar", 'rule A { strings: $a = { 61 62 } '
                          "condition: $b }\nrule B { condition: true }")
        done = self.run_program("rules", "check", "-f", "sarif", path)
        log = json.loads(done.stdout)
        self.assertEqual(json_schema.errors(log, "sarif-2.1.0.json"), [])
        self.check_texts(log)
        self.assertTrue(log["runs"][0]["results"])
        self.assertEqual(done.stdout.count(b"\n\n"), 0)


@unittest.skipUnless(shutil.which("npm"), "npm is not installed")
class Multitool(SarifCase):
    """Microsoft's validator, which knows what the schema can't say. 43 MB,
    fetched once into the build folder."""

    def validator(self):
        folder = os.path.join(os.path.dirname(os.path.abspath(
            harness.PROGRAM)), "npm", MULTITOOL.rsplit("/", 1)[-1])
        program = os.path.join(folder, "package", "Sarif.Multitool")
        if not os.path.exists(program):
            os.makedirs(folder, exist_ok=True)
            packed = subprocess.run(
                ["npm", "pack", "--silent", "--fetch-retries=1",
                 "--fetch-timeout=30000", MULTITOOL], cwd=folder,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
            if packed.returncode != 0:
                self.skipTest("the npm registry can't be reached")
            subprocess.run(["tar", "xf", packed.stdout.decode().split()[-1]],
                           cwd=folder, check=True)
            os.chmod(program, 0o755)
        return program

    def test_it_has_no_error(self):
        self.write(b"tree/\xff [x](y) {0}.php", "sandpiper-needle\n" * 3)
        with zipfile.ZipFile(self.write("tree/a.zip"), "w") as archive:
            archive.writestr("web/a b.php", "sandpiper-needle")
        done = self.run_program("scan", "-r", self.rules, "-f", "sarif",
                                self.tree, self.path("gone"))
        log = self.write("log.sarif", done.stdout)
        report = self.path("report.sarif")
        subprocess.run([self.validator(), "validate", log, "-o", report,
                        "--log", "ForceOverwrite"], stdout=subprocess.PIPE,
                       check=False,
                       env={**harness.ENVIRONMENT,
                            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
                            "DOTNET_BUNDLE_EXTRACT_BASE_DIR": self.dir})
        with open(report, encoding="utf-8-sig") as file:
            (run,) = json.load(file)["runs"]
        found = sorted({(r["ruleId"], r.get("level", "warning"))
                        for r in run["results"]})
        # It would like to know the project's page on the web.
        self.assertEqual([f for f in found if f[1] != "note"],
                         [("SARIF2005", "warning")])


if __name__ == "__main__":
    harness.main()
