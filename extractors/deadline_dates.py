"""Days, months, quarters and years in folded text, each with the last day that it allows."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.table import DeadlineKind

# Readers confuse the strokes of Roman numerals; after "quý" nothing else can stand (1-4 are Arabic quarters).
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_STROKES = str.maketrans({"l": "i", "|": "i", "!": "i", "1": "i", "]": "i", "j": "i", "t": "i", "y": "v", "h": "ii"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_Q = r"(?:[ivl|!1\]jhyt]{1,3}|[1-4])(?![\w])"
# "II/23": a year of two digits behind a stroke; "20" is what is left of a longer one.
_SHORT_YEAR = r"(?:1[4-9]|2[1-9]|3\d)(?![\d/])"
_YEAR = rf"(?:\s*[/.,'-]?[/.,'-]?\s*(?:cua\s+)?(?:nam)?\s*(?P<y>(?:19|20)\d\d|(?<=/){_SHORT_YEAR})(?!\d))"
_JOIN = r"\s*(?:,|-|va|den|;|\+|&|/)\s*(?:quy|qui|q\.?)?\s*"

_FORMS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "date",
        "",
        re.compile(
            r"(?=\d)(?<![\d/])(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d)(?!\d)"
        ),
    ),
    # Of a day that the reader lost the month is no deadline.
    (
        "lost_day",
        "20",
        re.compile(r"(?:(?<=ngay\s)|(?<=truoc\s))\W?(?!\d{1,2}/)[^\s/]{1,4}/\s?\d{1,2}/\s?20\d\d(?!\d)"),
    ),
    ("date", "", re.compile(r"(?<![\d/.])(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>[1-4]\d)(?![\d/.])")),
    ("week", "tuan", re.compile(r"(?<!\w)tuan\s+(?:thu\s+)?\w+\s+thang\s+(?P<m>\d{1,2})" + _YEAR + r"?(?![\d/])")),
    ("date", "thang", re.compile(r"(?<!\d)(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})" + _YEAR + r"?(?![\d/])")),
    (
        "months",
        "thang",
        re.compile(
            r"(?<!\w)(?<!ngay\s)(?P<n>0?3|0?6|0?9|ba|sau|chin)\s+thang\s+"
            r"(?:(?P<half>dau|cuoi)\s+nam(?:\W{0,3}(?P<y>(?:19|20)\d\d)(?!\d))?|nam\s+(?P<y2>20\d\d)(?!\d))"
        ),
    ),
    (
        "outer_quarter",
        "qu",
        re.compile(r"(?<!\w)(?:quy|qui)\s+(?P<half>dau|cuoi)\s+(?:cua\s+)?nam(?:\W{0,3}(?P<y>(?:19|20)\d\d)(?!\d))?"),
    ),
    ("half", "nua", re.compile(r"(?<!\w)nua\s+(?P<half>dau|cuoi)\s+nam(?:\W{0,3}(?P<y>(?:19|20)\d\d)(?!\d))?")),
    ("quarter", "q", re.compile(rf"(?<!\w)(?:quy|qui|q\.|q(?=[1-4i]))\s*(?P<list>{_Q}(?:{_JOIN}{_Q})*)" + _YEAR + "?")),
    ("quarter", "20", re.compile(r"(?<![\w/])(?P<list>i{1,3}|iv)\s?[/-]\s?(?P<y>20\d\d)(?![\d/])")),
    # A quarter whose numeral the reader lost must not pass for a whole year.
    (
        "lost",
        "qu",
        re.compile(
            r"(?<!\w)(?:quy|qui)(?!\w)(?!\s+(?:che|dinh|trinh|hoach))[^\w\n]*(?:\S{1,6}[^\w\n]+|[1l|]{1,3})?(?P<y>20\d\d)(?!\d)"
        ),
    ),
    ("lost", "quy", re.compile(r"(?:(?<=trong\s)|(?<=het\s)|(?<=cuoi\s)|(?<=truoc\s))quy(?=\s*\W?/|\s*$)")),
    (
        "month",
        "thang",
        re.compile(
            r"(?<!\w)(?<!\d\s)thang\s*(?P<list>\d{1,2}(?:\s*(?:,|-|va|den|;)\s*(?:thang\s*)?\d{1,2}(?!\d|[/.]\d{1,2}(?!\d)))*)"
            + _YEAR
            + r"?(?!\d)"
        ),
    ),
    (
        "spelt",
        "thang",
        re.compile(
            r"(?<!\w)(?<!\d\s)thang\s+(?P<word>muoi(?:\s+(?:mot|hai))?|mot|hai|ba|tu|nam(?=\s+nam|\s*/)|sau|bay|tam|chin)(?!\s+thang)"
            + _YEAR
        ),
    ),
    ("month", "t.", re.compile(r"(?<!\w)t\.\s?(?P<list>0?[1-9]|1[0-2])\s?[/-]\s?(?P<y>20\d\d)(?![\d/])")),
    ("month", "20", re.compile(r"(?<![\d/.])(?P<list>0?[1-9]|1[0-2])\s?[/-]\s?(?P<y>20\d\d)(?![\d/])")),
    (
        "date",
        "",
        re.compile(r"(?:(?<=ngay\s)|(?<=truoc\s)|(?<=het\s))(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?![\d/.])"),
    ),
    # A lone "15/6" behind a word that ends, or beside another date.
    (
        "date",
        "/",
        re.compile(
            r"(?:(?<=nhat\s)|(?<=la\s)|(?<=han\s)|(?<=cuoi\s)|(?<=chot\s)|(?<=xong\s)|(?<=den\s)|(?<=hon\s)|(?<=dip\s)|(?<=:\s)|^)"
            r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/%])"
        ),
    ),
    (
        "date",
        "/",
        re.compile(
            r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?=\s*(?:,|va|-|den)\s+(?:truoc\s+)?(?:ngay\s+)?\d{1,2}/\d)"
        ),
    ),
    ("years", "20", re.compile(r"(?<!\d)(?P<y0>20\d\d)\s*(?:-|den|va|,)\s*(?:nam\s*)?(?P<y>20\d\d)(?!\d)")),
    ("year", "20", re.compile(r"(?<![\d/])(?P<y>20\d\d)(?![\d/])")),
    ("this_year", "nam", re.compile(r"(?<!\w)(?:trong|het|cuoi)\s+nam(?!\s*(?:\d|hoc|truoc|sau|ke|tiep))")),
)


_MAY_NAME = re.compile(r"\d|q|nam")
"""One of these stands in every form."""


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
    if not _MAY_NAME.search(folded):
        return []
    taken: list[Dated] = []
    for form, mark, pattern in _FORMS:
        for match in pattern.finditer(folded) if mark in folded else ():
            if any(one.start < match.end() and match.start() < one.end for one in taken):
                continue
            read = _READERS[form](match, year)
            if read is not None:
                taken.append(read)
    return sorted(taken, key=lambda one: one.start)


def _year_of(match: re.Match[str], year: int | None) -> int | None:
    stated = match.groupdict().get("y") or match.groupdict().get("y2")
    if stated is None:
        return year
    return int(stated) if len(stated) == 4 else 2000 + int(stated)


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
    listed = re.sub(r"\bq\.?(?=[1-4i])", " ", match["list"])
    tokens = [token for token in re.split(r"\W*\b(?:quy|qui|q|va|den)\b\W*|[^\wl|!\]]+", listed) if token]
    quarters = [int(one) if one in "1234" else _ROMAN.get(one.translate(_STROKES)) for one in tokens]
    read = [one for one in quarters if one is not None]
    if not read or len(read) < len(quarters):
        return None
    return _period(match, "quarter", 3 * read[0] - 2, 3 * read[-1], _year_of(match, year))


def _lost_quarter(match: re.Match[str], year: int | None) -> Dated | None:
    return Dated(*match.span(), "quarter", None, None)


def _lost_day(match: re.Match[str], year: int | None) -> Dated | None:
    return Dated(*match.span(), "date", None, None)


def _half(match: re.Match[str], year: int | None) -> Dated | None:
    first = 1 if match["half"] == "dau" else 7
    return _period(match, "month", first, first + 5, _year_of(match, year))


def _outer_quarter(match: re.Match[str], year: int | None) -> Dated | None:
    first = 1 if match["half"] == "dau" else 10
    return _period(match, "quarter", first, first + 2, _year_of(match, year))


def _some_months(match: re.Match[str], year: int | None) -> Dated | None:
    count = _NUMBERS.get(match["n"]) or int(match["n"])
    first = 13 - count if match["half"] == "cuoi" else 1
    return _period(match, "month", first, first + count - 1, _year_of(match, year))


def _week(match: re.Match[str], year: int | None) -> Dated | None:
    # Which day ends a week of a month nobody can say from the cell.
    return Dated(*match.span(), "month", None, None)


def _spelt(match: re.Match[str], year: int | None) -> Dated | None:
    month = _NUMBERS[" ".join(match["word"].split())]
    return _period(match, "month", month, month, _year_of(match, year))


def _this_year(match: re.Match[str], year: int | None) -> Dated | None:
    if year is None:
        return Dated(*match.span(), "year", None, None)
    return Dated(*match.span(), "year", date(year, 12, 31), date(year - 1, 12, 31))


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
    "lost_day": _lost_day,
    "months": _some_months,
    "outer_quarter": _outer_quarter,
    "spelt": _spelt,
    "this_year": _this_year,
    "week": _week,
    "quarter": _quarters,
    "lost": _lost_quarter,
    "month": _months,
    "years": _years,
    "year": _one_year,
}
