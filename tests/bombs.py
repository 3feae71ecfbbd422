# SPDX-License-Identifier: Apache-2.0
"""Archives that no archiver makes, after what was published about them."""
import io
import struct
import tarfile
import zipfile
import zlib

MIB = 1 << 20


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def overlapping(count):
    """D. Fifield's zip bomb (2019): the data of each member begin with the
    header of the next one, in a stored block, and go on with its data."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = bytes(MIB)
    data = packer.compress(plain) + packer.flush()
    heads = []
    for i in reversed(range(count)):
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33,
                             zlib.crc32(plain), len(data), len(plain), 3, 0)
        head = b"PK\3\4" + fields + b"%03d" % i
        heads.insert(0, head)
        plain = head + plain
        data = head + data
        if i:
            data = struct.pack("<BHH", 0, len(head),
                               len(head) ^ 0xffff) + data
    step = len(heads[0]) + 5
    entries = b"".join(
        b"PK\1\2" + struct.pack("<H", 20) + head[4:30] +
        struct.pack("<HHHII", 0, 0, 0, 0, i * step) + head[30:]
        for i, head in enumerate(heads))
    return data + entries + struct.pack(
        "<IHHHHIIH", 0x06054b50, 0, 0, count, count, len(entries), len(data),
        0)


def gzip_quine():
    """A gzip file that holds itself, as R. Cox describes it in "Zip Files All
    The Way Down" (2010): a program of two instructions, print what follows
    (a stored block) and repeat what was printed last (a pair of matches),
    each five bytes long. The checksum, which is in the text that it is the
    checksum of, comes from 32 linear equations."""
    def stored(size):
        return struct.pack("<BHH", 0, size, size ^ 0xffff)

    def repeat(size):
        """Two matches of half the size, 40 bits in all. Sizes from 17 to 20:
        then a distance has three extra bits and a length none."""
        bits, count = 0, 0

        def put(value, width, is_code=False):
            nonlocal bits, count
            if is_code:  # Huffman codes stand with their highest bit first
                value = int(f"{value:0{width}b}"[::-1], 2)
            bits |= value << count
            count += width
        put(0b010, 3)
        for part in (size // 2, size - size // 2):
            put(part - 2, 7, True)
            put(8, 5, True)
            put(size - 17, 3)
        put(0, 7, True)
        assert count == 40
        return bits.to_bytes(5, "little")

    def file_with(crc, name):
        head = b"\x1f\x8b\x08\x08" + bytes(6) + name + b"\0"
        p = len(head) + 5
        s = 18
        four = repeat(20)

        def body(size):
            tail = (b"\1\0\0\xff\xff" + struct.pack("<II", crc, size))
            return (head + stored(p) + head + stored(p) + repeat(p) +
                    stored(5) + repeat(p) + stored(5) + stored(5) +
                    stored(20) + repeat(p) + stored(5) + stored(5) +
                    stored(20) + four + stored(20) + four + stored(20) +
                    four + stored(20) + four + stored(20) + four + stored(0) +
                    stored(0) + stored(s) + four + stored(0) + stored(0) +
                    stored(s) + repeat(s) + tail + repeat(s) + tail)
        return body(len(body(0)))

    for name in (b"a", b"b", b"ab", b"ba", b"abc"):
        base = zlib.crc32(file_with(0, name))
        rows = [zlib.crc32(file_with(1 << bit, name)) ^ base ^ 1 << bit
                for bit in range(32)]
        # Of which of them is `base` the sum?
        target, chosen, basis = base, 0, {}
        for bit, row in enumerate(rows):
            mix = 1 << bit
            while row and row.bit_length() in basis:
                other, other_mix = basis[row.bit_length()]
                row, mix = row ^ other, mix ^ other_mix
            if row:
                basis[row.bit_length()] = row, mix
        while target and target.bit_length() in basis:
            other, other_mix = basis[target.bit_length()]
            target, chosen = target ^ other, chosen ^ other_mix
        if target == 0:
            return file_with(chosen, name)
    raise AssertionError("no name has a checksum")
