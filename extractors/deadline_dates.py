"""Days, months, quarters and years in folded text, each with the last day that it allows."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.table import DeadlineKind

# Readers confuse the strokes of Roman numerals; after "quý" nothing else can stand (1-4 are Arabic quarters).
_STROKES = str.maketrans({"l": "i", "|": "i", "!": "i", "1": "i", "]": "i", "j": "i", "t": "i", "y": "v", "h": "ii"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_Q = r"(?:[ivl|!1\]jhyt]{1,3}|[1-4])(?![\w])"
_YEAR = r"(?:\s*[/.,'-]?[/.,'-]?\s*(?:cua\s+)?(?:nam)?\s*(?P<y>(?:19|20)\d\d)(?!\d))"
_JOIN = r"\s*(?:,|-|va|den|;|\+|&|/)\s*(?:quy|qui|q\.?)?\s*"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(r"(?<![\d/])(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d)(?!\d)"),
    ),
    ("date", re.compile(r"(?<!\d)(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})" + _YEAR + r"?(?![\d/])")),
    ("half", re.compile(r"(?<!\w)(?:6|06|sau)\s+thang\s+(?P<half>dau|cuoi)\s+nam(?:\s+(?P<y>(?:19|20)\d\d)(?!\d))?")),
    ("quarter", re.compile(rf"(?<!\w)(?:quy|qui|q\.)\s*(?P<list>{_Q}(?:{_JOIN}{_Q})*)" + _YEAR + "?")),
    # A quarter whose numeral the reader lost must not pass for a whole year.
    (
        "lost",
        re.compile(
            r"(?<!\w)(?:quy|qui)(?!\w)(?!\s+(?:che|dinh|trinh|hoach))[^\w\n]*(?:\S{1,6}[^\w\n]+)?(?P<y>20\d\d)(?!\d)"
        ),
    ),
    (
        "month",
        re.compile(
            r"(?<!\w)(?<!\d\s)thang\s*(?P<list>\d{1,2}(?:\s*(?:,|-|va|den|;)\s*(?:thang\s*)?\d{1,2}(?!\d|[/.]\d{1,2}(?!\d)))*)"
            + _YEAR
            + r"?(?!\d)"
        ),
    ),
    ("month", re.compile(r"(?<![\d/.])(?P<list>0?[1-9]|1[0-2])\s?[/-]\s?(?P<y>20\d\d)(?![\d/])")),
    ("date", re.compile(r"(?:(?<=ngay\s)|(?<=truoc\s)|(?<=het\s))(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\d/])")),
    ("years", re.compile(r"(?<!\d)(?P<y0>20\d\d)\s*(?:-|den|va|,)\s*(?:nam\s*)?(?P<y>20\d\d)(?!\d)")),
    ("year", re.compile(r"(?<![\d/])(?P<y>20\d\d)(?![\d/])")),
)


class Dated(NamedTuple):
    """A time named in a text: its place, kind, last day, and the day before it begins (`eve`).

    `period`: it names its own beginning and end ("quý II-IV/2022").
    """

    start: int
    end: int
    kind: DeadlineKind
    last_day: date | None
    eve: date | None
    period: bool = False


def find_dated(folded: str, year: int | None) -> list[Dated]:
    """Find every day, month, quarter and year; longer forms first, none over another.

    Args:
        folded: text by `toneless.bare`.
        year: the year of those that name none (a last day is left out where it is None).
    """
    taken: list[Dated] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(folded):
            if any(one.start < match.end() and match.start() < one.end for one in taken):
                continue
            read = _READERS[form](match, year)
            if read is not None:
                taken.append(read)
    return sorted(taken, key=lambda one: one.start)


def _year_of(match: re.Match[str], year: int | None) -> int | None:
    stated = match.groupdict().get("y")
    return int(stated) if stated else year


def _day(match: re.Match[str], year: int | None) -> Dated | None:
    day, month, own = int(match["d"]), int(match["m"]), _year_of(match, year)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    # A day that the calendar does not have ("31/11") stays a date without a last day.
    real = own is not None and day <= calendar.monthrange(own, month)[1]
    last = date(own, month, day) if own is not None and real else None
    return Dated(*match.span(), "date", last, last)


def _months(match: re.Match[str], year: int | None) -> Dated | None:
    months = [int(one) for one in re.findall(r"\d+", match["list"])]
    if not all(1 <= one <= 12 for one in months):
        return None
    return _period(match, "month", months[0], months[-1], _year_of(match, year))


def _quarters(match: re.Match[str], year: int | None) -> Dated | None:
    tokens = [token for token in re.split(r"\W*\b(?:quy|qui|q|va|den)\b\W*|[^\wl|!\]]+", match["list"]) if token]
    quarters = [int(one) if one in "1234" else _ROMAN.get(one.translate(_STROKES)) for one in tokens]
    read = [one for one in quarters if one is not None]
    if not read or len(read) < len(quarters):
        return None
    return _period(match, "quarter", 3 * read[0] - 2, 3 * read[-1], _year_of(match, year))


def _lost_quarter(match: re.Match[str], year: int | None) -> Dated | None:
    return Dated(*match.span(), "quarter", None, None)


def _half(match: re.Match[str], year: int | None) -> Dated | None:
    first = 1 if match["half"] == "dau" else 7
    return _period(match, "month", first, first + 5, _year_of(match, year))


def _years(match: re.Match[str], year: int | None) -> Dated | None:
    first, last = int(match["y0"]), int(match["y"])
    return Dated(*match.span(), "year", date(last, 12, 31), date(first - 1, 12, 31), period=True)


def _one_year(match: re.Match[str], year: int | None) -> Dated | None:
    own = int(match["y"])
    return Dated(*match.span(), "year", date(own, 12, 31), date(own - 1, 12, 31))


def _period(match: re.Match[str], kind: DeadlineKind, first: int, last: int, year: int | None) -> Dated:
    several = last - first > (2 if kind == "quarter" else 0)
    if year is None:
        return Dated(*match.span(), kind, None, None, several)
    end = date(year, last, calendar.monthrange(year, last)[1])
    eve = date(year, first, 1) - timedelta(days=1)
    return Dated(*match.span(), kind, end, eve, several)


_READERS = {
    "date": _day,
    "half": _half,
    "quarter": _quarters,
    "lost": _lost_quarter,
    "month": _months,
    "years": _years,
    "year": _one_year,
}
