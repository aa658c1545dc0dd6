"""Where white parts the words of a page into columns: stretches of lines over which gaps stand on the same place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pipeline.grids.chance_gutters import chance_gutters
from pipeline.grids.table_words import is_group_text, read_count

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
MANY = 3
"""Gutters that a line of a settled table must leave white where it hides one."""
ONE_PIECE, PAIR = 2, 2
"""White left and right of a line that is in one piece; pieces of one that is a label and a name."""
HOPELESS = 6
"""Lines without any gutter after which a stretch is given up."""
FAR = 1e4


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
    def members(self) -> list[Row]:
        """The lines that the gutters part."""
        return [row for k, row in enumerate(self.rows) if k not in self.crossing]

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
        while best is not None and (chance := chance_gutters(best[2])):
            # The lines may share all other gutters: only what is left of one that hid lines is cut out of the white.
            plain = _longest(rows[low:high], wide[low:high], em, len(best[2].gutters) - len(chance))
            if plain is not None and not chance_gutters(plain[2]):
                best = plain
                break
            fewer = _without_chance(best, wide[low:high], NARROWEST * em)
            if fewer == wide[low:high]:
                break
            wide[low:high] = fewer
            best = _longest(rows[low:high], fewer, em)
        if best is None:
            continue
        first, last, stretch = best
        # What is left of a pinched one falls under no measure of white.
        chance = chance_gutters(stretch)
        found.append(replace(stretch, gutters=tuple(gap for gap in stretch.gutters if gap not in chance)))
        free += [(low, low + first), (low + last + 1, high)]
    return sorted(found, key=lambda stretch: stretch.rows[0].line.box.y0)


def _without_chance(
    best: tuple[int, int, Stretch], white: Sequence[tuple[Gap, ...]], least: float
) -> list[tuple[Gap, ...]]:
    """The white of the lines without the gutters of chance in the best stretch."""
    first, last, stretch = best
    chance = chance_gutters(stretch)
    inked = white_between(chance) if chance else ((-FAR, FAR),)
    return [
        tuple(_shared(gaps, inked, least)) if chance and first <= k <= last else gaps for k, gaps in enumerate(white)
    ]


def _longest(
    rows: Sequence[Row], white: Sequence[tuple[Gap, ...]], em: float, most: int = max(COUNTED)
) -> tuple[int, int, Stretch] | None:
    """The stretch that holds most lines, with as many gutters as nearly all of them share: first, last, itself.

    `white` are the gaps of each line that are wide enough for a gutter, `most` the gutters that it may have.
    """
    counted = [count for count in COUNTED if count <= most]
    longest: dict[int, tuple[int, int, Stretch]] = {}
    grown: dict[int, _Growth] = {}
    for least in counted:
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
    for least in counted:
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
        # White of chance that was left out before is ink of no word: it parts no line in pieces.
        pieces = sum(gap[1] - gap[0] >= NARROWEST * em for gap in row.gaps) - 1
        if row.barrier or (k > start and box.y0 - rows[k - 1].line.box.y1 > PARTED * em):
            break
        kept = _shared(gaps, white[k], NARROWEST * em)
        left, right = min(x0, box.x0), max(x1, box.x1)
        if len(members) >= SETTLED:
            kept = sorted([*kept, *_pinched(gaps, kept, row.gaps if pieces > 1 else white[k], em)])
        remain = sum(left < gap[0] and gap[1] < right for gap in kept)
        above = rows[pending[-1]].line if pending else None
        begins = max(x0 + 1.5 * em, next((gap[1] + 0.5 * em for gap in gaps if x0 < gap[0] and gap[1] < x1), x0))
        moved = remain < parting or any(gap not in gaps for gap in kept)
        named = bool(members) and (
            _names_group(row, pieces, above, (x0, x1), begins, remain < parting)
            or (moved and _heads_group(row, pieces, (x0, x1)))
        )
        if remain >= min(least, parting) and not named:
            gaps, x0, x1, parting, most = kept, left, right, remain, max(most, remain)
            members.append(k)
            crossing += pending
            pending = []
            if not parting and len(members) > HOPELESS:
                break
        elif len(pending) < MOST_CROSSING and (pending or named or _may_cross(row)):
            pending.append(k)
        elif len(members) >= SETTLED and remain == parting - 1 >= MANY and len(pending) < MOST_CROSSING:
            # A date that fills its column hides one gutter of many.
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


def _names_group(row: Row, parts: int, above: Line | None, sides: Gap, begins: float, cuts: bool) -> bool:
    """Whether a line is the name of a group, which begins in one of the first two columns, or the rest of one.

    It may leave a gutter white by chance ("I. Cải cách thể chế") and must not move it, or hide one and leave the others
    ("I" in a cell of its own, a long name beside it): `cuts` tells that one would be lost; into `parts` white cuts it.
    """
    (left, right), line = sides, row.line
    if cuts and parts == 1 and row.gaps[0][1] < begins and row.gaps[-1][0] < left + SHORT * (right - left):
        # Ink in no other column: the name of a group without a label.
        return True
    if len(line.words) < 2 or parts > 2 or (parts == 2 and not (cuts and row.names)):
        return False
    if above is not None and abs(line.box.x0 - above.box.x0) < 0.5 * line.box.height:
        return True
    return line.box.x0 < left + 1.5 * line.box.height and row.names


def _heads_group(row: Row, parts: int, sides: Gap) -> bool:
    """Whether a line is the label of a group in a column of its own and a short name beside it, nothing else."""
    left, right = sides
    short = row.gaps[-1][0] < left + SHORT * (right - left)
    return parts == PAIR and short and row.names and read_count(row.line.words[0].text) is not None


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
    """What is left of those narrow gutters that are not kept; `others` is the white of a line."""
    lost = [(x0, x1) for x0, x1 in gaps if x1 - x0 < PADDING * em and not any(a < x1 and x0 < b for a, b in kept)]
    return _shared(lost, others, PINCHED * em) if lost else []


def _narrow(row: Row, white: Sequence[Gap]) -> Sequence[Gap]:
    """The white of a line that may be left of a pinched gutter: a line in one piece has spaces there, no gutters."""
    return row.gaps if len(white) > ONE_PIECE else white


def shared_gutters(rows: Sequence[Row], em: float) -> tuple[Gap, ...]:
    """The white that goes through all of some lines, between their sides."""
    gaps: list[Gap] = [(-FAR, FAR)]
    for n, row in enumerate(rows):
        white = [gap for gap in row.gaps if gap[1] - gap[0] >= NARROWEST * em]
        kept = _shared(gaps, white, NARROWEST * em)
        gaps = sorted([*kept, *_pinched(gaps, kept, _narrow(row, white), em)]) if n >= SETTLED else kept
    x0, x1 = min(row.line.box.x0 for row in rows), max(row.line.box.x1 for row in rows)
    return tuple(gap for gap in gaps if x0 < gap[0] and gap[1] < x1)
