"""Words of a scanned heading whose marks the language contradicts: "NHIỆM VỤ NHÀM DUY TRÌ" is "… NHẰM …".

A mark that is lost or changed leaves a syllable that there is, of which the net may be quite sure. Among the syllables
with the same letters but for their marks, the one that pairs with its neighbours may be so much likelier that nothing
else can be meant. Names are left as they were read, and so is what the document writes in another place too.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.toneless import bare
from models.source import Doubt
from pipeline.ocr.language import START, language, syllable_key
from pipeline.ocr.spellings import spelt
from pipeline.ocr.word_lattice import HABITS
from pipeline.strange_words import is_scanned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.plan import Section
    from models.source import Found
    from models.transcript import Transcript

SURE = 5.0
"""Logarithm by which another syllable must be likelier between its neighbours."""
OWN = 3
"""So many times a document has a pair of words that is its own."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_PLACE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|thị trấn|phường|xã|thôn|ông|bà)$", re.IGNORECASE)
_NAME = 4
"""Words behind that of a place that may be its name."""


class OddMarks:
    """Mends the words of one document."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        words = [_key(word) for word in _TOKEN.findall(transcript.text)]
        self._pairs = Counter(pairwise(words))

    def mend(self, text: str) -> tuple[str, tuple[Doubt, ...]]:
        """Give the words of a heading or title the marks that they must have, with a doubt for each.

        A text without such words is given back as it is.
        """
        tokens = list(_TOKEN.finditer(text))
        keys = [START, *(_key(token.group()) for token in tokens), START]
        mended, doubts = text, []
        for place, token in enumerate(tokens):
            word = token.group()
            if not word.isalpha() or len(word) < 2 or _is_name(text, tokens, place):
                continue
            if (key := self._meant(keys[place : place + 3])) is None:
                continue
            new = _as_written(spelt(key)[0], word)
            mended = f"{mended[: token.start()]}{new}{mended[token.end() :]}"
            doubts.append(Doubt(code="word_mended", detail=f"{word} → {new}"))
        return mended, tuple(doubts)

    def mend_title(self, found: Found[str]) -> Found[str]:
        """Mend a title on a scanned page."""
        text, doubts = self.mend(found.value) if is_scanned(found, self._transcript) else (found.value, ())
        return found.model_copy(update={"value": text, "doubts": (*found.doubts, *doubts)}) if doubts else found

    def mend_heading(self, found: Found[Section]) -> Found[Section]:
        """Mend a heading on a scanned page; its label, and its quote, stay as they were read."""
        section = found.value
        text, doubts = self.mend(section.heading) if is_scanned(found, self._transcript) else (section.heading, ())
        value = section.model_copy(update={"heading": text})
        return found.model_copy(update={"value": value, "doubts": (*found.doubts, *doubts)}) if doubts else found

    def _meant(self, keys: Sequence[str]) -> str | None:
        """The syllable that must stand between two others instead of the one that was read; None for that one."""
        before, key, after = keys
        if max(self._pairs[before, key], self._pairs[key, after]) >= OWN:
            return None
        forms = spelt(key)
        others = _alike().get(bare(forms[0]), {}) if forms else {}
        likelihood = {
            other: _between(before, other, after)
            for other, form in others.items()
            if form.translate(HABITS) != forms[0].translate(HABITS)
        }
        if not likelihood:
            return None
        best = max(likelihood, key=lambda other: likelihood[other])
        return best if likelihood[best] - _between(before, key, after) > SURE else None


def _between(before: str, key: str, after: str) -> float:
    known = language()
    return known.follows(before, key) + (known.follows(key, after) if after != START else 0.0)


@lru_cache(maxsize=1)
def _alike() -> dict[str, dict[str, str]]:
    """Syllables and how they are spelt, by their letters without marks."""
    alike: dict[str, dict[str, str]] = {}
    for key in language().single:
        for form in spelt(key)[:1]:
            alike.setdefault(bare(form), {})[key] = form
    return alike


def _is_name(text: str, tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Whether a word may be of a name: a capital within small letters or before another, or behind a place's word."""
    if not text.isupper():
        following = tokens[place + 1].group() if place + 1 < len(tokens) else ""
        return tokens[place].group()[0].isupper() and (place > 0 or following[:1].isupper())
    return any(_PLACE.fullmatch(token.group()) for token in tokens[max(0, place - _NAME) : place])


def _key(token: str) -> str:
    """A syllable as the counts name it; START for what is none."""
    return syllable_key(token) if token.isalpha() else START


def _as_written(form: str, word: str) -> str:
    """The form with the i or y of the word and in its case."""
    habit = "".join(_Y.get(new, new) if bare(old) == "y" else new for new, old in zip(form, word, strict=True))
    return habit.upper() if word.isupper() else habit.capitalize() if word[0].isupper() else habit


_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
