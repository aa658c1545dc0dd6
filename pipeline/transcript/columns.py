"""Find the two columns of a sheet's head and foot.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the issuer stands beside quốc hiệu, the receivers (nơi nhận) beside the signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

from pipeline.transcript.layout import bare, find_phrase, is_kind
from pipeline.transcript.lines import height_of, merge_rows, words_to_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line, Page, Word

SYMBOL_AND_DATE = re.compile(r"so\s?[:.].*\bngay\b.*\bthang\b")
"""The third row of a head: "Số: 27/KH-UBND    Tuy An, ngày 11 tháng 02 năm 2022" (comparison form)."""
WIDE_GAP = 2.0
"""Gap between two columns in line heights; justified text stretches its spaces less."""
NARROW_GAP = 0.5
"""Gap that is enough where a phrase of the head or foot opens the right column."""
TOUCHING = 0.1
"""Gap that is enough where quốc hiệu or tiêu ngữ itself ends the row at the top of a page: a long name reaches it."""
TOP = 0.25
"""Share of the height in which a letterhead stands."""
WIDER = 1.8
"""A gap between columns is so many times as wide as the row's own spaces."""
RIGHT_COLUMN = 0.42
"""Share of the width from which a line that begins there stands in the right column."""
MOTTO_WORDS = range(5, 9)
"""Words of quốc hiệu (seven) and of tiêu ngữ with its dashes (eight), a blank lost or a dash read with a word."""
BULLETS = ("-", "–", "+", "•", "*")
FOOT_LEFT = 0.36
"""A piece of a foot that begins left of this share of the width belongs to the list of receivers."""


@dataclass(frozen=True)
class _Gutter:
    """White between two columns, in points."""

    x0: float
    x1: float


@dataclass(frozen=True)
class Span:
    """Rows set in two columns: first and last index; `gutter` None where the columns of a foot have no common one."""

    first: int
    last: int
    gutter: _Gutter | None


def find_columns(rows: Sequence[Line], page: Page) -> list[Span]:
    """Find the runs of rows set in two columns, from top to bottom."""
    spans: list[Span] = []
    lowest = 0
    for k, row in enumerate(rows):
        if k < lowest:
            continue
        if _opens_receivers(row):
            first, last = _foot(rows, k, page, lowest)
            spans.append(Span(first, last, None))
            lowest = last + 1
            continue
        part = "head" if _is_head(row) else "foot"
        gutter = _Gutter(0.0, row.box.x0) if _opens_signature(row, page) else _seed(row, page, part)
        if gutter is None:
            continue
        first, last, gutter = _grow(rows, k, gutter, page, lowest, part)
        if any(_known(line, page, gutter) for line in rows[first : last + 1]):
            spans.append(Span(first, last, gutter))
            lowest = last + 1
    return spans


def _foot(rows: Sequence[Line], opening: int, page: Page, lowest: int) -> tuple[int, int]:
    """First and last row of a foot whose list of receivers opens at a row: all to the end of the page or its text.

    The signature may begin higher than the list; a kind of document, set on the middle, begins another document.
    """
    first = opening
    while first > lowest and rows[first - 1].box.x0 > RIGHT_COLUMN * page.width:
        first -= 1
    y = height_of(rows[opening])
    floor = min((grid.box.y0 for grid in page.grids if grid.box.y0 > y), default=page.height)
    last = opening
    for k in range(opening + 1, len(rows)):
        middle = abs(rows[k].box.center[0] - page.width / 2) < 0.05 * page.width
        if height_of(rows[k]) > floor or (middle and is_kind(rows[k].text)):
            break
        last = k
    return first, last


def _opens_receivers(row: Line) -> bool:
    """Whether a row opens with "Nơi nhận" as a title of its own: a mark, a gap or the signature's words stand behind.

    A sentence may begin so ("Nơi nhận hồ sơ là …"), and a bullet's words may look alike ("-Nối phần mềm …").
    """
    if find_phrase(row.words, "foot", "left") != 0 or row.text.lstrip()[:1] in BULLETS:
        return False
    title, behind = row.words[:2], row.words[2:]
    if not behind or not title[-1].text[-1:].isalnum() or not behind[0].text[:1].isalnum():
        return True
    apart = behind[0].box.x0 - title[-1].box.x1 >= title[-1].box.height
    return apart or find_phrase(behind, "foot", "right") == 0


def _opens_signature(row: Line, page: Page) -> bool:
    """Whether a row alone on the right is the power or the title of one who signs ("TM. …", "CHỦ TỊCH")."""
    # A stroke of the seal may stand before the words.
    return row.box.x0 > RIGHT_COLUMN * page.width and find_phrase(row.words, "foot", "right") in (0, 1)


def _known(row: Line, page: Page, gutter: _Gutter) -> bool:
    """Whether a phrase of a head or foot stands on the row: two columns of anything else are a table."""
    if _is_head(row) or _opens_signature(row, page):
        return True
    right = [word for word in row.words if word.box.x0 >= gutter.x1]
    if not 0 < len(right) < len(row.words) or right[0].box.x0 < RIGHT_COLUMN * page.width:
        return False
    return find_phrase(right, "foot", "right") == 0


def _is_head(row: Line) -> bool:
    """Whether the row belongs to a head: quốc hiệu or tiêu ngữ, or the symbol beside place and date."""
    return find_phrase(row.words, "head", "right") is not None or bool(SYMBOL_AND_DATE.match(bare(row.text)))


def _seed(row: Line, page: Page, part: str) -> _Gutter | None:
    """The gap of a row that parts two columns, None where it has none."""
    em = median(word.box.height for word in row.words)
    at = find_phrase(row.words, part, "right")
    words = row.words
    if at is not None and at > 0 and part == "head":
        gap = _Gutter(words[at - 1].box.x1, words[at].box.x0)
        if gap.x1 - gap.x0 >= (TOUCHING if _ends_in_motto(row, at, page) else NARROW_GAP) * em:
            return gap
    if part == "head" and at is None:
        # A blank left for a hand-written number or day is as wide as the gutter, but inside a column.
        symbol = max((k for k, word in enumerate(words) if "/" in word.text), default=0)
        words = words[symbol : next((k for k, word in enumerate(words) if bare(word.text) == "ngay"), len(words))]
    return _widest_gap(words, page, NARROW_GAP if part == "head" else WIDE_GAP)


def _ends_in_motto(row: Line, at: int, page: Page) -> bool:
    """Whether a row at the top of a page ends in quốc hiệu (capitals) or tiêu ngữ (dashes), begun at a word of it."""
    words = row.words[at:]
    text = " ".join(word.text for word in words)
    alike = find_phrase(words, "head", "right") == 0 and len(words) in MOTTO_WORDS
    printed = text.isupper() or any(dash in text for dash in "-–")
    return alike and printed and row.box.center[1] < TOP * page.height and words[0].box.x0 > RIGHT_COLUMN * page.width


def _widest_gap(words: Sequence[Word], page: Page, least: float) -> _Gutter | None:
    """The widest gap between words in the middle of the page, None under `least` letter heights."""
    if len(words) < 2:
        return None
    em = median(word.box.height for word in words)
    gaps = [_Gutter(a.box.x1, b.box.x0) for a, b in pairwise(words)]
    gaps = [gap for gap in gaps if 0.2 * page.width < (gap.x0 + gap.x1) / 2 < 0.75 * page.width]
    widest = max(gaps, key=lambda gap: gap.x1 - gap.x0, default=None)
    return widest if widest is not None and widest.x1 - widest.x0 >= least * em else None


def _grow(
    rows: Sequence[Line], seed: int, gutter: _Gutter, page: Page, lowest: int, part: str
) -> tuple[int, int, _Gutter]:
    """Take in the neighbours that leave the gutter white."""
    first = last = seed
    for k in range(seed + 1, len(rows)):
        narrowed = _narrow(rows[k], gutter, page, part)
        if narrowed is None:
            break
        last, gutter = k, narrowed
    for k in range(seed - 1, lowest - 1, -1):
        narrowed = _narrow(rows[k], gutter, page, part)
        # What stands alone on the left above a foot is the end of the text; above a head it is the upper body.
        if narrowed is None or (
            part == "foot" and _sides(rows[k], narrowed) == "left" and not _known(rows[k], page, narrowed)
        ):
            break
        first, gutter = k, narrowed
    return first, last, gutter


def _narrow(row: Line, gutter: _Gutter, page: Page, part: str) -> _Gutter | None:
    """The gutter as far as this row leaves it white; None where the row crosses it or is set on the middle."""
    em = median(word.box.height for word in row.words)
    left = [word.box.x1 for word in row.words if word.box.center[0] < (gutter.x0 + gutter.x1) / 2]
    right = [word.box.x0 for word in row.words if word.box.center[0] >= (gutter.x0 + gutter.x1) / 2]
    if part == "head" and right and is_kind(" ".join(w.text for w in row.words if w.box.x0 >= min(right))):
        return None  # the kind of document ends the head, whatever stain stands beside it
    x0, x1 = max([gutter.x0, *left]), min([gutter.x1, *right])
    if x1 - x0 < min(_least_gap(row, x1, page, part) * em, gutter.x1 - gutter.x0) or (
        left and right and not _parts(row, max(left), min(right), part)
    ):
        return None
    if not (left and right):
        if part == "head" and (is_kind(row.text) or abs(row.box.center[0] - page.width / 2) < 0.07 * page.width):
            return None
        if part == "foot" and is_kind(row.text):
            return None
    return _Gutter(x0, x1)


def _least_gap(row: Line, x1: float, page: Page, part: str) -> float:
    """Letter heights that a row must leave white before its right column, which begins at `x1`."""
    at = find_phrase(row.words, part, "right") if part == "head" else None
    known = at and row.words[at].box.x0 == x1 and _ends_in_motto(row, at, page)
    return TOUCHING if known else NARROW_GAP


def _parts(row: Line, x0: float, x1: float, part: str) -> bool:
    """Whether the gap of a row between these two words parts columns: a justified line has wide spaces too."""
    em = median(word.box.height for word in row.words)
    at = find_phrase(row.words, part, "right")
    if at is not None and row.words[at].box.x0 == x1:
        return True
    spaces = [b.box.x0 - a.box.x1 for a, b in pairwise(row.words) if b.box.x0 != x1]
    return x1 - x0 >= max(em, WIDER * median(spaces) if spaces else 0.0)


def _sides(row: Line, gutter: _Gutter) -> Literal["left", "right", "both"]:
    middle = (gutter.x0 + gutter.x1) / 2
    left = any(word.box.center[0] < middle for word in row.words)
    right = any(word.box.center[0] >= middle for word in row.words)
    return "both" if left and right else "left" if left else "right"


def cut_columns(lines: Sequence[Line], rows: Sequence[Line], span: Span, page: Page) -> tuple[list[Line], list[Line]]:
    """Cut the lines of a span's rows into the left and the right column, each from top to bottom."""
    members = {id(word) for row in rows[span.first : span.last + 1] for word in row.words}
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        words = [word for word in line.words if id(word) in members]
        if not words:
            continue
        if span.gutter is None:
            for piece in _pieces(words):
                (left if piece.box.x0 < FOOT_LEFT * page.width else right).append(piece)
            continue
        middle = (span.gutter.x0 + span.gutter.x1) / 2
        for side, part in (
            (left, [word for word in words if word.box.center[0] < middle]),
            (right, [word for word in words if word.box.center[0] >= middle]),
        ):
            if part:
                side.append(words_to_line(part))
    return merge_rows(left), merge_rows(right)


def _pieces(words: Sequence[Word]) -> list[Line]:
    """Cut a line of a foot at its wide gaps, and before the signature's words where the list of receivers opens."""
    em = median(word.box.height for word in words)
    spaces = [b.box.x0 - a.box.x1 for a, b in pairwise(words)]
    wide = max(em, WIDER * median(spaces)) if len(spaces) > 1 else em
    at = find_phrase(words, "foot", "right") if find_phrase(words, "foot", "left") == 0 else None
    pieces = [[words[0]]]
    for k, word in enumerate(words[1:], start=1):
        if spaces[k - 1] >= wide or k == at:
            pieces.append([])
        pieces[-1].append(word)
    return [words_to_line(piece) for piece in pieces]
