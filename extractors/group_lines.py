"""Lines outside the grids of a table: names of groups, page numbers, stains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.transcript import Block, Transcript, TranscriptGrid

# A stain is read as a few letters of low confidence.
_LONGEST_STAIN = 30
_STAIN = 0.5
# Letters of a word by itself that begins small: no title and no name of a group, whatever the reader thinks of it.
_LONE_WORD = 4
# Points between the name of a group outside a grid and the grid, and by which it may be indented; share of the width.
_NEAR, _INDENT, _SHORT = 9.0, 40.0, 0.7

GROUP_LINE = re.compile(
    r"\s*(?P<label>[IVXLHl1|!]{1,6}|[A-H])\s?(?:[.)/:-]?\s+|[.)]\s?)(?P<title>[^\W\d_].*)", re.DOTALL
)
_NUMBERED_LINE = re.compile(r"\s*(?P<label>\d{1,2})[.)]\s+(?P<title>[^\W\d_].*)", re.DOTALL)
_NOISE = re.compile(r"\W*(?:\d{1,3}|\w{0,2})\W*")


def is_group_line(transcript: Transcript, block: Block) -> bool:
    """Whether a line outside the grid opens a group of rows ("III CẢI CÁCH …")."""
    text = transcript.slice(block.span)
    match = GROUP_LINE.fullmatch(text)
    if match is None and block.bold:
        match = _NUMBERED_LINE.fullmatch(text)
    if match is None or len(text) > 160:
        return False
    title = match["title"]
    plain = re.fullmatch(r"[IVXL]+|[A-H]|\d+", match["label"]) is not None
    return title.upper() == title or (plain and (block.bold or len(text) < 80))


def join_wrapped(transcript: Transcript, blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which those that carry on the name of a group right above them are one with it."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if (
            above is not None
            and above.page == block.page
            and (above.bold, above.size) == (block.bold, block.size)
            and block.box.y0 - above.box.y1 < 0.6 * block.size
            and is_group_line(transcript, above)
            and not is_group_line(transcript, block)
        ):
            span = Span(start=above.span.start, end=block.span.end)
            joined[-1] = above.model_copy(update={"span": span, "box": above.box.union(block.box)})
        else:
            joined.append(block)
    return joined


def outside_lines(
    transcript: Transcript, between: Sequence[Block], grid: TranscriptGrid, before: TranscriptGrid
) -> list[Block] | None:
    """Return the group lines between two grids (`before`, then `grid`), or None where other text parts them."""
    lines = join_wrapped(transcript, [block for block in between if not is_noise(transcript, block, grid)])
    told = all(
        is_group_line(transcript, block)
        or _stands_by(transcript, block, grid, grid.box.y0 - block.box.y1)
        or (len(lines) == 1 and _stands_by(transcript, block, before, block.box.y0 - before.box.y1))
        for block in lines
    )
    return lines if told else None


def _stands_by(transcript: Transcript, block: Block, grid: TranscriptGrid, white: float) -> bool:
    """Whether a line without a label is the name of a group: short, at the left side, no sentence, close to the grid.

    So is a numbered line. The title of another table stands over its middle. The last line of a page may name the group
    whose rows stand overleaf.
    """
    text = transcript.slice(block.span).strip()
    text = re.sub(r"\A\d{1,2}[.)]?\s+", "", text)
    close = block.page == grid.page and -_NEAR < white < _NEAR
    at_left = grid.box.x0 - _NEAR < block.box.x0 < grid.box.x0 + _INDENT
    short = block.box.x1 < grid.box.x0 + _SHORT * grid.box.width and "\n" not in text
    return close and at_left and short and text[:1].isupper() and text[-1:].isalpha()


def is_noise(transcript: Transcript, block: Block, grid: TranscriptGrid) -> bool:
    """Whether a block is a page number, a blot in the margin, or what a reader makes of a stain."""
    text = transcript.slice(block.span)
    if _NOISE.fullmatch(text):
        return True
    scanned = any(page.number == block.page and page.source == "ocr" for page in transcript.pages)
    if not scanned or len(text) > _LONGEST_STAIN:
        return False
    middle, words = block.box.center[0], transcript.words_in(block.span)
    unsure = sum(word.confidence for word in words) < _STAIN * len(words)
    beside = not grid.box.x0 < middle < grid.box.x1
    lone = len(words) == 1 and text.strip().islower() and len(text.strip()) <= _LONE_WORD
    return unsure or beside or lone or 2 * sum(char.isalpha() for char in text) < len(text)
