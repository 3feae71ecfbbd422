# SPDX-License-Identifier: Apache-2.0
"""The notice to the owner, as a browser shows it: no request, no complaint,
hostile names as text, sorting and filtering by mouse and keys, paper."""
import contextlib
import copy
import json
import os
import re
import socket
import urllib.parse

import browser
import harness

RULES = """
rule Needle {
  meta:
    score = 80
    family = "</style><script>alert(6)</script>"
    description = "<img src=x onerror=alert(7)>"
    reference = "javascript:alert(8)"
  strings: $a = "sandpiper-needle" condition: $a
}
rule Hint { meta: score = 50 family = "hint" strings: $a = "sandpiper-hint"
            condition: $a }
"""

HOSTILE = [
    b"<img src=x onerror=alert(1)>.php",
    b"\"><svg onload=alert(2)>.php",
    b"'-alert(3)-'.php",
    b"<!--.php",
    b"]]>.php",
    b"&lt;b&gt;.php",
    b"new\nline.php",
    b"not-utf8-\xff\xfe.php",
    "turned-\u202egpj.php".encode(),
    b"javascript:alert(4).php",
]


class Page(harness.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = browser.Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def setUp(self):
        super().setUp()
        self.rules = self.write("rules.yar", RULES)
        self.browser.size(1280, 900)

    def report(self, ndjson, *arguments):
        path = self.path("page.html")
        done = self.run_program("report", "--from", ndjson, "-o", path,
                                *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return path

    def scanned(self, files):
        """A report on these files."""
        for name, data in files.items():
            self.write(os.path.join(os.fsencode(self.tree), name), data)
        ndjson = self.path("scan.ndjson")
        done = self.run_program("scan", "-r", self.rules, "-f", "ndjson",
                                "-o", ndjson, self.tree)
        self.assertEqual(done.returncode, 1, done.stderr)
        return self.report(ndjson)

    def sample(self):
        return self.scanned({
            b"b/ten.php": b"sandpiper-needle " + 10 * b"x",
            b"a/nine.php": b"sandpiper-needle " + 9 * b"x",
            b"c/eleven.php": b"sandpiper-hint " + 11000 * b"x",
        })

    def open(self, path):
        return self.browser.open("file://" + urllib.parse.quote(path))

    def names(self):
        return self.browser.js(
            "[...document.querySelectorAll('#file-table tbody tr')]"
            ".filter(r => r.checkVisibility()).map(r => "
            "r.cells[2].querySelector('code').textContent.split('/').pop())")

    def quiet(self):
        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual(
            [u for u in self.browser.requests()
             if not u.endswith("/page.html")], [])

    def test_hostile_names_are_text(self):
        path = self.scanned({name: b"<script>alert(5)</script>"
                             b"sandpiper-needle" for name in HOSTILE})
        self.open(path)
        self.quiet()
        text = self.browser.js("document.body.textContent")
        for shown in ("<img src=x onerror=alert(1)>.php", "'-alert(3)-'.php",
                      "\"><svg onload=alert(2)>.php", "&lt;b&gt;.php",
                      "new\\nline.php", "not-utf8-\\xff\\xfe.php",
                      "turned-\\u{202e}gpj.php", "<!--.php",
                      "<script>alert(5)</script>",
                      "<img src=x onerror=alert(7)>", "javascript:alert(8)",
                      "</style><script>alert(6)</script>"):
            self.assertIn(shown, text)
        counts = self.browser.js(
            "['img', 'script', 'style', 'iframe', 'object', 'embed', 'base',"
            " 'link', '[onload]', '[onerror]', '[style]'].map("
            "s => document.querySelectorAll(s).length)")
        self.assertEqual(counts, [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
        # Links go to parts of the page or to the web, when clicked.
        links = self.browser.js(
            "[...document.links].map(a => a.getAttribute('href'))")
        for link in links:
            self.assertRegex(link, r"^(#[a-z0-9-]+|https://[!-~]+)$")

    def test_the_page_is_no_finding_itself(self):
        page = b"eval(request.item['sandpiper-needle'],'unsafe')"
        path = self.scanned({b"a.php": page})
        self.open(path)
        self.assertIn(page.decode(), self.browser.js(
            "document.querySelector('.snippet').textContent"))
        done = self.run_program("scan", "-r", self.rules, path)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.quiet()

    def test_the_policy_holds_even_for_markup_that_got_in(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.3)
            port = server.getsockname()[1]
            self.open(self.sample())
            blocked = self.browser.js("""new Promise(done => {
              const seen = [];
              document.addEventListener('securitypolicyviolation',
                  e => seen.push(e.effectiveDirective));
              const img = document.createElement('img');
              img.src = 'http://127.0.0.1:%d/x.png';
              const style = document.createElement('style');
              style.textContent = 'body { background: red }';
              const frame = document.createElement('iframe');
              frame.src = 'http://127.0.0.1:%d/';
              document.body.append(img, style, frame);
              fetch('http://127.0.0.1:%d/').catch(() => 0);
              // Some come late; after all kinds, what comes in excess.
              const end = Date.now() + 60000;
              const look = () => new Set(seen).size < 4 && Date.now() < end ?
                  setTimeout(look, 50) : setTimeout(() => done(seen), 300);
              look();
            })""" % (port, port, port))
            for directive in ("connect-src", "frame-src", "img-src",
                              "style-src-elem"):
                self.assertIn(directive, blocked)
            # A browser may prepare a connection for a frame that it then does
            # not load; nothing is said on it.
            with self.assertRaises(TimeoutError):
                while True:
                    connection, _ = server.accept()
                    with connection, \
                            contextlib.suppress(ConnectionResetError):
                        connection.settimeout(0.3)
                        self.assertEqual(connection.recv(100), b"")
        # Script from text is refused twice: no such source, and no such type.
        self.browser.events.clear()
        made = self.browser.js("""(() => { try {
              document.body.insertAdjacentHTML('beforeend', '<b>x</b>');
              return true; } catch (e) { return e.name; } })()""")
        self.assertEqual(made, "TypeError")
        self.assertNotEqual(self.browser.js(
            "getComputedStyle(document.body).backgroundColor"),
            "rgb(255, 0, 0)")

    def test_sorting_by_mouse_and_keys(self):
        self.open(self.sample())
        sort = "#file-table th:nth-child(%d) button"
        state = ("[...document.querySelectorAll('#file-table thead th')]"
                 ".map(h => h.getAttribute('aria-sort'))")
        first = self.names()
        self.assertEqual(first, ["nine.php", "ten.php", "eleven.php"])
        self.browser.click(sort % 5)  # size, the largest first
        self.assertEqual(self.names(), ["eleven.php", "ten.php", "nine.php"])
        self.assertEqual(self.browser.js(state),
                         [None, None, None, None, "descending", None])
        self.browser.click(sort % 5)
        self.assertEqual(self.names(), ["nine.php", "ten.php", "eleven.php"])
        self.assertEqual(self.browser.js(state)[4], "ascending")
        # From the heading of the size back to that of the file, and down.
        self.browser.js(
            f"document.querySelector('{sort % 2}').focus()")
        self.browser.key("Tab")
        self.assertEqual(self.browser.js("document.activeElement.textContent"),
                         "File")
        self.browser.key("Enter")
        self.assertEqual(self.names(), ["nine.php", "ten.php", "eleven.php"])
        self.browser.key("Space")
        self.assertEqual(self.names(), ["eleven.php", "ten.php", "nine.php"])
        self.assertEqual(self.browser.js(state)[2:5],
                         ["descending", None, None])
        self.quiet()

    def test_filtering_by_mouse_and_keys(self):
        self.open(self.sample())
        self.browser.click("#filter")
        self.browser.type("B/TEN")
        self.assertTrue(self.browser.wait(
            "document.getElementById('shown').textContent.startsWith('1 of')"))
        self.assertEqual(self.names(), ["ten.php"])
        # The parts below follow the list.
        self.assertEqual(self.browser.js(
            "[...document.querySelectorAll('details.file')]"
            ".filter(d => d.checkVisibility()).length"), 1)
        self.browser.key("Escape")  # empties a search field
        self.assertTrue(self.browser.wait(
            "document.getElementById('shown').textContent === ''"))
        self.assertEqual(len(self.names()), 3)
        self.browser.click("input[name=level][value='2']")
        self.assertEqual(self.names(), ["eleven.php"])
        self.browser.key("Space")
        self.assertEqual(len(self.names()), 3)
        self.quiet()

    def test_links_and_keys_lead_through_the_page(self):
        self.open(self.sample())
        self.browser.key("Tab")
        self.assertEqual(self.browser.js("document.activeElement.className"),
                         "skip")
        self.browser.key("Enter")
        self.assertEqual(self.browser.js("location.hash"), "#summary")
        self.browser.js("document.querySelectorAll('details.file').forEach("
                        "d => { d.open = false; })")
        self.browser.click("#file-table tbody tr:nth-child(2) a")
        self.assertTrue(self.browser.wait(
            "document.getElementById('file-2').closest('details').open"))
        self.browser.js("document.querySelector('details.file summary')"
                        ".focus()")
        self.browser.key("Enter")
        self.assertTrue(self.browser.js(
            "document.querySelector('details.file').open"))
        self.quiet()

    def test_every_chart_has_words(self):
        self.open(self.sample())
        charts = self.browser.js(
            "[...document.querySelectorAll('svg[role=img]')].map(s => "
            "s.getAttribute('aria-labelledby').split(' ').map(i => "
            "document.getElementById(i).textContent).join(': '))")
        self.assertEqual(len(charts), 2)
        for words in charts:
            self.assertGreater(len(words), 40)
        ids = self.browser.js(
            "[...document.querySelectorAll('[id]')].map(e => e.id)")
        self.assertEqual(len(ids), len(set(ids)))
        # Headings go down one step at a time.
        levels = self.browser.js(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map("
            "h => Number(h.tagName[1]))")
        self.assertEqual(levels[0], 1)
        for before, after in zip(levels, levels[1:]):
            self.assertLessEqual(after, before + 2)

    def test_nothing_is_wider_than_a_telephone(self):
        path = self.scanned({b"deep/" * 30 + b"x" * 200 + b".php":
                             b"sandpiper-needle " + b"y" * 3000})
        for width in (400, 800, 1280):
            self.browser.size(width, 800)
            self.open(path)
            self.assertLessEqual(self.browser.js(
                "document.documentElement.scrollWidth"), width)

    def test_the_page_is_whole_without_scripts(self):
        path = self.sample()
        self.browser.scripts(False)
        try:
            self.open(path)
            self.assertEqual(len(self.names()), 3)
            self.assertEqual(self.browser.js(
                "document.querySelectorAll('th button').length"), 0)
            self.assertFalse(self.browser.js(
                "document.getElementById('tools').checkVisibility()"))
            self.browser.js("document.querySelectorAll('details.file').forEach("
                            "d => { d.open = false; })")
            self.browser.click("#file-table tbody tr:nth-child(3) a")
            self.assertTrue(self.browser.wait(
                "document.getElementById('file-3').closest('details').open"))
            self.quiet()
        finally:
            self.browser.scripts(True)

    def test_paper_has_what_is_closed_on_the_screen(self):
        self.open(self.sample())
        self.browser.js("document.querySelectorAll('details').forEach("
                        "d => { d.open = false; })")
        seen = ("[...document.querySelectorAll('.snippet')].filter("
                "e => e.checkVisibility()).length")
        self.assertEqual(self.browser.js(seen), 0)
        self.browser.media("print")
        try:
            self.assertEqual(self.browser.js(seen), 3)
        finally:
            self.browser.media("")
        paper = self.browser.pdf()
        self.assertTrue(paper.startswith(b"%PDF-"))
        self.assertGreater(len(re.findall(rb"/Type\s*/Page\b", paper)), 3)
        self.quiet()

    def test_thousands_of_files(self):
        self.sample()
        with open(self.path("scan.ndjson"), encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        model = next(r for r in lines if r.get("outcome") == "detected")
        many = self.path("many.ndjson")
        with open(many, "w", encoding="utf-8") as file:
            for i in range(5000):
                verdict = copy.deepcopy(model)
                verdict["path"] = f"/srv/u{i % 700}/www/{i}.php"
                verdict["size"] = i
                file.write(json.dumps(verdict) + "\n")
            file.write(json.dumps(lines[-1]) + "\n")
        path = self.report(many)
        self.assertLess(os.path.getsize(path), 16 << 20)
        seconds = self.open(path)
        # A loaded machine needs a multiple of what is measured on an idle one.
        self.assertLess(seconds, 150)
        self.assertEqual(len(self.names()), 5000)
        self.browser.click("#file-table th:nth-child(5) button")
        self.assertEqual(self.names()[0], "4999.php")
        self.browser.click("#filter")
        self.browser.type("/4321.php")
        self.assertTrue(self.browser.wait(
            "document.getElementById('shown').textContent.startsWith('1 of')"))
        self.quiet()

    def test_a_scan_that_found_nothing(self):
        ndjson = self.path("scan.ndjson")
        self.write("tree/x", b"nothing")
        self.run_program("scan", "-r", self.rules, "-f", "ndjson", "-o",
                         ndjson, self.tree)
        self.open(self.report(ndjson))
        self.assertEqual(self.browser.js("document.title"),
                         "No web shell was found")
        self.quiet()


if __name__ == "__main__":
    if not browser.CHROMIUM:
        raise SystemExit("chromium is missing; scripts/packages.txt has it")
    harness.main()
