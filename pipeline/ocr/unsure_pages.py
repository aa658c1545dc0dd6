"""A page, or a table of it, that is read unsurely throughout: no number on it is stated in confidence.

Two readers may agree on a figure that both misread for one cause: a face that neither knows, print too pale or too
worn, hair strokes that the scan lost. The words around show it, or the balance of the page's strokes. Measured on made
pages (docs/evaluation.md): worn copies in usual faces lie above the bounds, hairlines and worn thin faces below them.

Where the words read well and the thin strokes alone are lost, a number is stated that the net reads surely and alike in
every cut of the ink (`third_look`), and that the weighing of both readers states; none is where most are not so, for
what made those unsure made the others alike.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from models.page import READING_UNSURE, SURE
from models.source import Doubt
from pipeline.ocr.align_readings import NUMBER
from pipeline.ocr.second_reading import is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.page import Line, Page, Word

UNSURE = 0.88
"""Mean confidence of the words without digits below which a page is read unsurely."""
NOISE = 0.6
"""The same, below which pale marks are no writing, and a page may stand on its head: mirrored text reads at 0.4 to 0.5,
text on its head at 0.3 to 0.4, print at 0.8 and more."""
FEWEST = 30
"""Words that tell it."""
LOST = 0.38
"""Strokes across over upright ones (`thin_strokes`) below which a page's thin strokes are lost."""
STEADY = 0.97
"""Sureness of the first reader from which a number there may be steady."""
MOST = 0.5
"""Share of the numbers of such a page that must be steady, or none is stated."""
STATED_MOST = 0.85
"""Confidence of a number there at most: below what is stated in silence (0.9)."""


def doubt_unsure_reading(
    parts: Sequence[Sequence[Line]], balance: float | None = None
) -> tuple[list[tuple[Line, ...]], tuple[Doubt, ...]]:
    """Doubt the numbers of what is read unsurely, and those of a page without its thin strokes that are not steady.

    Args:
        parts: the lines of a page, those of its text and those of each table apart, numbers already read twice.
        balance: the page's strokes across over its upright ones; None where it does not tell.

    Returns:
        The parts, confidence of numbers bounded where the page or the part is unsure, and a doubt
        `reading_unsure` that says how sure its words are in the mean, another that says what is left of thin strokes.
    """
    whole = _sureness([line for part in parts for line in part])
    lost = strokes_lost(balance)
    unsure = [whole < UNSURE or _sureness(part) < UNSURE for part in parts]
    capped = [
        tuple(_bounded(line, steady=not doubted) for line in part) if lost or doubted else tuple(part)
        for part, doubted in zip(parts, unsure, strict=True)
    ]
    if lost and _steady_share(capped) < MOST:
        capped = [tuple(_bounded(line, steady=False) for line in part) for part in parts]
    doubts = []
    if any(unsure):
        words = [line for part, doubted in zip(parts, unsure, strict=True) if doubted for line in part]
        where = "" if all(unsure) else " in a part of the page"
        doubts.append(Doubt(code=READING_UNSURE, detail=f"words are sure at {_sureness(words, 1):.2f}{where}"))
    if lost:
        doubts.append(Doubt(code=READING_UNSURE, detail=f"strokes across are {balance:.2f} of the upright ones"))
    return capped, tuple(doubts)


def strokes_lost(balance: float | None) -> bool:
    """Whether a page with this balance of strokes (`thin_strokes`) lost its thin ones."""
    return balance is not None and balance < LOST


def shows_through(page: Page) -> bool:
    """Whether what was read of pale marks is no writing: a back page through which the front shows reads as noise."""
    return not any(line.words for line in _lines_of(page)) or page_sureness(page) < NOISE


def reads_as_noise(page: Page) -> bool:
    """Whether the words of a page are so unsure that it may stand on its head."""
    return _sureness(_lines_of(page)) < NOISE


def page_sureness(page: Page) -> float:
    """Mean confidence of a page's words of letters as their reader saw them; 1 where there is none."""
    return _sureness(_lines_of(page), 1)


def _lines_of(page: Page) -> list[Line]:
    return [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines)]


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


def _steady_share(parts: Sequence[Sequence[Line]]) -> float:
    """Share of the numbers that are stated; 1 where there is none."""
    stated = [
        word.confidence >= SURE
        for part in parts
        for line in part
        for before, word in pairwise((None, *line.words))
        if word is not None and is_number(word, before)
    ]
    return sum(stated) / len(stated) if stated else 1.0


def _is_witness(word: Word) -> bool:
    return NUMBER.search(word.text) is None and sum(char.isalpha() for char in word.text) > 1


def _bounded(line: Line, *, steady: bool) -> Line:
    """The line with its numbers bounded; `steady`: but for those that every look at them reads alike."""
    return line.model_copy(update={"words": tuple(_bounded_words(line.words, steady))})


def _bounded_words(words: Sequence[Word], steady: bool) -> Iterator[Word]:
    before: Word | None = None
    for word in words:
        # What opens a line may be a label, whose hyphen or serifs are lost to every look ("1-", "I.1").
        held = steady and before is not None and _is_steady(word)
        bounded = is_number(word, before) and not held
        yield word.model_copy(update={"confidence": min(word.confidence, STATED_MOST)}) if bounded else word
        before = word


def _is_steady(word: Word) -> bool:
    """Whether the net, sure of it, reads a number alike in every cut, and the weighing of both readers states it."""
    if not word.looks or word.confidence < SURE or word.readings[0].confidence < STEADY:
        return False
    return all(look.text == word.readings[0].text for look in word.looks)
