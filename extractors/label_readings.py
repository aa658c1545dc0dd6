"""A label as it is read: its style, its numbers and its text; and the numerals and words that number parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "part", "chapter", "clause", "capital", "roman", "arabic", "dotted", "letter", "bracket", "article"
]  # fmt: skip
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMANS = tuple(tens + ones for tens in ("", "X") for ones in _ONES)[1:]
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám")
CARDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám")


@dataclass(frozen=True)
class Reading:
    """One reading of a label: its style, its numbers ((2, 1) for "2.1"), its text in a path, what it costs.

    `end` is the offset in the line where the title begins; `printed` what stands there.
    """

    style: Style
    numbers: tuple[int, ...]
    text: str
    end: int
    printed: str
    cost: float = 0.0

    @property
    def value(self) -> int:
        """The number among its sisters."""
        return self.numbers[-1]
