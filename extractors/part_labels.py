"""Labels of parts ("Phần thứ hai") that a scan hurt or lost: mended by their few words, given back by the sequence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from extractors.labels import CARDINALS, ORDINALS, ROMANS, Reading
from extractors.lost_labels import LOST_LABEL, is_scanned
from extractors.numbering import Line
from extractors.sheet_words import is_capitals
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.transcript import Block, Transcript

LIKE = 84
"""Likeness of a worn label (without marks, of 100) to the label that it may be."""
WORN_LABEL = 0.3
"""What a worn label costs, and a point more for each tenth of unlikeness."""
MOST_TITLE = 25
_STYLES = ("part", "chapter", "clause")


def read_worn_part(text: str) -> tuple[Reading, ...]:
    """Read "PHÀN THỨ HAI" or "Phan thử ba" as the parts that they may be; empty where none is near.

    The label stands alone, or before a title in capitals.
    """
    words = list(re.finditer(r"\S+", text))[:3]
    if len(words) < 3 or not words[0].group()[:1].isupper():
        return ()
    end = words[2].end()
    if text[end:].strip(" .:-–") and not is_capitals(text[end:]):
        return ()
    printed = text[words[0].start() : end]
    form = bare(printed).strip(" .:-–,")
    found = []
    for value, ordinal in enumerate(ORDINALS, start=1):
        likeness = fuzz.ratio(form, bare(f"phần thứ {ordinal}"))
        if likeness >= LIKE:
            behind = len(text) - len(text[end:].lstrip(" .:-–"))
            cost = WORN_LABEL + (100 - likeness) / 10
            found.append(Reading("part", (value,), f"Phần thứ {ordinal}", behind, printed, cost))
    return tuple(found)


def with_lost_parts(transcript: Transcript, blocks: Sequence[Block], lines: Sequence[Line]) -> list[Line]:
    """Think of a part's label at titles in capitals on the middle, where other parts of the scan are labelled."""
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
        parts = (
            replace(sister, numbers=(n,), text=_named(sister, n), end=0, printed="", cost=LOST_LABEL) for n in _MANY
        )
        found.append(replace(line, readings=(*line.readings, *parts)) if line.readings else Line(tuple(parts), 0.0))
    return found


def with_like_numerals(lines: Sequence[Line]) -> list[Line]:
    """Read "Phần 1" of a scan as "Phần I" where the other parts bear Roman numerals: the stroke is the same."""
    roman = {
        (reading.style, reading.text.split()[0])
        for line in lines
        for reading in line.readings
        if reading.style in _STYLES and reading.cost == 0 and reading.text.split()[-1] in ROMANS[1:]
    }

    def alike(reading: Reading) -> Reading:
        head, _, last = reading.text.rpartition(" ")
        if reading.style not in _STYLES or last != "1" or (reading.style, head) not in roman:
            return reading
        return replace(reading, text=f"{head} I", cost=WORN_LABEL)

    if not roman:
        return list(lines)
    return [replace(line, readings=tuple(map(alike, line.readings))) if line.mendable else line for line in lines]


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
