"""Labels in words that a scan wore: "Phẩn thứ hai", "PHẤN THỨ NHẤT", "Điểu 4.", "PHẦN THỨ HAL" are labels still.

Where only marks are lost or changed the label is read with them; where letters are, by its likeness to the few labels
that there are. A part that is not seen takes the paths of all that stands below it along.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractors.label_readings import ORDINALS, Reading
from extractors.sheet_words import is_capitals
from extractors.toneless import bare

MARKS_LOST = 0.3
"""What a worded label costs whose marks were lost; hurt letters cost a point more for each tenth of unlikeness."""
LIKE = 84
"""Likeness of a worn label (without marks, of 100) to the label that it may be."""
_WORDS = {"phan": "phần", "chuong": "chương", "dieu": "điều", "thu": "thứ"}
_ORDINALS = {bare(ordinal): ordinal for ordinal in ORDINALS}
_ORDINAL = re.compile(rf"(phan|chuong) (thu) ({'|'.join(_ORDINALS)})\b")
_NUMBERED = re.compile(r"(phan|chuong|dieu) (?:[ivx]{1,5}|\d{1,2})(?=\s*(?:[.:]|$))")


def with_marks(line: str) -> str:
    """Give the words of a part's, chapter's or article's label their marks back; else the line as it is.

    The line keeps its length: only letters change, each for one letter.
    """
    folded = bare(line)
    match = _ORDINAL.match(folded) or _NUMBERED.match(folded)
    if match is None or not line[:1].isupper() or len(folded) != len(line):
        return line
    end = match.end()
    words = [(_ORDINALS if place == 2 else _WORDS).get(word, "") for place, word in enumerate(match.group().split())]
    said = [right or read for right, read in zip(words, line[:end].split(), strict=True)]
    label = " ".join(said)
    if label.lower() == line[:end].lower() or len(label) != end:
        return line
    if line[:end].isupper():
        return label.upper() + line[end:]
    return label[0].upper() + label[1:] + line[end:]


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
            cost = MARKS_LOST + (100 - likeness) / 10
            found.append(Reading("part", (value,), f"Phần thứ {ordinal}", behind, printed, cost))
    return tuple(found)
