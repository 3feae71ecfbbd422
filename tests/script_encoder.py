# SPDX-License-Identifier: Apache-2.0
"""Microsoft Script Encoder, the way in.

After the public description by MrBrownstone ("Breaking the Windows Script
Encoder", 2000). Each character from space to '~', and the tab, has three
substitutes, and which one is taken goes by its place, in a round of 64. What
HTML minds, and line breaks, is written as '@' and a letter, and takes a place
as well. Around it stand the length and the sum of the characters, both as
base64 of four bytes."""
import base64
import struct

PLAIN = b"\t" + bytes(range(0x20, 0x7f))
# The substitutes of each character of PLAIN, in hexadecimal.
SUBSTITUTES = [bytes.fromhex(line) for line in (
    "6450224a615e5d5b426023655f7e4f527a21462026632a7647252c29693f273f"
    "673f62415a6632734d4371397c534831726e70493f4b6a2e7f28357d242d5437"
    "7b3d6c346d4e2b306f746b4c33563a7857773b442f59455c6836587909753855",
    "377e5a453a7959277663624d515352202654712b662a587f7b30316c493f783f"
    "5f3f29242f39336f21752842464a5c48364b7d5d6a506923097065742c77443f"
    "6d7c43385e5b6e574c347225567368554732352e644f3b2d41617a22606b4e3d",
    "692c65725b66754c45762a43334220634a5a387932576c2b46524f3d703f7b3f"
    "513f7a7e3b474177565f26786e6474677d683522553a606a716f495c5d275925"
    "7c236d2831397f365434624e305e73094b61244d6b4421375358482e502d293f")]
ROUND = [int(c) for c in "1201202002021020" "1020112002102002"
                         "1102020101120102" "1020112001120102"]
ESCAPES = {ord("\n"): b"@&", ord("\r"): b"@#", ord(">"): b"@*",
           ord("<"): b"@!", ord("@"): b"@$"}


def number(value):
    return base64.b64encode(struct.pack("<I", value & 0xffffffff))


def encode(data):
    """"#@~^" and what follows, of the bytes of a script."""
    out = b""
    place = total = 0
    for c in data:
        if c >= 0x80:  # a byte of two-byte text: as it is, and not counted
            out += bytes([c])
            continue
        total += c
        if c in ESCAPES:
            out += ESCAPES[c]
        elif c in PLAIN:
            at = PLAIN.index(c)
            out += SUBSTITUTES[ROUND[place % 64]][at:at + 1]
        else:
            out += bytes([c])
        place += 1
    return b"#@~^" + number(len(out)) + out + number(total) + b"^#~@"
