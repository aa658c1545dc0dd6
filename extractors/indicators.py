"""Link a target to the taxonomy of indicators: the same thing counted with the same verb is one id; never forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Domain, Quantity


def link_indicator(subject: str, quantity: Quantity, domain: Domain, lexicon: Lexicon) -> tuple[str, str, float] | None:
    """Find the indicator that a subject measures."""
    return None


def domain_of_indicator(indicator_id: str, lexicon: Lexicon) -> Domain:
    """Field of an indicator."""
    return ""
