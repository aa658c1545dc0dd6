"""Deadlines of the rows of a table: which year completes them, which of several decides, what is unsure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.deadlines import parse_deadlines, states_time
from models.source import Doubt, Found

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from extractors.lexicon import Lexicon
    from models.plan import FrontMatter
    from models.table import Deadline, Table

_DATED = ("date", "quarter", "month", "year")
_STATED_YEAR = re.compile(r"\b20\d\d\b")


class Period(NamedTuple):
    """The year that completes a time without one (None: there is no such year), and when the plan was issued."""

    year: int | None = None
    issued: date | None = None


def period_of_plan(front: FrontMatter | None) -> Period:
    """The year of a plan of one year; a plan of several completes nothing."""
    if front is None or not isinstance(front.period_start, Found) or not isinstance(front.period_end, Found):
        return Period()
    start, end = front.period_start.value, front.period_end.value
    issued = front.issue_date.value if isinstance(front.issue_date, Found) else None
    return Period(start, issued) if start == end else Period()


def period_of_column(table: Table, headers: Sequence[str], period: Period) -> Period:
    """The year that the header of the deadlines states for all of them ("Thời gian hoàn thành (năm 2022)")."""
    if "deadline" not in table.roles:
        return period
    years = _STATED_YEAR.findall(headers[table.roles.index("deadline")])
    return Period(int(years[0])) if len(years) == 1 else period


def read_deadlines(text: str, period: Period, lexicon: Lexicon) -> tuple[tuple[Deadline, ...], list[Doubt]]:
    """Read the deadlines of a row, the deciding one first, with what is unsure about them.

    A day that the plan's year would put before the day on which the plan was issued is left without a last day.
    """
    deadlines = parse_deadlines(text, lexicon, period.year)
    doubts: list[Doubt] = []
    if period.issued is not None:
        alone = parse_deadlines(text, lexicon)
        kept: list[Deadline] = []
        for n, one in enumerate(deadlines):
            own = len(alone) == len(deadlines) and alone[n].last_day == one.last_day
            if one.last_day is not None and not own and one.last_day < period.issued:
                detail = f"“{one.text[:60]}” would be past in the plan's year {period.year}"
                doubts.append(Doubt(code="deadline_year_unsure", detail=detail))
                one = one.model_copy(update={"last_day": None})
            kept.append(one)
        deadlines = tuple(kept)
    doubts += _unread(text, deadlines, lexicon)
    return _deciding_first(deadlines), doubts


def _unread(text: str, deadlines: Sequence[Deadline], lexicon: Lexicon) -> list[Doubt]:
    doubts = []
    if text and [one.kind for one in deadlines] == ["open"] and not states_time(text, lexicon):
        doubts.append(Doubt(code="deadline_unread", detail=f"no time recognised in “{text[:60]}”"))
    for deadline in deadlines:
        if deadline.last_day is not None or not _STATED_YEAR.search(deadline.text):
            continue
        said = deadline.text[:60]
        if deadline.kind == "quarter":
            doubts.append(Doubt(code="quarter_unread", detail=f"which day ends the quarter meant in “{said}”"))
        elif deadline.kind == "date":
            doubts.append(Doubt(code="deadline_no_such_day", detail=f"“{said}” is no day of the calendar"))
        elif deadline.kind in ("month", "year"):
            doubts.append(Doubt(code="deadline_vague", detail=f"no calendar says which day ends “{said}”"))
    return doubts


def _deciding_first(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    def rank(deadline: Deadline) -> tuple[int, int]:
        if deadline.last_day is not None:
            return (0, -deadline.last_day.toordinal())
        return (2 if deadline.kind in _DATED else 1, 0)

    return tuple(sorted(deadlines, key=rank))
