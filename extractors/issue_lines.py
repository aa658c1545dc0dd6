"""Number and symbol, place and date: the two lines of the head that a pen may have filled in.

What is blank on a form ("Số: /KH-UBND", "ngày tháng năm 2021") is not stated; what a pen wrote is unreadable, with
the reading in the doubt, and is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractors.clean import one_line
from extractors.dates import parse_date
from extractors.pens import judge_print
from extractors.toneless import bare
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from datetime import date

    from extractors.letterheads import HeadLine
    from models.transcript import Transcript

_NUMBER = re.compile(
    r"\W{0,3}s[o06a]\s*[:.;,]?\s*(?P<n>[^/]{0,16}?)\s*/\s?(?P<s>[a-z0-9&]+(?:\s?[-/]\s?[a-z0-9&]+){0,4})(?!\w)"
)
_SYMBOL = re.compile(r"(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ0-9]*(?:-[A-ZĐ0-9][A-Za-zĐđ0-9&]*)*")
_DIGITS = re.compile(r"\d{1,5}[a-eđ]?")
_TAIL = re.compile(r"(?P<n>\S{0,10}?)\s*/?\s?(?P<s>[A-ZĐ]{2,5}(?:\s?-\s?[A-ZĐ]{2,8})+)\W*$")
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:/\d]{1,40}?)\s*[,.]\s*ng\wy(?P<d>.{0,12}?)th\wng(?P<m>.{0,10}?)n\wm\s*(?P<y>[\d.\s_…]{0,8})"
)
_DATE_LIKE = re.compile(r"(?P<place>[^\W\d_][^,;:/\d]{1,40}?)\s*[,.]\s*ng\wy.{2,30}n\wm\s*(?:19|20)\d\d")
_BLANK = re.compile(r"[\s._…\-*:,'\"]*")


@dataclass(frozen=True)
class Reading:
    """A number as one place of the file gives it."""

    text: str
    span: Span
    state: Literal["stated", "unsure", "blank", "unreadable"]


def read_number(transcript: Transcript, lines: list[HeadLine]) -> Reading | None:
    """Read "Số: 27 /KH-UBND"; None where no such line stands. An incoming stamp's "Số: 2770" has no symbol."""
    for line in lines:
        for start in _number_starts(line.text):
            match = _NUMBER.match(bare(line.text[start:]))
            if match is None:
                continue
            base = line.span.start + start
            number, symbol = (line.text[start + match.start(g) : start + match.end(g)] for g in ("n", "s"))
            symbol = re.sub(r"\s+", "", symbol).replace("Ð", "Đ").replace("–", "-").rstrip(".-")
            if not _SYMBOL.fullmatch(symbol):
                continue
            span = Span(start=base, end=base + match.end("s"))
            if _BLANK.fullmatch(number):
                return Reading(f"/{symbol}", span, "blank")
            digits = re.sub(r"\s+", "", number)
            place = Span(start=base + match.start("n"), end=base + match.end("n"))
            return Reading(f"{digits}/{symbol}", span, number_state(transcript, place, digits))
    return _number_without_mark(lines)


def number_state(transcript: Transcript, place: Span, digits: str) -> Literal["stated", "unsure", "unreadable"]:
    """Tell whether digits of a number can be taken as read."""
    if not _DIGITS.fullmatch(digits):
        return "unreadable"
    judged = judge_print(transcript, place)
    return "stated" if judged == "sure" else "unsure" if judged == "unsure" else "unreadable"


def _number_without_mark(lines: list[HeadLine]) -> Reading | None:
    """Read a line of the left column that ends in a symbol although "Số:" or the stroke was lost ("0S /CT-UBND")."""
    for line in lines:
        match = _TAIL.search(line.text)
        if line.left and match and match.start() <= 12:
            symbol = re.sub(r"\s", "", match["s"])
            span = Span(start=line.span.start + match.start("n"), end=line.span.start + match.end("s"))
            return Reading(one_line(line.text).removesuffix(match["s"]) + symbol, span, "unreadable")
    return None


def _number_starts(text: str) -> list[int]:
    """Where "Số" may stand in a line: its beginning, or behind the issuer's name."""
    return [match.start() for match in re.finditer(r"(?:^|(?<=\s))S[ốôóổỗoộ0-9](?=\s*[:.;,\d/]|\s+\S)", text)] or [0]


@dataclass(frozen=True)
class PlaceDate:
    """Place and date of issue as the head states them."""

    place: Found[str] | Absent
    issued: Found[date] | Absent


def read_place_date(transcript: Transcript, lines: list[HeadLine]) -> PlaceDate | None:
    """Read "Tuy An, ngày 11 tháng 02 năm 2022"; None where no such line stands."""
    for line in lines:
        folded = bare(line.text)
        whole = _PLACE_DATE.search(folded)
        match = whole or _DATE_LIKE.search(folded)
        if match is None:
            continue
        base = line.span.start
        named = Span(start=base + match.start("place"), end=base + match.end("place"))
        place = transcript.found(transcript.slice(named).strip(), named)
        if whole is not None:
            return PlaceDate(place, _issued(transcript, line, whole))
        return PlaceDate(place, _unreadable(transcript, line, line.text[match.end("place") :]))
    return None


def _unreadable(transcript: Transcript, line: HeadLine, text: str) -> Absent:
    doubt = Doubt(code="date_unreadable", detail=f"read {one_line(text).strip(' ,.')}")
    return Absent(why="unreadable", page=transcript.page_at(line.span.start), doubts=(doubt,))


def _issued(transcript: Transcript, line: HeadLine, match: re.Match[str]) -> Found[date] | Absent:
    raw = {key: line.text[match.start(key) : match.end(key)] for key in ("d", "m", "y")}
    text = line.text[match.start("d") - 4 : match.end()]
    blanks = [key for key, value in raw.items() if _BLANK.fullmatch(value)]
    if blanks:
        doubts = () if len(blanks) > 1 or "d" in blanks else (Doubt(code="date_incomplete", detail=one_line(text)),)
        return Absent(why="not_stated", page=transcript.page_at(line.span.start), doubts=doubts)
    value = parse_date("ngày {d} tháng {m} năm {y}".format(**{k: re.sub(r"\s", "", v) for k, v in raw.items()}))
    base = line.span.start
    judged = {judge_print(transcript, _digits_of(line, match, key)) for key in raw}
    if value is None or "pen" in judged:
        return _unreadable(transcript, line, text)
    doubts = (Doubt(code="date_unsure", detail=one_line(text)),) if "unsure" in judged else ()
    span = Span(start=base + match.start("d") - 4, end=base + match.end("y"))
    return transcript.found(value, span, confidence=0.7 if doubts else 1.0, doubts=doubts)


def _digits_of(line: HeadLine, match: re.Match[str], key: str) -> Span:
    """Place of a date's digits without the spaces around them."""
    raw = line.text[match.start(key) : match.end(key)]
    start = line.span.start + match.start(key) + len(raw) - len(raw.lstrip())
    return Span(start=start, end=start + len(raw.strip()))
