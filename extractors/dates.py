"""Calendar dates as Vietnamese documents write them: 11/01/2021, 2-9-2021, ngày 11 tháng 02 năm 2022."""

from __future__ import annotations

import re
from datetime import date

from models.source import Span

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""The state's first documents are of 1945; a later or earlier year is a misreading or a quantity."""

_SLASHED = r"(?P<d>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})"
_SPELT = r"ngày\s+(?P<d2>\d{1,2})\s*tháng\s*(?P<m2>\d{1,2})\s*năm\s*(?P<y2>\d{4})"
# "13/10/2021của" ends at the digits, "30/12/20211" is no date; before it neither digit nor a longer chain (1/2/3/2021).
_FIND = re.compile(rf"(?<![\d/.\-]){_SLASHED}(?!\d)|{_SPELT}(?!\d)", re.IGNORECASE)


def _to_date(day: str, month: str, year: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _read(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    if groups["y"]:
        return _to_date(groups["d"], groups["m"], groups["y"])
    return _to_date(groups["d2"], groups["m2"], groups["y2"])


def find_dates(text: str) -> list[tuple[Span, date]]:
    """Find every full date with its place; impossible ones (31/02/2021) are none."""
    found = []
    for match in _FIND.finditer(text):
        value = _read(match)
        if value is not None:
            found.append((Span(start=match.start(), end=match.end()), value))
    return found


def parse_date(text: str) -> date | None:
    """Parse one date that fills the text ("ngày" before a slashed date may stand); None otherwise."""
    stripped = text.strip()
    plain = re.sub(r"^ngày\s+(?=\d{1,2}\s?[/.\-])", "", stripped, flags=re.IGNORECASE)
    match = _FIND.fullmatch(plain) or _FIND.fullmatch(stripped)
    return _read(match) if match else None
