"""Indicators beside plans: the same promise in one row, whoever made it; levels and years kept apart."""

from __future__ import annotations

from collections import defaultdict
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from models.plan import Change, Scope, UnitLevel
from models.source import Frozen
from pipeline.compare.promises import Plan, Promise
from pipeline.compare.verdicts import Verdict, bound_of, judge, strictness
from pipeline.compare.yardstick import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from pipeline.compare.promises import Holdings

SCOPES: tuple[Scope, ...] = ("", "cấp tỉnh", "cấp huyện", "cấp xã")


class Judged(Frozen):
    """A promise with its verdict; `mentions` counts how often the plan says just this."""

    promise: Promise
    verdict: Verdict
    mentions: int = 1


class Row(Frozen):
    """One indicator at one scope in one unit; `cells` by doc_id, each by year."""

    indicator: Indicator
    scope: Scope
    unit: str
    change: Change
    cells: dict[str, tuple[Judged, ...]]

    @property
    def key(self) -> str:
        """Name of the row for programs."""
        return "|".join((self.indicator.id, self.scope, self.unit, self.change))

    def better(self, one: Promise, other: Promise) -> bool:
        """Whether one promise binds itself to more than another."""
        return self.rank(one) > self.rank(other)

    def rank(self, promise: Promise) -> tuple[Decimal, int]:
        """Order of promises of this row, the less ambitious first."""
        sign = 1 if self.indicator.direction == "up" else -1
        return sign * bound_of(promise, self.indicator.direction), strictness(promise.comparator)


class Group(NamedTuple):
    """Promises that may be held side by side: one row, plans of one level, one year."""

    row: Row
    level: UnitLevel
    year: int | None
    members: tuple[tuple[Plan, Judged], ...]

    @property
    def values(self) -> list[Decimal]:
        """What each binds itself to, in order."""
        return sorted(bound_of(judged.promise, self.row.indicator.direction) for _, judged in self.members)

    @property
    def middle(self) -> Decimal:
        """The value in the middle: one that was promised, no average."""
        return median_low(self.values)

    @property
    def plans(self) -> int:
        """How many plans they come from."""
        return len({plan.doc_id for plan, _ in self.members})

    def count(self, code: str) -> int:
        """How many plans stand so beside the national line."""
        return len({plan.doc_id for plan, judged in self.members if judged.verdict.code == code})


class Comparison(NamedTuple):
    """Everything that was compared; `unlinked` of `targets` fit no indicator and are not in it."""

    plans: tuple[Plan, ...]
    rows: tuple[Row, ...]
    targets: int
    unlinked: int

    def groups(self) -> Iterator[Group]:
        """Yield the groups of every row: by level, then by year (open periods last)."""
        plans = {plan.doc_id: plan for plan in self.plans}
        for row in self.rows:
            found: dict[tuple[UnitLevel, int | None], list[tuple[Plan, Judged]]] = defaultdict(list)
            for doc_id, cell in row.cells.items():
                for judged in cell:
                    found[plans[doc_id].place.level, judged.promise.year].append((plans[doc_id], judged))
            for level, year in sorted(found, key=lambda key: (key[0], key[1] or 9999)):
                yield Group(row, level, year, tuple(found[level, year]))


def compare(holdings: Holdings, indicators: Mapping[str, Indicator]) -> Comparison:
    """Put every promise into its row, in the order of the taxonomy."""
    plans = {plan.doc_id: plan for plan in holdings.plans}
    found: dict[tuple[str, Scope, str, Change], dict[str, list[Promise]]] = {}
    for promise in holdings.promises:
        if promise.indicator_id in indicators:
            key = (promise.indicator_id, promise.scope, promise.unit, promise.change)
            found.setdefault(key, {}).setdefault(promise.doc_id, []).append(promise)
    place = {name: number for number, name in enumerate(indicators)}
    rows = []
    for name, scope, unit, change in sorted(found, key=lambda key: (place[key[0]], SCOPES.index(key[1]), key[2:])):
        held, indicator = found[name, scope, unit, change], indicators[name]
        cells = {doc_id: _cell(promises, indicator, plans[doc_id]) for doc_id, promises in held.items()}
        rows.append(Row(indicator=indicator, scope=scope, unit=unit, change=change, cells=cells))
    strangers = sum(promise.indicator_id not in indicators for promise in holdings.promises)
    return Comparison(holdings.plans, tuple(rows), holdings.targets, holdings.unlinked + strangers)


def _cell(promises: Sequence[Promise], indicator: Indicator, plan: Plan) -> tuple[Judged, ...]:
    """Promises of one plan by year; the same said twice is one with two mentions, the surest reading of it."""
    same: dict[tuple[object, ...], list[Promise]] = defaultdict(list)
    for promise in promises:
        said = (promise.year, promise.comparator, promise.value, promise.value_max, promise.baseline, promise.recurring)
        same[said].append(promise)
    judged = [
        Judged(promise=surest, verdict=judge(surest, indicator, plan), mentions=len(held))
        for held in same.values()
        for surest in [max(held, key=lambda promise: promise.confidence)]
    ]
    return tuple(sorted(judged, key=lambda one: (one.promise.year or 9999, one.promise.page, one.promise.target_id)))
