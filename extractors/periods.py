"""The years a plan is for, as its title states them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.toneless import bare

_RANGE = re.compile(
    r"(?:giai doan|thoi ky|nhiem ky|nam hoc|cac nam|nam|tu nam)\s+(20\d\d)\s*(?:-|den(?:\s+nam)?)\s*(20\d\d)"
)
_OPEN = re.compile(r"(?:nam\s+)?(20\d\d)\s+va\s+(?:nhung|cac)\s+nam\s+tiep\s+theo")
_UNTIL = re.compile(r"(?:den|toi)\s+(?:het\s+)?nam\s+(20\d\d)")
_YEAR = re.compile(r"(?<!den )(?<!toi )nam\s+(20\d\d)(?!\s*[-/]\s*\d)")


@dataclass(frozen=True)
class Period:
    """First and last year (None: not stated), and where the words stand in the title."""

    start: int | None
    end: int | None
    begin: int
    stop: int


def parse_period(title: str) -> Period | None:
    """Parse the period of a title: "năm 2021", "giai đoạn 2021 - 2025", "năm 2019 và những năm tiếp theo" (open).

    A single year goes before a range that it belongs to ("năm 2022 thuộc giai đoạn 2021 - 2025").
    """
    text = bare(title)
    opened = _OPEN.search(text)
    if opened:
        return Period(int(opened[1]), None, opened.start(), opened.end())
    spans = [(match.start(), match.end()) for match in _RANGE.finditer(text)]
    years = [m for m in _YEAR.finditer(text) if not any(start <= m.start() < end for start, end in spans)]
    if years:
        found = [int(match[1]) for match in years]
        return Period(min(found), max(found), years[0].start(), years[-1].end())
    ranged = _RANGE.search(text)
    if ranged and int(ranged[1]) <= int(ranged[2]):
        return Period(int(ranged[1]), int(ranged[2]), ranged.start(), ranged.end())
    until = _UNTIL.search(text)
    return Period(None, int(until[1]), until.start(), until.end()) if until else None
