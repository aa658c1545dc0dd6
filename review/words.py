"""The page's words in Vietnamese and English (words.toml)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.phrasebook import Phrasebook

if TYPE_CHECKING:
    from pipeline.phrasebook import Lang

SOURCE = Path(__file__).with_name("words.toml")


class Words(Phrasebook):
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(lang, SOURCE)
