"""The first or last letter of a line that hangs together with something large: the ring of a seal, a signature.

Such a letter is no mark of its own, so the line seems to begin behind it ("rần" for "Trần"). Where ink goes on at a
line's end, the line is read once more with it, and the longer reading stands if the net is no less sure of the word.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.image.ink import ink_of
from pipeline.ocr.line_image import cut_line
from pipeline.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import PageImage
    from pipeline.ocr.find_lines import TextLine
    from pipeline.ocr.recogniser import LineReading, LineRecogniser

BODY = (0.05, 0.6)
"""Em above the baseline between which a letter's ink is looked for: clear of what lies over and under it."""
GAP = 0.3
"""Em of white that may part two letters of a word."""
NARROWEST, WIDEST = 0.25, 1.0
"""Em of a letter or what is left of one: a rule beside a line is narrower; of more ink only so much is a letter."""
INKED = 0.08
"""Em of ink in a column that belongs to a stroke."""
EDGE = 2
"""Letters of a word at which its sureness is told."""
SLACK = 0.1
"""What a syllable may be less sure with its first letter under a ring than without it."""


def with_glued_ends(
    net: LineRecogniser, image: PageImage, lines: Sequence[TextLine], readings: Sequence[LineReading]
) -> tuple[tuple[TextLine, ...], list[LineReading]]:
    """Read lines again whose ends hang together with larger ink.

    Args:
        net: the reader.
        image: the page, its rules erased.
        lines: its lines as found, widened to every mark near them.
        readings: what each line says.

    Returns:
        Lines and readings, the longer ones where they are read as surely.
    """
    mask = ink_of(image.pixels).mask
    found, read = list(lines), list(readings)
    for at_start in (True, False):
        longer = [(k, line) for k, one in enumerate(found) if (line := _longer(one, mask, at_start)) is not None]
        again = net.read([cut_line(image.pixels, line.box, line.baseline, line.cut_em) for _, line in longer])
        for (k, line), reading in zip(longer, again, strict=True):
            if _surer(read[k], reading, at_start):
                found[k], read[k] = line, reading
    return tuple(found), read


def _longer(line: TextLine, mask: NDArray[np.uint8], at_start: bool) -> TextLine | None:
    """The line with the ink that goes on at one of its ends; None where there is none, or no letter's."""
    x0, _, x1, _ = line.box
    end = x0 if at_start else x1
    level = line.level(end)
    reach = round((GAP + WIDEST) * line.em)
    top, foot = (max(0, round(level - share * line.em)) for share in reversed(BODY))
    if at_start:
        band = mask[top:foot, max(0, round(end) - reach) : max(0, round(end))][:, ::-1]
    else:
        band = mask[top:foot, round(end) + 1 : round(end) + 1 + reach]
    width = _letter_width((band > 0).sum(axis=0) >= max(1.0, INKED * line.em), line.em)
    if not width:
        return None
    box = (x0 - width, *line.box[1:]) if at_start else (*line.box[:2], x1 + width, line.box[3])
    return replace(line, box=box, baseline=(box[0], line.level(box[0]), box[2], line.level(box[2])))


def _letter_width(inked: NDArray[np.bool_], em: float) -> int:
    """Pixels from a line's end to the far side of the letter beside it; 0 where none stands there."""
    columns = np.flatnonzero(inked)
    if not columns.size or columns[0] > GAP * em:
        return 0
    breaks = np.flatnonzero(np.diff(columns) > GAP * em)
    last = int(columns[breaks[0]] if breaks.size else columns[-1])
    last = min(last, int(columns[0] + WIDEST * em))
    return last + 1 if last - columns[0] >= NARROWEST * em else 0


def _surer(plain: LineReading, longer: LineReading, at_start: bool) -> bool:
    """Whether the longer crop gives the same word with another end, of which the net is no less sure."""
    words = [reading.text.split() for reading in (plain, longer)]
    if not all(words):
        return False
    one, other = (found[0 if at_start else -1] for found in words)
    rest = one[1:] if at_start else one[:-1]
    goes_on = _letters(other).endswith(_letters(rest)) if at_start else _letters(other).startswith(_letters(rest))
    # A word of its own is what lies beside the line, and no digit is made of ink that may be anything.
    if len(words[0]) != len(words[1]) or one == other or not rest.isalpha() or not goes_on or not other.isalpha():
        return False
    if is_syllable(one) and not is_syllable(other):
        return False
    slack = SLACK if is_syllable(other) else 0.0
    return _edge(longer, at_start) >= _edge(plain, at_start) - slack


def _letters(text: str) -> str:
    """Letters without their marks: a ring that crosses a word may look like one."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def _edge(reading: LineReading, at_start: bool) -> float:
    """Mean sureness of the outermost letters."""
    chances = reading.char_confidences[:EDGE] if at_start else reading.char_confidences[-EDGE:]
    return float(np.mean(chances)) if chances else 0.0
