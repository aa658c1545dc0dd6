"""How sure a target is: reading, grammar, agreement and link, weighed by what turned out right.

`target_confidence.toml` holds the weights; `python -m training.target_confidence` fits them on plans with truth. The
confidence is the probability that value, unit, comparator and change are all right.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from models.page import READING_UNSURE, SURE
from models.source import Doubt, Found
from pipeline.confidence import DOUBTED, differing, doubts_of, reading_confidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.plan import Target
    from models.transcript import PlacedWord, Transcript

WEIGHTS = Path(__file__).parent / "target_confidence.toml"
SIGNS = ("one", "grammar", "reading", "link", "again", "contradicted", "doubted", "table", "share", "goal", "aside")
_CONTRADICTIONS = frozenset({"promise_differs", "appendix_differs", "falls_over_years"})
_NO_FAULT = frozenset({"below_national", "approximate", *_CONTRADICTIONS})
"""Doubts that say nothing against the reading of the target itself."""
_ASIDE = frozenset({"", "other", "organization", "purpose", "requirements", "purpose_requirements", "budget"})
"""Roles of parts in which few numbers are promises."""
_LEAST, _MOST = 0.002, 0.998


def _odds(probability: float) -> float:
    """Logarithm of the odds, within bounds that no single sign may break."""
    kept = min(_MOST, max(_LEAST, probability))
    return math.log(kept / (1.0 - kept))


def signs_of(found: Found[Target], words: Sequence[PlacedWord]) -> tuple[float, ...]:
    """What speaks for a target, in the order of `SIGNS`.

    Args:
        found: as the finder left it: its confidence is the grammar's.
        words: those that hold its digits.
    """
    target = found.value
    codes = {doubt.code for doubt in found.doubts}
    return (
        1.0,
        _odds(found.confidence),
        _odds(reading_confidence(words)),
        target.link_confidence,
        float(target.mentions > 1),
        float(bool(codes & _CONTRADICTIONS)),
        float(bool(codes - _NO_FAULT)),
        float(target.source == "table"),
        float(target.quantity.unit == "%"),
        float(target.section_role == "targets"),
        float(target.section_role in _ASIDE),
    )


@cache
def _weights() -> tuple[float, ...]:
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return tuple(float(table[name]) for name in SIGNS)


def words_of(found: Found[Target], transcript: Transcript) -> list[PlacedWord]:
    """Words that hold a target's digits."""
    return [word for span in found.value.number_spans or found.spans for word in transcript.words_in(span)]


def weigh_target(found: Found[Target], transcript: Transcript) -> Found[Target]:
    """Give a target its confidence; name the readings where readers differ, and doubt digits that read poorly."""
    words = words_of(found, transcript)
    score = sum(weight * sign for weight, sign in zip(_weights(), signs_of(found, words), strict=True))
    of_picture = doubts_of(words)
    doubts = [*found.doubts, *differing(words), *of_picture]
    sure = reading_confidence(words)
    if sure < DOUBTED and not any(doubt.code == "readings_differ" for doubt in doubts):
        doubts.append(Doubt(code="read_poorly", detail=f"{sure:.2f}"))
    confidence = 1.0 / (1.0 + math.exp(-score))
    if sure < SURE and any(word.page in transcript.unsure_pages for word in words):
        doubts.append(Doubt(code=READING_UNSURE, detail=f"{found.value.quantity.text}: so is its page"))
        confidence = min(confidence, sure)
    if of_picture:
        confidence = min(confidence, sure)
    return found.model_copy(update={"confidence": round(confidence, 4), "doubts": tuple(dict.fromkeys(doubts))})
