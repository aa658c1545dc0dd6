"""Labels of parts ("Phần thứ hai", "Phần I") that a scan lost or changed, given back by those of their sisters."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.heading_words import heading_words
from extractors.label_readings import CARDINALS, ORDINALS, ROMANS, Reading
from extractors.lost_labels import LOST_LABEL, is_scanned
from extractors.numbering import Line
from extractors.sheet_words import is_capitals
from extractors.toneless import bare
from extractors.worded_labels import MARKS_LOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.transcript import Block, Transcript

MOST_TITLE = 25
_STYLES = ("part", "chapter", "clause")
_STROKES = {"1": "I", "11": "II", "H": "II"}
MOST_PARTS = 8
STROKES_LOST = 1.5
"""What it costs to think that a stroke of a numeral was lost."""


def with_lost_parts(
    transcript: Transcript, blocks: Sequence[Block], lines: Sequence[Line], lexicon: Lexicon
) -> list[Line]:
    """Think of a part's label at titles in capitals on the middle, where other parts of the scan are labelled.

    The word of the label may be left without its numeral ("PHẦN MỤC ĐÍCH"); "PHẦN VIỆC CỦA CÁC NGÀNH" is a title.
    """
    sister = next((r for line in lines for r in line.readings if r.style in _STYLES and r.cost == 0), None)
    if sister is None:
        return list(lines)
    found = []
    for block, line in zip(blocks, lines, strict=True):
        text = transcript.slice(block.span)
        exact = any(reading.cost == 0 for reading in line.readings)
        titled = block.centred and is_capitals(text) and 2 <= len(text.split()) <= MOST_TITLE
        if exact or not titled or not is_scanned(transcript, block.page):
            found.append(line)
            continue
        end = _word_end(text, sister, lexicon)
        parts = (
            replace(sister, numbers=(n,), text=_named(sister, n), end=end, printed=text[:end].strip(), cost=LOST_LABEL)
            for n in _MANY
        )
        found.append(replace(line, readings=(*line.readings, *parts)) if line.readings else Line(tuple(parts), 0.0))
    return found


def _word_end(text: str, sister: Reading, lexicon: Lexicon) -> int:
    """Where the word of a part's label ends that stands before the matter of its title; 0 where none does."""
    word = bare(sister.text.split()[0])
    match = re.match(rf"{word}\s+", bare(text))
    behind = bare(text[match.end() :]) if match else ""
    return match.end() if match and heading_words(lexicon).matters.match(behind) else 0


def with_like_numerals(lines: Sequence[Line]) -> list[Line]:
    """Read "Phần 1" of a scan as "Phần I", "Phần H" as "Phần II" where other parts bear Roman numerals.

    The strokes are the same. Of "Phần I" between II and IV, or III and V, letters were lost: their sequence decides.
    """
    roman = {
        (reading.style, reading.text.split()[0])
        for line in lines
        for reading in line.readings
        if reading.style in _STYLES and reading.cost == 0 and reading.text.split()[-1] in ROMANS[1:]
    }

    def alike(reading: Reading) -> tuple[Reading, ...]:
        head, _, last = reading.text.rpartition(" ")
        if reading.style not in _STYLES or (reading.style, head) not in roman:
            return (reading,)
        if (numeral := _STROKES.get(last)) is not None:
            numbers = (ROMANS.index(numeral) + 1,)
            return (replace(reading, numbers=numbers, text=f"{head} {numeral}", cost=MARKS_LOST),)
        more = (
            replace(reading, numbers=(rank,), text=f"{head} {numeral}", cost=STROKES_LOST * (len(numeral) - len(last)))
            for rank, numeral in enumerate(ROMANS[:MOST_PARTS], start=1)
            if last in ROMANS and len(last) < len(numeral) <= len(last) + 2 and _is_left_of(last, numeral)
        )
        return (reading, *more)

    if not roman:
        return list(lines)
    return [
        replace(line, readings=tuple(one for reading in line.readings for one in alike(reading)))
        if line.mendable
        else line
        for line in lines
    ]


def _is_left_of(read: str, numeral: str) -> bool:
    """Whether a numeral that lost letters may be read so ("IV" as "I")."""
    letters = iter(numeral)
    return all(letter in letters for letter in read)


_MANY = range(1, len(ORDINALS) + 1)


def _named(sister: Reading, value: int) -> str:
    """Text of a part's label in the form of another's."""
    head, last = sister.text.rsplit(" ", 1)
    if last in ORDINALS:
        return f"{head} {ORDINALS[value - 1]}"
    if last in CARDINALS:
        return f"{head} {CARDINALS[value - 1]}"
    if last.isdigit():
        return f"{head} {value}"
    return f"{head} {ROMANS[value - 1] if last in ROMANS else 'ABCDEFGH'[value - 1]}"
