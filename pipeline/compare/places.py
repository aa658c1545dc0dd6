"""Places over time: the unit that a plan names, its province then and today, and the communes that took its land.

Until 30 June 2025 there were 63 provinces with districts; since then 34 provinces and communes alone. A district
became several communes, so nothing of it is divided among them: they are named, no more.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from models.plan import UnitLevel
from models.source import Frozen
from pipeline.identity import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).with_name("successions.toml")
ENDED = date(2025, 6, 30)
"""Last day of the districts."""
_WORD = "(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)"
_LEVEL_WORDS = re.compile(f"^{_WORD} ", re.IGNORECASE)
_BEFORE = re.compile(r"^(tinh|thanh-pho|tp)-")


class Commune(Frozen):
    """A commune of today; `shared` where it took land of other districts too."""

    name: str
    shared: bool


class District(Frozen):
    """A district as it stood until 30 June 2025; `via` the one it was merged into or renamed shortly before."""

    label: str
    province: str
    province_now: str
    communes: tuple[Commune, ...]
    via: str = ""


class Place(Frozen):
    """The unit of a plan. `province_from` says who knows the province; `note` what could not be told."""

    label: str
    level: UnitLevel
    province: str
    province_from: Literal["paper", "gazetteer", ""]
    province_now: str
    district: District | None = None
    note: Literal["", "ambiguous", "unknown"] = ""

    @property
    def key(self) -> str:
        """Same unit, same key, however its name is written."""
        inside = self.district.label if self.district and self.level == "xã" else ""
        return "/".join(slug(part) for part in (self.level, self.province, inside, self.label))


@cache
def districts() -> tuple[District, ...]:
    """Every district with what became of it."""
    held = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return tuple(
        District(
            label=label,
            province=entry["was"],
            province_now=entry["now"],
            communes=tuple(Commune(name=name.removeprefix("+"), shared=name.startswith("+")) for name in communes),
            via=entry.get("via", {}).get(label, ""),
        )
        for entry in held["province"]
        for label, communes in entry["districts"].items()
    )


@cache
def _by_name() -> dict[str, tuple[District, ...]]:
    found: dict[str, list[District]] = defaultdict(list)
    for district in districts():
        found[slug(_LEVEL_WORDS.sub("", district.label))].append(district)
    return {name: tuple(held) for name, held in found.items()}


@cache
def _now() -> dict[str, str]:
    return {slug(district.province): district.province_now for district in districts()}


def province_key(name: str) -> str:
    """Compare provinces by their names alone ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh")."""
    return _BEFORE.sub("", slug(name))


def find_place(
    province: str, district: str, unit_name: str, unit_level: UnitLevel, issuer: str = "", issued: date | None = None
) -> Place:
    """Find the unit of a plan by what its paper states; the gazetteer fills in a province that it does not state.

    Args:
        province: As stated, or "".
        district: As stated, without its level, or "".
        unit_name: Without its level.
        unit_level: Of the unit.
        issuer: Issuing body in full: its level word tells a town from the district around it.
        issued: Day of issue: since 1 July 2025 a province's name means the one of today.
    """
    label = _label(unit_name, issuer)
    if unit_level == "tỉnh":
        home, told = province or unit_name, "paper"
        return Place(
            label=label, level=unit_level, province=home, province_from=told, province_now=_today(home, issued)
        )
    if issued is not None and issued > ENDED:
        stated: Literal["paper", ""] = "paper" if province else ""
        return Place(label=label, level=unit_level, province=province, province_from=stated, province_now=province)
    named = district or (unit_name if unit_level == "huyện" else "")
    found = _candidates(named, province, label if unit_level == "huyện" else "")
    if len(found) == 1:
        return Place(
            label=found[0].label if unit_level == "huyện" and label == unit_name else label,
            level=unit_level,
            province=province or found[0].province,
            province_from="paper" if province else "gazetteer",
            province_now=found[0].province_now,
            district=found[0],
        )
    return Place(
        label=label,
        level=unit_level,
        province=province,
        province_from="paper" if province else "",
        province_now=_today(province, issued),
        note="ambiguous" if found else "unknown",
    )


def _today(province: str, issued: date | None) -> str:
    if issued is not None and issued > ENDED:
        return province
    return _now().get(province_key(province), "")


def _candidates(name: str, province: str, label: str) -> tuple[District, ...]:
    """Districts of a name; the province where it is stated, then the level word, choose among several."""
    bare = slug(_LEVEL_WORDS.sub("", name))
    found = _by_name().get(bare, ())
    if province:
        found = tuple(district for district in found if slug(district.province) == province_key(province))
    if len(found) > 1:
        same = tuple(district for district in found if slug(district.label) == slug(label))
        found = same or found
    return found


def _label(unit_name: str, issuer: str) -> str:
    """Name a unit with its level word, where the issuer's name has it."""
    match = re.search(rf"(?i){_WORD}\s+{re.escape(unit_name)}\s*$", issuer) if unit_name else None
    return f"{match[1].lower()} {unit_name}" if match else unit_name


def predecessors() -> Iterator[tuple[str, str, tuple[District, ...]]]:
    """Yield today's communes: province, name, and the districts whose land they took."""
    found: dict[tuple[str, str], list[District]] = defaultdict(list)
    for district in districts():
        for commune in district.communes:
            found[district.province_now, commune.name].append(district)
    for (province, name), held in sorted(found.items()):
        yield province, name, tuple(held)
