"""Who issued a cited document and when, where the sentence tells it around the symbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.clean import one_line
from extractors.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

_ISSUER_FIRST = re.compile(r"\s*,?\s*của\s+[^,;.:()\d]{3,60}?,?\s*(?=ngày\s+\d)", re.IGNORECASE)
_TOLD_BEFORE = re.compile(
    r"(?<!\w)ngày\s+(?P<day>\d[^,;:()]{6,30}?)\s*,\s*(?P<issuer>[^,;.:()\d]{3,60}?)\s+(?:đã\s+)?(?:ký\s+)?ban hành\s+$",
    re.IGNORECASE,
)
"""A sentence that tells day and issuer before it names the document ("Ngày 04/3/2021, UBND tỉnh đã ban hành …")."""
_SHARED = re.compile(r"của\s+([^,;.:()\d]{3,60}?)\s*:\s*(?:[^:.]*?)$", re.IGNORECASE)


def skip_issuer(text: str, start: int, end: int) -> int:
    """Return where a citation goes on behind "của <issuer>" that stands before its day."""
    match = _ISSUER_FIRST.match(text, start, end)
    return match.end() if match else start


def told_before(text: str, line: int, start: int) -> tuple[int, date, str] | None:
    """Read day and issuer that the sentence tells before a citation: where it begins, the day, who issued."""
    match = _TOLD_BEFORE.search(text, max(line, start - 140), start)
    value = parse_date(f"ngày {match['day']}") if match else None
    return (match.start(), value, one_line(match["issuer"])) if match and value else None


def issuer_after(
    text: str, form: str, symbol_end: int, date_end: int, end: int, named: re.Pattern[str]
) -> tuple[str, int]:
    """Read "của <issuer>" behind the date or between symbol and date."""
    for begin in dict.fromkeys((date_end, symbol_end)):
        match = named.match(form, begin, min(end, begin + 100))
        if match:
            return one_line(text[match.start(1) : match.end(1)]), max(date_end, match.end(1))
    return "", date_end


def issuer_before(before: str) -> str:
    """Read the issuer that a list names once: "các Quyết định của UBND tỉnh: số …, số …"."""
    match = _SHARED.search(before[-200:])
    # "Theo đề nghị của Sở Y tế tại công văn số: 41/…": the colon stands behind the number's mark.
    return one_line(re.sub(r"\s+tại\s.*", "", match.group(1), flags=re.DOTALL)) if match else ""
