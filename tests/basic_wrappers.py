# SPDX-License-Identifier: Apache-2.0
"""VBScript that hides VBScript."""
import re

from script_samples import OBFUSCATED, dice, language

SECTION = re.compile(rb"\x3c%(?!@)(=?)(.*?)%>", re.S)


def is_utf7(data):
    return b"65000" in data or re.search(rb"\+A[A-Za-z0-9/]{2,}-", data)


def basic_string(data):
    return b'"' + data.replace(b'"', b'""') + b'"'


def one_line(data):
    """A literal has no line break in VBScript."""
    return b" & vbCrLf & ".join(basic_string(line)
                                for line in re.split(rb"\r?\n", data))


def basic_code(data, name):
    """The code of a page of VBScript, as one text for Execute: what stands
    around the sections is written by Response.Write. And what is kept in
    front of it."""
    if language(data, name) != "vbscript" or re.search(
            rb"\x3cscript[^>]*runat|#include", data, re.I):
        return None
    if any(c > 126 for c in data) or b"\x3c%" not in data or is_utf7(data):
        return None
    out, at, sections = [], 0, 0
    for found in SECTION.finditer(data):
        around = re.sub(rb"\x3c%@.*?%>", b"", data[at:found.start()],
                        flags=re.S).strip()
        if around:
            out.append(b"Response.Write " + one_line(around))
        body = found.group(2).strip()
        out.append(b"Response.Write(" + body + b")" if found.group(1)
                   else body)
        at = found.end()
        sections += 1
    rest = data[at:].strip()
    if b"\x3c%" in rest or not sections:
        return None
    if rest:
        out.append(b"Response.Write " + one_line(rest))
    # Lines of one kind, as an editor would save them.
    return re.sub(rb"\r?\n", b"\r\n", b"\r\n".join(out))


def executed(expression_of, statement=b"Execute(%s)"):
    def wrap(data, name):
        code = basic_code(data, name)
        if not code or len(code) < 8:
            return None
        made = expression_of(code)
        if made is None:
            return None
        head, expression = made if isinstance(made, tuple) else (b"", made)
        return (b"\x3c%\r\n" + head + statement.replace(b"%s", expression) +
                b"\r\n%>\r\n"), code
    return wrap


def basic_chr(code):
    return b"&".join(b"Chr(%d)" % c for c in code)


def basic_chr_offset(code):
    shift = dice(code).randrange(2, 90)
    return b"&".join(b"Chr(%d-%d)" % (c + shift, shift) for c in code)


def basic_pieces(code):
    """"ab"&"c" & Chr(13) & ..."""
    draw = dice(code)
    out = []
    for line in re.split(rb"(\r\n)", code):
        if line == b"\r\n":
            out.append(b"Chr(13)&Chr(10)")
        while line and line != b"\r\n":
            size = draw.randrange(2, 9)
            out.append(basic_string(line[:size]))
            line = line[size:]
    return b"&".join(out)


def basic_reversed(code):
    if b"\r\n" in code:
        return None
    return b"StrReverse(" + basic_string(code[::-1]) + b")"


def basic_reversed_joined(code):
    """Line breaks stand as a mark that Replace puts back."""
    if b"~n" in code or b"n~" in code:
        return None
    marked = code.replace(b"\r\n", b"~n")[::-1]
    return (b"Replace(StrReverse(" + basic_string(marked) +
            b'),"~n",vbCrLf)')


def basic_unescape(code):
    draw = dice(code)
    wide_form = draw.random() < .5
    coded = b"".join(
        (b"%%u%04X" % c if wide_form and draw.random() < .3 else b"%%%02X" % c)
        if not (48 <= c < 58 or 65 <= c < 91 or 97 <= c < 123) or
        draw.random() < .5 else bytes([c]) for c in code)
    return b'Unescape("' + coded + b'")'


def basic_literal(code):
    """Without a quote in it, it stands there as it is."""
    return None if b"\r\n" in code or b'"' not in code else basic_string(code)


def basic_replaced(code):
    junk = b"%d#" % dice(code).randrange(100, 999)
    if b"\r\n" in code or junk in code:
        return None
    draw = dice(code, "replace")
    pieces, rest = [], code
    while rest:
        size = draw.randrange(2, 7)
        pieces.append(rest[:size])
        rest = rest[size:]
    return (b"Replace(" + basic_string(junk.join(pieces)) + b',"' + junk +
            b'","")')


def basic_variable(code):
    """s = s & "..." line by line"""
    if b"\r\n" not in code:
        return None
    out = b""
    for i, line in enumerate(code.split(b"\r\n")):
        out += (b"s = " + (b"s & vbCrLf & " if i else b"") +
                basic_string(line) + b"\r\n")
    return out, b"s"


def basic_array(code):
    """A list of character codes, all moved by one number, and a loop."""
    shift = dice(code).randrange(3, 60)
    codes = b",".join(b"%d" % (c + shift) for c in code)
    return (b"For Each c In Array(" + codes + b")\r\n  s = s & Chr(c - %d)"
            b"\r\nNext\r\n" % shift), b"s"


def basic_strings_respelled(data, name):
    """The page's own literals in pieces."""
    if language(data, name) != "vbscript" or b"\x3c%" not in data or (
            OBFUSCATED.search(data)):
        return None
    changes = 0

    def section(found):
        def respell(match):
            nonlocal changes
            text = match.group(0)
            if text[0:1] in b"'" or len(text) < 6 or b'""' in text:
                return text
            changes += 1
            middle = len(text) // 2
            return (text[:middle] + b'"&"' + text[middle:])
        return re.sub(rb"'[^\n]*|\"(?:[^\"\n]|\"\")*\"", respell,
                      found.group(0))
    out = SECTION.sub(section, data)
    return (out, None) if changes else None
