"""Labels in words that a scan wore: "Phẩn thứ hai", "PHẤN THỨ NHẤT", "Điểu 4.", "PHẦN THỨ HAL" are labels still.

Where only marks are lost or changed the label is read with them; where letters are, by its likeness to the few labels
that there are. A part that is not seen takes the paths of all that stands below it along.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.label_readings import CARDINALS, ORDINALS, ROMANS, Reading, Style
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


LETTER_LOST = 0.2
"""What a worded label costs of whose word a letter was misread."""
_GREATER: dict[str, tuple[Style, str]] = {"phan": ("part", "Phần"), "chuong": ("chapter", "Chương")}
_STROKES = str.maketrans("lìíỉĩịÌÍỈĨỊL", "IIIIIIIIIIII")
"""What a numeral's stroke is read as."""
_CARDINALS = {bare(cardinal): cardinal for cardinal in CARDINALS}
_WORN = re.compile(
    rf"(?P<word>[^\W\d_]{{3,7}})\s+(?P<n>[ivxly]{{1,5}}|\d{{1,2}}|[a-h]|{'|'.join(_CARDINALS)})(?:\s*[.:–-]+\s*|\s*$|\s+(?=\w\w))"
)


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

    The label stands alone, or before a title in capitals. So does "PHẨM II" with its numeral.
    """
    if numbered := _read_numbered(text):
        return (numbered,)
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


def _read_numbered(text: str) -> Reading | None:
    """Read "RHẦN II. NHIỆM VỤ" as the part that it is: one letter of its word is off, its number is whole."""
    match = _WORN.match(bare(text))
    if match is None or not text[:1].isupper():
        return None
    near = [form for form in _GREATER if Levenshtein.distance(form, match["word"]) <= 1]
    title = text[match.end() :]
    number = text[match.start("n") : match.end("n")]
    value = _value(number, match["n"])
    if not near or not value or (title and not is_capitals(title)):
        return None
    style, word = _GREATER[near[0]]
    said = _CARDINALS.get(match["n"], number.translate(_STROKES))
    printed = text[: match.end()].strip()
    return Reading(style, (value,), f"{word} {said}", match.end(), printed, MARKS_LOST + LETTER_LOST)


def _value(number: str, folded: str) -> int:
    """Value of a numeral in capitals, a number, a capital or a word ("hai"); 0 for none."""
    if folded in _CARDINALS:
        return CARDINALS.index(_CARDINALS[folded]) + 1
    if number.isdigit():
        return int(number)
    number = number.translate(_STROKES)
    return ROMANS.index(number) + 1 if number in ROMANS else "ABCDEFGH".find(number) + 1
