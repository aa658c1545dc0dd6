"""The years a plan is for, as its title states them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.toneless import bare

_RANGE = re.compile(r"(?<![\d/.-])(20\d\d)\s*(?:[-÷]|(?:den|toi)(?:\s+(?:het|cuoi))?(?:\s+nam)?)\s*(20\d\d)(?![\d/])")
_OPEN = re.compile(r"(?:nam\s+)?(20\d\d)\s+va\s+(?:nhung|cac)\s+nam\s+tiep\s+theo")
_UNTIL = re.compile(r"(?:den|toi)\s+(?:het\s+|cuoi\s+)?nam\s+(20\d\d)")
_YEARS = re.compile(r"nam\s+(20\d\d)(?:(?:\s*[,;]\s*|\s+va\s+)(?:nam\s+)?(20\d\d)(?!\d))*(?!\s*[-/]\s*\d)")
_SLASHED = re.compile(r"(?:quy|thang)\s+(?:[ivx]+|\d{1,2})\s*/\s*(20\d\d)")
_BARE = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/.-])")
_AND = re.compile(r"\s+va\s+(?:(?:giai doan|thoi ky)\s+)?(?:tu\s+)?(?:nam\s+)?")
_CITED = re.compile(
    r"ngay\s+\d{1,2}\s*(?:thang\s*\d{1,2}\s*nam|[/.-]\s*\d{1,2}\s*[/.-])\s*20\d\d"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]20\d\d|\d+/20\d\d/|(?<!\w)luat\s[^,;]{3,70}?nam\s+20\d\d"
)
"""Dates of cited documents and the years that laws are named by: no period."""


@dataclass(frozen=True)
class Period:
    """First and last year (None: not stated), and where the words stand in the title."""

    start: int | None
    end: int | None
    begin: int
    stop: int


def parse_period(title: str) -> Period | None:
    """Parse the period of a title: "năm 2021", "giai đoạn 2021 - 2025", "năm 2019 và những năm tiếp theo" (open).

    A single year goes before a range that it belongs to ("năm 2022 thuộc giai đoạn 2021 - 2025"), joined with one that
    stands beside it ("năm 2021 và giai đoạn 2021 - 2025"); both go before an end ("đến năm 2025"). A year that no word
    names is taken last.
    """
    text = _CITED.sub(lambda match: "_" * len(match.group()), bare(title))
    opened = _OPEN.search(text)
    if opened:
        return Period(int(opened[1]), None, opened.start(), opened.end())
    spans = [match for match in _RANGE.finditer(text) if int(match[1]) <= int(match[2])]
    ends = list(_UNTIL.finditer(text))
    taken = [(match.start(), match.end()) for match in (*spans, *ends)]

    def free(match: re.Match[str]) -> bool:
        return not any(start < match.end() and match.start() < end for start, end in taken)

    for form in (_YEARS, _SLASHED):
        years = [match for match in form.finditer(text) if free(match)]
        if years:
            said = sorted([*years, *_joined(text, years, spans)], key=lambda match: match.start())
            found = [int(year) for match in said for year in re.findall(r"20\d\d", match.group())]
            return Period(min(found), max(found), said[0].start(), said[-1].end())
    if spans:
        return Period(int(spans[0][1]), int(spans[0][2]), spans[0].start(), spans[0].end())
    if ends:
        return Period(None, int(ends[0][1]), ends[0].start(), ends[0].end())
    alone = _BARE.search(text)
    return Period(int(alone[1]), int(alone[1]), alone.start(), alone.end()) if alone else None


def _joined(text: str, years: list[re.Match[str]], spans: list[re.Match[str]]) -> list[re.Match[str]]:
    """Ranges that "và" joins to a year: "giai đoạn 2021 - 2025 và năm 2021" is a plan for both."""
    return [
        span
        for span in spans
        for year in years
        if _AND.fullmatch(text, span.end(), year.start()) or _AND.fullmatch(text, year.end(), span.start())
    ][:1]
