"""A clause with the numbers that it promises, and how numbers and comparators are worded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.vocabulary import own_words

if TYPE_CHECKING:
    import random

    from corpus.names import Setting
    from models.plan import Change, Comparator, Scope

AFTER_VERB: dict[str, tuple[str, ...]] = {
    ">=": (
        "đạt tối thiểu {n}",
        "đạt từ {n} trở lên",
        "đạt ít nhất {n}",
        "không dưới {n}",
        "đạt {n} trở lên",
        "đạt từ {n}",
        "đạt tối thiểu {n} trở lên",
    ),
    ">": ("đạt trên {n}", "đạt hơn {n}", "vượt {n}"),
    "=": ("đạt {n}", "là {n}", "phấn đấu đạt {n}"),
    "<=": ("không quá {n}", "tối đa {n}", "tối đa là {n}"),
    "<": ("dưới {n}", "ở mức dưới {n}"),
}
"""Comparators behind the words that are measured."""
BEFORE_NOUN: dict[str, tuple[str, ...]] = {
    ">=": ("tối thiểu {n}", "ít nhất {n}", "không dưới {n}", "từ {n} trở lên"),
    ">": ("trên {n}", "hơn {n}"),
    "=": ("{n}", "phấn đấu {n}", "bảo đảm {n}", "duy trì {n}", "{n}"),
    "<=": ("không quá {n}", "tối đa {n}"),
    "<": ("dưới {n}",),
}
"""Comparators in front of the counted noun."""


@dataclass(frozen=True)
class Promise:
    """One number and what it measures; `year` -1 means the heading's or the plan's."""

    value: Decimal
    unit: str
    comparator: Comparator
    subject: str
    quote: str
    scope: Scope = ""
    change: Change = ""
    baseline: str = ""
    year: int | None = -1
    recurring: bool = False
    value_max: Decimal | None = None
    optional: bool = False
    domain: str = ""


@dataclass(frozen=True)
class Clause:
    """A clause as printed (small initial) with its promises; `form` and `wording` name how it is built.

    `opens_year`: it begins with a year that would hold for all of its sentence.
    """

    text: str
    promises: tuple[Promise, ...]
    form: str
    wording: str = ""
    opens_year: bool = False

    def capitalised(self) -> Clause:
        """Return the clause with a capital at its beginning, in its quotes and subjects too."""
        first = self.text[:1].upper() + self.text[1:]
        fixed = tuple(
            replace(promise, quote=_follow(promise.quote, self.text), subject=_follow(promise.subject, self.text))
            for promise in self.promises
        )
        return replace(self, text=first, promises=fixed)


def _follow(part: str, text: str) -> str:
    return part[:1].upper() + part[1:] if text.startswith(part) else part


@dataclass(frozen=True)
class Frame:
    """What a form may ask: the plan's setting, the levels it can speak of, and where it stands."""

    setting: Setting
    levels: tuple[tuple[Scope, tuple[str, ...]], ...]

    @property
    def year(self) -> int:
        """The plan's last year."""
        return self.setting.last


def levels_of(setting: Setting) -> tuple[tuple[Scope, tuple[str, ...]], ...]:
    """Return the levels that a plan tells apart, each with the words that say whose things are counted."""
    province: tuple[Scope, tuple[str, ...]] = ("cấp tỉnh", (" của UBND tỉnh", " cấp tỉnh", " tại cấp tỉnh"))
    district: tuple[Scope, tuple[str, ...]] = ("cấp huyện", (" của UBND huyện", " cấp huyện", " tại cấp huyện"))
    commune: tuple[Scope, tuple[str, ...]] = ("cấp xã", (" của UBND cấp xã", " cấp xã", " tại cấp xã"))
    own = own_words("levels", setting.split)
    if own:
        province, district, commune = (
            (scope, tuple(own[scope.removeprefix("cấp ")])) for scope, _ in (province, district, commune)
        )
    if setting.level == "tỉnh":
        return (province, commune) if setting.two_levels else (province, district)
    return (district, commune) if setting.level == "huyện" else ()


def draw_value(rng: random.Random, indicator: dict[str, Any]) -> Decimal:
    """Draw a value between the indicator's bounds: round shares mostly, one decimal where it takes them."""
    low, high = int(indicator["low"]), int(indicator["high"])
    if indicator.get("decimals") and rng.random() < 0.5:
        return Decimal(rng.randrange(low * 10, max(high * 10, low * 10 + 1))) / 10
    if high - low >= 15 and rng.random() < 0.75:
        step = 5 if high <= 120 else 50
        return Decimal(max(low, rng.randrange(low, high + 1) // step * step))
    return Decimal(rng.randint(low, high))


def print_number(value: Decimal, pad: bool = False) -> str:
    """Write a number as offices do: decimal comma, thousands point, a leading zero where `pad` asks for it."""
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    text = f"{grouped},{rest}" if rest else grouped
    return f"0{text}" if pad and len(text) == 1 else text


def print_percent(rng: random.Random, value: Decimal) -> str:
    """Write a percentage; now and then with a space before the sign."""
    return f"{print_number(value)}{' %' if rng.random() < 0.04 else '%'}"


def draw_comparator(rng: random.Random, indicator: dict[str, Any], value: Decimal) -> Comparator:
    """Draw a comparator that makes sense: upper bounds for what should be low, none stronger than = at 100 %."""
    if indicator.get("lower"):
        return "<=" if rng.random() < 0.6 else "<"
    if value >= 100 and indicator["kind"] == "percent":
        return "="
    draw = rng.random()
    return ">=" if draw < 0.5 else (">" if draw < 0.68 else "=")
