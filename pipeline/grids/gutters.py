"""Where white parts the words of a page into columns: stretches of lines over which gaps stand on the same place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pipeline.grids.table_words import is_group_text, is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line, Word

Gap = tuple[float, float]
"""White from x0 to x1, in points."""

NARROWEST = 0.42
"""Least width of a gutter in type sizes: a space is 0.25, the padding of two cells (Word: 2 x 5.4 pt) 0.9."""
SETTLED, PINCHED, PADDING = 8, 0.2, 1.5
"""Lines from which a gutter is sure; its least width from there on, and what no padding of cells exceeds, in type sizes
(a date that is wider than its column pinches it)."""
PARTED = 3.2
"""Type sizes of white between two lines at which a table ends."""
SLACK = 0.6
"""Points by which a word may reach into a gutter (a reader's boxes are not exact)."""
MOST_CROSSING = 3
"""Lines in a row that may run across the gutters: the name of a group."""
COUNTED, FEW = (8, 7, 6, 5, 4, 3, 2), 2
"""Gutters that a stretch keeps; two are few: a foot has as many."""
NEARLY_ALL = 0.9
"""Share of a table's lines through which a gutter must run: fewer have one by chance."""
SHORT = 0.7
"""Share of a table's width that the name of a group without a label fills at most."""
TITLE = 3
"""Lines around a table that leave some of its gutters white."""
FEWEST_LINES = 3
HOPELESS = 6
"""Lines without any gutter after which a stretch is given up."""
FAR = 1e4
_BULLET = re.compile(r"[-–—+•*]|[a-zđ]\)|\d{1,2}\)")


def type_size(words: Sequence[Word]) -> float:
    """The usual height of words, in points."""
    return median(word.box.height for word in words)


@dataclass(frozen=True)
class Row:
    """A line and the white on its height, from the far left to the far right."""

    line: Line
    gaps: tuple[Gap, ...]
    barrier: bool = False

    @cached_property
    def names(self) -> bool:
        """Whether its text may name a group of rows."""
        return is_group_text(self.line.text)


@dataclass(frozen=True)
class Stretch:
    """Lines with gutters through them all, but through those at `crossing` (places in `rows`)."""

    rows: tuple[Row, ...]
    crossing: frozenset[int]
    gutters: tuple[Gap, ...]

    @property
    def parted(self) -> int:
        """How many lines the gutters part."""
        return len(self.rows) - len(self.crossing)


class _Growth(NamedTuple):
    """What grew from one line: its last line and itself, its gutters, and the most gutters that it had on the way."""

    last: int
    stretch: Stretch | None
    parting: int
    most: int


def find_stretches(rows: Sequence[Row]) -> list[Stretch]:
    """Find the stretches of lines that white parts into three columns or more, from top to bottom.

    `rows` are all lines of a page outside tables, from top to bottom, each with all words on its height; a barrier
    belongs to no table (letterhead, signature).
    """
    if not rows:
        return []
    em = type_size([word for row in rows for word in row.line.words])
    found: list[Stretch] = []
    free = [(0, len(rows))]
    # White between letters is no gutter: left out once, not at every pair of lines.
    wide = [tuple(gap for gap in row.gaps if gap[1] - gap[0] >= NARROWEST * em) for row in rows]
    while free:
        low, high = free.pop()
        best = _longest(rows[low:high], wide[low:high], em)
        if best is None:
            continue
        first, last, stretch = best
        found.append(stretch)
        free += [(low, low + first), (low + last + 1, high)]
    return sorted(found, key=lambda stretch: stretch.rows[0].line.box.y0)


def _longest(rows: Sequence[Row], white: Sequence[tuple[Gap, ...]], em: float) -> tuple[int, int, Stretch] | None:
    """The stretch that holds most lines, with as many gutters as nearly all of them share: first, last, itself.

    `white` are the gaps of each line that are wide enough for a gutter.
    """
    longest: dict[int, tuple[int, int, Stretch]] = {}
    grown: dict[int, _Growth] = {}
    for least in COUNTED:
        for start in range(len(rows)):
            known = longest.get(least)
            if known is not None and len(rows) - start <= known[2].parted:
                break
            # What never had more gutters than these grows the same way again.
            if start not in grown or grown[start].most > least:
                grown[start] = _grow(rows, white, start, least, em)
            last, stretch, parting, _ = grown[start]
            if stretch and parting >= least and (known is None or stretch.parted > known[2].parted):
                longest[least] = (start, last, stretch)
    for least in COUNTED:
        fewer = [found[2].parted for other, found in longest.items() if FEW < other < least]
        if least in longest and longest[least][2].parted + TITLE >= NEARLY_ALL * max(fewer, default=0):
            return longest[least]
    return None


def _grow(rows: Sequence[Row], white: Sequence[tuple[Gap, ...]], start: int, least: int, em: float) -> _Growth:
    """Add lines below a first one as long as `least` gutters remain."""
    gaps: list[Gap] = [(-FAR, FAR)]
    x0, x1, parting, most = FAR, -FAR, 0, 0
    members: list[int] = []
    crossing: list[int] = []
    pending: list[int] = []
    for k in range(start, len(rows)):
        row, box = rows[k], rows[k].line.box
        if row.barrier or (k > start and box.y0 - rows[k - 1].line.box.y1 > PARTED * em):
            break
        kept = _shared(gaps, white[k], NARROWEST * em)
        if len(members) >= SETTLED:
            kept = sorted([*kept, *_pinched(gaps, kept, white[k], em)])
        left, right = min(x0, box.x0), max(x1, box.x1)
        remain = sum(left < gap[0] and gap[1] < right for gap in kept)
        above = rows[pending[-1]].line if pending else None
        named = bool(members) and _names_group(row, len(white[k]) - 1, above, (x0, x1), em, remain < parting)
        if remain >= min(least, parting) and not named:
            gaps, x0, x1, parting, most = kept, left, right, remain, max(most, remain)
            members.append(k)
            crossing += pending
            pending = []
            if not parting and len(members) > HOPELESS:
                break
        elif len(pending) < MOST_CROSSING and (pending or named or _may_cross(row)):
            pending.append(k)
        else:
            break
    if len(members) < FEWEST_LINES or parting < min(COUNTED):
        return _Growth(start, None, parting, most)
    taken = sorted([*members, *crossing])
    places = frozenset(n for n, k in enumerate(taken) if k in crossing)
    gutters = tuple(gap for gap in gaps if x0 < gap[0] and gap[1] < x1)
    return _Growth(taken[-1], Stretch(tuple(rows[k] for k in taken), places, gutters), parting, most)


def _may_cross(row: Row) -> bool:
    """Whether a line that runs across the gutters may be the name of a group in a table."""
    return row.names or all(word.bold for word in row.line.words)


def _names_group(row: Row, parts: int, above: Line | None, sides: Gap, em: float, cuts: bool) -> bool:
    """Whether a line is the name of a group at the table's left side, or the rest of one.

    It may leave a gutter white by chance ("I. Cải cách thể chế") and must not move it, or hide one and leave the others
    ("I" in a cell of its own, a long name beside it): `cuts` tells that one would be lost; into `parts` white cuts it.
    """
    (left, right), line = sides, row.line
    if cuts and parts == 1 and row.gaps[0][1] < left + 1.5 * em and row.gaps[-1][0] < left + SHORT * (right - left):
        # Ink in no other column: the name of a group without a label.
        return True
    if len(line.words) < 2 or parts > 2 or (parts == 2 and not (cuts and row.names)):
        return False
    if above is not None and abs(line.box.x0 - above.box.x0) < 0.5 * em:
        return True
    return line.box.x0 < left + 1.5 * em and row.names


def word_gaps(line: Line) -> tuple[Gap, ...]:
    """What the words of a line leave white, from the far left to the far right."""
    return white_between([(word.box.x0 + SLACK, word.box.x1 - SLACK) for word in line.words])


def white_between(taken: Sequence[Gap]) -> tuple[Gap, ...]:
    """What some stretches leave white, from the far left to the far right."""
    gaps: list[Gap] = []
    reach = -FAR
    for x0, x1 in sorted(taken):
        if x0 > reach:
            gaps.append((reach, x0))
        reach = max(reach, x1)
    return (*gaps, (reach, FAR))


def _shared(some: Sequence[Gap], others: Sequence[Gap], least: float) -> list[Gap]:
    """What is white in both, where it is wide enough."""
    both = [(max(a0, b0), min(a1, b1)) for a0, a1 in some for b0, b1 in others if a0 < b1 and b0 < a1]
    return [(x0, x1) for x0, x1 in both if x1 - x0 >= least]


def _pinched(gaps: Sequence[Gap], kept: Sequence[Gap], others: Sequence[Gap], em: float) -> list[Gap]:
    """What is left of those narrow gutters that are not kept; `others` is white wide enough for a gutter by itself."""
    lost = [(x0, x1) for x0, x1 in gaps if x1 - x0 < PADDING * em and not any(a < x1 and x0 < b for a, b in kept)]
    return _shared(lost, others, PINCHED * em) if lost else []


def body_gutters(stretch: Stretch) -> tuple[Gap, ...]:
    """The gutters of a stretch; those that a header over several columns hides are seen below it."""
    first = stretch.gutters[0][1]
    rows = [row for k, row in enumerate(stretch.rows) if k not in stretch.crossing]
    words = [row.line.words[0] for row in rows]
    start = next((k for k, word in enumerate(words) if is_label(word.text) and word.box.x1 < first), 0)
    if not 0 < start <= len(rows) - 4:
        return stretch.gutters
    under = shared_gutters(rows[start:], type_size([word for row in rows for word in row.line.words]))
    return under if len(under) > len(stretch.gutters) else stretch.gutters


def shared_gutters(rows: Sequence[Row], em: float) -> tuple[Gap, ...]:
    """The white that goes through all of some lines, between their sides."""
    gaps: list[Gap] = [(-FAR, FAR)]
    for n, row in enumerate(rows):
        white = [gap for gap in row.gaps if gap[1] - gap[0] >= NARROWEST * em]
        kept = _shared(gaps, white, NARROWEST * em)
        gaps = sorted([*kept, *_pinched(gaps, kept, white, em)]) if n >= SETTLED else kept
    x0, x1 = min(row.line.box.x0 for row in rows), max(row.line.box.x1 for row in rows)
    return tuple(gap for gap in gaps if x0 < gap[0] and gap[1] < x1)


def column_marks(stretch: Stretch) -> list[float]:
    """Where the columns of a stretch part, in points from the left."""
    words = [word for row in stretch.rows for word in row.line.words]
    parted = [word for k, row in enumerate(stretch.rows) if k not in stretch.crossing for word in row.line.words]
    return [(x0 + x1) / 2 for x0, x1 in _without_bullets(_without_specks(body_gutters(stretch), parted), words)]


def _without_specks(gutters: Sequence[Gap], words: Sequence[Word]) -> list[Gap]:
    """Join gutters between which no word stands, and leave out those beside which none does: specks part them."""
    places = [word.box.center[0] for word in words if any(map(str.isalnum, word.text))]
    kept: list[Gap] = []
    for gutter in gutters:
        if kept and not any(kept[-1][0] < x < gutter[1] for x in places):
            kept[-1] = (kept[-1][0], gutter[1])
        else:
            kept.append(gutter)
    return [(x0, x1) for x0, x1 in kept if any(x < x1 for x in places) and any(x > x0 for x in places)]


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
