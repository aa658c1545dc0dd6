"""A page, or a table of it, that is read unsurely throughout: no number on it is stated in confidence.

Two readers may agree on a figure that both misread for one cause: a face that neither knows, print too pale or too
worn, hair strokes that the scan lost. The words around show it, or the balance of the page's strokes. Measured on made
pages (docs/evaluation.md): worn copies in usual faces lie above the bounds, hairlines and worn thin faces below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.page import READING_UNSURE
from models.source import Doubt
from pipeline.ocr.second_reading import NUMBER, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.page import Line, Page, Word

UNSURE = 0.88
"""Mean confidence of the words without digits below which a page is read unsurely."""
NOISE = 0.6
"""The same, below which pale marks are no writing: mirrored text reads at 0.4 to 0.5, print at 0.8 and more."""
FEWEST = 30
"""Words that tell it."""
LOST = 0.38
"""Strokes across over upright ones (`thin_strokes`) below which a page's thin strokes are lost."""
STATED_MOST = 0.85
"""Confidence of a number there at most: below what is stated in silence (0.9)."""


def doubt_unsure_reading(
    parts: Sequence[Sequence[Line]], balance: float | None = None
) -> tuple[list[tuple[Line, ...]], tuple[Doubt, ...]]:
    """Doubt the numbers of what is read unsurely, and all of a page that lost its thin strokes.

    Args:
        parts: the lines of a page, those of its text and those of each table apart, numbers already read twice.
        balance: the page's strokes across over its upright ones; None where it does not tell.

    Returns:
        The parts, confidence of numbers bounded where the page or the part is unsure, and a doubt
        `reading_unsure` that says how sure its words are in the mean, another that says what is left of thin strokes.
    """
    whole = _sureness([line for part in parts for line in part])
    lost = balance is not None and balance < LOST
    unsure = [whole < UNSURE or _sureness(part) < UNSURE for part in parts]
    capped = [
        tuple(map(_bounded, part)) if lost or doubted else tuple(part)
        for part, doubted in zip(parts, unsure, strict=True)
    ]
    doubts = []
    if any(unsure):
        words = [line for part, doubted in zip(parts, unsure, strict=True) if doubted for line in part]
        where = "" if all(unsure) else " in a part of the page"
        doubts.append(Doubt(code=READING_UNSURE, detail=f"words are sure at {_sureness(words, 1):.2f}{where}"))
    if lost:
        doubts.append(Doubt(code=READING_UNSURE, detail=f"strokes across are {balance:.2f} of the upright ones"))
    return capped, tuple(doubts)


def shows_through(page: Page) -> bool:
    """Whether what was read of pale marks is no writing: a back page through which the front shows reads as noise."""
    lines = [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]
    return not any(line.words for line in lines) or _sureness(lines, 1) < NOISE


def _sureness(lines: Sequence[Line], fewest: int = FEWEST) -> float:
    """Mean confidence of words of letters as their reader saw them; 1 where too few tell."""
    # What the language made of a word says nothing of how the page reads.
    chances = [
        word.readings[0].confidence if word.readings else word.confidence
        for line in lines
        for word in line.words
        if _is_witness(word)
    ]
    return sum(chances) / len(chances) if len(chances) >= fewest else 1.0


def _is_witness(word: Word) -> bool:
    return NUMBER.search(word.text) is None and sum(char.isalpha() for char in word.text) > 1


def _bounded(line: Line) -> Line:
    return line.model_copy(update={"words": tuple(_bounded_words(line.words))})


def _bounded_words(words: Sequence[Word]) -> Iterator[Word]:
    before: Word | None = None
    for word in words:
        yield (
            word.model_copy(update={"confidence": min(word.confidence, STATED_MOST)})
            if is_number(word, before)
            else word
        )
        before = word
