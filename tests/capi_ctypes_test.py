# SPDX-License-Identifier: Apache-2.0
"""<beachcomb.h> from Python through ctypes: what its structs say is what its
ndjson says, and that is what the command line writes."""
import ctypes
import json
import os
import subprocess
import threading
import unittest

import capi
import harness

ON_VERDICT = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p,
    ctypes.POINTER(capi.STRUCTS["beachcomb_verdict"]))
MEMBER = "web/shell.php"


class Failed(Exception):
    pass


@unittest.skipIf(capi.is_instrumented(), "python has no sanitizer in it")
class Ctypes(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.library = capi.load()

    def call(self, name, *arguments):
        error = ctypes.c_void_p()
        function = getattr(self.library, "beachcomb_" + name)
        status = function(*arguments, ctypes.byref(error))
        if status != 0:
            message = self.library.beachcomb_error_message(error).decode()
            self.library.beachcomb_error_free(error)
            raise Failed(status, message)

    def make(self, name, *arguments, kind=None):
        """What `beachcomb_name` makes, freed at the end."""
        made = ctypes.c_void_p()
        self.call(name, *arguments, ctypes.byref(made))
        kind = kind or name.split("_")[0]
        self.addCleanup(getattr(self.library, f"beachcomb_{kind}_free"), made)
        return made

    def rules_of(self, text):
        compiler = self.make("compiler_create")
        data = text.encode()
        self.call("compiler_add_text", compiler, b"rules", None, data,
                  ctypes.c_size_t(len(data)))
        return self.make("compiler_build", compiler, kind="rules")

    def engine(self, rules=harness.RULES, **options):
        given = capi.STRUCTS["beachcomb_options"]()
        size = ctypes.c_size_t(ctypes.sizeof(given))
        self.library.beachcomb_options_init(ctypes.byref(given), size)
        for name, value in options.items():
            setattr(given, name, value)
        return self.make("engine_create", self.rules_of(rules),
                         ctypes.byref(given))

    def ndjson(self, kind, value):
        text, size = ctypes.c_void_p(), ctypes.c_size_t()
        self.call(kind + "_ndjson", value, ctypes.byref(text),
                  ctypes.byref(size))
        line = ctypes.string_at(text, size.value)
        self.library.beachcomb_text_free(text)
        return line

    def scan_tree(self, engine, on_verdict):
        """The summary, as a struct. ctypes drops what a callback raises, so
        it is kept and raised here."""
        raised = []

        def called(_, verdict):
            try:
                on_verdict(verdict)
            except Exception as error:  # pylint: disable=broad-except
                raised.append(error)
            return len(raised)

        roots = (ctypes.c_char_p * 1)(os.fsencode(self.tree))
        walk = capi.STRUCTS["beachcomb_walk"](roots=roots, root_count=1)
        walk.struct_size = ctypes.sizeof(walk)
        summary = self.make("engine_scan_tree", engine, ctypes.byref(walk),
                            ON_VERDICT(called), None, None, kind="summary")
        for error in raised:
            raise error
        return ctypes.cast(
            summary, ctypes.POINTER(capi.STRUCTS["beachcomb_summary"]))

    def fill_tree(self):
        self.write("tree/clean.txt", b"nothing\n")
        self.write("tree/needle.php", harness.NEEDLE * 40)
        self.write(b"tree/no \xff utf-8.php", harness.NEEDLE)
        self.write("tree/hint.php", b"sandpiper-hint")
        self.write("tree/x/" + MEMBER, harness.NEEDLE)
        self.write("tree/broken.zip", b"PK\3\4" + bytes(40))
        subprocess.run(
            ["bsdtar", "-cf", self.path("tree", "packed.zip"), "--format=zip",
             "-C", self.path("tree", "x"), MEMBER], check=True)
        os.symlink("clean.txt", self.path("tree", "link"))
        os.mkfifo(self.path("tree", "fifo"))

    def check_struct(self, verdict, line):
        """A struct has what the line has."""
        json_of = json.loads(line)
        library = self.library
        self.assertEqual(capi.bytes_of(verdict.path), harness.path_of(json_of))
        outcome = library.beachcomb_outcome_name(verdict.outcome).decode()
        self.assertEqual(outcome, json_of["outcome"])
        self.assertEqual(verdict.score, json_of.get("score", 0))
        reason = library.beachcomb_reason_name(verdict.reason).decode()
        self.assertEqual(reason, json_of.get("reason", "none"))
        self.assertEqual(verdict.has_mtime, int("mtime" in json_of))
        if verdict.has_mtime:
            self.assertEqual(verdict.size, json_of["size"])
        self.assertEqual(capi.bytes_of(verdict.sha256).decode(),
                         json_of.get("sha256", ""))
        self.assertEqual(verdict.layers_scanned,
                         json_of.get("layers_scanned", 0))
        findings = [self.finding(verdict.findings[i].contents)
                    for i in range(verdict.finding_count)]
        self.assertEqual(findings, [
            (f["rule"], f["pack"], f["layer"], f.get("matches_omitted", 0),
             [(m["id"], m["offset"], m["length"], m["line"], m["column"])
              for m in f["matches"]]) for f in json_of.get("findings", [])])
        layers = [verdict.layers[i].contents
                  for i in range(verdict.layer_count)]
        self.assertEqual(
            [(x.id, x.parent, capi.bytes_of(x.via).decode(), x.offset,
              x.length, x.size, capi.bytes_of(x.name).decode())
             for x in layers],
            [(x["id"], x["parent"], x["via"], x["offset"], x["length"],
              x["size"], x.get("name", ""))
             for x in json_of.get("layers", [])])

    def finding(self, finding):
        matches = [finding.matches[i].contents
                   for i in range(finding.match_count)]
        return (capi.bytes_of(finding.rule).decode(),
                capi.bytes_of(finding.pack).decode(), finding.layer,
                finding.matches_omitted,
                [(capi.bytes_of(m.id).decode(), m.offset, m.length, m.line,
                  m.column) for m in matches])

    def test_structs_ndjson_and_the_command_line_agree(self):
        self.fill_tree()
        lines = []

        def on_verdict(verdict):
            lines.append(self.ndjson("verdict", verdict))
            self.check_struct(verdict.contents, lines[-1])

        summary = self.scan_tree(self.engine(report_clean=1), on_verdict)
        done = self.run_program("scan", "-f", "ndjson", "--all", "-r",
                                self.rules, self.tree)
        *verdicts, last = done.stdout.splitlines(keepends=True)
        self.assertEqual(sorted(lines), sorted(verdicts))
        self.assertIn(MEMBER.encode(), b"".join(verdicts))
        line = self.ndjson("summary", summary)
        for text in (line, last):
            self.assertTrue(text.endswith(b"\n"))
        ours, theirs = json.loads(line), json.loads(last)
        del ours["seconds"], theirs["seconds"]
        self.assertEqual(ours, theirs)
        self.assertEqual(
            {x: getattr(summary.contents, x)
             for x in ("clean", "detected", "malicious", "bytes")},
            {x: ours[x] for x in ("clean", "detected", "malicious", "bytes")})
        self.assertEqual(summary.contents.skipped,
                         sum(ours["skipped"].values()))
        self.assertEqual(summary.contents.entries, len(verdicts))

    def test_a_host_may_close_the_library_after_a_scan(self):
        """The threads of the scan are still there."""
        self.fill_tree()
        self.scan_tree(self.engine(), lambda verdict: None)
        handle = ctypes.c_void_p(self.library._handle)
        loader = ctypes.CDLL(None)
        for _ in range(20):
            loader.dlclose(handle)
        with open("/proc/self/maps", encoding="utf-8") as maps:
            self.assertIn("libbeachcomb.so", maps.read())

    def test_an_error_says_what_is_wrong(self):
        with self.assertRaises(Failed) as caught:
            self.engine(min_score=-1)
        self.assertEqual(caught.exception.args, (
            capi.CONSTANTS["BEACHCOMB_ERROR_ARGUMENT"],
            "min_score is -1 and must be from 0 to 100"))

    def test_threads_of_python_scan_while_rules_are_exchanged(self):
        first, second = (self.rules_of(
            f'rule {name} {{ strings: $a = "heron" condition: $a }}')
            for name in ("First", "Second"))
        engine = self.make("engine_create", first, None)
        names = set()

        def scan():
            for _ in range(50):
                verdict = ctypes.POINTER(capi.STRUCTS["beachcomb_verdict"])()
                self.call("engine_scan_buffer", engine, b"a heron",
                          ctypes.c_size_t(7), None, None,
                          ctypes.byref(verdict))
                finding = verdict.contents.findings[0].contents
                names.add(capi.bytes_of(finding.rule))
                self.library.beachcomb_verdict_free(verdict)

        threads = [threading.Thread(target=scan) for _ in range(3)]
        for thread in threads:
            thread.start()
        for rules in (second, first, second):
            self.call("engine_set_rules", engine, rules)
        for thread in threads:
            thread.join()
        scan()
        self.assertIn(b"Second", names)
        self.assertLessEqual(names, {b"First", b"Second"})
        stats = capi.STRUCTS["beachcomb_stats"]()
        stats.struct_size = ctypes.sizeof(stats)
        self.call("engine_stats", engine, ctypes.byref(stats))
        self.assertEqual((stats.scans, stats.detected, stats.rule_swaps),
                         (200, 200, 3))


if __name__ == "__main__":
    harness.main()
