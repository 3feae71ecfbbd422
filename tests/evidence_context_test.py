# SPDX-License-Identifier: Apache-2.0
"""What stands around a found file: neighbours in its folder and lines of logs,
as collect --context records them."""
import base64
import bz2
import gzip
import hashlib
import json
import lzma
import os
import subprocess
import time

import harness

# The found file was modified at 2021-03-02T10:00:00Z; its change time and
# birth time are now, and nobody can set those.
SHELL_TIME = 1614679200
HOUR = 3600
OLD = 946684800  # the year 2000


def access_line(day, clock, path):
    return (f'192.0.2.7 - - [{day}:{clock} +0000] "GET {path} HTTP/1.1" 200 5 '
            '"-" "curl/7.74.0"\n')


class Context(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.case = self.path("case")
        self.key = self.path("key.pem")
        self.shell = self.write("tree/x.aspx", harness.NEEDLE)
        os.utime(self.shell, (SHELL_TIME, SHELL_TIME))

    def evidence(self, *arguments, code=0, **options):
        done = self.run_program("evidence", *arguments, **options)
        text = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, code, text)
        return text

    def collect(self, *arguments, code=0, **options):
        return self.evidence("collect", "--case", self.case, "--key", self.key,
                             "-r", self.rules, self.tree, *arguments,
                             code=code, **options)

    def records(self, event):
        with open(os.path.join(self.case, "journal.ndjson"), "rb") as file:
            records = [json.loads(line) for line in file]
        return [r for r in records if r["event"] == event]

    def log(self, name, data, time=SHELL_TIME + HOUR):
        path = self.write("logs/" + name, data)
        os.utime(path, (time, time))
        return os.path.realpath(path)

    def kept(self, record):
        copy = os.path.join(self.case, record["copy"])
        with open(copy, "rb") as file:
            data = file.read()
        self.assertEqual(hashlib.sha256(data).hexdigest(),
                         record["copy_sha256"])
        out = subprocess.run(["7z", "x", "-so", "-pinfected", copy],
                             check=True, stdout=subprocess.PIPE).stdout
        digest = hashlib.sha256(out).hexdigest()
        self.assertEqual(digest, record["digests"]["sha256"])
        self.assertEqual(record["copy"], f"copies/{digest}.zip")
        return out.decode()

    def collect_logs(self, *arguments, code=0):
        self.collect("--logs", self.path("logs"), *arguments, code=code)
        return {os.path.basename(r["log"]): r
                for r in self.records("context-log")}


class Logs(Context):
    def test_lines_of_the_time_and_lines_that_name_the_file(self):
        near = access_line("01/Mar/2021", "10:00:00", "/a")
        last = access_line("03/Mar/2021", "10:00:00", "/b")
        named = access_line("09/Apr/2021", "10:00:00", "/o/X%2easpX?c=id")
        far = access_line("03/Mar/2021", "10:00:01", "/c")
        early = access_line("01/Mar/2021", "09:59:59", "/d/xx.aspx")
        data = (early + near + last + far + named).encode()
        path = self.log("access.log", data)
        log, = self.collect_logs().values()
        self.assertEqual(self.kept(log), near + last + named)
        self.assertEqual(log["log"], path)
        self.assertEqual(log["items"], [1])
        self.assertEqual(log["sha256"], hashlib.sha256(data).hexdigest())
        self.assertEqual(log["size"], len(data))
        self.assertEqual(log["mtime"], "2021-03-02T11:00:00.000000000Z")
        self.assertEqual(log["lines"], 3)
        self.assertFalse(log["cut"])
        self.assertIn("intact", self.evidence("verify", self.case))
        begun, = self.records("reading-context")
        self.assertEqual(begun["items"], [1])
        self.assertEqual(begun["window_hours"], 24)
        self.assertEqual(begun["logs"], [self.path("logs")])

    def test_the_window_is_what_was_asked_for(self):
        line = access_line("02/Mar/2021", "12:59:00", "/a")
        self.log("access.log", line)
        logs = self.collect_logs("--context-window", "2")
        self.assertEqual(logs["access.log"]["lines"], 0)
        self.assertNotIn("copy", logs["access.log"])
        self.assertEqual(logs["access.log"]["items"], [])
        os.rename(self.case, self.path("before"))
        logs = self.collect_logs("--context-window", "3")
        self.assertEqual(self.kept(logs["access.log"]), line)
        for wrong in ("0", "-1", "x", "100000"):
            self.collect("--context-window", wrong, code=2)

    def test_the_clock_of_the_server_is_ours(self):
        self.log("error.log", "2021/03/02 11:30:00 [error] 1#1: *1 a\n"
                 "2021/03/02 13:30:00 [error] 1#1: *1 b\n")
        zone = dict(harness.ENVIRONMENT, TZ="XYZ-2")  # two hours east
        self.collect("--logs", self.path("logs"), "--context-window", "1",
                     env=zone)
        log, = self.records("context-log")
        self.assertIn("*1 a", self.kept(log))
        self.assertEqual(log["lines"], 1)

    def test_rotated_logs_are_read_packed(self):
        for name, pack in (("gz", gzip.compress), ("bz2", bz2.compress),
                           ("xz", lzma.compress)):
            line = access_line("02/Mar/2021", "10:00:00", "/" + name)
            # Two parts, one behind the other, as some programs append them.
            parts = [line.encode(), line.replace("GET", "PUT").encode()]
            self.log("a.log." + name, b"".join(map(pack, parts)))
        logs = self.collect_logs()
        self.assertEqual(len(logs), 3)
        for name, log in logs.items():
            with self.subTest(name):
                self.assertEqual(log["lines"], 2)
                self.assertIn("PUT /" + name.split(".")[-1], self.kept(log))
                with open(self.path("logs", name), "rb") as file:
                    digest = hashlib.sha256(file.read()).hexdigest()
                self.assertEqual(log["sha256"], digest)
        self.assertEqual({"a.log.gz", "a.log.bz2", "a.log.xz"},
                         set(os.listdir(self.path("logs"))))

    def test_a_packed_log_that_is_cut_off_is_read_as_far_as_it_goes(self):
        lines = b"".join(
            access_line("02/Mar/2021", "10:00:00",
                        hashlib.sha256(b"%d" % i).hexdigest()).encode()
            for i in range(20000))
        data = gzip.compress(lines)[:-100000]
        self.log("a.log.gz", data)
        log, = self.collect_logs(code=2).values()
        self.assertIn("can't be read to its end", log["reason"])
        self.assertGreater(log["lines"], 1000)
        self.assertTrue(lines.decode().startswith(self.kept(log)[:1000]))
        self.assertEqual(log["sha256"], hashlib.sha256(data).hexdigest())

    def test_iis_and_exchange_with_their_headers(self):
        header = ("#Software: Microsoft Internet Information Services 10.0\r\n"
                  "#Version: 1.0\r\n#Date: 2021-03-01 00:00:00\r\n"
                  "#Fields: date time s-ip cs-method cs-uri-stem\r\n")
        line = "2021-03-02 09:59:00 192.0.2.1 POST /ecp/y.js\r\n"
        self.log("W3SVC1/u_ex210302.log", header +
                 "2021-02-02 09:59:00 192.0.2.1 GET /\r\n" + line)
        proxy = ("\ufeffDateTime,RequestId,UrlStem\r\n"
                 "#Software: Microsoft Exchange Server\r\n"
                 "#Fields: DateTime,RequestId,UrlStem\r\n")
        late = "2021-03-02T10:00:01.123Z,1,/ecp/y.js\r\n"
        self.log("HttpProxy/Ecp/HttpProxy_1.LOG",
                 proxy + "2021-02-02T10:00:01.123Z,1,/ecp/z.js\r\n" + late)
        logs = self.collect_logs()
        self.assertEqual(self.kept(logs["u_ex210302.log"]), header + line)
        self.assertEqual(self.kept(logs["HttpProxy_1.LOG"]), proxy + late)

    def test_old_logs_are_left_out_and_one_log_serves_all_items(self):
        second = self.write("tree/sub/y.aspx", harness.NEEDLE + b"2")
        later = SHELL_TIME + 100 * 24 * HOUR
        os.utime(second, (later, later))
        day = 24 * HOUR
        self.log("old.log", access_line("02/Mar/2021", "10:00:00", "/"),
                 time=SHELL_TIME - day - 1)
        self.log("edge.log", access_line("02/Mar/2021", "10:00:00", "/"),
                 time=SHELL_TIME - day)
        self.log("both.log",
                 access_line("02/Mar/2021", "10:00:00", "/") +
                 access_line("05/May/2021", "10:00:00", "/y.aspx"),
                 time=later)
        os.link(self.path("logs/both.log"), self.path("logs/both.log.again"))
        logs = self.collect_logs("--logs", self.path("logs", "both.log"))
        self.assertEqual(set(logs), {"edge.log", "both.log"})
        items = {r["item"]: r["found_as"] for r in self.records("collected")}
        self.assertEqual(sorted(logs["both.log"]["items"]), sorted(items))
        self.assertEqual([items[i] for i in logs["edge.log"]["items"]],
                         [self.shell])
        self.assertEqual(len(self.records("context")), 2)

    def test_what_is_not_read_is_recorded(self):
        self.log("a.log", access_line("02/Mar/2021", "10:00:00", "/"))
        os.symlink("a.log", self.path("logs/current"))
        os.mkfifo(self.path("logs/pipe"))
        logs = self.collect_logs()
        self.assertIn("symbolic link", logs["current"]["reason"])
        self.assertIn("no regular file", logs["pipe"]["reason"])
        self.assertEqual(logs["a.log"]["lines"], 1)
        self.evidence("verify", self.case)

    def test_a_log_that_is_not_there_or_may_not_be_read(self):
        text = self.collect("--logs", self.path("nowhere.log"), code=2)
        self.assertIn("nowhere.log: No such file", text)
        log, = self.records("context-log")
        self.assertEqual(log["log"], self.path("nowhere.log"))
        self.assertIn("No such file", log["reason"])
        self.evidence("verify", self.case)

    def test_logs_without_permission(self):
        os.chmod(self.dir, 0o777)
        for name in ("secret.log", "locked/b.log"):
            os.chmod(self.log(name, "x.aspx\n"), 0)
        os.chmod(self.path("logs/locked"), 0)
        if os.geteuid() == 0:
            os.chown(self.shell, harness.NOBODY, harness.NOBODY)
        try:
            self.collect("--logs", self.path("logs"), code=2,
                         **self.as_nobody())
        finally:
            os.chmod(self.path("logs/locked"), 0o700)
        logs = {os.path.basename(r["log"]): r
                for r in self.records("context-log")}
        self.assertEqual(logs["secret.log"]["reason"], "Permission denied")
        self.assertEqual(logs["locked"]["reason"], "Permission denied")

    def test_a_mounted_disk_of_windows_has_its_logs_where_they_are(self):
        disk = "tree/mnt/c"
        self.write(disk + "/inetpub/wwwroot/aspnet_client/s.aspx",
                   harness.NEEDLE + b"3")
        exchange = disk + "/Program Files/Microsoft/Exchange Server/V15"
        places = {
            disk + "/inetpub/Logs/logfiles/W3SVC1/u_ex.log",
            exchange + "/Logging/HttpProxy/Owa/HttpProxy_1.LOG",
            exchange + "/Logging/ECP/Server/ECPServer1.LOG",
        }
        for place in places | {exchange + "/Logging/Other/o.LOG"}:
            self.write(place, "GET /aspnet_client/s.aspx\n")
        self.collect("--context")
        logs = {os.path.realpath(r["log"]) for r in
                self.records("context-log")}
        self.assertLessEqual({os.path.realpath(self.path(p)) for p in places},
                             logs)
        self.assertFalse([log for log in logs if "/Other/" in log])

    def test_usual_places_without_permission(self):
        os.chmod(self.dir, 0o777)
        shell = self.write("tree/c/inetpub/wwwroot/s.aspx", harness.NEEDLE)
        logs = self.path("tree/c/inetpub/logs")
        os.mkdir(logs, 0)
        for path in (self.shell, shell):
            os.chown(path, harness.NOBODY if os.geteuid() == 0 else -1, -1)
        try:
            self.collect("--context", code=2, **self.as_nobody())
        finally:
            os.chmod(logs, 0o700)
        reasons = {r["log"]: r.get("reason")
                   for r in self.records("context-log")}
        self.assertEqual(reasons[os.path.realpath(logs)], "Permission denied")

    def test_a_case_among_the_logs_is_left_out(self):
        self.case = self.path("logs", "case")
        self.log("a.log", access_line("02/Mar/2021", "10:00:00", "/"))
        self.assertEqual(list(self.collect_logs()), ["a.log"])

    def test_a_killed_call_is_gone_on_with(self):
        line = access_line("02/Mar/2021", "10:00:00", "/").encode()
        path = self.log("a.log", line * 4000)
        os.truncate(path, 1 << 40)  # nobody comes to the end of it
        process = subprocess.Popen(
            [harness.PROGRAM, "evidence", "collect", "--case", self.case,
             "--key", self.key, "-r", self.rules, "--logs", self.path("logs"),
             self.tree], stdout=subprocess.DEVNULL, env=harness.ENVIRONMENT)
        journal = os.path.join(self.case, "journal.ndjson")
        while process.poll() is None:
            if os.path.exists(journal):
                with open(journal, "rb") as file:
                    if b"reading-context" in file.read():
                        break
            time.sleep(0.01)
        process.kill()
        process.wait()
        self.assertEqual(self.records("context"), [])
        self.log("a.log", line * 4000)
        log, = self.collect_logs().values()
        self.assertEqual(log["lines"], 4000)
        self.assertEqual(len(self.records("context")), 1)
        self.assertEqual(set(os.listdir(self.case + "/copies")),
                         {os.path.basename(log["copy"]), hashlib.sha256(
                             harness.NEEDLE).hexdigest() + ".zip"})
        self.evidence("verify", self.case)

    def test_a_copy_of_lines_that_was_changed_is_noticed(self):
        self.log("a.log", access_line("02/Mar/2021", "10:00:00", "/"))
        log, = self.collect_logs().values()
        self.assertIn("2 copies", self.evidence("verify", self.case))
        path = os.path.join(self.case, log["copy"])
        with open(path, "r+b") as file:
            file.seek(-40, os.SEEK_END)
            byte = file.read(1)
            file.seek(-40, os.SEEK_END)
            file.write(bytes([byte[0] ^ 1]))
        text = self.evidence("verify", self.case, code=1)
        self.assertIn("the lines of " + log["log"], text)
        os.unlink(path)
        self.evidence("verify", self.case, code=1)


class Neighbours(Context):
    def test_what_changed_beside_it(self):
        near = self.write("tree/near.txt", "near")
        os.utime(near, (SHELL_TIME + HOUR, SHELL_TIME + HOUR))
        odd = self.write(os.path.join(os.fsencode(self.tree), b"\xff\n"), "o")
        os.utime(odd, (OLD, OLD))  # but it was changed just now
        os.mkdir(self.path("tree/folder"))
        os.symlink("/etc/passwd", self.path("tree/link"))
        os.mkfifo(self.path("tree/pipe"))
        os.link(self.shell, self.path("tree/twin.txt"))
        self.collect("--context")
        context = [r for r in self.records("context") if r["item"] == 1]
        record = context[0]
        names = {n["name"] if isinstance(n["name"], str)
                 else base64.b64decode(n["name"]["bytes"]): n
                 for n in record["neighbours"]}
        own, = {os.path.basename(r["file"]["path"])
                for r in self.records("collected") if r["item"] == 1}
        twin = "twin.txt" if own == "x.aspx" else "x.aspx"
        self.assertEqual(set(names), {"near.txt", b"\xff\n", "folder", "link",
                                      "pipe", twin})
        self.assertEqual({n["type"] for n in names.values()},
                         {"file", "folder", "symlink", "fifo"})
        neighbour = names["near.txt"]
        stat = os.stat(near)
        self.assertEqual(neighbour["size"], 4)
        self.assertEqual(neighbour["owner"], stat.st_uid)
        self.assertEqual(neighbour["mtime"], "2021-03-02T11:00:00.000000000Z")
        self.assertEqual(neighbour["sha256"],
                         hashlib.sha256(b"near").hexdigest())
        self.assertNotIn("sha256", names["link"])
        self.assertEqual(record["looked_at"], 7)
        self.assertEqual(record["within"], 6)
        self.assertTrue(record["whole_folder"])
        self.evidence("verify", self.case)

    def test_more_than_are_recorded_is_said(self):
        for i in range(230):
            path = self.write(f"tree/{i}.txt", str(i))
            os.utime(path, (OLD, OLD))
        near = self.write("tree/zz.txt", "near")
        os.utime(near, (SHELL_TIME + 1, SHELL_TIME + 1))
        text = self.collect("--context")
        self.assertIn("231 changed beside it, the nearest 200 are recorded",
                      text)
        record, = self.records("context")
        self.assertEqual(record["within"], 231)
        self.assertEqual(len(record["neighbours"]), 200)

    def test_a_folder_that_is_too_large_is_said_to_be(self):
        for i in range(10_001):
            open(self.path("tree", f"{i}"), "wb").close()
        self.collect("--context", "-q")
        record, = self.records("context")
        self.assertEqual(record["looked_at"], 10_000)
        self.assertFalse(record["whole_folder"])

    def test_without_the_option_nothing_is_recorded_and_it_can_follow(self):
        self.collect()
        self.assertEqual(self.records("context"), [])
        self.assertEqual(self.records("reading-context"), [])
        text = self.collect("--context")
        self.assertIn("0 copied, 1 in the case already", text)
        record, = self.records("context")
        self.assertEqual(record["item"], 1)
        self.collect("--context")  # once is enough
        self.assertEqual(len(self.records("context")), 1)
        self.evidence("verify", self.case)


if __name__ == "__main__":
    harness.main()
