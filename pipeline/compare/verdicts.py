"""A promise beside the national line: above, at, below, or not comparable and why.

A promise and a line are held together only where they speak of the same thing: same indicator (so same denominator),
same unit, same kind (a level to reach, or a change), a level of government the line covers, and a year that decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from models.source import Frozen
from pipeline.compare.yardstick import Indicator, NationalTarget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from models.plan import Change, Comparator
    from pipeline.compare.promises import Plan, Promise

Code = Literal["above", "at", "below", "not_comparable", "no_line"]
Why = Literal[
    "",
    "other_year",
    "no_year",
    "other_scope",
    "other_unit",
    "other_change",
    "other_comparator",
    "recurring",
    "no_baseline",
]
FLOORS: dict[str, frozenset[str]] = {"up": frozenset([">=", ">", "="]), "down": frozenset(["<=", "<", "="])}
"""Comparators that bind a promise on the side that matters."""


class Verdict(Frozen):
    """How a promise stands beside the national line, which line, and why there is no answer where there is none.

    `plan_older` tells that the line was drawn after the plan was made: whoever made it could not know it.
    """

    code: Code
    why: Why = ""
    line: NationalTarget | None = None
    plan_older: bool = False


def judge(promise: Promise, indicator: Indicator, plan: Plan) -> Verdict:
    """Hold a promise against the national line of its year.

    A line of a later year decides only for a promise that reaches it early, a line of an earlier year only for one
    that stays below it even later; all else is another year.
    """
    if not indicator.national:
        return Verdict(code="no_line")
    lines = [line for line in indicator.national if line.scope in ("", promise.scope)]
    if not lines:
        return Verdict(code="not_comparable", why="other_scope", line=indicator.national[0])
    line = _nearest(lines, promise.year)
    why = _hindrance(promise, indicator, line)
    if why:
        return Verdict(code="not_comparable", why=why, line=line)
    code = _beside(promise, line, indicator)
    year = promise.year or line.year
    if (line.year > year and code == "below") or (line.year < year and code != "below"):
        return Verdict(code="not_comparable", why="other_year", line=line)
    return Verdict(code=code, line=line, plan_older=_made_before(plan, line))


def _nearest(lines: Sequence[NationalTarget], year: int | None) -> NationalTarget:
    """The line of the year, else of the next year that has one, else the last; one for the level before one for all."""
    if year is None:
        return lines[0]
    later = [line for line in lines if line.year >= year]
    chosen = min(later, key=lambda line: line.year).year if later else max(lines, key=lambda line: line.year).year
    return max((line for line in lines if line.year == chosen), key=lambda line: bool(line.scope))


def _hindrance(promise: Promise, indicator: Indicator, line: NationalTarget) -> Why:
    if promise.unit != line.unit:
        return "other_unit"
    if not _same_kind(promise.change, indicator):
        return "other_change"
    if promise.recurring:
        return "recurring"
    if promise.change and not promise.baseline:
        return "no_baseline"  # a step of one year and the cut of a whole period look alike
    if promise.comparator not in FLOORS[indicator.direction]:
        return "other_comparator"
    return "no_year" if promise.year is None else ""


def _same_kind(change: Change, indicator: Indicator) -> bool:
    """Whether both speak of a change, or both of a level: a cut (`*_cut`) is a change, all else a level."""
    cut = indicator.id.endswith(("_cut", "_reduced"))
    return change in ("", "decrease") if cut else not change


def _made_before(plan: Plan, line: NationalTarget) -> bool:
    """Whether the plan is older than the decree."""
    if line.since is None:
        return False
    if plan.issue_date is not None:
        return plan.issue_date < line.since
    return plan.period_start is not None and plan.period_start < line.since.year


def bound_of(promise: Promise, direction: str) -> Decimal:
    """The value that a promise binds itself to, on the side that matters: the worse end of a range."""
    if direction == "down" and promise.value_max is not None:
        return promise.value_max
    return promise.value


def strictness(comparator: Comparator) -> int:
    """A bound that must be passed is stricter than one that must be met."""
    return 1 if comparator in (">", "<") else 0


def _beside(promise: Promise, line: NationalTarget, indicator: Indicator) -> Code:
    sign = 1 if indicator.direction == "up" else -1
    mine = (sign * bound_of(promise, indicator.direction), strictness(promise.comparator))
    theirs = (sign * line.value, strictness(line.comparator))
    if mine == theirs:
        return "at"
    return "above" if mine > theirs else "below"
