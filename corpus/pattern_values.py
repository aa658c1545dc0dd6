"""How the numbers of a written pattern are drawn: one, a pair, steps, parts, what is left (`values` of a pattern)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.clauses import Frame, draw_value, print_number, print_percent
from corpus.numerals import spell_out

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from models.plan import Scope

    Table = dict[str, Any]

PERCENTS = ("percent", "change", "exceed", "structure")
"""Kinds of indicators whose numbers are shares."""


@dataclass
class Blank:
    """A pattern while it is filled: its slots as printed and its numbers by slot."""

    rng: random.Random
    pattern: Table
    ind: Table
    frame: Frame
    slots: dict[str, str]
    numbers: dict[str, Decimal]
    years: dict[str, int]
    against: list[str]
    scope: Scope = ""

    def put(self, slot: str, value: Decimal, unit: bool = True) -> None:
        """Fill a number into its slot, with its unit where `unit` says so."""
        self.numbers[slot] = value
        if self.ind["kind"] in PERCENTS:
            self.slots[slot] = print_percent(self.rng, value) if unit else print_number(value)
            return
        if self.ind["kind"] in ("money", "measure"):
            self.slots[slot] = f"{print_number(value)} {self.ind['unit']}"
            return
        self.slots[slot] = print_number(value, pad=self.rng.random() < 0.7)

    def put_year(self, slot: str, year: int) -> None:
        """Fill a year into its slot."""
        self.years[slot], self.slots[slot] = year, str(year)


def _one(blank: Blank) -> bool:
    value = draw_value(blank.rng, blank.ind)
    if blank.ind["kind"] == "money" and blank.ind["unit"] == "tỷ đồng" and blank.rng.random() < 0.4:
        value += Decimal(blank.rng.randrange(1, 10)) / 10
    blank.put("n", value)
    if blank.ind["kind"] == "count" and value < 1000:
        blank.slots["words"] = spell_out(int(value))
    return True


def _pair(blank: Blank) -> bool:
    """Two levels, the second with less."""
    if blank.ind["low"] > 90:
        return False
    top = draw_value(blank.rng, blank.ind)
    blank.put("a", top)
    blank.put("b", top - blank.rng.choice((5, 10, 15, 20)) if top >= 30 else max(top - 5, Decimal(1)))
    return True


def _range(blank: Blank) -> bool:
    low, high = int(blank.ind["low"]), int(blank.ind["high"])
    if high - low < 5:
        return False
    first = blank.rng.randrange(low, high - 3)
    blank.put("a", Decimal(first), unit=False)
    blank.put("b", Decimal(first + blank.rng.choice((2, 3) if high <= 120 else (10, 20, 50))))
    return True


def _steps(blank: Blank) -> bool:
    setting, low, high = blank.frame.setting, int(blank.ind["low"]) // 5 * 5, int(blank.ind["high"])
    if setting.last - setting.start < 3 or high - low < 20:
        return False
    years = [*sorted(blank.rng.sample(range(setting.start, setting.last), 2)), setting.last]
    values = sorted(blank.rng.sample(range(low, high + 1, 5), 3))
    for index, (year, value) in enumerate(zip(years, values, strict=True)):
        blank.put("abc"[index], Decimal(value))
        blank.put_year(f"y{index + 1}", year)
    return True


def _yearly(blank: Blank) -> bool:
    """A step each year, and where it ends."""
    if blank.frame.setting.last == blank.frame.setting.start:
        return False
    if blank.ind["kind"] == "percent" and (blank.ind["high"] < 70 or blank.ind["high"] - blank.ind["low"] < 15):
        return False
    blank.put("n", Decimal(blank.rng.choice((2, 3, 5, 8))))
    blank.put("m", Decimal(int(blank.ind["high"]) // 5 * 5))
    return True


def _staged(blank: Blank) -> bool:
    """A total with a step for each year but the last, and another for the last."""
    setting = blank.frame.setting
    if setting.last - setting.start != 4 or "baseline" not in blank.ind:
        return False
    step, last = Decimal(blank.rng.choice((1, 2))), Decimal(blank.rng.choice((3, 4)))
    blank.put("n", 4 * step + last)
    blank.put("a", step)
    blank.put("b", last)
    for slot, year in (("y1", setting.start), ("y2", setting.last - 1), ("y3", setting.last)):
        blank.put_year(slot, year)
    return True


def _fraction(blank: Blank) -> bool:
    value = draw_value(blank.rng, blank.ind)
    blank.put("n", value)
    blank.slots["total"] = print_number(value + blank.rng.randrange(1, 6), pad=len(blank.slots["n"]) == 2)
    return True


def _round(value: Decimal) -> Decimal:
    """Cut to a whole number where there is enough of it, as a planner's figures are."""
    return Decimal(int(value)) if value >= 4 else value.quantize(Decimal("0.1"))


def _part(blank: Blank) -> bool:
    """A whole, and less of it for a part."""
    value = draw_value(blank.rng, blank.ind)
    part = Decimal(int(value * blank.rng.randrange(3, 9) / 10))
    if part < 1 or part >= value:
        return False
    blank.put("n", value)
    blank.put("a", part)
    return True


def _parts(blank: Blank) -> bool:
    """A whole, and two parts of it that leave something over."""
    value = draw_value(blank.rng, blank.ind)
    first, second = (_round(value * blank.rng.randrange(low, low + 15) / 100) for low in (42, 18))
    if not 0 < second < first:
        return False
    for slot, number in (("n", value), ("a", first), ("b", second)):
        blank.put(slot, number)
    return True


def _drop(blank: Blank) -> bool:
    """By how much a share falls, and what is left."""
    low, high = int(blank.ind["low"]), int(blank.ind["high"])
    blank.put("n", Decimal(blank.rng.choice((2, 3, 5, 8, 10, 12, 15, 20))) / 10)
    blank.put("m", Decimal(blank.rng.randrange(low * 10, high * 10)) / 10)
    return high <= 30


def _gain(blank: Blank) -> bool:
    """By how much a share rises."""
    blank.put("n", Decimal(blank.rng.choice((5, 8, 10, 12, 15, 20, 25, 30, 50))) / 10)
    return True


def _grown(blank: Blank) -> bool:
    """An amount, and its growth in per cent (`g`)."""
    if not _one(blank):
        return False
    growth = Decimal(blank.rng.randrange(20, 180)) / 10 if blank.rng.random() < 0.6 else blank.rng.randrange(3, 20)
    blank.numbers["g"] = Decimal(growth)
    blank.slots["g"] = print_percent(blank.rng, Decimal(growth))
    return True


def _structure(blank: Blank) -> bool:
    """Three shares of a hundred."""
    tenths = blank.rng.random() < 0.5
    first, second = (
        Decimal(blank.rng.randrange(low, low + 200)) / 10
        if tenths
        else Decimal(blank.rng.randrange(low, low + 200) // 10)
        for low in (180, 250)
    )
    for slot, number in (("a", first), ("b", second), ("c", 100 - first - second)):
        blank.put(slot, number)
    return True


VALUES: dict[str, Callable[[Blank], bool]] = {
    "one": _one,
    "pair": _pair,
    "range": _range,
    "steps": _steps,
    "yearly": _yearly,
    "staged": _staged,
    "fraction": _fraction,
    "part": _part,
    "parts": _parts,
    "drop": _drop,
    "gain": _gain,
    "grown": _grown,
    "structure": _structure,
}
