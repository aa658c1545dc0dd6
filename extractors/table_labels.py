"""Row numbers and group numerals of scanned tables, mended by their neighbours where the reader lost them.

A single character in a narrow cell is what OCR loses first ("1" vanishes, "II" becomes "I"). Only readings of scans are
mended, only where the numbers around leave one value, and each mending is told. What an author numbered twice or not at
all stays.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors.label_readings import ROMANS
from extractors.labels import roman
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

_STROKES = {
    **dict.fromkeys("1l|!iIJT[]L", "I"), "Y": "V", "H": "II", "U": "II", "N": "II", "M": "III",
}  # fmt: skip
_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "S": "5", "s": "5", "B": "8", "Z": "2"})
# A label is short: what is longer stands in the wrong column.
_LONGEST = 6


class Label(NamedTuple):
    """A printed label, whether it was read from a picture, and (after mending) whether its neighbours told it."""

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
    if sum(label_style(_capital(label)) == "capital" for label in labels) > len(labels) / 2:
        return _mend_capitals(labels)
    counted = _counted(labels)
    if counted:
        above = iter(mend_groups([label for n, label in enumerate(labels) if n not in counted]))
        return tuple(label if n in counted else next(above) for n, label in enumerate(labels))
    values = [roman(_strokes(label.text)) if label.ocr else roman(label.text) for label in labels]
    known = sum(value is not None for value in values)
    if 3 * known < len(labels) or known <= sum(label_style(label.text) in ("capital", "arabic") for label in labels):
        return tuple(labels)
    filled = _fill(values, [re.sub(r"\d", "I", label.text) for label in labels], 1)
    return tuple(
        Label(ROMANS[value - 1], True, value != values[n])
        if label.ocr and value is not None and value <= len(ROMANS)
        else label
        for n, (label, value) in enumerate(zip(labels, filled, strict=True))
    )


def _counted(labels: Sequence[Label]) -> set[int]:
    """Places of figures that count groups below others: 1 and 2 under I, 1 under II; one figure alone is a stroke."""
    places: set[int] = set()
    longest = due = 0
    for n, label in enumerate(labels):
        if label.text == str(due + 1) and n:
            due += 1
            places.add(n)
        elif label_style(label.text) == "arabic":
            return set()
        else:
            due = 0
        longest = max(longest, due)
    return places if longest > 1 else set()


def _capital(label: Label) -> str:
    """A letter read too small is the capital that it is printed as ("c" beside A and B)."""
    return label.text.upper() if label.ocr and len(label.text) == 1 else label.text


def _mend_capitals(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Read groups lettered A, B, C: a lost one between two that leave one letter out is that letter."""
    texts = [_capital(label) for label in labels]
    for n in range(1, len(texts) - 1):
        before, behind = texts[n - 1], texts[n + 1]
        if labels[n].ocr and not texts[n] and len(before) == len(behind) == 1 and ord(behind) - ord(before) == 2:
            texts[n] = chr(ord(before) + 1)
    return tuple(
        Label(text, label.ocr, label.mended or text != label.text) for text, label in zip(texts, labels, strict=True)
    )


def _strokes(text: str) -> str:
    """Read strokes as the numerals that they may be ("1l" is II, "IH" is III, "vũ" is VII)."""
    letters = [_STROKES.get(char) or _STROKES.get(base := bare(char).upper(), base) for char in text]
    return "".join(letter for letter in letters if letter.isalnum())


def mend_numbers(labels: Sequence[Label], first: int | None) -> tuple[Label, ...]:
    """Mend the row numbers of one group, in their order.

    Args:
        labels: numbers as printed, without point or bracket.
        first: the number due at the group's beginning, None where any may stand.

    Returns:
        The labels; one of which nothing was read stays empty, for it may be printed so, but is marked where a number
        is due.
    """
    if not any(label.ocr for label in labels):
        return tuple(labels)
    values = _numbers(labels)
    filled = _fill(values, [label.text for label in labels], first)
    low = [label.text.strip() for label, value in zip(labels, values, strict=True) if value is not None and value < 10]
    digits = 2 if 2 * sum(text.startswith("0") for text in low) > len(low) else 1
    return tuple(
        Label(f"{value:0{digits}d}" if label.text.strip() else "", True, value != values[n])
        if label.ocr and value is not None and len(label.text) <= _LONGEST and "." not in label.text
        else label
        for n, (label, value) in enumerate(zip(labels, filled, strict=True))
    )


def count_known(labels: Sequence[Label], first: int) -> int:
    """Count the numbers of a group that fit a beginning: tells tables that count on from those that begin anew."""
    return len(_chain(_numbers(labels), [label.text for label in labels], first))


def _numbers(labels: Sequence[Label]) -> list[int | None]:
    values: list[int | None] = []
    for label in labels:
        # A stain beside the number is read as one more letter ("3 ý").
        text = re.sub(r"(?<=\d)\s+\D$", "", label.text) if label.ocr else label.text
        core = re.sub(r"\W", "", text) if label.ocr else text
        core = core.translate(_DIGITS) if label.ocr and len(core) <= 2 else core
        values.append(int(core) if re.fullmatch(r"\d{1,3}", core) else None)
    return values


def _chain(values: Sequence[int | None], texts: Sequence[str], first: int | None) -> list[int]:
    """Find the most numbers that count on: never back, never further than the rows between allow.

    A number read as such counts twice as much as one made of strokes ("l", "O"), and one more where it counts on
    without a gap.
    """
    weights: list[int] = []
    befores: list[int] = []
    for j, value in enumerate(values):
        own = 2 if re.fullmatch(r"\W*(?:\d+|[IVX]+)\W*", texts[j]) else 1
        fits = value is not None and (first is None or first <= value <= first + j)
        weight, link = (own, -1) if fits else (0, -1)
        for i in range(j):
            before = values[i]
            if value is not None and before is not None and 0 <= value - before <= j - i and weights[i]:
                longer = weights[i] + own + (value - before == j - i)
                if longer > weight:
                    weight, link = longer, i
        weights.append(weight)
        befores.append(link)
    chain: list[int] = []
    at = weights.index(max(weights)) if any(weights) else -1
    while at >= 0:
        chain.append(at)
        at = befores[at]
    return chain[::-1]


def _fill(values: Sequence[int | None], texts: Sequence[str], first: int | None) -> list[int | None]:
    """Fill what stands between numbers that count on without a gap; a number that fits nowhere is left out (None)."""
    chain = _chain(values, texts, first)
    if first is not None and len(anywhere := _chain(values, texts, None)) > len(chain) + 1:
        # The beginning itself is lost: many numbers that count on weigh more than the one that is due.
        chain, first = anywhere, None
    filled: list[int | None] = [value if n in chain else None for n, value in enumerate(values)]
    known = [(-1, first - 1)] if first is not None else []
    known += [(n, value) for n in chain if (value := values[n]) is not None]
    for (i, low), (j, high) in pairwise(known):
        if high - low == j - i:
            filled[i + 1 : j] = range(low + 1, high)
    # Behind the last known number a blank may be the author's; something that cannot be read is a number.
    last, value = known[-1] if known else (len(values), 0)
    for n in range(last + 1, len(values)):
        if not texts[n].strip() or re.fullmatch(r"\W*\d+\W*", texts[n]):
            break
        value += 1
        filled[n] = value
    return filled
