"""The report's words in Vietnamese and English (texts.toml)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.code_words import CodeWords
from pipeline.phrasebook import SIGNS

if TYPE_CHECKING:
    from pipeline.compare.promises import Promise
    from pipeline.phrasebook import Lang

SOURCE = Path(__file__).with_name("texts.toml")


class Words(CodeWords):
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(lang, SOURCE)

    def amount(self, promised: Promise) -> str:
        """Write what is promised: "≥ 80%", "↓ 10%", "> 305,5 tỷ đồng"."""
        turn = {"increase": "↑ ", "decrease": "↓ ", "": ""}[promised.change]
        top = f"–{self.figure(promised.value_max)}" if promised.value_max is not None else ""
        unit = promised.unit if promised.unit == "%" else f" {promised.unit}"
        return f"{turn}{SIGNS[promised.comparator]}{self.figure(promised.value)}{top}{unit}".strip()
