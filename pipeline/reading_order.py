"""Put the lines of a page into the order in which a person reads them.

The head and the foot of a Vietnamese administrative sheet have two columns (Nghị định 30/2020/NĐ-CP, Phụ lục I: issuer
beside quốc hiệu, nơi nhận beside the signature): the left one is read first, whole, then the right one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

from models.page import Line
from pipeline.layout import bare, find_phrase, is_kind
from pipeline.lines import height_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Page, Word

SYMBOL_AND_DATE = re.compile(r"so\s?[:.].*\bngay\b.*\bthang\b.*\bnam\b")
"""The third row of a head: "Số: 27/KH-UBND    Tuy An, ngày 11 tháng 02 năm 2022" (comparison form)."""
WIDE_GAP = 2.0
"""Gap between two columns in line heights; justified text stretches its spaces less."""
NARROW_GAP = 0.5
"""Gap that is enough where a phrase of the head or foot opens the right column."""
WIDER = 1.8
"""A gap between columns is so many times as wide as the row's own spaces."""
RIGHT_COLUMN = 0.42
"""Share of the width from which a line that begins there stands in the right column."""


@dataclass(frozen=True)
class Zone:
    """A stretch of one kind: lines of the text, of the left or right column, or one grid (an index into the page)."""

    kind: Literal["body", "left", "right", "grid"]
    lines: tuple[Line, ...] = ()
    grid: int = -1


@dataclass(frozen=True)
class _Gutter:
    """White between two columns, in points."""

    x0: float
    x1: float


def read_order(page: Page, lines: Sequence[Line]) -> tuple[Zone, ...]:
    """Order `lines` (those of the page that are text) and the page's grids."""
    rows = merge_rows(lines)
    zones: list[tuple[float, list[Zone]]] = []
    k = 0
    spans = _column_spans(rows, page)
    while k < len(rows):
        span = next((span for span in spans if span[0] == k), None)
        if span is None:
            zones.append((height_of(rows[k]), [Zone("body", (rows[k],))]))
            k += 1
            continue
        first, last, gutter = span
        zones.append((height_of(rows[k]), _columns(lines, rows[first : last + 1], gutter)))
        k = last + 1
    for index, grid in enumerate(page.grids):
        zones.append((grid.box.y0, [Zone("grid", grid=index)]))
    zones.sort(key=lambda entry: entry[0])
    return _merge_body([zone for _, group in zones for zone in group])


def merge_rows(lines: Sequence[Line]) -> list[Line]:
    """Join lines that stand on one height: an engine may cut a line at a wide gap."""
    rows: list[list[Word]] = []
    bands: list[tuple[float, float]] = []
    for line in sorted((line for line in lines if line.words), key=height_of):
        top, bottom = _band(line)
        if rows:
            overlap = min(bottom, bands[-1][1]) - max(top, bands[-1][0])
            if overlap > 0.55 * min(bottom - top, bands[-1][1] - bands[-1][0]) and _beside(line, rows[-1]):
                rows[-1].extend(line.words)
                bands[-1] = (min(top, bands[-1][0]), max(bottom, bands[-1][1]))
                continue
        rows.append(list(line.words))
        bands.append((top, bottom))
    return [_line(words) for words in rows]


def _beside(line: Line, words: Sequence[Word]) -> bool:
    """Whether the line lies left or right of the words, not over them."""
    x0, x1 = min(word.box.x0 for word in words), max(word.box.x1 for word in words)
    shared = min(line.box.x1, x1) - max(line.box.x0, x0)
    if shared <= 0.2 * min(line.box.width, x1 - x0):
        return True
    # A column may lie in the gap of a line that holds the outer two.
    return all(min(line.box.x1, w.box.x1) - max(line.box.x0, w.box.x0) <= 0.3 * w.box.width for w in words)


def _band(line: Line) -> tuple[float, float]:
    """Top and bottom of a line by the middle of its words' heights: one tall blot must not widen it."""
    return median(word.box.y0 for word in line.words), median(word.box.y1 for word in line.words)


def _line(words: Sequence[Word]) -> Line:
    ordered = sorted(words, key=lambda word: word.box.x0)
    box = ordered[0].box
    for word in ordered[1:]:
        box = box.union(word.box)
    return Line(words=tuple(ordered), box=box)


def _column_spans(rows: Sequence[Line], page: Page) -> list[tuple[int, int, _Gutter]]:
    """Runs of rows set in two columns: first and last index and the gutter, from top to bottom."""
    spans: list[tuple[int, int, _Gutter]] = []
    lowest = 0
    for k, row in enumerate(rows):
        if k < lowest:
            continue
        part = "head" if _is_head(row) else "foot"
        gutter = _seed(row, page, part)
        if gutter is None and part == "foot":
            gutter = _foot_gutter(rows[k:], page)
        if gutter is None:
            continue
        first, last, gutter = _grow(rows, k, gutter, page, lowest, part)
        if any(_known(line, page, gutter) for line in rows[first : last + 1]):
            spans.append((first, last, gutter))
            lowest = last + 1
    return spans


def _foot_gutter(rows: Sequence[Line], page: Page) -> _Gutter | None:
    """The gutter of a foot that begins at the first of these rows, None where none does.

    The list of receivers and the signature seldom stand on the same heights: any of the rows may show the gutter.
    """
    if _opens_signature(rows[0], page):
        return _Gutter(0.0, rows[0].box.x0)
    if find_phrase(rows[0].words, "foot", "left") != 0:
        return None
    gaps = [gap for row in rows if (gap := _widest_gap(row.words, page, WIDE_GAP)) is not None]
    for gap in sorted(gaps, key=lambda gap: gap.x0 - gap.x1):
        if sum(_narrow(row, gap, page, "foot") is not None for row in rows) >= 0.8 * len(rows):
            return gap
    right = [row.box.x0 for row in rows if row.box.x0 > RIGHT_COLUMN * page.width]
    edge = min(right, default=page.width)
    left = [row.box.x1 for row in rows if row.box.x1 < edge]
    return _Gutter(max(left), edge) if left else None


def _opens_signature(row: Line, page: Page) -> bool:
    """Whether a row alone on the right is the power or the title of one who signs ("TM. …", "CHỦ TỊCH")."""
    # A stroke of the seal may stand before the words.
    return row.box.x0 > RIGHT_COLUMN * page.width and find_phrase(row.words, "foot", "right") in (0, 1)


def _known(row: Line, page: Page, gutter: _Gutter) -> bool:
    """Whether a phrase of a head or foot stands on the row: two columns of anything else are a table."""
    if _is_head(row) or find_phrase(row.words, "foot", "left") == 0 or _opens_signature(row, page):
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
    if at is not None and at > 0 and (part == "head" or find_phrase(words, "foot", "left") == 0):
        gap = _Gutter(words[at - 1].box.x1, words[at].box.x0)
        if gap.x1 - gap.x0 >= NARROW_GAP * em:
            return gap
    if part == "head" and at is None:
        # A blank left for a hand-written number or day is as wide as the gutter, but inside a column.
        symbol = max((k for k, word in enumerate(words) if "/" in word.text), default=0)
        words = words[symbol : next((k for k, word in enumerate(words) if bare(word.text) == "ngay"), len(words))]
    return _widest_gap(words, page, NARROW_GAP if part == "head" else WIDE_GAP)


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
    x0, x1 = max([gutter.x0, *left]), min([gutter.x1, *right])
    if x1 - x0 < NARROW_GAP * em or (left and right and not _parts(row, max(left), min(right), part)):
        return None
    if not (left and right):
        if part == "head" and (is_kind(row.text) or abs(row.box.center[0] - page.width / 2) < 0.07 * page.width):
            return None
        if part == "foot" and is_kind(row.text):
            return None
    return _Gutter(x0, x1)


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


def _columns(lines: Sequence[Line], rows: Sequence[Line], gutter: _Gutter) -> list[Zone]:
    """Cut the lines of these rows at the gutter; each column's pieces are rows of their own."""
    middle = (gutter.x0 + gutter.x1) / 2
    members = {id(word) for row in rows for word in row.words}
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        words = [word for word in line.words if id(word) in members]
        for side, part in (
            (left, [word for word in words if word.box.center[0] < middle]),
            (right, [word for word in words if word.box.center[0] >= middle]),
        ):
            if part:
                side.append(_line(part))
    zones = [Zone("left", tuple(merge_rows(left))), Zone("right", tuple(merge_rows(right)))]
    return [zone for zone in zones if zone.lines]


def _merge_body(zones: Sequence[Zone]) -> tuple[Zone, ...]:
    merged: list[Zone] = []
    for zone in zones:
        if zone.kind == "body" and merged and merged[-1].kind == "body":
            merged[-1] = Zone("body", merged[-1].lines + zone.lines)
        else:
            merged.append(zone)
    return tuple(merged)
