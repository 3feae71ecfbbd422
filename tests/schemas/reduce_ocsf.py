# SPDX-License-Identifier: Apache-2.0
"""The part of the OCSF schema that the tests need, as JSON Schema.

    python3 reduce_ocsf.py OCSF_SCHEMA_REPOSITORY TAG > ocsf.json

Follows `extends`, `$include` and the dictionary as the server of the schema
does. Objects that beachcomb has nothing to say in are left out, and with
additionalProperties false an event can't have them; so are attributes that are
deprecated, and those of profiles that no event of ours applies."""
import copy
import json
import subprocess
import sys

# Classes by name, and the profiles that our events of them apply.
CLASSES = {"detection_finding": set(), "file_activity": set(),
           "scan_activity": {"host"}}
OBJECTS = {"actor", "analytic", "attack", "device", "evidences", "file",
           "finding_info", "fingerprint", "malware", "malware_scan_info",
           "metadata", "observable", "os", "product", "resource_details",
           "scan", "sub_technique", "tactic", "technique"}
PLAIN = {"boolean_t": "boolean", "float_t": "number", "integer_t": "integer",
         "long_t": "integer", "string_t": "string", "object": "object"}


class Schema:
    def __init__(self, repository, tag):
        self.git = ["git", "-C", repository]
        self.tag = tag
        names = self.run("ls-tree", "-r", "--name-only", tag).splitlines()
        self.events = self.by_name(names, "events/")
        self.objects = self.by_name(names, "objects/")
        self.dictionary = self.load("dictionary.json")
        self.categories = self.load("categories.json")["attributes"]
        self.observables = self.observable_types()

    def run(self, *arguments):
        return subprocess.check_output(self.git + list(arguments), text=True)

    def load(self, path):
        return json.loads(self.run("show", f"{self.tag}:{path}"))

    def by_name(self, names, folder):
        loaded = [self.load(name) for name in names
                  if name.startswith(folder) and name.endswith(".json")]
        return {one["name"]: one for one in loaded if "name" in one}

    def observable_types(self):
        """What a type_id of an observable may be, and its caption."""
        found = {0: "Unknown", 99: "Other"}
        for one in (*self.dictionary["types"]["attributes"].values(),
                    *self.dictionary["attributes"].values(),
                    *self.objects.values()):
            if isinstance(one.get("observable"), int):
                found[one["observable"]] = one["caption"]
        return found

    def resolved(self, one, table):
        """A class or object with what it inherits and includes."""
        base = {"attributes": {}}
        if "extends" in one:
            base = self.resolved(table[one["extends"]], table)
        own = copy.deepcopy(one)
        attributes = base["attributes"]
        for path in own["attributes"].pop("$include", []):
            profile = self.load(path)
            for name, attribute in profile["attributes"].items():
                attributes.setdefault(name, {}).update(
                    {"profile": profile["name"], **attribute})
        for name, attribute in own["attributes"].items():
            merged = attributes.setdefault(name, {})
            enum = {**merged.get("enum", {}), **attribute.get("enum", {})}
            merged.update(attribute)
            if enum:
                merged["enum"] = enum
        return {**base, **own, "attributes": attributes}

    def json_schema(self, one, profiles):
        properties, required, siblings = {}, [], []
        for name, attribute in sorted(one["attributes"].items()):
            entry = {**self.dictionary["attributes"][name], **attribute}
            if "@deprecated" in entry or (
                    entry.get("profile") not in (None, *profiles)):
                continue
            value = self.value(name, attribute, one)
            if value is None:
                if attribute.get("requirement") == "required":
                    raise ValueError(f"{one['name']}.{name} is required")
                continue
            properties[name] = value
            if attribute.get("requirement") == "required":
                required.append(name)
            siblings += self.siblings(name, attribute, one)
        schema = {"type": "object", "additionalProperties": False,
                  "properties": properties, "required": required}
        kept = [name for name in one.get("constraints", {}).get(
            "at_least_one", []) if name in properties]
        if kept:
            schema["anyOf"] = [{"required": [name]} for name in kept]
        if siblings:
            schema["allOf"] = siblings
        return schema

    def enum(self, name, attribute, one):
        """Numbers and their captions."""
        if one["name"] == "observable" and name == "type_id":
            return self.observables
        known = {**self.dictionary["attributes"][name].get("enum", {}),
                 **attribute.get("enum", {})}
        return {int(number): value["caption"]
                for number, value in known.items() if number.isdigit()}

    def value(self, name, attribute, one):
        entry = {**self.dictionary["attributes"][name], **attribute}
        kind = entry.get("type") or entry["object_type"]
        if kind in OBJECTS:
            schema = {"$ref": f"#/definitions/{kind}"}
        elif kind == "json_t":
            schema = {}
        elif kind in PLAIN:
            schema = {"type": PLAIN[kind]}
        elif kind in self.dictionary["types"]["attributes"]:
            base = self.dictionary["types"]["attributes"][kind]
            schema = {"type": PLAIN[base["type"]]}
            if "regex" in base:
                schema["pattern"] = base["regex"]
            if "max_len" in base:
                schema["maxLength"] = base["max_len"]
        else:
            return None
        numbers = self.enum(name, attribute, one)
        if numbers and schema.get("type") == "integer":
            schema["enum"] = sorted(numbers)
        if entry.get("is_array"):
            schema = {"type": "array", "items": schema}
        return schema

    def siblings(self, name, attribute, one):
        """A caption goes with its number; what is Other has to be named."""
        entry = {**self.dictionary["attributes"][name], **attribute}
        sibling = entry.get("sibling")
        if sibling is None or entry.get("is_array"):
            return []
        conditions = []
        for number, caption in sorted(
                self.enum(name, attribute, one).items()):
            then = ({"required": [sibling]} if number == 99 else
                    {"properties": {sibling: {"const": caption}}})
            conditions.append({
                "if": {"properties": {name: {"const": number}},
                       "required": [name]}, "then": then})
        return conditions

    def event_class(self, name, profiles):
        one = self.resolved(self.events[name], self.events)
        category = self.categories[one["category"]]
        uid = category["uid"] * 1000 + one["uid"]
        schema = self.json_schema(one, profiles)
        activities = schema["properties"]["activity_id"]["enum"]
        schema["properties"].update({
            "category_uid": {"const": category["uid"]},
            "category_name": {"const": category["caption"]},
            "class_uid": {"const": uid},
            "class_name": {"const": one["caption"]}})
        schema["allOf"] += [{
            "if": {"properties": {"activity_id": {"const": activity}}},
            "then": {"properties": {
                "type_uid": {"const": uid * 100 + activity}}}}
            for activity in activities]
        return uid, schema


def rows(table):
    """One definition a line."""
    return ",\n".join(f'  "{name}": {json.dumps(one)}'
                      for name, one in table.items())


def main():
    repository, tag = sys.argv[1:]
    schema = Schema(repository, tag)
    head = {"source": "https://github.com/ocsf/ocsf-schema, reduced by "
                      "reduce_ocsf.py",
            "version": schema.load("version.json")["version"],
            "commit": schema.run("rev-parse", f"{tag}^{{commit}}").strip(),
            "license": "Apache-2.0, Copyright OCSF a Series of LF Projects, "
                       "LLC"}
    classes = dict(schema.event_class(name, profiles)
                   for name, profiles in CLASSES.items())
    definitions = {
        name: schema.json_schema(
            schema.resolved(schema.objects[name], schema.objects), set())
        for name in sorted(OBJECTS)}
    print(json.dumps(head, indent=1)[:-2] + ",")
    print(f' "classes": {{\n{rows(classes)}\n }},')
    print(f' "definitions": {{\n{rows(definitions)}\n }}\n}}')


if __name__ == "__main__":
    main()
