# SPDX-License-Identifier: Apache-2.0
"""The part of the Elastic Common Schema that the tests need.

    python3 reduce_ecs.py ECS_REPOSITORY TAG > ecs.json

Reads generated/ecs/ecs_flat.yml at the tag; needs PyYAML."""
import json
import subprocess
import sys

import yaml

SETS = {"ecs", "event", "log", "error", "rule", "file", "threat", "related",
        "host", "observer"}
# Sets that hold other sets again.
LEFT_OUT = ("file.code_signature.", "file.elf.", "file.macho.", "file.pe.",
            "file.x509.", "threat.enrichments", "threat.indicator.",
            "threat.feed.", "observer.geo.", "observer.egress.",
            "observer.ingress.", "host.geo.", "host.risk.", "host.entity.",
            "host.target.", "log.syslog.")


def row(field):
    """What a value has to be."""
    kept = {"type": field["type"]}
    if "array" in field.get("normalize", []):
        kept["array"] = True
    if "allowed_values" in field:
        kept["allowed"] = {
            value["name"]: value.get("expected_event_types")
            for value in field["allowed_values"]}
    elif "expected_values" in field:
        kept["allowed"] = {name: None for name in field["expected_values"]}
    return kept


def main():
    repository, tag = sys.argv[1:]
    git = ["git", "-C", repository]
    flat = yaml.safe_load(subprocess.check_output(
        git + ["show", f"{tag}:generated/ecs/ecs_flat.yml"]))
    commit = subprocess.check_output(
        git + ["rev-parse", f"{tag}^{{commit}}"], text=True).strip()
    fields = {name: row(field) for name, field in sorted(flat.items())
              if ("." not in name or name.split(".")[0] in SETS)
              and not name.startswith(LEFT_OUT)}
    print(json.dumps({
        "source": "https://github.com/elastic/ecs, "
                  "generated/ecs/ecs_flat.yml, reduced by reduce_ecs.py",
        "version": tag.lstrip("v"), "commit": commit,
        "license": "Apache-2.0, Copyright 2018-2021 Elasticsearch B.V."},
        indent=1)[:-2] + ',\n "fields": {')
    print(",\n".join(f"  {json.dumps(name)}: {json.dumps(kept)}"
                     for name, kept in fields.items()))
    print(" }\n}")


if __name__ == "__main__":
    main()
