"""Number and symbol, place and date: the two lines of the head that a pen may have filled in.

What is blank on a form ("Số: /KH-UBND", "ngày tháng năm 2021") is not stated; what a pen wrote is unreadable, with
the reading in the doubt, and is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rapidfuzz.distance import Levenshtein

from extractors.clean import one_line
from extractors.dates import parse_date
from extractors.pens import judge_print, judge_readers, readers_differ
from extractors.places import LEVELS
from extractors.toneless import bare
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from datetime import date

    from extractors.letterheads import HeadLine
    from models.transcript import Transcript

_NUMBER = re.compile(
    r"\W{0,3}(?:s[o06a]\s*[:.;,/]?|o\s?:)\s*"
    r"(?P<n>[^/]{0,16}?)\s*/\s?(?P<s>[a-z0-9&]+(?:(?:\s?[-/]\s?|\.)[a-z0-9&]+){0,4})(?!\w)"
)
"""The number of the State's form: "Số: 27 /KH-UBND"; a stamp may lie on its S."""
_PARTY_NUMBER = re.compile(
    r"\W{0,3}s[o06a]\s*[:.;,]?\s*(?P<n>[\d.…_ ]{0,8}[a-z]?)\s?-\s?"
    r"(?P<s>[a-z]{2,4}\s?/\s?[a-z]{2,6}(?:-[a-z]{2,6})?)(?!\w)"
)
"""The Party's form: "Số 41-KH/HU"."""
_STROKE_LOST = re.compile(
    r"\W{0,3}s[o06]\s*[:.;,/]?\s*(?P<n>\d{1,5}[a-z]?)\s+(?P<s>(?:kh|qd|ct|tb|nq|ctr|pa|da)\s?-\s?[a-z &]{3,12})\W*$"
)
"""A number whose stroke a scan lost ("Số: 03 KH-UBND")."""
_SYMBOL = re.compile(r"(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ0-9]*(?:[-.][A-ZĐ0-9][A-Za-zĐđ0-9&]*)*")
_DIGITS = re.compile(r"\d{1,5}[a-eđ]?")
_TAIL = re.compile(r"(?P<n>\S{0,10}?)\s*/?\s?(?P<s>[A-ZĐ]{2,5}(?:\s?-\s?[A-ZĐ]{2,8})+)\W*$")
_PLACE = r"(?:(?P<place>(?:quan|phuong)\s\d{1,2}|[^\W\d_][^,;:/\d]{1,40}?)(?:\s*[,.;:]\s*|\s+)|^\W*)ng(?!uye)\wy"
"""A place may hold a name that begins like the word for day ("Thái Nguyên, ngày …")."""
_PLACE_DATE = re.compile(_PLACE + r"(?P<d>.{0,12}?)th\wng(?P<m>.{0,10}?)n\wm\s*(?P<y>[\d.\s_…]{0,8})")
_SLASHED = r"\s?(?P<d>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<m>\d{1,2})\s?(?P=mark)\s?(?P<y>(?:19|20)\d\d)(?!\d)"
_SLASHED_DATE = re.compile(_PLACE + _SLASHED)
_DATE_ALONE = re.compile(r"^\W*(?P<place>[^\W\d_][^,;:/\d]{1,40}?)\s*," + _SLASHED)
_MONTH_ALONE = re.compile(r"^\W*(?P<place>[^\W\d_][^,;:/\d]{1,40}?)\s*,\s*th\wng\s?\d{0,2}[\s._…]*n\wm\s*(?:19|20)\d\d")
"""A form that leaves out the day ("Phú La, tháng 3 năm 2021")."""
_DATE_LIKE = re.compile(r"(?P<place>[^\W\d_][^,;:/\d]{1,40}?)\s*[,.]\s*ng\wy.{2,30}n\wm\s*(?:19|20)\d\d")
_WORN_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^,;:/\d]{1,40}?)\s*[,.]?\s*|\W*)(?<!\w)(?P<day>[^\W\d_]{3,6})\s?(?P<d>\d{1,2}|[\s._…]{1,12}?)"
    r"\s?(?P<month>[^\W\d_]{4,7})\s?(?P<m>\d{1,2}|[\s._…]{1,10}?)\s?(?P<year>[^\W\d_]{2,5})\s?(?P<y>(?:19|20)\d\d)(?!\d)"
)
"""A date whose three words a scan misread ("ngảy 09 thámg 3 nàrn 2021"); how far they may differ stands below."""
_DATE_WORDS = {"day": ("ngay", 2), "month": ("thang", 2), "year": ("nam", 2)}
MOST_WORN = 4
"""Letters by which the three words of a date may differ together."""
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
            for form, stroke in ((_PARTY_NUMBER, "-"), (_NUMBER, "/")):
                match = form.match(bare(line.text[start:]))
                found = _numbered(transcript, line, start, match, stroke) if match else None
                if found is not None:
                    return found
    return _number_without_stroke(transcript, lines) or _number_without_mark(lines)


def _numbered(transcript: Transcript, line: HeadLine, start: int, match: re.Match[str], stroke: str) -> Reading | None:
    """Read digits and symbol of a number's line that begins at `start`; None where the symbol is none."""
    base = line.span.start + start
    number, symbol = (line.text[start + match.start(g) : start + match.end(g)] for g in ("n", "s"))
    symbol = re.sub(r"\s+", "", symbol).replace("Ð", "Đ").replace("–", "-").rstrip(".-")
    if not _SYMBOL.fullmatch(symbol.replace("/", "-") if stroke == "-" else symbol):
        return None
    span = Span(start=base, end=base + match.end("s"))
    if _BLANK.fullmatch(number):
        return Reading(f"{stroke}{symbol}", span, "blank")
    digits = re.sub(r"\s+", "", number)
    place = Span(start=base + match.start("n"), end=base + match.end("n"))
    return Reading(f"{digits}{stroke}{symbol}", span, number_state(transcript, place, digits))


def number_state(transcript: Transcript, place: Span, digits: str) -> Literal["stated", "unsure", "unreadable"]:
    """Tell whether digits of a number can be taken as read."""
    if not _DIGITS.fullmatch(digits) or readers_differ(transcript, place):
        return "unreadable"
    judged = {judge_print(transcript, place), judge_readers(transcript, place)}
    return "unreadable" if "pen" in judged else "unsure" if "unsure" in judged else "stated"


def _number_without_stroke(transcript: Transcript, lines: list[HeadLine]) -> Reading | None:
    """Read a number whose stroke was lost; it stays unsure."""
    for line in lines:
        match = _STROKE_LOST.match(bare(line.text)) if line.left else None
        if match:
            digits = line.text[match.start("n") : match.end("n")]
            symbol = re.sub(r"\s", "", line.text[match.start("s") : match.end("s")]).rstrip(".-")
            place = Span(start=line.span.start + match.start("n"), end=line.span.start + match.end("n"))
            state = number_state(transcript, place, digits)
            span = Span(start=line.span.start, end=line.span.start + match.end("s"))
            return Reading(f"{digits}/{symbol}", span, "unsure" if state == "stated" else state)
    return None


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
    return [
        match.start() for match in re.finditer(r"(?:^|(?<=\s))[Ss][ốôóồổỗoộởòõ0-9](?=\s*[:.;,\d/]|\s+\S)", text)
    ] or [0]


@dataclass(frozen=True)
class PlaceDate:
    """Place and date of issue as the head states them."""

    place: Found[str] | Absent
    issued: Found[date] | Absent


def read_place_date(transcript: Transcript, lines: list[HeadLine], number: Reading | None = None) -> PlaceDate | None:
    """Read "Tuy An, ngày 11 tháng 02 năm 2022"; None where no such line stands.

    Who wrote the `number` by pen wrote the day too, as a rule: a day that is not surely print is unreadable then.
    """
    penned = number is not None and number.state == "unreadable"
    for form in (_PLACE_DATE, _SLASHED_DATE, _WORN_DATE, _DATE_LIKE, _DATE_ALONE, _MONTH_ALONE):
        for line in lines:
            match = form.search(bare(line.text))
            if match is None or (line.left and not match["place"]) or _is_stamp(match["place"], lines):
                continue
            if form is _WORN_DATE and not _is_worn_date(match):
                continue
            place: Found[str] | Absent = Absent()
            after = 0
            if match["place"]:
                after = match.end("place")
                named = Span(start=line.span.start + match.start("place"), end=line.span.start + after)
                place = transcript.found(transcript.slice(named).strip(), named)
            if form is _MONTH_ALONE:
                return PlaceDate(place, Absent(page=transcript.page_at(line.span.start)))
            if form is not _DATE_LIKE:
                return PlaceDate(place, _issued(transcript, line, match, penned))
            return PlaceDate(place, _unreadable(transcript, line, line.text[after:]))
    return None


def _is_worn_date(match: re.Match[str]) -> bool:
    """Whether the words between a date's numbers are day, month and year with a few letters misread."""
    off = {key: Levenshtein.distance(match[key], word) for key, (word, _) in _DATE_WORDS.items()}
    return sum(off.values()) <= MOST_WORN and all(off[key] <= most for key, (_, most) in _DATE_WORDS.items())


def _is_stamp(place: str | None, lines: list[HeadLine]) -> bool:
    """Whether what stands before a date is the stamp of one who received the sheet ("ĐẾN ngày …").

    A unit of such a name ("Sông Nhạn") stands behind its level in the letterhead.
    """
    if not place or not re.search(r"(?:^|\s)(?:den|chuyen|nhan)$", place):
        return False
    letterhead = bare(" ".join(line.text for line in lines if line.left))
    return not re.search(rf"(?<!\w)(?:{'|'.join(map(bare, LEVELS))})\s+{re.escape(place)}(?!\w)", letterhead)


def _unreadable(transcript: Transcript, line: HeadLine, text: str) -> Absent:
    doubt = Doubt(code="date_unreadable", detail=f"read {one_line(text).strip(' ,.')}")
    return Absent(why="unreadable", page=transcript.page_at(line.span.start), doubts=(doubt,))


def _issued(transcript: Transcript, line: HeadLine, match: re.Match[str], penned: bool) -> Found[date] | Absent:
    raw = {key: line.text[match.start(key) : match.end(key)] for key in ("d", "m", "y")}
    worn = match.groupdict().get("day")
    lead = re.search(r"ng\wy\s?$", bare(line.text[: match.start("d")]))
    begin = match.start("day") if worn else lead.start() if lead else match.start("d")
    text = line.text[begin : match.end()]
    blanks = [key for key, value in raw.items() if _BLANK.fullmatch(value)]
    if blanks:
        doubts = () if len(blanks) > 1 or "d" in blanks else (Doubt(code="date_incomplete", detail=one_line(text)),)
        return Absent(why="not_stated", page=transcript.page_at(line.span.start), doubts=doubts)
    digits = {key: re.sub(r"[\s.,]", "", value) for key, value in raw.items()}
    value = parse_date(f"ngày {digits['d']} tháng {digits['m']} năm {digits['y']}")
    base = line.span.start
    judged = {judge_print(transcript, _digits_of(line, match, key)) for key in raw}
    judged.add(judge_readers(transcript, _digits_of(line, match, "d")))  # who fills in by pen fills in the day at least
    if value is None or "pen" in judged or (penned and "unsure" in judged):
        return _unreadable(transcript, line, text)
    doubts = (Doubt(code="date_unsure", detail=one_line(text)),) if "unsure" in judged else ()
    stop = match.start("y") + len(raw["y"].rstrip(" ._…"))
    span = Span(start=base + begin, end=base + stop)
    return transcript.found(value, span, confidence=0.7 if doubts else 1.0, doubts=doubts)


def _digits_of(line: HeadLine, match: re.Match[str], key: str) -> Span:
    """Place of a date's digits without the spaces around them."""
    raw = line.text[match.start(key) : match.end(key)]
    start = line.span.start + match.start(key) + len(raw) - len(raw.lstrip())
    return Span(start=start, end=start + len(raw.strip()))
