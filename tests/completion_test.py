# SPDX-License-Identifier: Apache-2.0
"""What bash, fish and zsh complete, asked of the shells themselves."""
import os
import pty
import re
import select
import signal
import subprocess
import time

import harness

# What is typed, and what comes of it.
COMPLETED = {
    "beachcomb sc": "scan",
    "beachcomb rules pl": "plan",
    "beachcomb scan --shal": "--shallow",
    "beachcomb rules test --cov": "--coverage",
    "beachcomb evidence collect --oper": "--operator",
    "beachcomb rules test -f j": "json",
    "beachcomb scan -f nd": "ndjson",
    "beachcomb scan --sort p": "path",
    "beachcomb scan some": "some.page",
    "beachcomb scan -r some": "some.page",
    "beachcomb rules plan -q some": "some.page",
}
# Options of other commands.
NOTHING = ["beachcomb rules test --shal", "beachcomb config show --thr"]


class Completion(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.write("tree/some.page")

    def generated(self, shell):
        done = self.run_program("--generate", shell)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def asked(self, *command):
        done = subprocess.run(command, stdout=subprocess.PIPE, cwd=self.tree,
                              check=True, env=dict(harness.ENVIRONMENT,
                                                   HOME=self.dir))
        return done.stdout.decode().splitlines()

    def check(self, complete):
        for typed, completed in COMPLETED.items():
            with self.subTest(typed):
                self.assertEqual(complete(typed), [completed])
        for typed in NOTHING:
            with self.subTest(typed):
                self.assertEqual(complete(typed), [])

    def test_every_option_is_there(self):
        usage = self.run_program("scan", "--help").stdout.decode()
        options = set(re.findall(r"--[a-z-]+", usage))
        self.assertGreater(len(options), 20)
        for shell, before in (("bash", "--"), ("fish", "-l "), ("zsh", "--")):
            script = self.generated(shell)
            for option in options:
                self.assertIn(before + option.removeprefix("--"), script)

    def test_bash(self):
        script = self.generated("bash") + """
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _beachcomb
[ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
"""
        self.check(lambda typed: self.asked("bash", "-c", script, "-",
                                            *typed.split(" ")))

    def test_fish(self):
        script = self.write("beachcomb.fish", self.generated("fish"))

        def complete(typed):
            lines = self.asked("fish", "--no-config", "-c",
                               f"source {script}; complete -C '{typed}'")
            return [line.split("\t")[0] for line in lines]
        self.check(complete)

    def test_zsh(self):
        """In a terminal: its completion works nowhere else. What Tab makes of
        a line is what a function of the program's name is then called with."""
        self.write("functions/_beachcomb", self.generated("zsh"))
        self.write("tree/init", f"""PROMPT=
beachcomb() {{ print -r -- "<$*>" }}
fpath=({self.path("functions")} $fpath)
autoload -U compinit
compinit -u -d {self.path("dump")}
print -r -- "<"ready">"
""")
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.tree)
            os.execvpe("zsh", ["zsh", "-f", "-i"], dict(
                harness.ENVIRONMENT, HOME=self.dir))
        try:
            self.answer(terminal, "source ./init\n")

            def complete(typed):
                answer = self.answer(terminal, typed + "\t\n")
                last = answer.split(" ")[-1].rstrip("=")
                return [] if typed.endswith(" " + last) else [last]
            self.check(complete)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            os.close(terminal)

    def answer(self, terminal, typed):
        os.write(terminal, typed.encode())
        said, end = b"", time.monotonic() + 100
        while time.monotonic() < end:
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            said += os.read(terminal, 4096)
            found = re.search(rb"[\r\n]<([^<>\r\n]*)>\r", said)
            if found:
                return found[1].decode()
        self.fail(said)


if __name__ == "__main__":
    harness.main()
