# SPDX-License-Identifier: Apache-2.0
"""The published schemas of tests/schemas, from files alone."""
import json
import os

import jsonschema

import harness

FOLDER = os.path.join(harness.ROOT, "tests", "schemas")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def errors(document, name, folder=""):
    """What the schema of this name does not like, one text each. The schemas
    of a folder may refer to each other by their ids."""
    schema = load(os.path.join(FOLDER, folder, name))
    known = {}
    if folder:
        for base, _, names in os.walk(os.path.join(FOLDER, folder)):
            for other in names:
                if other.endswith(".json"):
                    found = load(os.path.join(base, other))
                    known[found["$id"]] = found
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return ["/".join(map(str, error.absolute_path)) + ": " + error.message
            for error in kind(schema, **known_to(schema, known)).iter_errors(
                document)]


def known_to(schema, known):
    """The argument by which a validator learns what else there is. It changed
    with jsonschema 4.18; Debian 12 has 4.10."""
    try:
        import referencing
    except ImportError:
        resolver = jsonschema.RefResolver(
            schema.get("$id") or schema["id"], schema, store=known)
        resolver.resolve_remote = no_network
        return {"resolver": resolver}
    resources = [(uri, referencing.Resource.from_contents(content))
                 for uri, content in known.items()]
    return {"registry": referencing.Registry().with_resources(resources)}


def no_network(uri):
    raise AssertionError(f"tests/schemas lacks {uri}")
