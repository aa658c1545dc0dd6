"""How sure a fact is: how sure its finder was, times how sure its words were read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.page import SURE
from models.source import Doubt, Found, Span, T

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.transcript import PlacedWord, Transcript

DOUBTED = 0.6
"""A reading below this is doubted in words, not only in numbers."""


def reading_confidence(words: Iterable[PlacedWord], digits_only: bool = False) -> float:
    """Return the probability that the words were read right, as if their errors were independent (1 for no words)."""
    chosen = [word for word in words]
    if digits_only:
        chosen = [word for word in chosen if re.search(r"\d", _text(word))] or chosen
    product = 1.0
    for word in chosen:
        product *= word.confidence
    return product


def _text(word: PlacedWord) -> str:
    return word.readings[0].text if word.readings else "0"


def differing(words: Iterable[PlacedWord]) -> tuple[Doubt, ...]:
    """Name the readings of each word on which readers differ."""
    doubts = []
    for word in words:
        texts = list(dict.fromkeys(reading.text for reading in word.readings))
        if len(texts) > 1 and word.confidence < SURE:
            doubts.append(Doubt(code="readings_differ", detail=" / ".join(texts)))
    return tuple(doubts)


def doubts_of(words: Iterable[PlacedWord]) -> tuple[Doubt, ...]:
    """What the picture tells against some words, each once."""
    return tuple(dict.fromkeys(doubt for word in words for doubt in word.doubts))


def weigh_text(found: Found[T], transcript: Transcript, head: int = 0) -> Found[T]:
    """Combine a text fact's own confidence with the average reading of its words (of the first `head` characters).

    What the picture tells against a word stands against the fact too.
    """
    spans = found.spans
    if head and spans:
        spans = (Span(start=spans[0].start, end=min(spans[0].end, spans[0].start + head)),)
    words = [word for span in spans for word in transcript.words_in(span)]
    if not words:
        return found
    mean = sum(word.confidence for word in words) / len(words)
    least = min((word.confidence for word in words if word.doubts), default=1.0)
    confidence = min(round(found.confidence * mean, 4), least)
    doubts = tuple(dict.fromkeys((*found.doubts, *doubts_of(words))))
    return found.model_copy(update={"confidence": confidence, "doubts": doubts})
