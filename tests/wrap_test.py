# SPDX-License-Identifier: Apache-2.0
"""Each sample in each wrapping, and in pairs of them, is found again, and
what was unwrapped is byte for byte what was wrapped.

A sample is found when a rule that hits it as it is hits a layer of the wrapped
file, and a layer has the exact bytes that were wrapped; for wrappings that say
the same code in other words, only the first. Layers beside the exact one
count, too: code that eval() runs has no tags, and the script around it does.

Every sample of every pack is wrapped; which wrapping it gets goes round, so
that each kind has many samples of each pack and the test stays short.
BEACHCOMB_WRAP=all wraps each sample in each; BEACHCOMB_WRAP_KEEP=DIR keeps
what was missed."""
import glob
import hashlib
import itertools
import os
import subprocess

import harness
import script_wrappers
import wrappers

PACKS = os.path.join(harness.ROOT, "signatures")
EVERYTHING = os.environ.get("BEACHCOMB_WRAP") == "all"
KEEP = os.environ.get("BEACHCOMB_WRAP_KEEP")
# Samples for each kind, and for each pair of kinds. A sanitizer gets some of
# the pairs, with each kind still inside and outside.
FOR_EACH_KIND = 40
FOR_EACH_PAIR = 1
EVERY_PAIR = 5 if harness.INSTRUMENTED else 1
LARGEST = 300_000
# So large at most after the first of two wrappings.
LARGEST_INNER = 1_000_000

CONTAINERS = list(wrappers.WRAPPERS)
TEXTS = script_wrappers.TEXTS
SCRIPTS = script_wrappers.SCRIPTS
# What a script is called that has something in it.
NAMES = {"php": "inner.php", "vbscript": "inner.asp", "jscript": "inner.aspx",
         "c#": "inner.aspx", "java": "inner.jsp"}
# A pair of kinds that so many samples do not go through makes no sense.
MOST_FAILURES = 3
# A store and a dump hold more around the sample.
INEXACT = {"pst", "virtual directory"}


def wrap(kind, data, name):
    """(the wrapped bytes, those that are to be found in them), or None."""
    if kind in wrappers.WRAPPERS:
        wrapped = wrappers.WRAPPERS[kind](data, name)
        if wrapped is None:
            return None
        return wrapped, None if kind in INEXACT else data
    return script_wrappers.KINDS[kind](data, name)


def wrap_in(kinds, data, name):
    """The same for several, the first one innermost; and how many of them
    could be applied."""
    inner = wrapped = data
    for step, kind in enumerate(kinds):
        made = wrap(kind, wrapped, name)
        if made is None or len(made[0]) > LARGEST_INNER:
            return None, step
        wrapped = made[0]
        name = NAMES.get(kind.split()[0], name) if step == 0 else name
        if step == 0:
            inner = made[1]
        elif made[1] is None or inner is None:
            inner = None
    return (wrapped, inner), len(kinds)


class Wrap(harness.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.samples = []

    def setUp(self):
        super().setUp()
        # A layer is only listed when a rule hits it; this one hits any.
        self.any = self.write("any.yar", "rule Any { condition: true }")
        if not Wrap.samples:
            Wrap.samples = self.read_samples()

    def read_samples(self):
        """[(path below the pack, bytes, rules that hit it)] of every sample
        that a rule hits as it is."""
        place = self.path("samples")
        for path in sorted(glob.glob(PACKS + "/*/samples/hit/*.zip")):
            parts = path[:-len(".zip")].split(os.sep)
            folder = os.path.join(place, parts[-4], parts[-1])
            os.makedirs(folder)
            subprocess.run(["bsdtar", "--passphrase", "infected", "-xf", path,
                            "-C", folder], check=True)
        # Without the rules that ask for the file's size or its path: those
        # are other ones in a container.
        scan = self.scan("--shallow", "--min-score", "0", place, rules=[])
        samples = {}
        for name, verdict in sorted(scan.by_path.items()):
            rules = {f["rule"] for f in verdict.get("findings", [])}
            if not rules or verdict["size"] > LARGEST:
                continue
            with open(name, "rb") as file:
                data = file.read()
            samples[data] = (os.path.basename(os.fsdecode(name)), data, rules)
        return list(samples.values())

    def wrapped(self, combinations, for_each, tree):
        """Writes the files; {path: (kinds, inner, rules)}."""
        expected = {}
        at = 0
        for kinds in combinations:
            made_here = failures = 0
            for _ in range(len(Wrap.samples)):
                if failures == MOST_FAILURES or (made_here == for_each and
                                                 not EVERYTHING):
                    break
                at += 7  # another pack each time
                name, data, rules = Wrap.samples[at % len(Wrap.samples)]
                made, applied = wrap_in(kinds, data, name)
                if made is None:
                    failures += applied > 0 and not made_here
                    continue
                made_here += 1
                folder = " ".join(kinds).replace("/", "").replace(" ", "_")
                path = os.path.join(tree, folder, f"{made_here}-{name}.bin")
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(made[0])
                expected[os.fsencode(path)] = (kinds, made[1], rules)
        return expected

    @staticmethod
    def is_found(verdict, inner, rules):
        layers = {x["id"]: x for x in verdict.get("layers", [])}
        hits = {f["layer"] for f in verdict.get("findings", [])
                if f["rule"] in rules}
        if inner is None:
            return bool(hits)
        hits.discard(0)
        hash_of = hashlib.sha256(inner).hexdigest()
        # The exact layer, what is in it, and what stands beside it.
        near = set()
        for number, layer in layers.items():
            if layer.get("sha256") == hash_of:
                near.add(number)
                near.update(i for i, x in layers.items()
                            if x["parent"] == layer["parent"])
        for number in sorted(layers):  # a parent comes before its layers
            if layers[number]["parent"] in near and layers[number]["parent"]:
                near.add(number)
        return bool(near & hits)

    def measure(self, depth, combinations, for_each, least):
        """Wraps, scans, and prints how many were found by kind."""
        tree = self.path("wrapped")
        os.mkdir(tree)
        expected = self.wrapped(combinations, for_each, tree)
        scan = self.scan("--min-score", "0", "--max-ratio", "2000", tree,
                         rules=["-r", PACKS, "-r", self.any])
        counts = {}
        lost = self.lost_in_the_open(scan, expected)
        for path, (kinds, inner, rules) in expected.items():
            if path in lost:
                continue
            found = self.is_found(scan.by_path[path], inner, rules)
            row = counts.setdefault(kinds, [0, 0])
            row[0] += found
            row[1] += 1
            if KEEP and not found:
                self.keep(path, kinds, inner)
        self.report(depth, counts, least)

    def lost_in_the_open(self, scan, expected):
        """Files of which no rule hits what was wrapped even as it is: HTML
        that became a statement first, so that it could be wrapped as a
        script, is no longer what the rule asks for. They are no question to
        the unwrapper."""
        place = self.path("open")
        os.mkdir(place)
        missed = {}
        for path, (_, inner, rules) in expected.items():
            if inner is None or self.is_found(scan.by_path[path], inner,
                                              rules):
                continue
            for form, (head, tail) in enumerate(
                    [(b"", b""), (b"<%\n", b"\n%>\n"), (b"<?php\n", b"\n")]):
                name = os.path.join(place, f"{len(missed)}.{form}.bin")
                with open(name, "wb") as file:
                    file.write(head + inner + tail)
            missed[len(missed)] = path
        opened = self.scan("--shallow", "--min-score", "0", place,
                           rules=["-r", PACKS, "-r", self.any])
        lost = set()
        for number, path in missed.items():
            hits = set()
            for form in range(3):
                hits |= set(opened.rules_on(
                    os.path.join(place, f"{number}.{form}.bin")))
            if not hits & expected[path][2]:
                lost.add(path)
        subprocess.run(["rm", "-rf", place], check=True)
        print(f"\nleft out, no finding in the open: {len(lost)}")
        return lost

    @staticmethod
    def keep(path, kinds, inner):
        name = os.fsdecode(path).split(os.sep)
        target = os.path.join(KEEP, "--".join(name[-2:]))
        os.makedirs(KEEP, exist_ok=True)
        os.replace(path, target)
        if inner is not None:
            with open(target + ".inner", "wb") as file:
                file.write(inner)

    def report(self, depth, counts, least):
        found = sum(f for f, _ in counts.values())
        total = sum(t for _, t in counts.values())
        print(f"\ndepth {depth}: {found} of {total}, "
              f"{100 * found / total:.2f} %")
        if depth == 1:
            for kinds, (f, t) in sorted(counts.items()):
                print(f"  {f:5} of {t:5}  {kinds[0]}")
        else:
            self.report_pairs(counts)
        self.assertGreaterEqual(found / total, least)

    @staticmethod
    def report_pairs(counts):
        """By sorts of kinds, then by what is missed most."""
        sorts = {}
        missed = {}
        for kinds, (f, t) in counts.items():
            sort = " in ".join("container" if k in CONTAINERS else
                               "text" if k in TEXTS else "script"
                               for k in kinds)
            row = sorts.setdefault(sort, [0, 0])
            row[0] += f
            row[1] += t
            for kind in set(kinds):
                missed[kind] = missed.get(kind, 0) + t - f
        for sort, (f, t) in sorted(sorts.items()):
            print(f"  {f:5} of {t:5}  {sort}")
        print("  missed, by each of both kinds:")
        for kind, count in sorted(missed.items(), key=lambda x: -x[1])[:12]:
            if count:
                print(f"  {count:5}           {kind}")

    def test_depth_one(self):
        self.measure(1, [(k,) for k in CONTAINERS + TEXTS + SCRIPTS],
                     FOR_EACH_KIND, 0.99)

    def test_depth_two(self):
        """What is inside comes first."""
        pairs = [p for p in itertools.product(CONTAINERS, repeat=2)
                 if p[1] != "virtual directory"]
        pairs += itertools.product(TEXTS + SCRIPTS, CONTAINERS)
        pairs += itertools.product(SCRIPTS, TEXTS)
        pairs += itertools.product(SCRIPTS, repeat=2)
        self.measure(2, pairs[::EVERY_PAIR], FOR_EACH_PAIR, 0.97)


if __name__ == "__main__":
    harness.main()
