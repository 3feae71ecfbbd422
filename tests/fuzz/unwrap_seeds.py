# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpus of unwrap_fuzz: a small file of each format. Those
that tests/wrappers.py has no tool for are put together here, as their
specifications say.
usage: unwrap_seeds.py FOLDER"""
import base64
import binascii
import gzip
import os
import struct
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
import wrappers  # noqa: E402

PAGE = b'<?php echo "seed of the fuzzer, 0123456789"; ?>' * 3
# Larger than a seed should be, and mostly zeros.
LARGE = ("iso",)


def vint(number):
    """RAR 5: seven bits in each byte, the lowest first."""
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7f | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def rar5(data, name):
    """RAR 5.0 archive format, "General archive structure": stored."""
    def block(body):
        body = vint(len(body)) + body
        return struct.pack("<I", binascii.crc32(body)) + body
    name = name.encode()
    header = (vint(2) + vint(2) + vint(len(data)) + vint(4) +
              vint(len(data)) + vint(0o644) +
              struct.pack("<I", binascii.crc32(data)) + vint(0) + vint(1) +
              vint(len(name)) + name)
    return (b"Rar!\x1a\7\1\0" + block(vint(1) + vint(0) + vint(0)) +
            block(header) + data + block(vint(5) + vint(0) + vint(0)))


def rar4(data, name):
    """The older form: two bytes of CRC-32, type, flags, size of the head."""
    def block(kind, flags, rest):
        body = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", binascii.crc32(body) & 0xffff) + body
    name = name.encode()
    entry = struct.pack("<IIBIIBBHI", len(data), len(data), 3,
                        binascii.crc32(data), 0, 20, 0x30, len(name), 0o644)
    return (b"Rar!\x1a\7\0" + block(0x73, 0, bytes(6)) +
            block(0x74, 0x8000, entry + name) + data + block(0x7b, 0, b""))


def cab(data, name):
    """MS-CAB 2: one folder, one file, one block that is stored."""
    name = name.encode() + b"\0"
    entry = struct.pack("<IIHHHH", len(data), 0, 0, 0, 0, 0x20) + name
    block = struct.pack("<IHH", 0, len(data), len(data)) + data
    files = 36 + 8
    start = files + len(entry)
    folder = struct.pack("<IHH", start, 1, 0)
    return (struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, start + len(block), 0,
                        files, 0, 3, 1, 1, 1, 0, 0, 0) +
            folder + entry + block)


def java_class(_data, _name):
    """The constant pool of JVMS 4.4, and nothing behind it."""
    def text(value):
        return struct.pack(">BH", 1, len(value)) + value
    pool = [text(b"java/lang/Runtime"), struct.pack(">BH", 7, 1),
            text(b"toString"), text(b"()Ljava/lang/String;"),
            struct.pack(">BHH", 12, 3, 4), struct.pack(">BHH", 10, 2, 5),
            text(b"seed \xc0\x80\xed\xa0\xbd\xed\xb0\x9a"),
            struct.pack(">BH", 8, 7), struct.pack(">BQ", 5, 1)]
    return (struct.pack(">IHHH", 0xcafebabe, 0, 52, len(pool) + 2) +
            b"".join(pool) + struct.pack(">HH", 0x21, 2))


def dotnet(_data, _name):
    """ECMA-335 II.24: module, one type with a method, one user string."""
    strings = b"\0seed.dll\0Seed\0ASP\0Page_Load\0"
    rows = (struct.pack("<HHHHH", 0, 1, 1, 0, 0) +
            struct.pack("<IHHHHH", 1, 10, 15, 0, 1, 1) +
            struct.pack("<IHHHHH", 0, 0, 6, 19, 0, 1))
    tables = (struct.pack("<IBBBBQQ", 0, 2, 0, 0, 1, 1 | 4 | 64, 0) +
              struct.pack("<III", 1, 1, 1) + rows)
    heaps = [(b"#~\0\0", tables), (b"#Strings\0\0\0\0", strings),
             (b"#US\0", b"\0\x09s\0e\0e\0d\0\0")]
    root = (b"BSJB" + struct.pack("<HHII", 1, 1, 0, 12) +
            b"v4.0.30319\0\0" + struct.pack("<HH", 0, len(heaps)))
    at = len(root) + sum(8 + len(name) for name, _ in heaps)
    body = b""
    for name, heap in heaps:
        heap += bytes(-len(heap) % 4)
        root += struct.pack("<II", at + len(body), len(heap)) + name
        body += heap
    return b"MZ" + bytes(126) + root + body


def text_seeds():
    """Pages, each in a way to write that an unwrapper undoes."""
    page = PAGE.decode()
    packed = base64.b64encode(zlib.compress(PAGE)[2:-4]).decode()
    encoded = base64.b64encode(PAGE).decode()
    chinese = "<meta charset=gbk><p>\u7f51\u7ad9\u7ba1\u7406</p>" + page
    japanese = ("<meta charset=Shift_JIS><p>\u8868\u793a\u80fd\u529b</p>" +
                page)
    functions = (
        "<?php\n/* a */ $a = 'uc'.'words'; $b = strrev('etalf'); "
        f"echo gzinflate(base64_decode(\"{packed}\")); "
        "echo ${'a'} . \"\\x65\\143ho\" . chr(101).chr(102) . "
        "implode('', array_map('chr', [115, 101])) . pack('H*', '7365') "
        ". strtr('abc', 'ab', 'ba') . str_replace(['x'], '', 'sxexed') "
        f". ('\"' ^ '`') . $a('{encoded}') . base64_decode('{encoded}');"
    ).encode()
    basic = (
        b'<%@ Language="VBScript" %>\n<%\' a\nx = Chr(104+3) & "pi" & '
        b'"per" & Chr(&H61) & StrReverse("dees") & Mid("abc", 2, 1)\n'
        b'Response.Write Replace(x, "i", Unescape("%75")) : '
        b'Response.Write Join(Array("a", "b"), "")\n%>')
    seven = ("<meta charset=utf-7>" + page).encode("utf-7")
    return {
        "utf-16le": b"\xff\xfe" + page.encode("utf-16-le"),
        "utf-16be": page.encode("utf-16-be"),
        "utf-32le": b"\xff\xfe\0\0" + page.encode("utf-32-le"),
        "utf-32be": page.encode("utf-32-be"),
        "utf-7": seven.replace(b"<", b"+ADw-").replace(b"+ADw-m", b"<m"),
        "gbk": chinese.encode("gbk"),
        "shift-jis": japanese.encode("shift_jis"),
        "html-entities": "".join(f"&#{b};" for b in PAGE).encode(),
        "html-entities-hex": "".join(f"&#x{b:x}" for b in PAGE).encode(),
        "php-functions": functions,
        "asp-functions": basic,
        "aspx-functions": (
            "<%@ Page Language=\"C#\" %><script runat=\"server\">\nstring a "
            "= System.Text.Encoding.UTF8.GetString(Convert.FromBase64String("
            f"\"{encoded}\"));\nstring \\u0062 = \"x\" + @\"y\" + 'z';\n"
            "</script>").encode(),
        "jscript-functions": (
            b'<%@ Language="JScript" %><% var a = String.fromCharCode(115, '
            b'101, 101, 100) + unescape("%73%u0065") + "s\\x65\\u0065d"'
            b'["charAt"](1) + ["a", "b"].reverse().join(""); %>'),
        "jsp-functions": (
            '<%@ page import="java.util.*" %><% String a = new String('
            f'Base64.getDecoder().decode("{encoded}")) + "\\u0073eed" + '
            '(char) 101; %>').encode(),
        "literal-base64": b"x = '" + base64.encodebytes(PAGE * 2) + b"'",
        "literal-base32": b"x = '" + base64.b32encode(PAGE) + b"'",
        "literal-hex": b"x = 0x" + PAGE.hex().encode(),
        "literal-uuencode": (
            b"begin 644 a.php\n" +
            b"".join(binascii.b2a_uu(PAGE[i:i + 45])
                     for i in range(0, len(PAGE), 45)) + b"`\nend\n"),
        "literal-escapes": "".join(f"\\x{b:02x}" for b in PAGE).encode(),
        "literal-percent": "".join(f"%{b:02x}" for b in PAGE).encode(),
        "literal-codes": ",".join(str(b) for b in PAGE).encode(),
        # The example of the Windows Script documentation, as it was printed.
        "script-encoder": (b'<SCRIPT LANGUAGE="VBScript.Encode">#@~'
                           b'^DgAAAA=='
                           b"\\ko$K6,JC\x7fV^GJqAQAAA==^#~@</SCRIPT>"),
        "picture": b"\0data" + bytes(range(20)) + b"\x80" * 90 +
        functions,
    }


SPECIFIED = {"rar5": rar5, "rar4": rar4, "cab": cab, "dotnet": dotnet,
             "java-class": java_class}
TOOLS = {
    "tar.lz4": ("bsdtar", "--lz4", "-cf", "OUT", "NAME"),
    "tar.lz": ("bsdtar", "--lzip", "-cf", "OUT", "NAME"),
    "tar.Z": ("bsdtar", "-cZf", "OUT", "NAME"),
}


def main(folder):
    os.makedirs(folder, exist_ok=True)

    def write(kind, data):
        with open(os.path.join(folder, kind.replace(" ", "-")), "wb") as file:
            file.write(data)

    table = dict(wrappers.WRAPPERS)
    for kind, command in TOOLS.items():
        table.setdefault(kind, wrappers.by_tool(*command))
    for kind, wrap in {**table, **SPECIFIED}.items():
        data = wrap(PAGE, "a.php")
        if kind in LARGE:
            write(kind + ".gz", gzip.compress(data, mtime=0))
        elif data is not None:
            write(kind, data)
    for kind, data in text_seeds().items():
        write(kind, data)
    inner = table["zip"](PAGE, "a.php")
    for kind in ("zip", "gzip", "mail base64"):
        write(f"zip-in-{kind}", table[kind](inner, "a.zip"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
