"""Keep out of a title what stands beside it on the paper: stamps of receipt, numbers written by hand.

The kind of document and the lines of its title are set on the middle of the sheet; what a wide gap parts from them
and what lies off that middle is of another hand.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.syllables import is_syllable
from pipeline.transcript.layout import ALIKE, bare, is_kind, phrases
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
STAINS = 3
"""Words that a stamp leaves before a title's line at most."""
UNSURE = 0.65
"""How sure a reader may be of a stamp's words that look like syllables ("sao" for its dotted line)."""


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
    """Words of a title's line behind what a stamp or stain left, where the rest alone is set on the middle."""
    words = list(line.words)
    if abs(_middle(words) - middle) <= OFF_MIDDLE * width:
        return words
    begin = 2 * middle - max(word.box.x1 for word in words)
    stamped = _receipt_words(words)
    even: list[list[Word]] = []
    for count in range(1, min(STAINS + 1, len(words))):
        last, rest = words[count - 1], words[count:]
        if count > stamped and last.confidence >= UNSURE and _is_written(last.text):
            break
        # A stamp's frame widens the word beside it: then the line begins inside that word, not left of it.
        parted = last.box.x1 < begin <= rest[0].box.x1
        if count >= stamped and (parted or abs(_middle(rest) - middle) <= OFF_MIDDLE * width / 2):
            even.append(rest)
    return min(even, key=lambda rest: abs(_middle(rest) - middle), default=words)


def _receipt_words(words: Sequence[Word]) -> int:
    """How many words at the beginning of a line are the stamp of who received the sheet ("CÔNG VĂN ĐẾN")."""
    for count in range(STAINS, 0, -1):
        opening = bare(_text(words[:count]))
        if any(fuzz.ratio(opening, phrase) >= ALIKE for phrase in phrases("furniture", "receipts")):
            return count
    return 0


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
