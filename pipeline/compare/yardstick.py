"""The national yardstick: what decrees ask of an indicator, by which year, of which level, and since when."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from extractors.lexicon import load_lexicon
from models.plan import Comparator, Scope
from models.source import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DATED = re.compile(r"ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})")


class NationalTarget(Frozen):
    """What a decree asks: `scope` empty holds for every level; `since` is the decree's date, None where not known."""

    year: int
    comparator: Comparator
    value: Decimal
    unit: str = "%"
    scope: Scope = ""
    source: str
    checked: bool
    since: date | None = None


class Indicator(Frozen):
    """One entry of the taxonomy: what is counted, over what (`denominator`), which way is better."""

    id: str
    name_vi: str
    name_en: str
    field: str
    unit: str
    direction: Literal["up", "down"]
    denominator: str = ""
    national: tuple[NationalTarget, ...] = ()

    def name(self, lang: str) -> str:
        """Name in the language of the reader."""
        return self.name_vi if lang == "vi" else self.name_en


@lru_cache(maxsize=4)
def read_indicators(overlay: Path | None = None) -> Mapping[str, Indicator]:
    """Read the taxonomy with its national targets, in its own order.

    Raises:
        LexiconError: a lexicon file is not UTF-8 TOML.
    """
    entries: list[dict[str, Any]] = load_lexicon(overlay).table("indicators")["indicator"]
    return {entry["id"]: _indicator(entry) for entry in entries}


def _indicator(entry: dict[str, Any]) -> Indicator:
    unit = entry.get("unit", "any")
    return Indicator(
        id=entry["id"],
        name_vi=entry["name_vi"],
        name_en=entry["name_en"],
        field=entry.get("field", "other"),
        unit=unit,
        direction=entry.get("direction", "up"),
        denominator=entry.get("denominator", ""),
        national=tuple(_national(line) for line in entry.get("national", ())),
    )


def _national(line: dict[str, Any]) -> NationalTarget:
    dated = _DATED.search(line["source"])
    return NationalTarget(
        year=line["year"],
        comparator=line["comparator"],
        value=Decimal(line["value"]),
        unit=line.get("unit", "%"),
        scope=line.get("level", ""),
        source=line["source"],
        checked=line["checked"],
        since=date(int(dated[3]), int(dated[2]), int(dated[1])) if dated else None,
    )
