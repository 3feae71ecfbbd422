# SPDX-License-Identifier: Apache-2.0
"""Each sample in each wrapping, and in pairs of them, is found again, and
what was unwrapped is byte for byte what was wrapped.

Every sample of every pack is wrapped; which wrapping it gets goes round, so
that each kind has many samples of each pack and the test stays short.
BEACHCOMB_WRAP=all wraps each sample in each."""
import glob
import hashlib
import itertools
import os
import subprocess

import harness
import wrappers

PACKS = os.path.join(harness.ROOT, "signatures")
EVERYTHING = os.environ.get("BEACHCOMB_WRAP") == "all"
# Samples for each kind, and for each pair of kinds.
FOR_EACH_KIND = 40
FOR_EACH_PAIR = 2
LARGEST = 300_000


class Wrap(harness.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.samples = []

    def setUp(self):
        super().setUp()
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

    def measure(self, depth, combinations, for_each, least):
        """Wraps, scans, and prints how many were found by kind."""
        tree = self.path("wrapped")
        os.mkdir(tree)
        expected = {}
        at = 0
        for kinds in combinations:
            count = len(Wrap.samples) if EVERYTHING else for_each
            for i in range(count):
                at += 1 if EVERYTHING else 7  # 7: another pack each time
                name, data, rules = Wrap.samples[at % len(Wrap.samples)]
                wrapped = data
                for step, kind in enumerate(kinds):
                    wrapped = wrapped and wrappers.WRAPPERS[kind](
                        wrapped, name if step == 0 else "inner.bin")
                if wrapped is None:
                    continue
                path = os.path.join(tree, "-".join(kinds).replace(" ", "_"),
                                    f"{i}-{name}.bin")
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(wrapped)
                expected[os.fsencode(path)] = (kinds, data, rules)
        scan = self.scan("--min-score", "0", tree, rules=[])
        counts = {}
        for path, (kinds, data, rules) in expected.items():
            verdict = scan.by_path[path]
            layers = {x["id"]: x for x in verdict.get("layers", [])}
            hash_of = hashlib.sha256(data).hexdigest()
            hits = [f for f in verdict.get("findings", [])
                    if f["rule"] in rules and f["layer"] != 0]
            exact = any(layers[f["layer"]].get("sha256") == hash_of
                        for f in hits)
            # A store and a dump hold more around the sample.
            found = bool(hits) if "pst" in kinds or (
                "virtual directory" in kinds) else exact
            row = counts.setdefault(" in ".join(kinds), [0, 0])
            row[0] += found
            row[1] += 1
        self.report(depth, counts, least)

    def report(self, depth, counts, least):
        found = sum(f for f, _ in counts.values())
        total = sum(t for _, t in counts.values())
        print(f"\ndepth {depth}: {found} of {total}, "
              f"{100 * found / total:.2f} %")
        for kind, (f, t) in sorted(counts.items()):
            if depth == 1 or f < t:
                print(f"  {f:5} of {t:5}  {kind}")
        self.assertGreaterEqual(found / total, least)

    def test_depth_one(self):
        self.measure(1, [(k,) for k in wrappers.WRAPPERS], FOR_EACH_KIND,
                     0.99)

    def test_depth_two(self):
        pairs = [p for p in itertools.product(wrappers.WRAPPERS, repeat=2)
                 if p[1] != "virtual directory"]
        self.measure(2, pairs, FOR_EACH_PAIR, 0.97)


if __name__ == "__main__":
    harness.main()
