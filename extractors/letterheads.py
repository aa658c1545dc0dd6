"""The head of the sheet: who issues and who stands above, number and symbol, place and date.

What is blank on a form ("Số: /KH-UBND", "ngày tháng năm 2021") is not stated; what a pen wrote and OCR cannot vouch
for is unreadable, with the reading in the doubt, and is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractors.clean import comparison_form, one_line
from extractors.dates import parse_date
from extractors.places import find_units
from extractors.toneless import bare
from extractors.zones import is_capitals
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from datetime import date

    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

SURE = 0.85
"""Confidence of OCR from which digits in the number or date are taken for printed; a pen's read lower."""

_NUMBER = re.compile(
    r"^\W{0,3}(?:s[o06a]|so)\s*[:.;,]?\s*(?P<n>[^/]{0,16}?)\s*/\s*(?P<s>[a-z0-9&][\w&./ -]{1,24}?)\s*$"
)
_SYMBOL = re.compile(r"(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ0-9]*(?:-[A-ZĐ0-9][A-Za-zĐđ0-9&]*)*")
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:/\d]{1,40}?)\s*[,.]\s*ng\wy(?P<d>.{0,12}?)th\wng(?P<m>.{0,10}?)n\wm\s*(?P<y>[\d.\s_…]{0,8})"
)
_BLANK = re.compile(r"[\s._…\-*:,'\"]*")


@dataclass(frozen=True)
class HeadLine:
    """A line of the head with its place."""

    text: str
    span: Span
    left: bool


@dataclass(frozen=True)
class Reading:
    """A number or date as one place of the file gives it; `value` is None where it is blank or illegible."""

    text: str
    span: Span
    state: str
    """stated, blank or unreadable."""


@dataclass(frozen=True)
class _Words:
    heads: tuple[str, ...]
    of_a_unit: tuple[str, ...]
    fields: tuple[str, ...]
    large: tuple[str, ...]
    written_out: dict[str, str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table: dict[str, Any] = lexicon.table("letterheads")
    return _Words(
        heads=tuple(bare(word) for word in table["heads"]),
        of_a_unit=tuple(bare(word) for word in table["of_a_unit"]),
        fields=tuple(bare(word) for word in table["of_a_field"]),
        large=tuple(sorted(table["large"], key=len, reverse=True)),
        written_out=table["written_out"],
    )


def head_lines(transcript: Transcript, start: int, end: int, page: int) -> list[HeadLine]:
    """Collect the lines above a document's type, on its page or the page before it."""
    found = []
    for block in transcript.blocks:
        if start <= block.span.start < end and block.kind != "table_row" and block.page == page:
            left = block.kind == "left" or (block.kind == "paragraph" and block.box.center[0] < 260)
            found.append(HeadLine(transcript.slice(block.span), block.span, left))
    return found


def read_number(transcript: Transcript, lines: list[HeadLine]) -> Reading | None:
    """Read "Số: 27 /KH-UBND"; None where no such line stands. An incoming stamp's "Số: 2770" has no symbol."""
    for line in lines:
        for start in _number_starts(line.text):
            match = _NUMBER.match(bare(line.text[start:]))
            if match is None:
                continue
            base = line.span.start + start
            number, symbol = (line.text[start + match.start(g) : start + match.end(g)] for g in ("n", "s"))
            span = Span(start=base, end=base + match.end("s"))
            symbol = re.sub(r"\s+", "", symbol).replace("Ð", "Đ").replace("–", "-").rstrip(".-")
            if not _SYMBOL.fullmatch(symbol):
                continue
            digits = re.sub(r"\s+", "", number)
            text = f"{digits}/{symbol}"
            if _BLANK.fullmatch(number):
                return Reading(f"/{symbol}", span, "blank")
            place = Span(start=base + match.start("n"), end=base + match.end("n"))
            if not re.fullmatch(r"\d{1,5}[a-zđ]?", digits) or not is_sure(transcript, place):
                return Reading(text, span, "unreadable")
            return Reading(text, span, "stated")
    return _number_without_mark(transcript, lines)


def _number_without_mark(transcript: Transcript, lines: list[HeadLine]) -> Reading | None:
    """Read a line of the left column that ends in a symbol although its "Số:" was lost ("0S /CT-UBND")."""
    for line in lines:
        match = re.fullmatch(r"\W*(\S{0,8}?)\s*/\s?([A-ZĐ]{2,5}(?:\s?-\s?[A-ZĐ]{2,8})+)\W*", line.text)
        if line.left and match:
            symbol = re.sub(r"\s", "", match[2])
            span = Span(start=line.span.start + match.start(1), end=line.span.start + match.end(2))
            return Reading(f"{match[1]}/{symbol}", span, "unreadable")
    return None


def _number_starts(text: str) -> list[int]:
    """Where "Số" may stand in a line: its beginning, or behind the issuer's name."""
    return [match.start() for match in re.finditer(r"(?:^|(?<=\s))S[ốôóổỗoộ0-9](?=\s*[:.;,\d/]|\s+\S)", text)] or [0]


def is_sure(transcript: Transcript, span: Span) -> bool:
    """Whether what stands in a span was printed and read well: a text layer, or sure readers that agree."""
    words = transcript.words_in(span)
    if not words:
        return True
    for word in words:
        texts = {re.sub(r"\s+", "", reading.text) for reading in word.readings}
        if word.confidence < SURE or len(texts) > 1:
            return False
    return True


@dataclass(frozen=True)
class PlaceDate:
    """Place and date of issue as the head states them."""

    place: Found[str] | Absent
    issued: Found[date] | Absent
    span: Span


def read_place_date(transcript: Transcript, lines: list[HeadLine]) -> PlaceDate | None:
    """Read "Tuy An, ngày 11 tháng 02 năm 2022"; None where no such line stands."""
    for line in lines:
        match = _PLACE_DATE.search(bare(line.text))
        if match is None:
            continue
        base = line.span.start
        span = Span(start=base + match.start(), end=base + match.end())
        place = line.text[match.start("place") : match.end("place")].strip()
        found_place = transcript.found(
            place, Span(start=span.start, end=span.start + match.end("place") - match.start())
        )
        issued = _issued(transcript, line, match)
        return PlaceDate(found_place, issued, span)
    return None


def _issued(transcript: Transcript, line: HeadLine, match: re.Match[str]) -> Found[date] | Absent:
    page = transcript.page_at(line.span.start)
    raw = {key: line.text[match.start(key) : match.end(key)] for key in ("d", "m", "y")}
    text = one_line(line.text[match.start("d") - 4 : match.end()])
    blanks = [key for key, value in raw.items() if _BLANK.fullmatch(value)]
    if blanks:
        doubts = () if len(blanks) > 1 or "d" in blanks else (Doubt(code="date_incomplete", detail=text),)
        return Absent(why="not_stated", page=page, doubts=doubts)
    value = parse_date("ngày {d} tháng {m} năm {y}".format(**{k: re.sub(r"\s", "", v) for k, v in raw.items()}))
    base = line.span.start
    unsure = [
        key for key in raw if not is_sure(transcript, Span(start=base + match.start(key), end=base + match.end(key)))
    ]
    if value is None or unsure:
        return Absent(why="unreadable", page=page, doubts=(Doubt(code="date_unreadable", detail=f"read {text}"),))
    return transcript.found(value, Span(start=base + match.start("d") - 4, end=base + match.end("y")))


def read_bodies(lines: list[HeadLine], lexicon: Lexicon, mend: bool) -> list[tuple[str, Span]]:
    """Read the bodies in the top left, the upper one first, written out ("Ủy ban nhân dân huyện Tuy An")."""
    words = _words(lexicon)
    groups: list[list[HeadLine]] = []
    for line in (line for line in lines if line.left):
        text = re.split(r"\s(?=S[ốôóổ]\s*:)", line.text)[0]
        folded = bare(text).strip(" *_-.")
        if re.match(r"s[o06]\s*[:.;]|v/v|cong hoa|doc lap", folded) or "/" in folded:
            continue
        if sum(char.isalpha() for char in folded) < 2:
            continue
        if not is_capitals(text, 0.75):
            continue
        cut = HeadLine(text, Span(start=line.span.start, end=line.span.start + len(text)), True)
        begins = any(re.match(rf"{head}(?!\w)", folded) for head in words.heads)
        needs_unit = bool(groups) and bare(one_line(groups[-1][-1].text)) in words.of_a_unit
        if begins and not (needs_unit and folded.startswith(("thanh pho", "xa", "phuong"))):
            groups.append([cut])
        elif groups:
            groups[-1].append(cut)
    found = []
    for group in groups:
        text = one_line(" ".join(line.text for line in group))
        span = Span(start=group[0].span.start, end=group[-1].span.end)
        found.append((write_out(text, lexicon, mend), span))
    return found


def write_out(text: str, lexicon: Lexicon, mend: bool) -> str:
    """Write a body's name out in small letters, with abbreviations opened and names of places large."""
    words = _words(lexicon)
    text = one_line(text).strip(" .,-*_")
    for short, full in words.written_out.items():
        text = re.sub(rf"(?<!\w){short}(?!\w)\.?", full.upper() if text.isupper() else full, text)
    units = find_units(text, lexicon, mend=mend)
    if not is_capitals(text, 0.75):
        body = text
    else:
        body = text.lower()
        for name in words.large:
            body = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, body)
    for unit in units[::-1]:
        body = body[: unit.span.start] + f"{unit.word} {unit.name}" + body[unit.span.end :]
    field = re.match(rf"(?:{'|'.join(words.fields)})\s", bare(body))
    if field:
        body = body[: field.end()] + body[field.end() :][:1].upper() + body[field.end() :][1:]
    body = _new_tones(body)
    return body[:1].upper() + body[1:]


def _new_tones(text: str) -> str:
    """Write "Uỷ ban" with the new place of the tone ("Ủy ban"), letter case kept."""
    form = comparison_form(text)
    return "".join(
        new.upper() if old.isupper() else new if old.lower() != new and bare(old) == bare(new) else old
        for old, new in zip(text, form, strict=True)
    )
