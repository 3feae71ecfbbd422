# SPDX-License-Identifier: Apache-2.0
"""What is undone is undone exactly: for each format the SHA-256 of the layer
is that of what the other tool was given, or of what the other tool makes of
the same input. Edge cases first: nothing, one byte, padding that is missing,
white space where none belongs, odd lengths, all bytes there are.

Prints one line for each format. Nothing here is run: PHP's functions are
called on bytes, and no script is."""
import base64
import hashlib
import html
import os
import random
import urllib.parse

import basic_wrappers
import code_wrappers
import harness
import php_wrappers
import script_encoder
import text_wrappers
import wrappers
from php_wrappers import quoted
from script_samples import iconv, php

ALL_BYTES = bytes(range(256))
NOISE = random.Random(4).randbytes(70_000)
TEXT = ("Gr\u00fc\u00dfe, \u4f60\u597d, \U0001f41a, \u0416\n" * 9).encode()
LINES = b"one\r\ntwo\nthree\r\n\r\n  four \t\n" * 40
CONTENTS = {"nothing": b"", "one byte": b"x", "two bytes": b"\0\xff",
            "three bytes": b"abc", "all bytes": ALL_BYTES, "noise": NOISE,
            "text": TEXT, "lines": LINES, "no line end": b"x" * 77,
            "zeros": bytes(5000)}

# eval() gets this, and the decoded bytes in the middle: so there is a layer
# for any of them, even for none.
HEAD = b"?>some text here, and then "
TAIL = b" and then some more of it"


class Decode(harness.TestCase):
    def setUp(self):
        super().setUp()
        self.any = self.write("any.yar", "rule Any { condition: true }")
        self.expected = {}

    def put(self, form, name, data, inner):
        """A file in which a layer `inner` is to be found."""
        path = self.write(f"tree/{len(self.expected)}-{name}", data)
        self.expected[os.fsencode(path)] = (form, inner)

    def check(self):
        """Scans, prints a line for each format, and fails with the first
        cases of each that are wrong."""
        scan = self.scan("--max-ratio", "5000", self.tree,
                         rules=["-r", self.any], complete=False)
        rows = {}
        for path, (form, inner) in self.expected.items():
            hashes = [x.get("sha256")
                      for x in scan.by_path[path].get("layers", [])]
            good = hashlib.sha256(inner).hexdigest() in hashes
            row = rows.setdefault(form, [0, 0, []])
            row[0] += good
            row[1] += 1
            if not good:
                row[2].append(os.path.basename(os.fsdecode(path)))
        print()
        for form, (good, total, wrong) in rows.items():
            print(f"  {good:4} of {total:4}  {form}", *wrong[:9])
        self.assertEqual([], [w for _, _, wrong in rows.values()
                              for w in wrong])

    def php(self, function, *arguments, form=None, name="a"):
        """A call of a function of PHP, against what PHP gives for it."""
        result = php(function, *arguments)
        if result is None:
            return
        written = b",".join(quoted(a) if isinstance(a, bytes) else
                            str(a).encode() for a in arguments)
        # The first call says that this is worth a look.
        code = (b"$z = str_rot13('nop');\neval('" + HEAD + b"'." + function.encode() + b"(" +
                written + b").'" + TAIL + b"');")
        self.put(form or "php " + function, name + ".php",
                 php_wrappers.page(code), HEAD + result + TAIL)

    def test_containers(self):
        for kind, wrap in wrappers.WRAPPERS.items():
            if kind in ("pst", "virtual directory"):
                continue
            for name, data in CONTENTS.items():
                if not data and kind in ("gzip", "bzip2", "xz", "zstd"):
                    continue  # no layer at all
                self.put(kind, name.replace(" ", "-"), wrap(data, "a.bin"),
                         data)
        self.check()

    def test_mail(self):
        head = (b"From: a@example.test\nSubject: x\nMIME-Version: 1.0\n"
                b"Content-Type: application/octet-stream; name=\"a.bin\"\n"
                b"Content-Transfer-Encoding: ")
        for name, data in CONTENTS.items():
            if not data:
                continue
            coded = base64.b64encode(data)
            for width in (4, 60, 76, len(coded)):
                lines = b"\n".join(coded[i:i + width]
                                   for i in range(0, len(coded), width))
                self.put("mail base64, lines", f"{name}-{width}",
                         head + b"base64\n\n" + lines + b"\n", data)
            self.put("mail base64, CRLF", name,
                     head.replace(b"\n", b"\r\n") + b"base64\r\n\r\n" +
                     base64.encodebytes(data).replace(b"\n", b"\r\n"), data)
            self.put("mail base64, no padding", name, head + b"base64\n\n" +
                     base64.encodebytes(data).replace(b"=", b""), data)
            self.put("mail base64, blanks", name, head + b"base64\n\n" +
                     base64.encodebytes(data).replace(b"\n", b" \n\t"), data)
        for name in ("text", "lines", "all bytes", "no line end"):
            data = CONTENTS[name]
            coded = php("quoted_printable_encode", data)
            self.put("mail quoted-printable", name, head +
                     b"quoted-printable\n\n" + coded + b"\n",
                     php("quoted_printable_decode", coded) + b"\n")
        self.check()

    def test_text_encodings(self):
        texts = {"ascii": b"<html>\r\n<b>plain</b>\n" * 9, "mixed":
                 b"<html><p>plain text, and mostly so</p>\n" * 20 + TEXT,
                 "short": b"<b>short</b>", "one line": b"<b>" + b"x" * 999}
        for name, text in texts.items():
            for kind in text_wrappers.MARKS:
                for marked in (False, True):
                    coded, inner = text_wrappers.wide(kind, marked)(
                        text, name)
                    self.put(kind, name, coded, inner)
                    if not marked:
                        continue
                    # An odd byte at the end is no character.
                    self.put(kind + ", odd", name, coded + b"x", inner)
            coded = b'\x3c%@ codepage="65000" %>' + iconv("UTF-8", "UTF-7", text)
            self.put("utf-7", name, coded, iconv("UTF-7", "UTF-8", coded))
        chinese = "\u4f60\u597d\uff0c\u8bb8\u529f\u76d6\u3002".encode() * 9
        japanese = "\u8868\u793a\u30bd\u30d5\u30c8\uff71\uff72".encode() * 9
        for charset, words in (("GBK", chinese), ("GB18030", chinese),
                               ("Shift_JIS", japanese), ("EUC-JP", japanese)):
            for name, text in texts.items():
                if name == "mixed":
                    continue
                page = (f'<meta charset="{charset}">\n'.encode() + text +
                        words)
                self.put(charset, name, iconv("UTF-8", charset, page), page)
        self.check()

    def test_entities_and_escapes(self):
        page = b"\x3c%eval request(\"k\")%> & <b>\r\n\t'quoted'</b> 100%\n" * 2
        for name, form in {"decimal": "&#{};", "hex": "&#x{:x};",
                           "upper": "&#X{:X};", "zeros": "&#{:07};",
                           "bare": "&#{}"}.items():
            coded = "".join(form.format(c) for c in page).encode()
            self.put("html entities", name, coded,
                     html.unescape(coded.decode()).replace(
                         "\r\n", "\r\n").encode())
        self.put("html entities", "named", php("htmlspecialchars", page),
                 html.unescape(php("htmlspecialchars",
                                   page).decode()).encode())
        for name, form in {"\\x": "\\x{:02x}", "\\X": "\\x{:02X}",
                           "\\u": "\\u{:04x}", "octal": "\\{:03o}",
                           "percent": "%{:02x}", "%u": "%u{:04X}",
                           "numbers": "{}, ", "hex numbers": "0x{:x},"}.items():
            coded = "".join(form.format(c) for c in page)
            self.put("escapes", name, f'x("{coded}");\n'.encode()
                     if "num" not in name else
                     f"[{coded.rstrip(', ')}]".encode(), page)
        for function in ("urlencode", "rawurlencode"):
            self.put(function, "log", b"GET /?a=1&b=" + php(function, page) +
                     b"&c=2 HTTP/1.1\n", page)
        text = page + TEXT
        for flags in (1, 3, 15):
            self.put("json", str(flags), b'{"a":"b","c":' + php(
                "json_encode", text, flags) + b',"d":1}', text)
        self.check()

    def test_literals(self):
        for size in list(range(40, 48)) + [200, 5000]:
            data = (b"\x3c?php eval($_POST['k']); // " + b"filler " * 900)[:size]
            name = str(size)
            coded = base64.b64encode(data)
            lines = base64.encodebytes(data)
            for form, text in {
                    "base64": coded, "base64, no padding": coded.rstrip(b"="),
                    "base64, lines": lines,
                    "base64, CRLF": lines.replace(b"\n", b"\r\n"),
                    "hex": data.hex().encode(),
                    "hex, upper case": data.hex().upper().encode(),
                    "hex, 0x": b"0x" + data.hex().encode(),
                    "base32": base64.b32encode(data),
                    "base32, no padding":
                        base64.b32encode(data).rstrip(b"=")}.items():
                self.put("literal: " + form, name, b'$x = "' + text + b'";\n',
                         data)
            out, inner = text_wrappers.uuencoded(data, "a.php")
            self.put("literal: uuencode", name, out, inner)
        self.check()

    def test_php_base64_and_hex(self):
        for name, data in CONTENTS.items():
            coded = base64.b64encode(data)
            for form, text in {
                    "plain": coded, "unpadded": coded.rstrip(b"="),
                    "padded": coded + b"==", "lines": base64.encodebytes(data),
                    "blanks": b" ".join(coded[i:i + 5]
                                        for i in range(0, 900, 5)),
                    "others": b"*" + coded[:99].replace(b"A", b"A!-_"),
                    "inside": coded[:8] + b"=" + coded[8:99],
                    "odd": coded[:len(coded) // 2 * 2 - 3]}.items():
                self.php("base64_decode", text, name=name + "-" + form)
            digits = data.hex().encode()
            for form, text in {"plain": digits, "upper": digits.upper(),
                               "odd": digits[:-1],
                               "others": digits[:20] + b"xyz"}.items():
                self.php("hex2bin", text, name=name + "-" + form)
                for code in ("H*", "h*", "H7", "H"):
                    self.php("pack", code.encode(), text,
                             name=f"{name}-{form}-{code[0]}{len(code)}")
        for codes in ("C*", "c3", "n*", "N*", "v*", "V*", "Cn*"):
            self.php("pack", codes.encode(), *range(40, 46), name="numbers")
        for code in ("a5", "A5", "a", "A*", "Z*", "Z4"):
            self.php("pack", code.encode(), b"ab", name=code)
        self.check()

    def test_php_inflate(self):
        for name, data in CONTENTS.items():
            for decode, encode in (("gzinflate", "gzdeflate"),
                                   ("gzuncompress", "gzcompress"),
                                   ("gzdecode", "gzencode")):
                for level in (0, 1, 9):
                    coded = base64.b64encode(php(encode, data, level))
                    self.put("php " + decode, f"{name}-{level}.php",
                             php_wrappers.page(
                                 b"eval('" + HEAD + b"'." + decode.encode() +
                                 b"(base64_decode('" + coded + b"')).'" +
                                 TAIL + b"');"), HEAD + data + TAIL)
        self.check()

    def test_php_text(self):
        for name, data in CONTENTS.items():
            self.php("str_rot13", data, name=name)
            self.php("strrev", data, name=name)
            self.php("convert_uudecode", php("convert_uuencode", data) or b"",
                     name=name)
            for encode in ("urlencode", "rawurlencode"):
                coded = php(encode, data)
                self.php("urldecode", coded, name=name)
                self.php("rawurldecode", coded, name=name)
            self.php("quoted_printable_decode",
                     php("quoted_printable_encode", data), name=name)
            self.php("stripcslashes", php("addcslashes", data, "\0..\37\\'"),
                     name=name)
            self.php("str_replace", b"o", b"#", data, name=name)
            self.php("strtr", data, b"abcdef", b"bcdefa", name=name)
            self.php("trim", data, name=name)
            self.php("ucfirst", data, name=name)
            self.php("strtolower", data, name=name)
            for begin, size in ((0, 5), (2, -1), (-3, 2), (1, 99), (500, 1)):
                self.php("substr", data, begin, size, name=name)
        for text in (b"%", b"%4", b"%4g", b"%41%zz+%2B", b"%00%ff"):
            self.php("urldecode", text)
            self.php("rawurldecode", text)
        for text in (b"=", b"=4", b"=3D=\r\nx=\ny", b"a =20 \r\nb"):
            self.php("quoted_printable_decode", text)
        for text in (b"\\", b"\\n\\t\\x4", b"\\101\\x41\\q\\0", b"\\8"):
            self.php("stripcslashes", text)
        for text in (b"&lt;&gt;&amp;&quot;", b"&#39;&#x27;", b"&ltx &",
                     b"&amp;lt;"):
            self.php("htmlspecialchars_decode", text)
            self.php("html_entity_decode", text)
        for code in (0, 65, 255, 256 + 65, -191):
            self.php("chr", code)
        for times in (0, 1, 7):
            self.php("str_repeat", b"ab", times)
        self.php("sprintf", b"%s-%d-%c-%%-%2$s", b"a", 7, 65)
        self.check()

    def put_script(self, form, name, code, inner, head=b""):
        self.put(form, name, head + b"\x3c% " + code + b" %>", inner)

    def test_vbscript(self):
        line = bytes(c for c in range(32, 127)) + b" some more text"
        both = line + b"\r\n" + b"x = \"y\"\r\n"
        wrap = basic_wrappers
        for form, make in {
                "Chr": wrap.basic_chr, "Chr offset": wrap.basic_chr_offset,
                "&": wrap.basic_pieces, "Unescape": wrap.basic_unescape,
                "StrReverse": wrap.basic_reversed,
                "StrReverse, Replace": wrap.basic_reversed_joined,
                "literal": wrap.basic_literal,
                "Replace": wrap.basic_replaced}.items():
            for name, code in {"line": line, "lines": both,
                               "quotes": b'""" "" "x" """"', "short":
                               b'a=b:c="d"'}.items():
                made = make(code)
                if made is None:
                    continue
                self.put_script("vbscript " + form, name + ".asp",
                                b"Execute(" + made + b")", code)
                self.put_script("vbscript " + form, name + ".asp",
                                b"ExecuteGlobal " + made, code)
        self.put_script("vbscript Chr", "bytes.asp", b"Execute(" + b"&".join(
            b"Chr(%d)" % c for c in range(1, 256)) + b")", bytes(range(1, 256)))
        self.put_script("vbscript ChrW", "wide.asp", b"Execute(" + b"&".join(
            b"ChrW(%d)" % ord(c) for c in "Gr\u00fc\u00dfe \u4f60\u597d!") +
            b")", "Gr\u00fc\u00dfe \u4f60\u597d!".encode())
        self.put_script("vbscript Mid", "mid.asp", b'Execute(Mid("0123456789",'
                        b'3,4)&Left("abcdef",2)&Right("uvwxyz",3))',
                        b"2345abxyz")
        self.check()

    def test_jscript(self):
        head = b'\x3c%@ Page Language="JScript" %>'
        line = bytes(c for c in range(32, 127) if chr(c) not in "<>%")
        wrap = code_wrappers
        for form, make in {
                "+": wrap.js_pieces, "fromCharCode": wrap.js_codes,
                "unescape": wrap.js_unescape, "escapes": wrap.js_escapes,
                "FromBase64String": wrap.js_base64}.items():
            for name, code in {"line": line, "lines": line + b"\r\n\tx\n",
                               "short": b'x="y";z()'}.items():
                self.put_script("jscript " + form, name + ".aspx", b"eval(" +
                                make(code) + b',"unsafe");', code, head)
        text = "Gr\u00fc\u00dfe \u4f60\u597d, \u0416!"
        units = text.encode("utf-16-be")
        units = [units[i] << 8 | units[i + 1] for i in range(0, len(units), 2)]
        for name, expression in {
                "escape": '"' + "".join(f"\\u{u:04x}" for u in units) + '"',
                "unescape": 'unescape("' + "".join(
                    f"%u{u:04x}" for u in units) + '")',
                "codes": "String.fromCharCode(" + ",".join(
                    map(str, units)) + ")",
                "uri": 'decodeURIComponent("' + urllib.parse.quote(text) +
                       '")'}.items():
            self.put_script("jscript beyond ASCII", name + ".aspx", b"eval(" +
                            expression.encode() + b',"unsafe");',
                            text.encode(), head)
        self.check()

    def test_script_encoder(self):
        self.assertEqual(  # as published with a decoder of another author
            script_encoder.encode(b'MsgBox "Hello"'),
            b"#@~^DgAAAA==\\ko$K6,JC\x7fV^GJqAQAAA==^#~@")
        for name, code in {
                "ascii": bytes(range(32, 127)), "tab": b"a\tb\tc",
                "lines": b"x = 1\r\ny = 2\nz = 3\r", "html": b"<b>@</b>",
                "one": b"x", "rounds": bytes(range(32, 127)) * 30,
                "gbk": iconv("UTF-8", "GBK", "'\u4f60\u597d' x".encode()),
                "latin": b"'\xe9\xff' x", "mixed": b"\x3c%\r\n@\t\xe9>" * 99
                }.items():
            head = b"\x3c%@ LANGUAGE = VBScript.Encode %>\r\n\x3c%"
            self.put("script encoder", name + ".asp", head +
                     script_encoder.encode(code) + b"%>\r\n", head + code +
                     b"%>\r\n")
            self.put("script encoder, alone", name + ".vbe",
                     script_encoder.encode(code) + b"\0", code + b"\0")
            between = b"%>text\x3c%"
            self.put("script encoder, twice", name + ".asp", head +
                     script_encoder.encode(code) + between +
                     script_encoder.encode(b"y") + b"%>",
                     head + code + between + b"y%>")
        self.check()

    def test_chains_name_each_step(self):
        """Through variables as well as in one expression."""
        shell = b"\x3c?php system($_GET['c']); // " + LINES[:90]
        steps = ["base64_decode", "gzinflate", "str_rot13", "strrev"]
        coded = php_wrappers.encoded(shell, steps)
        nested = php_wrappers.nested(shell, steps)
        by_hand = b"$a = " + quoted(coded) + b";\n"
        for i, step in enumerate(steps):
            by_hand += b"$%c = %s($%c);\n" % (98 + i, step.encode(), 97 + i)
        for name, code in {
                "nested": b"eval('?>'." + nested + b");",
                "variables": by_hand + b"eval('?>' . $e);",
                "no tag": by_hand + b"$f = 'ev' . 'al'; assert($e);"}.items():
            path = self.write("tree/" + name, php_wrappers.page(code))
            scan = self.scan(path, rules=["-r", self.write(
                "n.yar", 'rule N { strings: $a = "system($_GET" '
                'condition: $a }')])
            chains = {f["chain"] for f in scan.of(path)["findings"]}
            self.assertIn(f"{name} > base64 > gzinflate > rot13 > strrev",
                          chains)

    def test_folded_names_the_steps_in_it(self):
        """What is too short for a layer of its own, or has no tag."""
        path = self.write("tree/a.php", b"\x3c?php $a='" + base64.b64encode(
            b"system($_GET['c']);") + b"'; $b=base64_decode($a); eval($b);")
        scan = self.scan(path, rules=["-r", self.write(
            "n.yar", 'rule N { strings: $a = "\\x3c?" $b = "system($_GET" '
            'condition: all of them }')])
        finding, = scan.of(path)["findings"]
        self.assertEqual(finding["chain"], "a.php > base64 > folded")


if __name__ == "__main__":
    harness.main()
