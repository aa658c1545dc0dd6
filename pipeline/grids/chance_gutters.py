"""White that goes through many lines by chance and parts no columns."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.grids.table_words import is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.grids.gutters import Gap, Row, Stretch

LIKE_SPACE, FEW = 1.6, 2
"""Times the spaces of its line that a gutter of chance is wide in every line; spaces that tell how wide they are."""
NUMBERS, MOSTLY = 4, 0.75
"""Lines that hold a number left of a gutter, and their share of all that hold something there: a column of numbers."""


def chance_gutters(stretch: Stretch) -> list[Gap]:
    """Gutters of a stretch that are spaces between words, or over which more lines run than words stand beside."""
    chance = spaces_alone(stretch.members, stretch.gutters)
    over = [stretch.rows[k] for k in stretch.crossing if not stretch.rows[k].names]
    for gutter in stretch.gutters:
        if _stands_by_numbers(gutter, stretch.members):
            # Names of groups without a number run over it alone.
            continue
        held = sum(bool(_in_spaces(gutter, [row], stretch.gutters)) for row in stretch.members)
        hidden = [[g for g in stretch.gutters if not _leaves_white(g, row)] for row in over]
        if gutter not in chance and hidden.count([gutter]) > held:
            chance.append(gutter)
    return sorted(chance)


def _stands_by_numbers(gutter: Gap, rows: Sequence[Row]) -> bool:
    """Whether hardly anything but numbers stands left of a gutter."""
    left = [" ".join(word.text for word in row.line.words if word.box.x1 < gutter[1]) for row in rows]
    said = [text for text in left if any(map(str.isalnum, text))]
    return sum(map(is_label, said)) >= max(NUMBERS, MOSTLY * len(said))


def _leaves_white(gutter: Gap, row: Row) -> bool:
    """Whether a line leaves a part of a gutter white that is wider than its spaces."""
    shared = [min(b, gutter[1]) - max(a, gutter[0]) for a, b in row.gaps]
    spaces = [b.box.x0 - a.box.x1 for a, b in pairwise(row.line.words)]
    return max(shared) > LIKE_SPACE * median(spaces or [0.0])


def spaces_alone(rows: Sequence[Row], among: Sequence[Gap]) -> list[Gap]:
    """Gutters that are nothing but spaces between words, which stand under each other in a wide column by chance."""
    left = list(among)
    while left:
        # One by one: where words end before both, white goes over a true gutter and one of chance.
        widths = {gutter: white for gutter in left if (white := _in_spaces(gutter, rows, left))}
        least = min(widths, key=lambda gutter: widths[gutter], default=None)
        if least is None or widths[least] >= LIKE_SPACE:
            break
        left.remove(least)
    return [gutter for gutter in among if gutter not in left]


def _in_spaces(gutter: Gap, rows: Sequence[Row], among: Sequence[Gap]) -> float:
    """The widest white at a gutter in spaces of its own line; 0.0 where no line has words on both of its sides."""
    lines = [[(a.box.x1, b.box.x0) for a, b in pairwise(row.line.words)] for row in rows]
    over = [[[g for g in among if a < (g[0] + g[1]) / 2 < b] for a, b in line] for line in lines]
    plain = [
        [b - a for (a, b), held in zip(line, holds, strict=True) if not held]
        for line, holds in zip(lines, over, strict=True)
    ]
    # Lines of one word in each column tell no space: their white parts columns.
    usual = median([space for own in plain for space in own] or [0.0])
    return max(
        (
            (b - a) / max(median(own) if len(own) >= FEW else usual, 0.1)
            for line, holds, own in zip(lines, over, plain, strict=True)
            for (a, b), held in zip(line, holds, strict=True)
            if held == [gutter]
        ),
        default=0.0,
    )
