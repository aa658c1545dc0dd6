"""The taxonomy of indicators, compiled: the words that a subject must hold, those that rule it out, units, fields."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractors.clean import comparison_form

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Domain

UnitClass = Literal["%", "count", "money", "any"]


@dataclass(frozen=True)
class Indicator:
    """An entry of the taxonomy, compiled: each of `needs` finds one group's words.

    `firsts` holds the first words of each group's phrases: a group of which none stands in a text need not be sought.
    `learned` says that a person gave the words when a link was corrected: they decide.
    """

    id: str
    name: str
    field: Domain
    unit: UnitClass
    needs: tuple[re.Pattern[str], ...]
    firsts: tuple[frozenset[str], ...]
    bars: re.Pattern[str] | None
    learned: bool = False


def _pattern(words: list[str]) -> re.Pattern[str]:
    forms = sorted((comparison_form(word) for word in words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)")


def _first_words(words: list[str]) -> frozenset[str]:
    """First word of each phrase, as `words_of` cuts texts: where none stands, no phrase does."""
    return frozenset(next(iter(words_of(comparison_form(word))), "") for word in words)


_WORDS = re.compile(r"[^\W_]+")


def words_of(form: str) -> list[str]:
    """Words of a comparison form."""
    return _WORDS.findall(form)


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
            firsts=tuple(_first_words(group) for group in entry["needs"]),
            bars=_pattern(entry["bars"]) if entry.get("bars") else None,
        )
        for entry in table["indicator"]
    }
    added = [
        replace(
            known[entry["id"]],
            needs=(_pattern([entry["words"]]),),
            firsts=(_first_words([entry["words"]]),),
            bars=None,
            learned=True,
        )
        for entry in table.get("synonym", ())
        if entry["id"] in known
    ]
    return (*known.values(), *added)


class Index(NamedTuple):
    """The indicators of some classes of units: where each id stands, and which groups' phrases each word begins."""

    classes: tuple[UnitClass, ...]
    listed: tuple[Indicator, ...]
    places: dict[str, tuple[int, ...]]
    holders: dict[str, tuple[tuple[int, int], ...]]


@lru_cache(maxsize=32)
def _index(classes: tuple[UnitClass, ...], lexicon: Lexicon) -> Index:
    listed = tuple(one for one in indicators(lexicon) if one.unit in classes)
    places: dict[str, list[int]] = defaultdict(list)
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, indicator in enumerate(listed):
        places[indicator.id].append(at)
        for group, firsts in enumerate(indicator.firsts):
            for word in firsts:
                holders[word].append((at, group))
    return Index(classes, listed, {k: tuple(v) for k, v in places.items()}, {k: tuple(v) for k, v in holders.items()})


@lru_cache(maxsize=1024)
def index_of(unit: str, lexicon: Lexicon) -> Index:
    """Those of the taxonomy that are counted in a printed unit."""
    classes: tuple[UnitClass, ...] = ("any", "%", "money", "count")
    return _index(tuple(one for one in classes if fits_unit(unit, one)), lexicon)


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


def fits_unit(unit: str, wanted: UnitClass) -> bool:
    """Whether a printed unit is of the class that an indicator is counted in."""
    if wanted == "any":
        return True
    if wanted == "%":
        return unit in ("%", "‰", "điểm %", "điểm phần trăm")
    money = bool(re.search(r"đồng|usd|vnđ|tỷ|triệu(?! con| cây| lượt| kwh)", unit.lower()))
    return money if wanted == "money" else not money and unit != "%"


def matched_weight(form: str, words: frozenset[str], indicator: Indicator) -> tuple[int, float]:
    """Characters of a subject that an indicator's words explain, and the share of its groups of words found.

    Args:
        form: the subject by `full_form`.
        words: its words.
        indicator: the entry.
    """
    weight, groups = 0, 0
    for need, firsts in zip(indicator.needs, indicator.firsts, strict=True):
        if words.isdisjoint(firsts):
            continue
        if found := need.findall(form):
            weight += len(max(found, key=len)) + 1
            groups += 1
    return weight, groups / len(indicator.needs)
