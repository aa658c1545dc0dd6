"""Keep out of a title what stands beside it on the paper: stamps of receipt, numbers written by hand.

The kind of document and the lines of its title are set on the middle of the sheet; what a wide gap parts from them
and what lies off that middle is of another hand.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.syllables import is_syllable
from pipeline.transcript.layout import is_kind
from pipeline.transcript.lines import words_to_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line, Word

GAP = 1.4
"""White (in letter heights) that parts a stamp from a title; a centred title does not stretch its spaces."""
TITLE_LINES = 7
"""Lines under the kind of document that may belong to the title."""
OFF_MIDDLE = 0.035
"""Share of the sheet's width by which the middle of a title's line may lie beside that of the kind."""
FULL = 0.72
"""Share of the sheet's width from which a line is one of the text."""


def part_stamps(lines: Sequence[Line], width: float) -> tuple[list[Line], list[Word]]:
    """Part the lines of a text into the text and the words that stand beside a title.

    Args:
        lines: Lines of one zone, from top to bottom.
        width: Width of the sheet in points.

    Returns:
        The lines without them, in order, and the words.
    """
    kept: list[Line] = []
    beside: list[Word] = []
    middle, left = 0.0, 0
    for line in lines:
        pieces = _pieces(line)
        kind = next((piece for piece in pieces if is_kind(_text(piece))), None)
        if kind is not None:
            middle, left = _middle(kind), TITLE_LINES
            chosen = kind if abs(middle - width / 2) < 0.2 * width else list(line.words)
        elif left:
            left -= 1
            chosen = _on_middle(pieces, middle, width) if len(pieces) > 1 else _without_stains(line, middle, width)
        else:
            chosen = list(line.words)
        if line.box.width > FULL * width and len(pieces) == 1:
            left = 0
        beside += [word for word in line.words if word not in chosen]
        kept.append(words_to_line(chosen) if len(chosen) < len(line.words) else line)
    return kept, beside


def _pieces(line: Line) -> list[list[Word]]:
    """Cut a line at its wide gaps."""
    em = median(word.box.height for word in line.words)
    pieces = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box.x0 - before.box.x1 >= GAP * em:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _middle(words: Sequence[Word]) -> float:
    return (words[0].box.x0 + max(word.box.x1 for word in words)) / 2


def _without_stains(line: Line, middle: float, width: float) -> list[Word]:
    """Words of a title's line behind what is no syllable, where the rest alone is set on the middle."""
    words = list(line.words)
    if abs(_middle(words) - middle) <= OFF_MIDDLE * width:
        return words
    for count in range(1, min(4, len(words))):
        if _is_written(words[count - 1].text):
            break
        if abs(_middle(words[count:]) - middle) <= OFF_MIDDLE * width / 2:
            return words[count:]
    return words


def _is_written(text: str) -> bool:
    """Whether a word is a syllable of two letters or more, behind marks or not."""
    letters = re.sub(r"[^\w]", "", text)
    return len(letters) > 1 and letters == text.strip("\"'“”(),.:;") and is_syllable(letters)


def _on_middle(pieces: Sequence[list[Word]], middle: float, width: float) -> list[Word]:
    """Words of the longest run of pieces that is set on the middle; all of them where none is."""
    every = [word for piece in pieces for word in piece]
    runs = [
        [word for piece in pieces[first:last] for word in piece]
        for first in range(len(pieces))
        for last in range(len(pieces), first, -1)
    ]
    even = [run for run in runs if abs(_middle(run) - middle) <= OFF_MIDDLE * width]
    return max(even, key=len, default=every)
