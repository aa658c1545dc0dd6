"""Parts that are joined of deflated pieces are zip files as every program reads them."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from functools import reduce

import pytest

from pipeline.export.zip_parts import Sum, ZipParts, packed, unpacked

CHANCE = random.Random(8)
PIECES = [
    [],
    [b""],
    [b"", b"a", b""],
    [b"<row/>" * 70_000, b"x", "chỉ tiêu".encode() * 999],
    [CHANCE.randbytes(size) for size in (1, 65_535, 65_536, 131_077, 3)],
]


@pytest.mark.parametrize("pieces", PIECES)
def test_pieces_read_as_one_content(pieces: list[bytes]) -> None:
    held = [unpacked(packed(piece)) for piece in pieces]
    total = reduce(Sum.then, (one for one, _ in held), Sum())
    assert (total.crc, total.size) == (zlib.crc32(b"".join(pieces)), len(b"".join(pieces)))
    file = io.BytesIO()
    package = ZipParts(file)
    package.add_content("first.xml", b"<a/>")
    package.add("folder/second.xml", total, [blocks for _, blocks in held])
    package.add_content("third.xml", b"")
    package.close()
    with zipfile.ZipFile(file) as read:
        assert read.namelist() == ["first.xml", "folder/second.xml", "third.xml"]
        assert read.testzip() is None
        assert read.read("folder/second.xml") == b"".join(pieces)
        assert (read.read("first.xml"), read.read("third.xml")) == (b"<a/>", b"")


def test_a_wrong_piece_is_noticed_by_whoever_reads() -> None:
    total, blocks = unpacked(packed(b"ten years"))
    file = io.BytesIO()
    package = ZipParts(file)
    package.add("a.xml", total._replace(crc=total.crc ^ 1), [blocks])
    package.close()
    with zipfile.ZipFile(file) as read:
        assert read.testzip() == "a.xml"
