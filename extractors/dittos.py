"""Cells that say no more than "as above": a word for it, or marks of repetition."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.column_contents import words_of

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_MARKS = re.compile(r"[-–.\s]*(?:/\s?/|[\"”“″]|'\s?'|,\s?,)[-–.\s]*")


@lru_cache(maxsize=4)
def _said(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(words_of(word).replace(" ", "") for word in lexicon.table("columns")["dittos"]["words"])


def is_ditto(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell stands for the one above it ("nt", "-nt-", "như trên", "//")."""
    return _MARKS.fullmatch(text) is not None or words_of(text).replace(" ", "") in _said(lexicon)
