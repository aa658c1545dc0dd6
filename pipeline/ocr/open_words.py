"""Which words of a line may be read otherwise: none of figures, no code, no label, no name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.ocr.language import core_of, language, syllable_key
from pipeline.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ocr.recogniser import LineFrames

LEGIBLE = 0.7
"""Mean chance of a line's characters below which the language would make words of noise."""
NAMED = 3.0
"""What a reading has in advance (logarithm) where a capital may begin a name, or capitals are a short form."""
SHORT = 5
"""Letters of a short form ("VT")."""
SURE = 0.99
"""A word that the language knows stays where its least sure letter, the spaces beside it too, has this chance."""
LABEL = re.compile(r"[IVXLCivxl|1]{1,6}")
LEVELS = frozenset({"huyện", "xã", "tỉnh", "phường", "phố", "trấn", "khu", "quận"})
AFTER_LEVEL = 3
"""Words in capitals behind the name of a level that may be a place's name."""
LIKE_DIGITS = frozenset("OoIlSsZzBgqDQ|")
"""Letters that figures are taken for."""


@dataclass(frozen=True)
class Token:
    """A run of characters between spaces as the net read it, and the frames up to the spaces."""

    text: str
    first: int
    last: int
    open: bool
    """Whether it may be read otherwise."""
    unsure: bool
    own: float
    """What its own reading has in advance."""


def open_words(words: Sequence[str], places: Sequence[int], frames: LineFrames) -> list[Token]:
    """Tell which words of a line may be read otherwise, and which of them are unsure.

    Args:
        words: as read, with the capitals that they must have.
        places: where each begins among the characters that were read.
        frames: what the net saw there.
    """
    names = _names(words)
    legible = sum(frames.chances) >= LEGIBLE * len(frames.chances)
    tokens = []
    for k, (word, start) in enumerate(zip(words, places, strict=True)):
        end = start + len(word)
        first = frames.runs[start - 1][1] if k else 0
        last = frames.runs[end][0] if k + 1 < len(words) else len(frames.log_chances)
        is_open = _is_open(word) and not names[k]
        sure = min(frames.chances[max(0, start - 1) : end + 1]) >= SURE
        unsure = is_open and legible and not (sure and is_known(word))
        core = word[slice(*core_of(word))]
        named = core.istitle() and k > 0 and words[k - 1][-1].isalnum()  # no sign that begins a sentence
        named |= core.isupper() and len(core) <= SHORT and not is_syllable(core)
        tokens.append(Token(word, first, last, is_open, unsure, NAMED if named else 0.0))
    return tokens


def _names(words: Sequence[str]) -> list[bool]:
    """Which words are part of a name.

    Of two or more with a capital in a row none is changed by what is usual, nor in a line of capitals what follows the
    word for a level.
    """
    cores = [word[slice(*core_of(word))] for word in words]
    capital = [False, *(core.istitle() for core in cores), False]
    beside = [capital[k] and (capital[k - 1] or capital[k + 1]) for k in range(1, len(words) + 1)]
    levels = [core.isupper() and core.lower() in LEVELS for core in cores]
    return [
        near or (core.isupper() and any(levels[max(0, k - AFTER_LEVEL) : k]))
        for k, (near, core) in enumerate(zip(beside, cores, strict=True))
    ]


@lru_cache(maxsize=20_000)
def _is_open(text: str) -> bool:
    """Whether a run of characters is a word, not a figure, a code or a label."""
    start, end = core_of(text)
    core = text[start:end]
    if not core.isalpha() or "%" in text or LABEL.fullmatch(core):
        return False
    if len(core) < 2:
        return core == text and not core.isascii() and is_syllable(core)  # ý, ở
    return not set(core) <= LIKE_DIGITS or is_known(core)


@lru_cache(maxsize=20_000)
def is_known(text: str) -> bool:
    """Whether the text of the language's counts has the word."""
    core = text[slice(*core_of(text))]
    return core.isalpha() and syllable_key(core) in language().single
