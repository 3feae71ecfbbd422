# SPDX-License-Identifier: Apache-2.0
"""Text encodings, and encoded literals in a script of some other language."""
import base64
import codecs
import html
import re
import subprocess

from script_samples import (as_utf8, dice, iconv, is_page, is_script,
                            language, php)

MARKS = {"utf-16le": codecs.BOM_UTF16_LE, "utf-16be": codecs.BOM_UTF16_BE,
         "utf-32le": codecs.BOM_UTF32_LE, "utf-32be": codecs.BOM_UTF32_BE}


def wide(encoding, marked):
    def wrap(data, name):
        text = as_utf8(data)
        if text is None or text.startswith("\ufeff"):
            return None
        inner = text.encode()
        out = iconv("UTF-8", encoding, inner)
        return (MARKS[encoding] if marked else b"") + out, inner
    return wrap


def utf7(data, name):
    """As iconv writes it: only what must be is encoded, '<' among it."""
    text = as_utf8(data)
    if text is None or "<" not in text:
        return None
    out = iconv("UTF-8", "UTF-7", text.encode())
    return out, text.encode()


def utf7_codepage(data, name):
    """Letters encoded at random, behind a directive that asks for it."""
    text = as_utf8(data)
    if text is None or language(data, name) in ("php", None):
        return None
    draw = dice(data)
    out = '\x3c%@ codepage = "65000" %>'
    for word in re.findall(r"\w+|\W", text):
        if word in "+<>%" or ord(max(word)) > 126 or (
                word.isalpha() and draw.random() < 0.5):
            coded = base64.b64encode(word.encode("utf-16-be")).rstrip(b"=")
            out += "+" + coded.decode() + "-"
        else:
            out += word
    out = out.encode()
    return out, iconv("UTF-7", "UTF-8", out)


def declared(charset, target, text_of_page):
    """A page that says its charset and has a sentence in it."""
    def wrap(data, name):
        text = as_utf8(data)
        if text is None:
            return None
        code = {"GBK": 936, "SHIFT-JIS": 932}[charset]
        if language(data, name) in ("vbscript", "jscript", "c#"):
            head = f"\x3c%@ codepage={code} %>\r\n<!-- {text_of_page} -->\r\n"
        else:
            head = (f'<meta http-equiv="Content-Type" content="text/html; '
                    f'charset={target}">\n<title>{text_of_page}</title>\n')
        inner = (head + text).encode()
        out = iconv("UTF-8", charset, inner)
        return out and (out, inner)
    return wrap


def each(form):
    """Every character by itself in some form; bytes as Latin-1."""
    def wrap(data, name):
        text = as_utf8(data)
        if text is None or not is_script(data, name):
            return None
        return "".join(form(c) for c in text).encode("latin-1"), text.encode()
    return wrap


def each_byte(form, head='payload = "', tail='"\n'):
    def wrap(data, name):
        if not is_script(data, name):
            return None
        body = "".join(form(c) for c in data)
        return (head + body + tail).encode("latin-1"), data
    return wrap


def entities_named(data, name):
    text = as_utf8(data)
    if text is None or not is_page(data, name):
        return None
    inner = text.encode()
    out = php("htmlentities", inner)
    # What PHP turns back, since names have no one spelling.
    return out, html.unescape(out.decode()).encode()


def url_encoded(function):
    """A line of an access log, as PHP encodes a parameter."""
    def wrap(data, name):
        if not is_page(data, name):
            return None
        coded = php(function, data)
        return (b'192.0.2.7 - - [02/Mar/2021:10:00:00 +0000] "GET /x?file=a&'
                b'content=' + coded + b' HTTP/1.1" 200 17\n', data)
    return wrap


def json_escaped(data, name):
    """A string in JSON with the flags that encode what HTML minds."""
    text = as_utf8(data)
    if text is None or not is_page(data, name):
        return None
    coded = php("json_encode", text.encode(), 1 | 2 | 4 | 8)
    return b'{"id":1,"content":' + coded + b',"type":"text"}', text.encode()


# ---------------------------------------------------------------------------
# Encoded literals in a script of some other language.

def literal(form, head="import helpers\n\nPAYLOAD = \"", tail="\"\n"):
    def wrap(data, name):
        if not is_script(data, name):
            return None
        return head.encode() + form(data) + tail.encode(), data
    return wrap


def uuencoded(data, name):
    if not is_script(data, name):
        return None
    coded = subprocess.run(["perl", "-0777", "-ne", 'print pack("u", $_)'],
                           input=data, stdout=subprocess.PIPE,
                           check=True).stdout
    return b"begin 644 page.txt\n" + coded + b"`\nend\n", data
