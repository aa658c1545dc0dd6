"""Row numbers and group numerals of scanned tables, mended by their neighbours where the reader lost them.

A single character in a narrow cell is what OCR loses first ("1" vanishes, "II" becomes "I"). Only readings of scans are
mended, only where the numbers before and after leave one value, and each mending is told. What an author numbered
twice or not at all stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from extractors.labels import ROMANS, roman

if TYPE_CHECKING:
    from collections.abc import Sequence

_STROKES = {
    **dict.fromkeys("1lí|!ijJTtÍÌỊỈ[]L", "I"), **dict.fromkeys("YỴv", "V"), "x": "X", "H": "II", "U": "II", "N": "II",
    "M": "III",
}  # fmt: skip


class Label(NamedTuple):
    """A printed label, whether it was read from a picture, and (after mending) whether it is not what was read."""

    text: str
    ocr: bool = False
    mended: bool = False


def label_style(text: str) -> str:
    """Tell Roman numerals, capital letters and figures apart ("" for none of them)."""
    if re.fullmatch(r"\d{1,2}", text):
        return "arabic"
    if roman(text) is not None:
        return "roman"
    return "capital" if re.fullmatch(r"[A-HĐ]", text) else ""


def mend_groups(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Mend Roman group labels of one table, in their order; labels of other styles stay."""
    values = [roman(_strokes(label.text)) if label.ocr else roman(label.text) for label in labels]
    if 2 * sum(value is not None for value in values) <= len(labels):
        return tuple(labels)
    mended: list[Label] = []
    before = 0
    for n, label in enumerate(labels):
        value, after = values[n], next((value for value in values[n + 1 : n + 2]), None)
        due = before + 1
        if value != due and label.ocr and due <= len(ROMANS) and _may_be(label.text, value, due, after):
            value = due
        text = label.text if value is None else ROMANS[value - 1]
        if not label.ocr or (label_style(label.text) == "capital" and value is None):
            text = label.text
        mended.append(Label(text, label.ocr, text != label.text))
        before = value if value is not None else before
    return tuple(mended)


def _strokes(text: str) -> str:
    """Read strokes as the numerals that they may be ("1l" is II, "IH" is III)."""
    return "".join(_STROKES.get(char, char) for char in text)


def _may_be(text: str, value: int | None, due: int, after: int | None) -> bool:
    """Whether a label that is not the one due is a misreading of it."""
    if after == due and value == due - 1:
        return False
    if after == due + 1 or not text:
        return True
    if due == 1:
        return False
    return Levenshtein.distance(_strokes(text), ROMANS[due - 1]) <= max(1, len(ROMANS[due - 1]) - 1)


def mend_numbers(labels: Sequence[Label], first: int | None) -> tuple[Label, ...]:
    """Mend the row numbers of one group, in their order.

    Args:
        labels: numbers as printed, without point or bracket.
        first: the number due at the group's beginning, None where any may stand.
    """
    values = [int(label.text) if re.fullmatch(r"\d{1,3}", label.text) else None for label in labels]
    mended: list[Label] = []
    before = None if first is None else first - 1
    for n, label in enumerate(labels):
        value = values[n]
        after = values[n + 1] if n + 1 < len(labels) else None
        due = before + 1 if before is not None else (after - 1 if after is not None else None)
        lost = value is None and (
            after == due + 1 if due is not None and after is not None else _is_garbled(label, n, labels)
        )
        wrong = value is not None and due is not None and value != due and after == due + 1
        if label.ocr and due is not None and due > 0 and (lost or wrong):
            mended.append(Label(str(due), True, True))
            value = due
        else:
            mended.append(label)
        before = value if value is not None else before
    return tuple(mended)


def _is_garbled(label: Label, n: int, labels: Sequence[Label]) -> bool:
    """Whether something stands where the last number of a group should: a blank there may be the author's."""
    return bool(label.text) and len(label.text) <= 2 and n + 1 == len(labels)
