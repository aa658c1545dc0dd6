"""The first label of a list in a table's cell, read "I." for "1.": the "2." that follows in the cell tells it.

On a worn copy a 1 is a bare stroke. In the text the outline counts labels; a cell has none, and its list may run on in
one line ("1. …; 2. …"). Only the label is mended, by its own list; the word keeps its first reading, and is doubted.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from models.page import Line, Reading, Word
from pipeline.ocr.align_readings import core
from pipeline.ocr.broken_numbers import GRAMMAR, PUT_BACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.page import Grid, GridCell

_LABEL = re.compile(r"(?P<label>\d{1,2}|[IVXLivxl|!]{1,4})(?P<mark>[.)])")
_STROKE = re.compile(r"[Iil|!]")
_ENDS = (".", ";", ":")
"""What a list's item ends with, before the label of the next in the same line."""


def mend_list_labels(grid: Grid) -> Grid:
    """The grid with lone strokes that open lists in its cells read as 1 where "2" with the same mark is the next label.

    Such a word has 0.6 at most, and both readings.
    """
    cells = tuple(_mended(cell) for cell in grid.cells)
    return grid if cells == grid.cells else grid.model_copy(update={"cells": cells})


def _mended(cell: GridCell) -> GridCell:
    first = {
        one
        for (one, label), (_, following) in pairwise(_labels(cell.lines))
        if _STROKE.fullmatch(label["label"]) and following[0] == f"2{label['mark']}"
    }
    if not first:
        return cell
    lines = [
        Line(words=tuple(_first(w) if (n, k) in first else w for k, w in enumerate(line.words)), box=line.box)
        for n, line in enumerate(cell.lines)
    ]
    return cell.model_copy(update={"lines": tuple(lines)})


def _labels(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, int], re.Match[str]]]:
    """Labels that open a line or follow the end of an item, each with its line and word."""
    for n, line in enumerate(lines):
        for k, word in enumerate(line.words):
            opens = not k or line.words[k - 1].text.endswith(_ENDS)
            if opens and (found := _LABEL.fullmatch(word.text)):
                yield (n, k), found


def _first(word: Word) -> Word:
    """The label as 1, with what was read beside it."""
    read = word.readings[0] if word.readings else Reading(reader="first", text=core(word.text), confidence=0.0)
    readings = (read, Reading(reader=GRAMMAR, text="1", confidence=0.0))
    confidence = min(word.confidence, PUT_BACK)
    return word.model_copy(update={"text": f"1{word.text[-1]}", "readings": readings, "confidence": confidence})
