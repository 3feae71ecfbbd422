# SPDX-License-Identifier: Apache-2.0
"""What beachcomb and yara say that they found, in one form."""

import base64
import collections
import json
import os
import re
import subprocess
import sys

YARA_RULE = re.compile(rb"([A-Za-z_]\w*) (.+)")
YARA_STRING = re.compile(rb"0x([0-9a-f]+):(\d+):(\$\w*)")

# What one program found. `strings` holds (path, rule, id, offset, length);
# `cut` the (path, rule) whose list of strings beachcomb cut.
Findings = collections.namedtuple("Findings", "rules strings cut note")


def die(message):
    sys.exit(f"compare: {message}")


def yara_findings(command):
    """What `yara -L` prints: a rule and a path, then a line a string."""
    rules, strings = set(), set()
    process = subprocess.run(command, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, check=False)
    for line in process.stdout.split(b"\n"):
        if match := YARA_STRING.match(line):
            offset, length, name = match.groups()
            strings.add((path, rule, name.decode(), int(offset, 16),
                         int(length)))
        elif match := YARA_RULE.fullmatch(line):
            rule, path = match[1].decode(), os.path.normpath(match[2])
            rules.add((path, rule))
        elif line:
            die(f"cannot understand what yara says: {line!r}")
    errors = process.stderr.decode(errors="replace").splitlines()
    if process.returncode != 0 and not process.stdout:
        die("yara failed: " + "\n".join(errors[:5]))
    return Findings(rules, strings, set(), f"{len(errors)} messages")


def path_of(value):
    if isinstance(value, dict):
        return os.path.normpath(base64.b64decode(value["bytes"]))
    return os.path.normpath(value.encode())


def beachcomb_findings(command):
    rules, strings, cut, summary = set(), set(), set(), None
    process = subprocess.run(command, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, check=False)
    for line in process.stdout.split(b"\n"):
        if not line:
            continue
        record = json.loads(line)
        if record["type"] == "summary":
            summary = record
        for finding in record.get("findings", ()):
            key = path_of(record["path"]), finding["rule"]
            rules.add(key)
            if finding.get("matches_omitted"):
                cut.add(key)
            for match in finding.get("matches", ()):
                strings.add((*key, match["id"], match["offset"],
                             match["length"]))
    if summary is None:
        die("beachcomb wrote no summary: " +
            process.stderr.decode(errors="replace")[:2000])
    note = (f"{summary['files']} files, skipped {summary['skipped']}, "
            f"failed {summary['failed']}")
    return Findings(rules, strings, cut, note)
