"""Words of a scanned title, heading or issuer that are no Vietnamese syllable: rather misread, and doubted.

The set of syllables is closed (syllables.toml). Abbreviations, names and foreign words that a document has twice are
its own; digits and single letters tell nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from models.source import Doubt, Found, Span, T
from pipeline.syllables import is_syllable

if TYPE_CHECKING:
    from models.transcript import Transcript

OWN = 2
"""So many times a document has a word that is its own."""
_VOWEL = re.compile(r"[^BCDĐGHKLMNPQRSTVXFJWZ]")
"""What a short form in capitals has not ("HĐND")."""
_WORD = re.compile(r"[^\W\d_]{2,}")


class StrangeWords:
    """Judges the words of one document."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.counts = Counter(match.group().lower() for match in _WORD.finditer(transcript.text))

    def doubt(self, found: Found[T], text: str) -> Found[T]:
        """Doubt a fact of a scanned page whose `text` has a word that is none; it stays as it was read."""
        if not found.spans or not self._is_scanned(found.spans[0]):
            return found
        strange = [word for word in _WORD.findall(text) if self._is_strange(word)]
        if not strange:
            return found
        doubt = Doubt(code="word_unlikely", detail=" ".join(strange))
        confidence = min(found.confidence, 0.7)
        return found.model_copy(update={"doubts": (*found.doubts, doubt), "confidence": confidence})

    def _is_strange(self, word: str) -> bool:
        short_form = word.isupper() and not _VOWEL.search(word)
        return not short_form and not is_syllable(word) and self.counts[word.lower()] < OWN

    def _is_scanned(self, span: Span) -> bool:
        page = self.transcript.page_at(span.start)
        return any(known.number == page and known.source == "ocr" for known in self.transcript.pages)
