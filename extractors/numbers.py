"""Numbers as Vietnamese plans print them: "," before decimals, "." between thousands (fixed, never guessed).

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục II; TCVN 7870 writes a decimal comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from models.source import Doubt, Span

NUMBER = r"\d+(?:[.,]\d+)*"
_PLAIN = re.compile(r"\d+(?:,\d+)?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_POINT_DECIMAL = re.compile(r"\d+\.\d+")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_RANGE = re.compile(rf"({NUMBER})\s*%?\s*[-–]\s*({NUMBER})")
_FRACTION = re.compile(r"(\d+(?:,\d{1,2})?|\d{1,3}(?:\.\d{3})+)\s*/\s*(\d+|\d{1,3}(?:\.\d{3})+)")
_RUN = re.compile(r"\d+")


@dataclass(frozen=True)
class ParsedNumber:
    """A number's value; `maximum` of a range, `whole` of a fraction (42/43), doubts where the print deviates."""

    value: Decimal
    maximum: Decimal | None = None
    whole: Decimal | None = None
    doubts: tuple[Doubt, ...] = ()


def _single(text: str) -> ParsedNumber | None:
    if _THOUSANDS.fullmatch(text):
        return ParsedNumber(Decimal(text.replace(".", "").replace(",", ".")))
    if _PLAIN.fullmatch(text):
        doubts: tuple[Doubt, ...] = ()
        if _COMMA_THOUSANDS.fullmatch(text):
            doubts = (Doubt(code="separator", detail=f"{text} may mean {text.replace(',', '')}"),)
        return ParsedNumber(Decimal(text.replace(",", ".")), doubts=doubts)
    if _POINT_DECIMAL.fullmatch(text):
        return ParsedNumber(
            Decimal(text), doubts=(Doubt(code="separator", detail=f"{text} has a point where a comma is due"),)
        )
    if _COMMA_THOUSANDS.fullmatch(text):
        return ParsedNumber(
            Decimal(text.replace(",", "")), doubts=(Doubt(code="separator", detail=f"{text} groups by commas"),)
        )
    return None


@lru_cache(maxsize=1024)
def parse_number(text: str) -> ParsedNumber | None:
    """Read a number, a range or a fraction.

    Args:
        text: for example "1.600", "305,5", "05", "55-65%", "42/43".

    Returns:
        Its value, with a doubt where separators deviate from the rule; None where it is no number.
    """
    bare = text.strip().removesuffix("%").strip()
    if single := _single(bare):
        return single
    if match := _RANGE.fullmatch(bare):
        low, high = _single(match[1]), _single(match[2])
        if low and high:
            doubts = (*low.doubts, *high.doubts)
            if low.value > high.value:
                doubts = (*doubts, Doubt(code="range_order", detail=f"{bare} falls"))
            return ParsedNumber(low.value, maximum=high.value, doubts=doubts)
    if match := _FRACTION.fullmatch(bare):
        part, whole = (Decimal(group.replace(".", "").replace(",", ".")) for group in match.groups())
        return ParsedNumber(part, whole=whole)
    return None


def find_digit_runs(text: str) -> tuple[Span, ...]:
    """Find every run of digits: what must be accounted for."""
    return tuple(Span(start=match.start(), end=match.end()) for match in _RUN.finditer(text))
