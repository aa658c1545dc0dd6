"""Link a target to the taxonomy of indicators: the same thing counted with the same verb is one id; never forced."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from extractors.indicator_ranker import rank_indicators
from extractors.indicator_words import indicators

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Domain, Quantity

_SURE = 0.5
"""Probability from which on an indicator is likelier than everything else together."""


def link_indicator(subject: str, quantity: Quantity, domain: Domain, lexicon: Lexicon) -> tuple[str, str, float] | None:
    """Find the indicator that a subject measures.

    Args:
        subject: the words that the number measures.
        quantity: its unit tells shares, sums and counts apart.
        domain: field of the heading above: it settles what words leave open.
        lexicon: tables `indicators`, `indicator_ranker`.

    Returns:
        Id, name and the probability that the link is right; None where "none of these" or two alike are likelier.
    """
    ranked = rank_indicators(subject, quantity.unit, domain, lexicon)
    if not ranked or ranked[0].probability < _SURE:
        return None
    chosen = ranked[0].indicator
    return chosen.id, chosen.name, round(ranked[0].probability, 4)


@lru_cache(maxsize=8)
def _fields(lexicon: Lexicon) -> dict[str, str]:
    return {indicator.id: indicator.field for indicator in indicators(lexicon)}


def domain_of_indicator(indicator_id: str, lexicon: Lexicon) -> Domain:
    """Field of an indicator."""
    return cast("Domain", _fields(lexicon)[indicator_id])
