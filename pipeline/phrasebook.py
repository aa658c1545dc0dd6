"""A page's texts in Vietnamese and English; numbers as each language writes them."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

Lang = Literal["vi", "en"]
SIGNS = {">=": "≥ ", "<=": "≤ ", "=": "", ">": "> ", "<": "< "}
"""Comparators as people write them."""


@cache
def texts(source: Path) -> dict[str, tuple[str, str]]:
    """Return every text of a TOML file by its key, rooms before a point: (Vietnamese, English)."""
    return dict(_texts(tomllib.loads(source.read_text(encoding="utf-8"))))


def _texts(held: dict[str, Any], room: str = "") -> list[tuple[str, tuple[str, str]]]:
    found: list[tuple[str, tuple[str, str]]] = []
    for key, value in held.items():
        if isinstance(value, dict):
            found += _texts(value, f"{room}{key}.")
        else:
            vi, en = value
            found.append((room + key, (vi, en)))
    return found


class Phrasebook:
    """Says the texts of files in one language."""

    def __init__(self, lang: Lang, *sources: Path) -> None:
        self.lang: Lang = lang
        self._texts = {key: text for source in sources for key, text in texts(source).items()}

    def __call__(self, key: str, **filled: object) -> str:
        """Return a text with its gaps filled.

        Raises:
            KeyError: no such text, or a gap without its filling.
        """
        text = self._texts[key][0 if self.lang == "vi" else 1]
        return text.format(**filled) if filled else text

    def named(self, room: str, name: str) -> str:
        """Return the word for a code, or the code itself: new doubts and fields come with new readers."""
        return self(f"{room}.{name}") if f"{room}.{name}" in self._texts else name.replace("_", " ")

    def number(self, value: float, places: int | None = None) -> str:
        """Write a number as the language does: "1.234,5" or "1,234.5"; without `places` to one, none for a whole."""
        digits = (1 if value % 1 else 0) if places is None else places
        text = f"{value:,.{digits}f}"
        return self._local(text if places is not None or not digits else text.removesuffix(".0"))

    def figure(self, value: Decimal) -> str:
        """Write a value with all its digits."""
        return self._local(f"{value.normalize():,f}")

    def _local(self, text: str) -> str:
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text
