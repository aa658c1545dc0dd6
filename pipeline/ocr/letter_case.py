"""Capitals that look like their lower-case letters: c, o, s, u, v, x and their kin differ in size alone.

A line's type size is told by its letters, so in a line of capitals the net may take such a letter for lower case. Two
things decide: no word is spelt "VIỆc", and where every letter with a shape of its own is a capital, the line is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ocr.language import Rivals

ALIKE = frozenset("cosuvxzwpk")
"""Letters (without their marks) whose capitals have the same shape."""
_RUN = re.compile(r"(?<![\w])[^\W\d_]+(?!\w)")
"""Letters by themselves, no part of a code with figures."""
FEWEST = 6
"""Capitals with a shape of their own that make a line one of capitals."""


def choose_case(words: Sequence[str], rivals: Sequence[Sequence[Rivals]]) -> list[str]:
    """Words of a line with capitals where they must stand.

    Args:
        words: as read, in order.
        rivals: for each word, for each of its characters, what else the net saw there.

    Returns:
        As many words; letters change their case alone.
    """
    capitals = _is_of_capitals(words)
    chosen = []
    for word, others in zip(words, rivals, strict=True):
        seen = any(other == char.upper() for char, rival in zip(word, others, strict=True) for other, _ in rival)
        chosen.append(_in_case(word, capitals and seen))
    return chosen


def _in_case(word: str, all_of_it: bool) -> str:
    """A word with its runs of letters in capitals, where one is spelt as no word is, or stands in such a line."""

    def settled(run: re.Match[str]) -> str:
        small = [char for char in run.group() if char.islower()]
        if not small or not all(_alike(char) for char in small):
            return run.group()
        return run.group().upper() if all_of_it or any(char.isupper() for char in run.group()[1:]) else run.group()

    return _RUN.sub(settled, word)


def _is_of_capitals(words: Sequence[str]) -> bool:
    telling = [char for word in words for char in word if char.isalpha() and not _alike(char)]
    return len(telling) >= FEWEST and all(char.isupper() for char in telling)


@lru_cache(maxsize=1000)
def _alike(char: str) -> bool:
    return unicodedata.normalize("NFD", char.lower())[0] in ALIKE
