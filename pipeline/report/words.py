"""The report's words in Vietnamese and English (texts.toml)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.code_words import CodeWords
from pipeline.phrasebook import SIGNS

if TYPE_CHECKING:
    from pipeline.compare.promises import Plan, Promise
    from pipeline.phrasebook import Lang

ROMAN = ("I", "II", "III", "IV")
SOURCE = Path(__file__).with_name("texts.toml")


class Words(CodeWords):
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(lang, SOURCE)

    def quarter(self, told: str) -> str:
        """Write a quarter ("2026-Q4") as the language does: "quý IV/2026", "quarter IV/2026"."""
        year, _, number = told.partition("-Q")
        return self("quarter", year=year, roman=ROMAN[int(number) - 1])

    def period(self, plan: Plan) -> str:
        """Write the years of a plan: "2022", "2021-2025", "từ 2019"."""
        if plan.period_start is None or plan.period_end is not None:
            return plan.period
        return self("since", year=plan.period_start)

    def amount(self, promised: Promise) -> str:
        """Write what is promised: "≥ 80%", "↓ 10%", "> 305,5 tỷ đồng"."""
        turn = {"increase": "↑ ", "decrease": "↓ ", "": ""}[promised.change]
        top = f"–{self.figure(promised.value_max)}" if promised.value_max is not None else ""
        unit = promised.unit if promised.unit == "%" else f" {promised.unit}"
        return f"{turn}{SIGNS[promised.comparator]}{self.figure(promised.value)}{top}{unit}".strip()
