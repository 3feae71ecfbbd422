# SPDX-License-Identifier: Apache-2.0
"""Writes the parts of Outlook's message store that hold content, after
MS-PST: the header, data blocks, XBLOCKs and the block tree."""
import struct

# MS-PST 5.1, mpbbR: how a byte is written. The program has the inverse.
ENCODE = bytes([
    65, 54, 19, 98, 168, 33, 110, 187, 244, 22, 204, 4, 127, 100,
    232, 93, 30, 242, 203, 42, 116, 197, 94, 53, 210, 149, 71, 158,
    150, 45, 154, 136, 76, 125, 132, 63, 219, 172, 49, 182, 72, 95,
    246, 196, 216, 57, 139, 231, 35, 59, 56, 142, 200, 193, 223, 37,
    177, 32, 165, 70, 96, 78, 156, 251, 170, 211, 86, 81, 69, 124,
    85, 0, 7, 201, 43, 157, 133, 155, 9, 160, 143, 173, 179, 15,
    99, 171, 137, 75, 215, 167, 21, 90, 113, 102, 66, 191, 38, 74,
    107, 152, 250, 234, 119, 83, 178, 112, 5, 44, 253, 89, 58, 134,
    126, 206, 6, 235, 130, 120, 87, 199, 141, 67, 175, 180, 28, 212,
    91, 205, 226, 233, 39, 79, 195, 8, 114, 128, 207, 176, 239, 245,
    40, 109, 190, 48, 77, 52, 146, 213, 14, 60, 34, 50, 229, 228,
    249, 159, 194, 209, 10, 129, 18, 225, 238, 145, 131, 118, 227, 151,
    230, 97, 138, 23, 121, 164, 183, 220, 144, 122, 92, 140, 2, 166,
    202, 105, 222, 80, 26, 17, 147, 185, 82, 135, 88, 252, 237, 29,
    55, 73, 27, 106, 224, 41, 51, 153, 189, 108, 217, 148, 243, 64,
    84, 111, 240, 198, 115, 184, 214, 62, 101, 24, 68, 31, 221, 103,
    16, 241, 12, 25, 236, 174, 3, 161, 20, 123, 169, 11, 255, 248,
    163, 192, 162, 1, 247, 46, 188, 36, 104, 117, 13, 254, 186, 47,
    181, 208, 218, 61,
])
assert sorted(ENCODE) == list(range(256))

BLOCK = 8176


def permuted(data):
    return data.translate(ENCODE)


def store(items, ansi=False, crypt=1):
    """A store with these items, each in as many blocks as it needs."""
    word = "<I" if ansi else "<Q"
    trailer = 12 if ansi else 16
    out = bytearray(0x4400)
    blocks = []  # (id, offset, size)

    def add(data, internal):
        number = 4 * (len(blocks) + 1) | (2 if internal else 0)
        blocks.append((number, len(out), len(data)))
        if crypt and not internal:
            data = permuted(data)
        out.extend(data)
        out.extend(bytes(-(len(data) + trailer) % 64 + trailer))
        return number

    for item in items:
        most = BLOCK - (0 if not ansi else -4)
        ids = [add(item[i:i + most], False)
               for i in range(0, len(item), most)]
        if len(ids) > 1:
            add(struct.pack("<BBHI", 1, 1, len(ids), len(item)) +
                b"".join(struct.pack(word, x) for x in ids), True)

    def page(entries, size, level):
        out.extend(bytes(-len(out) % 512))
        at = len(out)
        body = b"".join(entries).ljust(496 if ansi else 488, b"\0")
        body += struct.pack("<BBBB", len(entries), 0, size, level)
        body += bytes(0 if ansi else 4) + b"\x80\x80"
        out.extend(body.ljust(512, b"\0"))
        return at

    size = 12 if ansi else 24
    leaves = []
    entries = [struct.pack(word, i) + struct.pack(word, at) +
               struct.pack("<HH", n, 1) + bytes(0 if ansi else 4)
               for i, at, n in blocks]
    for i in range(0, len(entries), 20):
        leaves.append(page(entries[i:i + 20], size, 0))
    root = page([struct.pack(word, 0) * 2 + struct.pack(word, at)
                 for at in leaves[:20]], size, 1)
    out[:12] = b"!BDN" + struct.pack("<IHH", 0, 0x4d53, 15 if ansi else 23)
    at = 196 if ansi else 240
    out[at:at + struct.calcsize(word)] = struct.pack(word, root)
    out[461 if ansi else 513] = crypt
    return bytes(out)
