"""A zip file whose parts are deflated piece by piece, in whatever process, and then only joined.

Each piece is a run of whole deflate blocks that look at nothing before them (RFC 1951), so pieces follow one another as
they are; the checksum of the whole is worked out from theirs. zipfile of the standard library deflates a part itself,
in one thread: of a workbook of an archive that would be three gigabytes.
"""

from __future__ import annotations

import struct
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVEL = 1
LAST = b"\x03\x00"
"""An empty block that says that it is the last."""
POLYNOMIAL = 0xEDB88320
"""Of CRC-32, as zip has it: bits reflected."""
HEAD = struct.Struct("<QL")
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION, DEFLATED, UNIX = 20, 8, 3 << 8
NEW_YEAR_1980 = 1 << 5 | 1
"""Day of every part: two files of one content are byte-equal."""


class Sum(NamedTuple):
    """What a zip says of bytes: their CRC-32, their number, and their number once deflated."""

    crc: int = 0
    size: int = 0
    packed: int = 0

    def then(self, other: Sum) -> Sum:
        """Sum of these bytes and those that follow."""
        crc = _times(_power(other.size), self.crc) ^ other.crc
        return Sum(crc, self.size + other.size, self.packed + other.packed)


def packed(content: bytes) -> bytes:
    """Deflate a piece, with what `unpacked` needs before it."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    blocks = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    return HEAD.pack(len(content), zlib.crc32(content)) + blocks


def unpacked(piece: bytes) -> tuple[Sum, bytes]:
    """Part a piece into its sum and its blocks."""
    size, crc = HEAD.unpack_from(piece)
    blocks = piece[HEAD.size :]
    return Sum(crc, size, len(blocks)), blocks


class ZipParts:
    """Writes a zip file to an open file, part after part.

    Raises:
        struct.error: a part or the whole has four gigabytes: its writer parts it before.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._listed = bytearray()
        self._count = 0

    def add(self, name: str, content: Sum, blocks: Iterable[bytes]) -> None:
        """Write a part whose blocks and their sum are known."""
        start = self._file.tell()
        told = (0, DEFLATED, 0, NEW_YEAR_1980, content.crc, content.packed + len(LAST), content.size, len(name), 0)
        self._file.write(LOCAL.pack(b"PK\3\4", VERSION, *told) + name.encode("ascii"))
        for block in blocks:
            self._file.write(block)
        self._file.write(LAST)
        where = (0, 0, 0, 0o644 << 16, start)
        self._listed += CENTRAL.pack(b"PK\1\2", UNIX | VERSION, VERSION, *told, *where) + name.encode("ascii")
        self._count += 1

    def add_content(self, name: str, content: bytes) -> None:
        """Write a small part."""
        total, blocks = unpacked(packed(content))
        self.add(name, total, [blocks])

    def close(self) -> None:
        """Write the list of the parts; the file itself stays open."""
        start = self._file.tell()
        self._file.write(self._listed)
        self._file.write(END.pack(b"PK\5\6", 0, 0, self._count, self._count, len(self._listed), start, 0))


def _times(one: int, other: int) -> int:
    """Multiply two polynomials over GF(2) modulo that of CRC-32, as zlib's crc32_combine does."""
    product = 0
    for bit in range(31, -1, -1):
        if one >> bit & 1:
            product ^= other
        other = other >> 1 ^ POLYNOMIAL if other & 1 else other >> 1
    return product


def _power(size: int) -> int:
    """Return x to the power of eight times a number of bytes: it moves a checksum over so many bytes."""
    result, square = 1 << 31, 1 << 23  # x⁰ and x⁸
    while size:
        if size & 1:
            result = _times(square, result)
        square = _times(square, square)
        size >>= 1
    return result
