# SPDX-License-Identifier: Apache-2.0
"""JScript, C# and Java that hide their own; and what script encoders write."""
import base64
import json
import re

import script_encoder
from basic_wrappers import SECTION, is_utf7
from script_samples import OBFUSCATED, dice, is_script, language


def script_string(text):
    return json.dumps(text)


def jscript_page(data, name):
    """(before, the code, behind) of a page of JScript with one section."""
    if language(data, name) != "jscript":
        return None
    for form in (rb"(\x3c%(?![@=]))(.*?)(%>)",
                 rb"(function\s+Page_Load\s*\([^)]*\)\s*\{)(.*?)"
                 rb"(\}\s*</script>)",
                 rb"(\x3cscript[^>]*runat[^>]*>)(.*?)(</script>)"):
        found = list(re.finditer(form, data, re.S | re.I))
        if len(found) == 1:
            code = found[0].group(2).strip()
            if len(code) >= 8 and not any(c > 126 for c in code):
                return data[:found[0].end(1)], code, data[found[0].start(3):]
    return None


def jscript(expression_of):
    def wrap(data, name):
        parts = jscript_page(data, name)
        if parts is None:
            return None
        before, code, behind = parts
        expression = expression_of(code)
        return (before + b"eval(" + expression + b',"unsafe");' + behind), code
    return wrap


def js_pieces(code):
    draw = dice(code)
    text, out = code.decode(), []
    while text:
        size = draw.randrange(2, 8)
        out.append(script_string(text[:size]))
        text = text[size:]
    return "+".join(out).encode()


def js_codes(code):
    return (b"String.fromCharCode(" + b",".join(b"%d" % c for c in code) +
            b")")


def js_unescape(code):
    coded = "".join(f"%{c:02x}" if not chr(c).isalnum() or c % 2 else chr(c)
                    for c in code)
    return b'unescape("' + coded.encode() + b'")'


def js_base64(code):
    return (b"System.Text.Encoding.GetEncoding(65001).GetString("
            b'System.Convert.FromBase64String("' + base64.b64encode(code) +
            b'"))')


def js_escapes(code):
    draw = dice(code)
    return ('"' + "".join(
        draw.choice(["\\x%02x", "\\u%04x"]) % c for c in code) + '"').encode()


TOKENS = re.compile(
    rb"(?P<skip>//[^\n]*|/\*.*?\*/|@\"(?:[^\"]|\"\")*\"|'(?:\\.|[^'\\\n])*')"
    rb"|(?P<string>\"(?:\\.|[^\"\\\n])*\")|(?P<name>[A-Za-z_]\w*)", re.S)
CODE = re.compile(rb"\x3c%(?!@)(?!--).*?%>|\x3cscript[^>]*runat[^>]*>.*?</script>",
                  re.S | re.I)
TAG = re.compile(rb"^(\x3cscript[^>]*>|\x3c%[=#:!]?)|(</script>|%>)$", re.I)


def source_respelled(languages, spell):
    """Names and literals of the code of a page, token by token."""
    def wrap(data, name):
        if language(data, name) not in languages or OBFUSCATED.search(data):
            return None
        draw = dice(data, "source")
        changes = 0

        def token(found):
            nonlocal changes
            new = spell(found.lastgroup, found.group(0), draw)
            changes += new is not None and new != found.group(0)
            return found.group(0) if new is None else new

        def section(found):
            text = found.group(0)
            head = TAG.match(text).group(0)
            tail = re.search(rb"(</script>|%>)$", text, re.I).group(0)
            body = text[len(head):len(text) - len(tail)]
            return head + TOKENS.sub(token, body) + tail
        out = CODE.sub(section, data)
        return (out, None) if changes else None
    return wrap


KEYWORDS = set(b"""abstract as base bool break byte case catch char class const
continue decimal default delegate delete do double else enum event explicit
extern false finally fixed float for foreach function goto if implicit import
in int interface internal is lock long namespace new null object operator out
override params private protected public readonly ref return sbyte sealed short
sizeof static string struct switch this throw true try typeof uint ulong using
var virtual void volatile while with let instanceof package get set value
""".split())


def spell_names_escaped(kind, text, draw):
    if kind != "name" or text in KEYWORDS or draw.random() < .3:
        return None
    at = draw.randrange(len(text))
    return text[:at] + b"\\u%04x" % text[at] + text[at + 1:]


def spell_literals_split(kind, text, draw):
    if kind != "string" or len(text) < 6 or b"\\" in text:
        return None
    middle = draw.randrange(2, len(text) - 2)
    return text[:middle] + b'"+"' + text[middle:]


def csharp_base64(data, name):
    """A page that writes the sample to a file, or loads it."""
    coded = base64.b64encode(data)
    if data.startswith(b"MZ"):
        body = (b"System.Reflection.Assembly.Load(Convert.FromBase64String("
                b'"%s")).CreateInstance("U").Equals(this);' % coded)
    elif is_script(data, name):
        body = (b'System.IO.File.WriteAllBytes(Server.MapPath("x.txt"), '
                b'Convert.FromBase64String("%s"));' % coded)
    else:
        return None
    return b'\x3c%@ Page Language="C#" %>\r\n\x3c% ' + body + b" %>\r\n", data


def java_escaped(share):
    """\\u0065 for characters of the code; the tags stay."""
    def wrap(data, name):
        if language(data, name) != "java" or b"\x3c%" not in data or (
                b"\\" in data):
            return None
        draw = dice(data)

        def section(found):
            return found.group(0)[:2] + b"".join(
                b"\\u%04x" % c if c < 127 and draw.random() < share
                else bytes([c]) for c in found.group(0)[2:-2]) + b"%>"
        out = re.sub(rb"\x3c%(?![@!=-]).*?%>", section, data, flags=re.S)
        return None if out == data else (out, data)
    return wrap


def java_base64(data, name):
    if not is_script(data, name):
        return None
    return (b'\x3c%@ page import="java.util.*,java.io.*" %>\n\x3c% '
            b'byte[] b = Base64.getDecoder().decode("' +
            base64.b64encode(data) + b'"); new FileOutputStream('
            b'application.getRealPath("x.txt")).write(b); %>\n'), data


def script_encoded(data, name):
    """The Script Encoder: the sections, and what the page says of its
    language."""
    kind = language(data, name)
    if b"#@~^" in data or is_utf7(data):
        return None
    if kind not in ("vbscript", "jscript") or b"\x3c%" not in data or (
            name.endswith((".aspx", ".ashx", ".asmx"))):
        return None
    said = b"VBScript" if kind == "vbscript" else b"JScript"
    body = re.sub(rb"\x3c%@.*?%>", b"", data, flags=re.S)
    if b"\x3c%" not in body:
        return None
    head = b"\x3c%@ LANGUAGE = " + said + b".Encode %>\r\n"
    out = SECTION.sub(lambda m: b"\x3c%" + m.group(1) + script_encoder.encode(
        m.group(2)) + b"%>", body)
    return head + out, head + body
