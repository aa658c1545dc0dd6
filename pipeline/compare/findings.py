"""What a reader of a hundred plans asks first: who promises least, where they differ most, who contradicts himself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from models.plan import UnitLevel
from models.source import Frozen
from pipeline.compare.matrix import Judged, Row
from pipeline.compare.promises import Plan
from pipeline.compare.verdicts import bound_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from pipeline.compare.matrix import Comparison, Group

Kind = Literal["contradiction", "retreat", "below", "least", "spread"]
FEW = 3
"""Plans below which a least or a spread says nothing."""
NAMED = 12
"""Plans that a finding names; the count says how many there are."""


class Side(Frozen):
    """One promise of a finding, with its plan."""

    plan: Plan
    judged: Judged


class Finding(Frozen):
    """One thing to look at: its sides are the promises that show it, `count` how many there are in all."""

    kind: Kind
    row: Row
    level: UnitLevel
    year: int | None
    sides: tuple[Side, ...]
    count: int
    width: float = 0.0
    """Points between the lowest and the highest (spread), or between promise and line (below)."""


def find_findings(comparison: Comparison) -> tuple[Finding, ...]:
    """Find everything worth a look: contradictions first, then retreats, gaps to the line, least ones, spreads."""
    groups = list(comparison.groups())
    found = [
        *_contradictions(comparison),
        *_retreats(comparison),
        *sorted(_below(groups), key=lambda finding: -finding.width),
        *_least(groups),
        *sorted(_spreads(groups), key=lambda finding: -finding.width),
    ]
    return tuple(found)


def _contradictions(comparison: Comparison) -> Iterator[Finding]:
    """Same plan, same row, same year, same baseline, other values."""
    plans = {plan.doc_id: plan for plan in comparison.plans}
    for row in comparison.rows:
        for doc_id, cell in row.cells.items():
            by_year: dict[tuple[int | None, str], list[Judged]] = defaultdict(list)
            for judged in cell:
                if not judged.promise.recurring:
                    by_year[judged.promise.year, judged.promise.baseline].append(judged)
            for (year, _), held in by_year.items():
                if len({judged.promise.value for judged in held}) > 1:
                    plan = plans[doc_id]
                    sides = tuple(Side(plan=plan, judged=judged) for judged in held)
                    yield _finding("contradiction", row, plan.place.level, year, sides)


def _retreats(comparison: Comparison) -> Iterator[Finding]:
    """Same place, same row: a later plan, or a later year, binds itself to less than the one before."""
    plans = {plan.doc_id: plan for plan in comparison.plans}
    for row in comparison.rows:
        by_place: dict[str, list[Side]] = defaultdict(list)
        for doc_id, cell in row.cells.items():
            if plans[doc_id].place.label:
                by_place[plans[doc_id].place.key] += [
                    Side(plan=plans[doc_id], judged=judged)
                    for judged in cell
                    if judged.promise.year is not None and not judged.promise.recurring
                ]
        for sides in by_place.values():
            for later in sides:
                before = [side for side in sides if _before(side, later)]
                if not before:
                    continue
                last = max(before, key=_moment)
                if row.better(last.judged.promise, later.judged.promise) and _moment(last) < _moment(later):
                    yield _finding("retreat", row, later.plan.place.level, later.judged.promise.year, (last, later))


def _moment(side: Side) -> tuple[int, int, str]:
    """For which year, and in which plan."""
    return side.judged.promise.year or 0, side.plan.period_start or 0, str(side.plan.issue_date or "")


def _before(one: Side, other: Side) -> bool:
    """Whether a promise is for an earlier year, or for the same year in an earlier plan."""
    if (one.judged.promise.year or 0) > (other.judged.promise.year or 0):
        return False
    if one.plan.doc_id == other.plan.doc_id:
        return (one.judged.promise.year or 0) < (other.judged.promise.year or 0)
    return (one.plan.period_start or 0, str(one.plan.issue_date or "")) < (
        other.plan.period_start or 0,
        str(other.plan.issue_date or ""),
    )


def _below(groups: Iterable[Group]) -> Iterator[Finding]:
    """Promises below the national line, those farthest below first."""
    for group in groups:
        sides = [side for side in _sides(group) if side.judged.verdict.code == "below"]
        if sides:
            sides.sort(key=lambda side: group.row.rank(side.judged.promise))
            line = sides[0].judged.verdict.line
            lowest = _bound(group, sides[0])
            width = abs(float(lowest - line.value)) if line is not None else 0.0
            yield _finding("below", group.row, group.level, group.year, tuple(sides), width)


def _least(groups: Iterable[Group]) -> Iterator[Finding]:
    """Who promises least where at least three promise the same thing and do not all promise as much."""
    for group in groups:
        sides = _sides(group)
        ranks = [group.row.rank(side.judged.promise) for side in sides]
        if len({side.plan.place.key for side in sides}) < FEW or min(ranks) == max(ranks):
            continue
        least = tuple(side for side, rank in zip(sides, ranks, strict=True) if rank == min(ranks))
        yield _finding("least", group.row, group.level, group.year, least)


def _spreads(groups: Iterable[Group]) -> Iterator[Finding]:
    """Where promises of one thing lie farthest apart; percentages alone, since only they share a measure."""
    for group in groups:
        sides = sorted(_sides(group), key=lambda side: group.row.rank(side.judged.promise))
        places = {side.plan.place.key for side in sides}
        if group.row.unit == "%" and len(places) >= FEW and group.values[0] != group.values[-1]:
            width = float(group.values[-1] - group.values[0])
            yield _finding("spread", group.row, group.level, group.year, (sides[0], sides[-1]), width, len(places))


def _sides(group: Group) -> list[Side]:
    return [Side(plan=plan, judged=judged) for plan, judged in group.members if not judged.promise.recurring]


def _bound(group: Group, side: Side) -> Decimal:
    return bound_of(side.judged.promise, group.row.indicator.direction)


def _finding(
    kind: Kind,
    row: Row,
    level: UnitLevel,
    year: int | None,
    sides: tuple[Side, ...],
    width: float = 0.0,
    count: int | None = None,
) -> Finding:
    named = sides[:NAMED]
    return Finding(kind=kind, row=row, level=level, year=year, sides=named, count=count or len(sides), width=width)
