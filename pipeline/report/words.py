"""The report's words in Vietnamese and English (texts.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.compare.promises import Promise

SOURCE = Path(__file__).with_name("texts.toml")
Lang = Literal["vi", "en"]
SIGNS = {">=": "≥ ", "<=": "≤ ", "=": "", ">": "> ", "<": "< "}
"""Comparators as people write them."""


@cache
def _texts() -> dict[str, tuple[str, str]]:
    return {key: (vi, en) for key, (vi, en) in tomllib.loads(SOURCE.read_text(encoding="utf-8")).items()}


class Words:
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **filled: object) -> str:
        """Return a text with its gaps filled.

        Raises:
            KeyError: no such text, or a gap without its filling.
        """
        text = _texts()[key][0 if self.lang == "vi" else 1]
        return text.format(**filled) if filled else text

    def number(self, value: float) -> str:
        """Write a number as the language does: "1.234,5" or "1,234.5"."""
        text = f"{value:,.1f}".removesuffix(".0") if value % 1 else f"{value:,.0f}"
        return self._local(text)

    def figure(self, value: Decimal) -> str:
        """Write a value with all its digits."""
        return self._local(f"{value.normalize():,f}")

    def amount(self, promise: Promise) -> str:
        """Write what is promised: "≥ 80%", "↓ 10%", "> 305,5 tỷ đồng"."""
        turn = {"increase": "↑ ", "decrease": "↓ ", "": ""}[promise.change]
        top = f"–{self.figure(promise.value_max)}" if promise.value_max is not None else ""
        unit = "%" if promise.unit == "%" else f" {promise.unit}"
        return f"{turn}{SIGNS[promise.comparator]}{self.figure(promise.value)}{top}{unit}"

    def _local(self, text: str) -> str:
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text
