"""The page's words in Vietnamese and English (words.toml), numbers and amounts as each language writes them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

    from models.plan import Quantity

SOURCE = Path(__file__).with_name("words.toml")
Lang = Literal["vi", "en"]
SIGNS = {">=": "≥ ", "<=": "≤ ", "=": "", ">": "> ", "<": "< "}
"""Comparators as people write them."""


@cache
def texts() -> dict[str, tuple[str, str]]:
    """Return every text by its key: (Vietnamese, English)."""
    held = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return {f"{room}.{key}": (vi, en) for room, keys in held.items() for key, (vi, en) in keys.items()}


class Words:
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **filled: object) -> str:
        """Return a text with its gaps filled.

        Raises:
            KeyError: no such text, or a gap without its filling.
        """
        text = texts()[key][0 if self.lang == "vi" else 1]
        return text.format(**filled) if filled else text

    def named(self, room: str, name: str) -> str:
        """Return the word for a code, or the code itself: new doubts and fields come with new readers."""
        return self(f"{room}.{name}") if f"{room}.{name}" in texts() else name.replace("_", " ")

    def number(self, value: float, places: int = 0) -> str:
        """Write a number as the language does: "1.234,5" or "1,234.5"."""
        return self._local(f"{value:,.{places}f}")

    def figure(self, value: Decimal) -> str:
        """Write a value with all its digits."""
        return self._local(f"{value.normalize():,f}")

    def amount(self, quantity: Quantity) -> str:
        """Write what is promised: "≥ 80 %", "↓ 10 %", "> 305,5 tỷ đồng"."""
        turn = {"increase": "↑ ", "decrease": "↓ ", "": ""}[quantity.change]
        top = f"–{self.figure(quantity.value_max)}" if quantity.value_max is not None else ""
        return f"{turn}{SIGNS[quantity.comparator]}{self.figure(quantity.value)}{top} {quantity.unit}".strip()

    def _local(self, text: str) -> str:
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text
