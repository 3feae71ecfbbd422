# SPDX-License-Identifier: Apache-2.0
"""docs/streams.md: `scan --requests`, the worker of a bigger system."""
import base64
import json
import os
import queue
import re
import signal
import subprocess
import textwrap
import threading
import time

import harness
from streams_test import PATIENCE, Stream


def request(id_, **fields):
    return json.dumps({"id": id_, **fields}).encode() + b"\n"


def content(id_, data, **fields):
    return request(id_, content=base64.b64encode(data).decode(), **fields)


class Requests(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.clean = self.write("tree/clean", b"nothing here\n")
        self.shell = self.write("tree/shell", harness.NEEDLE)

    def stream(self, *arguments):
        return Stream("-r", self.rules, "--requests", *arguments)

    def answers(self, sent, *arguments, code=None):
        """The answers and the summary of a run with this input."""
        done = self.run_program("scan", "-r", self.rules, "--requests",
                                *arguments, input=sent)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(records[-1]["type"], "summary", done.stderr)
        if code is not None:
            self.assertEqual(done.returncode, code, done.stderr)
        return records[:-1], records[-1]

    def test_the_answers_are_a_record_for_a_report(self):
        sent = content(17, harness.NEEDLE) + request("b", path=self.shell)
        done = self.run_program("scan", "-r", self.rules, "--requests",
                                input=sent + b"nonsense\n")
        done = self.run_program("report", "--from", "-", "-f", "json",
                                input=done.stdout)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(
            {file["verdict"]["path"]
             for file in json.loads(done.stdout)["files"]},
            {"request 17", self.shell})

    def test_each_request_is_answered_before_the_next_is_sent(self):
        sent = [(request("a", path=self.clean), "clean"),
                (request(2, path=self.shell), "detected"),
                (content("c", harness.NEEDLE, name="up.php"), "detected"),
                (content("d", b"nothing"), "clean"),
                (content("e", b""), "clean"),
                (request(-3.5, path=self.tree + "/none"), "failed")]
        for threads in ("1", "2", "3"):
            with self.subTest(threads=threads), self.stream(
                    "-j", threads) as stream:
                for line, outcome in sent:
                    stream.send(line)
                    answer = stream.record()
                    self.assertIsNotNone(answer, line)
                    self.assertEqual(answer["type"], "verdict")
                    self.assertEqual(answer["outcome"], outcome)
                    self.assertEqual("size" in answer, outcome != "failed")
                    self.assertEqual(answer["id"], json.loads(line)["id"])
                summary, code = stream.end()
                self.assertEqual(summary["files"], 6)
                self.assertEqual(summary["detected"], 2)
                self.assertEqual(summary["errors"], 0)
                self.assertTrue(summary["complete"])
                self.assertEqual(code, 1)

    def test_an_answer_is_the_verdict_of_a_scan(self):
        scan = self.scan(self.tree)
        answers, _ = self.answers(request(1, path=self.shell))
        answer = answers[0]
        del answer["id"]
        self.assertEqual(answer, scan.of(self.shell))
        answers, _ = self.answers(content(1, harness.NEEDLE, name=self.shell))
        answer = answers[0]
        del answer["id"]
        expected = scan.of(self.shell)
        del expected["mtime"]
        self.assertEqual(answer, expected)

    def test_a_folder_is_said_to_be_one(self):
        answers, _ = self.answers(request(1, path=self.tree), code=2)
        self.assertIs(answers[0]["directory"], True)

    def test_ids_come_back_as_they_were_sent(self):
        ids = ["0", "-0", "123456789012345678901234567890", "1.0", "-1.50E-3",
               '""', '"x"', r'"\u0061\/\"\\"', '"\u00e4"', '"a, b"']
        sent = "".join(f'{{"id": {i} ,"content":"" }}\n' for i in ids)
        done = self.run_program("scan", "-r", self.rules, "--requests",
                                input=sent.encode())
        found = [re.match(r'\{"type":"verdict","id":(.*),"path":"",', line)[1]
                 for line in done.stdout.decode().splitlines()[:-1]]
        self.assertEqual(sorted(found), sorted(ids))

    def test_a_malformed_request_is_an_error_answer_and_never_the_end(self):
        wrong = [b"nonsense", b"{", b'{"id":1}', b'{"path":"a"}', b"[1]",
                 b'{"id":null,"path":"a"}', b'{"id":[1],"path":"a"}',
                 b'{"id":1,"path":1}', b'{"id":1,"content":"!"}',
                 b'{"id":1,"path":"a","content":""}', b'{"id":1,"more":1}',
                 b'{"id":1,"path":"a\xff"}', b'{"id":1,"path":"a\\u0000"}',
                 b"\x00\xff\xfe\r\x01", b"[" * 100000, b'{"id":' * 100000]
        for line in wrong:
            with self.subTest(line[:40]):
                answers, summary = self.answers(
                    line + b"\n" + request("next", path=self.clean), code=2)
                by_type = {a["type"]: a for a in answers}
                self.assertEqual(len(answers), 2)
                self.assertEqual(by_type["error"]["line"], 1)
                self.assertTrue(by_type["error"]["error"])
                self.assertEqual(by_type["verdict"]["id"], "next")
                self.assertEqual(summary["errors"], 1)
                self.assertEqual(summary["files"], 1)
                self.assertTrue(summary["complete"])

    def test_an_error_has_the_id_where_it_was_read(self):
        answers, _ = self.answers(b'{"id":"x","content":"!"}\n', code=2)
        self.assertEqual(answers[0]["id"], "x")
        answers, _ = self.answers(b'{"content":"!","id":"x"}\n', code=2)
        self.assertNotIn("id", answers[0])

    def test_lines_are_counted_and_blank_ones_are_nothing(self):
        answers, summary = self.answers(
            b"\n\r\n  \t\n" + content(1, b"") + b"wrong\n\n", code=2)
        self.assertEqual({a["type"]: a.get("line") for a in answers},
                         {"verdict": None, "error": 5})
        self.assertEqual(summary["errors"], 1)

    def test_the_last_line_needs_no_end(self):
        answers, _ = self.answers(content(1, b"").rstrip(), code=0)
        self.assertEqual(answers[0]["outcome"], "clean")

    def test_no_request_is_no_trouble(self):
        self.assertEqual(self.answers(b"", code=0)[0], [])

    def test_a_name_that_is_not_utf8_goes_both_ways(self):
        odd = self.write(b"tree/\xff\xfe", harness.NEEDLE)
        path = {"bytes": base64.b64encode(os.fsencode(odd)).decode()}
        answers, _ = self.answers(request(1, path=path), code=1)
        self.assertEqual(answers[0]["path"], path)
        self.assertEqual(answers[0]["outcome"], "detected")

    def test_a_name_is_what_rules_see(self):
        rules = self.write("name.yar", 'rule Php { meta: score = 50 '
                           'condition: extension == ".php" }')
        done = self.run_program(
            "scan", "-r", rules, "--requests",
            input=content(1, b"x", name="a.php") + content(2, b"x"))
        outcomes = {a.get("id"): a.get("outcome")
                    for a in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(outcomes, {1: "detected", 2: "clean", None: None})

    def test_ten_thousand_are_answered_once_each(self):
        sent = b"".join(
            request(i, path=self.shell) if i % 100 == 0 else
            b"wrong\n" if i % 101 == 0 else
            content(i, b"page %d\n" % i * (i % 50)) for i in range(10000))
        answers, summary = self.answers(sent, "-j3", code=1)
        verdicts = [a["id"] for a in answers if a["type"] == "verdict"]
        errors = [a["line"] for a in answers if a["type"] == "error"]
        self.assertEqual(sorted(verdicts + [n - 1 for n in errors]),
                         list(range(10000)))
        self.assertEqual(summary["files"], len(verdicts))
        self.assertEqual(summary["errors"], len(errors))
        self.assertEqual(summary["detected"], 100)

    def test_a_slow_request_holds_up_no_other(self):
        slow = self.write("tree/slow")
        os.truncate(slow, 1 << 40)
        with self.stream("-j2", "--timeout", "0") as stream:
            stream.send(request("slow", path=slow))
            for i in range(20):
                stream.send(content(i, b"x"))
                self.assertEqual(stream.record()["id"], i)

    def test_a_line_that_is_too_long_is_an_error_in_flat_memory(self):
        with self.stream("-j2") as stream:
            stream.send(content(1, b"x"))
            self.assertEqual(stream.record()["id"], 1)
            stream.send(b'{"id":2,"content":"')
            for i in range(800):
                if i == 640:
                    before = stream.resident()
                stream.send(b"A" * (1 << 17))
            self.assertLess(stream.resident(), before + 2048)
            stream.send(b'"}\n' + content(3, b"x"))
            answers = [stream.record(), stream.record()]
            self.assertEqual(sorted(a["type"] for a in answers),
                             ["error", "verdict"])
            summary, code = stream.end()
            self.assertEqual(summary["errors"], 1)
            self.assertEqual(code, 2)

    def test_who_does_not_read_is_not_sent_for_without_end(self):
        """The pipes fill up, and then the writer waits, not the memory."""
        with self.stream("-j2") as stream:
            sent = 0
            block = content("x" * 200, b"y" * 10000) * 10
            done = threading.Event()

            def pour():
                nonlocal sent
                try:
                    for _ in range(2000):
                        stream.send(block)
                        sent += 10
                except OSError:
                    pass
                done.set()
            thread = threading.Thread(target=pour)
            thread.start()
            before = -1
            while before != sent:
                before = sent
                time.sleep(2)
            self.assertFalse(done.is_set())
            self.assertLess(sent, 2000)
            self.assertLess(stream.resident(), 300 << 10)
            answers = 0
            while answers < 20000:
                self.assertIsNotNone(stream.line())
                answers += 1
            thread.join()
            summary, _ = stream.end()
            self.assertEqual(summary["clean"], 20000)

    def test_a_signal_answers_what_was_begun_and_ends(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number), self.stream() as stream:
                stream.send(content(1, harness.NEEDLE))
                self.assertEqual(stream.record()["id"], 1)
                stream.process.send_signal(number)
                summary = stream.record()
                self.assertEqual(summary["type"], "summary")
                self.assertFalse(summary["complete"])
                self.assertEqual(stream.process.wait(PATIENCE), 1)

    def test_requests_whose_writer_is_interrupted_too_have_no_end(self):
        """Ctrl-C in `producer | beachcomb`: a signal, and the pipe closes."""
        for _ in range(5):
            with self.stream() as stream:
                stream.send(content(1, b"nothing"))
                self.assertEqual(stream.record()["id"], 1)
                stream.process.send_signal(signal.SIGINT)
                stream.process.stdin.close()
                self.assertFalse(stream.record()["complete"])
                self.assertEqual(stream.process.wait(PATIENCE), 2)

    def test_an_output_that_is_closed_ends_it(self):
        with self.stream() as stream:
            stream.process.stdout.close()
            stream.send(content(1, b"x"))
            self.assertEqual(stream.process.wait(PATIENCE), 2)

    def test_an_input_that_can_not_be_read_is_no_clean_run(self):
        for closed in (True, False):
            with self.subTest(closed=closed):
                done = subprocess.run(
                    [harness.PROGRAM, "scan", "-r", self.rules, "--requests"],
                    stdin=os.open(self.tree, os.O_RDONLY), check=False,
                    preexec_fn=(lambda: os.close(0)) if closed else None,
                    stdout=subprocess.PIPE, env=harness.ENVIRONMENT)
                records = [json.loads(x) for x in done.stdout.splitlines()]
                self.assertEqual([r["type"] for r in records],
                                 ["error", "summary"])
                self.assertFalse(records[1]["complete"])
                self.assertEqual(done.returncode, 2)

    def test_waiting_costs_no_time(self):
        with self.stream() as stream:
            stream.send(content(1, b"x"))
            stream.record()
            self.assertTrue(stream.rests())

    def test_what_makes_no_sense_beside_it_is_said(self):
        for more in (["-f", "text"], [self.tree], ["--files-from", "-"],
                     ["--include", "*.php"], ["--sort", "path"], ["-0"],
                     ["--follow-symlinks"], ["--stats"],
                     ["-o", "a.ndjson", "-o", "b.ndjson"],
                     ["-o", "journald:"]):
            with self.subTest(more):
                done = self.run_program("scan", "-r", self.rules,
                                        "--requests", *more, cwd=self.dir)
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"--requests", done.stderr)
                self.assertEqual(done.stdout, b"")

    def test_the_worker_of_the_documentation(self):
        with open(os.path.join(harness.ROOT, "docs/streams.md"),
                  encoding="utf-8") as file:
            text = file.read().split("A worker in Python:\n", 1)[1]
        code = re.match(r"(?:\n|    .*\n)+", text)[0]
        names = {}
        exec(textwrap.dedent(code), names)  # pylint: disable=exec-used
        worker = names["Worker"](harness.PROGRAM)
        answers = queue.Queue()
        for i in range(10):
            worker.scan(b"x" * i, f"page-{i}.html", answers.put)
        found = sorted(answers.get(timeout=PATIENCE)["path"]
                       for _ in range(10))
        self.assertEqual(found, [f"page-{i}.html" for i in range(10)])
        worker.process.stdin.close()
        self.assertEqual(worker.process.wait(PATIENCE), 0)
        worker.process.stdout.close()

    def test_answers_may_go_to_a_file(self):
        path = self.path("answers.ndjson")
        for i, arguments in enumerate((["-f", "ndjson", "-o", path],
                                       ["-o", path, "-f", "ndjson"],
                                       ["-o", path])):
            done = self.run_program("scan", "-r", self.rules, "--requests",
                                    *arguments, input=content(i, b"x"))
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(path, encoding="utf-8") as file:
                self.assertEqual(json.loads(file.readline())["id"], i)


if __name__ == "__main__":
    harness.main()
