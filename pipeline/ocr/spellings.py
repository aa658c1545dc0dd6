"""The closed set of words that an unsure word may be: Vietnamese syllables and short forms that office text has."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from pipeline.ocr.language import TONES, language
from pipeline.syllables import is_syllable

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 8
"""Letters of a word; "nghiêng" has seven."""
LEAST_FOUND = 3
"""Findings in text that make a string of letters that is no syllable a word."""
VOWELS = frozenset("aăâeêioôơuưy")
TONED = frozenset("ăâêôơư")
"""Vowels that take the tone wherever they stand."""
EITHER = frozenset({"oa", "oe", "uy"})
"""Open rimes whose tone stands in either place: hòa, hoà."""


@dataclass(frozen=True)
class Spellings:
    """All words in one case, one a row."""

    texts: tuple[str, ...]
    keys: tuple[str, ...]  # as `language.syllable_key`
    classes: NDArray[np.int64]  # words × LONGEST, filled up with blanks
    lengths: NDArray[np.int64]
    places: NDArray[np.int64]  # LONGEST × words: the class, from the charset's end on if it stands before in the word


def spelt(key: str) -> tuple[str, ...]:
    """Spellings of a syllable in lower case, from its letters with the tone behind them."""
    tone = key[-1] if key[-1] in TONES else ""
    base = key.removesuffix(tone) if tone else key
    if not tone:
        return (base,)
    start = 2 if base.startswith("qu") or (base.startswith("gi") and base[2:3] in VOWELS) else 0
    run = [k for k in range(start, len(base)) if base[k] in VOWELS]
    if not run:
        return ()
    places = [k for k in run if base[k] in TONED][-1:]
    if not places:
        open_end = run[-1] == len(base) - 1
        if base[run[0] : run[-1] + 1] in EITHER and open_end:
            places = run
        elif len(run) == 1 or (len(run) == 2 and open_end):
            places = run[:1]
        else:
            places = [run[1]]
    return tuple(unicodedata.normalize("NFC", base[: k + 1] + tone + base[k + 1 :]) for k in places)


@lru_cache(maxsize=3)
def spellings(case: str, charset: str) -> Spellings:
    """The words in a case: "lower", "title" or "upper" (about 0.1 s each, one copy a process)."""
    class_of = {char: number for number, char in enumerate(charset, 1)}
    texts, keys = [], []
    for key, found in language().single.items():
        if is_syllable(key):
            forms = spelt(key)
        else:
            forms = (key,) if found >= LEAST_FOUND and key.isalpha() and len(key) > 1 else ()
        for form in forms:
            text = getattr(form, case)()
            if len(text) <= LONGEST and all(char in class_of for char in text):
                texts.append(text)
                keys.append(key)
    classes = np.zeros((len(texts), LONGEST), dtype=np.int64)
    for row, text in enumerate(texts):
        classes[row, : len(text)] = [class_of[char] for char in text]
    again = np.array([[char in text[:k] for k, char in enumerate(text.ljust(LONGEST))] for text in texts])
    places = np.ascontiguousarray((classes + (len(charset) + 1) * again).T)
    return Spellings(tuple(texts), tuple(keys), classes, np.array([len(text) for text in texts]), places)
