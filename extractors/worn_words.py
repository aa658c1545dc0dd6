"""Closed words in the head of a scanned sheet, known again although letters of them were misread or a blank was lost.

The forms are few and long, so that a letter in five may be wrong and only one of them can be meant. A form of three
letters or less is never known again so. Digits stand for no letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST, LONG, LONGER = 4, 8, 12
"""Letters of a form from which one, two and three of them may be misread."""
_LETTER = re.compile(r"[^\W\d_]")


class Worn(NamedTuple):
    """A form that a text begins with: which, where it ends, and how many letters are off (0: blanks or marks alone)."""

    form: str
    end: int
    off: int


def most_off(letters: int) -> int:
    """How many letters of so many may be misread."""
    return sum(letters >= bound for bound in (LEAST, LONG, LONGER))


def worn_lead(text: str, forms: Iterable[str]) -> Worn | None:
    """Find the form that opens a text, read with a few wrong letters; None where none does.

    Args:
        text: What was read.
        forms: Words or phrases, as they should stand.
    """
    places = [match.start() for match in _LETTER.finditer(text)]
    letters = "".join(bare(text[place]) for place in places)
    found: list[tuple[float, bool, int, Worn]] = []
    for form in forms:
        plain = re.sub(r"\W", "", bare(form))
        for count in range(max(1, len(plain) - 2), min(len(plain) + 2, len(letters)) + 1):
            off = Levenshtein.distance(plain, letters[:count], score_cutoff=most_off(len(plain)))
            if off > most_off(len(plain)):
                continue
            end = places[count - 1] + 1
            inside = text[end : end + 1].isalpha()
            digits = sum(char.isdigit() for char in text[:end])
            if not digits:
                # A lost blank counts as a letter.
                found.append(((off + inside) / len(plain), inside, -len(plain), Worn(form, end, off)))
    return min(found)[3] if found else None


def put_right(text: str, worn: Worn, start: int = 0) -> str:
    """Write the form in place of what was read from `start` on, in its letter case, parted from what follows."""
    end = start + worn.end
    form = worn.form.upper() if text[start:end].isupper() else worn.form
    blank = " " if text[end : end + 1].isalnum() else ""
    return f"{text[:start]}{form}{blank}{text[end:]}"


def same_letters(one: str, other: str) -> bool:
    """Whether two texts differ in marks, blanks and letter case alone."""
    return re.sub(r"\W", "", bare(one)) == re.sub(r"\W", "", bare(other))
