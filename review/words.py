"""The page's words in Vietnamese and English (words.toml), beside those of the codes that it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.code_words import CodeWords

if TYPE_CHECKING:
    from pipeline.phrasebook import Lang

SOURCE = Path(__file__).with_name("words.toml")


class Words(CodeWords):
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(lang, SOURCE)
