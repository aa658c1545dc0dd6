"""Which rows of a table go on over the break between two pages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.column_contents import words_of
from extractors.table_rows import CUT_CODE
from extractors.toneless import bare

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.table_rows import DraftCell, DraftRow

_MARKED = re.compile(r"(?:[-+•*]|(?P<n>\d{1,2})[.)])\s")


@lru_cache(maxsize=4)
def _carry(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(bare(word) for word in lexicon.table("columns")["carry"]["words"])


def goes_on(above: DraftRow, row: DraftRow, number: int | None, task: int | None, lexicon: Lexicon) -> float:
    """Weigh whether the first row of a page is the rest of the last row of the page before.

    Returns:
        Above 0 for yes, below for no; the nearer to 0, the less sure.
    """
    numbers = [number is not None and (cell := one.cells.get(number)) is not None and cell.said for one in (above, row)]
    if all(numbers):
        return -9.0
    said = [cell for cell in row.filled() if cell.said]
    if task is not None and said and not any(cell.column == task for cell in said) and above.text(task):
        return 9.0
    deepest = max((part.bottom for cell in above.filled() for part in cell.parts[-1:]), default=0.0)
    weight = -2.0 if numbers[1] else 0.0
    for cell in said:
        if cell.column != number:
            weight += _cell_goes_on(above.cells.get(cell.column), cell, deepest, lexicon)
    return weight


def _cell_goes_on(above: DraftCell | None, cell: DraftCell, deepest: float, lexicon: Lexicon) -> float:
    """Weigh whether a cell is the rest of the one above the break."""
    if above is None or not above.text:
        return -0.5
    ended = above.parts[-1].bottom < deepest - 0.7 * above.parts[-1].line
    if words_of(above.text) == words_of(cell.text):
        return -2.0
    mark, last = _MARKED.match(cell.text), re.findall(r"(?<!\S)(\d{1,2})[.)]\s", above.text)
    if mark and mark["n"]:
        return 1.5 if last and int(mark["n"]) == int(last[-1]) + 1 else -2.0
    if CUT_CODE.search(above.text):
        return 2.0
    if cell.text[:1].islower():
        return 0.5 if ended else 2.0
    if ended:
        return -2.0
    final = re.findall(r"\w+|[^\w\s]", above.text)[-1:]
    if mark:
        return 0.5 if final and final[0] in ";.," else 0.0
    if final and (final[0] == "," or bare(final[0]) in _carry(lexicon)):
        return 1.5
    return -1.0 if final and final[0] == "." else 0.0
