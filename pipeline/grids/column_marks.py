"""Where the columns of a stretch of lines part: the gutters that go through it, without those that specks make."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.grids.chance_gutters import spaces_alone
from pipeline.grids.gutters import FAR, SLACK, shared_gutters, type_size
from pipeline.grids.table_words import is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Word
    from pipeline.grids.gutters import Gap, Row, Stretch

SIGN, INKED_LINES, HEAD = 0.25, 2, 4
"""Type sizes of ink that are a sign and no speck; lines that hold one in a column; lines in which a header stands."""
_BULLET = re.compile(r"[-–—+•*]|[a-zđ]\)|\d{1,2}\)")


def column_marks(stretch: Stretch) -> list[float]:
    """Where the columns of a stretch part, in points from the left."""
    words = [word for row in stretch.rows for word in row.line.words]
    gutters = _without_specks(_body_gutters(stretch), stretch.members)
    return [(x0 + x1) / 2 for x0, x1 in _without_bullets(gutters, words)]


def _without_specks(gutters: Sequence[Gap], rows: Sequence[Row]) -> list[Gap]:
    """Join gutters between which nothing is written, and leave out those beside which nothing is: specks part them."""
    em = type_size([word for row in rows for word in row.line.words])
    kept: list[Gap] = []
    for gutter in gutters:
        if kept and not _is_written((kept[-1][1], gutter[0]), rows, em):
            kept[-1] = (kept[-1][0], gutter[1])
        else:
            kept.append(gutter)
    if kept and not _is_written((-FAR, kept[0][0]), rows, em):
        kept = kept[1:]
    return kept[:-1] if kept and not _is_written((kept[-1][1], FAR), rows, em) else kept


def _is_written(column: Gap, rows: Sequence[Row], em: float) -> bool:
    """Whether something is written in a column: the word of a header, or ink in several lines.

    A reader of whole pages loses numbers that stand alone, and makes words of a stain.
    """
    x0, x1 = column[0] - SLACK, column[1] + SLACK
    held = [word for row in rows[:HEAD] for word in row.line.words if x0 < word.box.center[0] < x1]
    if any(sum(map(str.isalnum, word.text)) > 1 for word in held):
        return True
    return sum(_ink_between(row.gaps, column) >= SIGN * em for row in rows) >= min(INKED_LINES, len(rows))


def _ink_between(gaps: Sequence[Gap], column: Gap) -> float:
    """How much of a column's width a line has inked, in points."""
    inked = [(before[1], after[0]) for before, after in pairwise(gaps)]
    return sum(max(0.0, min(x1, column[1] + SLACK) - max(x0, column[0] - SLACK)) for x0, x1 in inked)


def _without_bullets(gutters: Sequence[Gap], words: Sequence[Word]) -> list[Gap]:
    """Leave out the white between the marks of a list and its items."""
    kept: list[Gap] = []
    for n, gutter in enumerate(gutters):
        x0 = kept[-1][0] if kept else None
        column = [word for word in words if (x0 is None or word.box.x0 > x0) and word.box.x1 < gutter[1]]
        if n and column and all(_BULLET.fullmatch(word.text) for word in column):
            continue
        kept.append(gutter)
    return kept


def _body_gutters(stretch: Stretch) -> tuple[Gap, ...]:
    """The gutters of a stretch; those that a header over several columns hides are seen below it."""
    first = stretch.gutters[0][1]
    rows = stretch.members
    words = [row.line.words[0] for row in rows]
    start = next((k for k, word in enumerate(words) if is_label(word.text) and word.box.x1 < first), 0)
    if not 0 < start <= len(rows) - 4:
        return stretch.gutters
    under = shared_gutters(rows[start:], type_size([word for row in rows for word in row.line.words]))
    chance = spaces_alone(rows[start:], under)
    under = tuple(gap for gap in under if gap not in chance)
    return under if len(under) > len(stretch.gutters) else stretch.gutters
