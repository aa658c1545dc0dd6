"""Link a target to the taxonomy of indicators: the same thing counted with the same verb is one id; never forced.

An indicator names groups of words (`needs`): a subject that holds one of each may measure it. Of several the one whose
words are longest, thus most specific, wins; a close second that is no broader makes the link doubtful or none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from extractors.clean import comparison_form

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Domain, Quantity

UnitClass = Literal["%", "count", "money", "any"]
_MARGIN = 2
"""Characters of matched words by which the best indicator must lead its neighbours to be linked for sure."""


@dataclass(frozen=True)
class Indicator:
    """An entry of the taxonomy, compiled: each of `needs` finds one group's words."""

    id: str
    name: str
    field: Domain
    unit: UnitClass
    needs: tuple[re.Pattern[str], ...]
    bars: re.Pattern[str] | None


def _pattern(words: list[str]) -> re.Pattern[str]:
    forms = sorted((comparison_form(word) for word in words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)")


@lru_cache(maxsize=8)
def indicators(lexicon: Lexicon) -> tuple[Indicator, ...]:
    """The taxonomy of a lexicon, in its order; behind it the wordings (`[[synonym]]`) that an office added."""
    table = lexicon.table("indicators")
    known = {
        entry["id"]: Indicator(
            id=entry["id"],
            name=entry["name_vi"],
            field=entry["field"],
            unit=entry["unit"],
            needs=tuple(_pattern(group) for group in entry["needs"]),
            bars=_pattern(entry["bars"]) if entry.get("bars") else None,
        )
        for entry in table["indicator"]
    }
    added = [
        replace(known[entry["id"]], needs=(_pattern([entry["words"]]),), bars=None)
        for entry in table.get("synonym", ())
        if entry["id"] in known
    ]
    return (*known.values(), *added)


@lru_cache(maxsize=8)
def _abbreviations(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    table = {
        comparison_form(short): comparison_form(full)
        for short, full in lexicon.table("indicators")["abbreviations"].items()
    }
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, table))})(?!\w)"), table


def full_form(subject: str, lexicon: Lexicon) -> str:
    """A subject in comparison form with its abbreviations written out."""
    pattern, table = _abbreviations(lexicon)
    return pattern.sub(lambda match: table[match.group()], comparison_form(subject).replace("/", ", "))


def _fits(unit: str, wanted: UnitClass) -> bool:
    if wanted == "any":
        return True
    if wanted == "%":
        return unit in ("%", "‰", "điểm %")
    money = bool(re.search(r"đồng|usd|vnđ|tỷ|triệu(?! con| cây| lượt| kwh)", unit.lower()))
    return money if wanted == "money" else not money and unit != "%"


def _weight(form: str, indicator: Indicator) -> int:
    """Characters of the subject that the indicator explains; 0 where it does not fit."""
    if indicator.bars and indicator.bars.search(form):
        return 0
    weight = 0
    for need in indicator.needs:
        found = max((len(match.group()) for match in need.finditer(form)), default=0)
        if not found:
            return 0
        weight += found + 1
    return weight


def link_indicator(subject: str, quantity: Quantity, domain: Domain, lexicon: Lexicon) -> tuple[str, str, float] | None:
    """Find the indicator that a subject measures.

    Args:
        subject: the words that the number measures.
        quantity: its unit tells shares, sums and counts apart.
        domain: field of the heading above: it settles what words leave open.
        lexicon: table `indicators`.

    Returns:
        Id, name and the probability that the link is right; None where nothing fits or two fit alike.
    """
    form = full_form(subject, lexicon)
    weighed = [
        (weight + 3 * (indicator.field == domain), indicator)
        for indicator in indicators(lexicon)
        if _fits(quantity.unit, indicator.unit) and (weight := _weight(form, indicator))
    ]
    if not weighed:
        return None
    weighed.sort(key=lambda pair: -pair[0])
    best, chosen = weighed[0]
    second = next((weight for weight, other in weighed if other.id != chosen.id), 0)
    if best == second:
        return None
    confidence = 0.95 if best - second > _MARGIN else 0.8
    return chosen.id, chosen.name, confidence - (0.1 if best < 10 else 0)


@lru_cache(maxsize=8)
def _fields(lexicon: Lexicon) -> dict[str, str]:
    return {indicator.id: indicator.field for indicator in indicators(lexicon)}


def domain_of_indicator(indicator_id: str, lexicon: Lexicon) -> Domain:
    """Field of an indicator."""
    return cast("Domain", _fields(lexicon)[indicator_id])
