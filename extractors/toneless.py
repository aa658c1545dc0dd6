"""The loosest comparison form: without tones and marks, as long as the text (for the words of tables on scans).

OCR loses tones first (tinh/tỉnh, chi/chỉ), so column words and names of offices are compared without them. Where a
tone decides the meaning ("năm", "nam") the caller asks for digits beside the word.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from extractors.clean import comparison_form


@cache
def _base(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return {"đ": "d"}.get(base, base)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Fold NFC text and drop all marks: "Ủy ban" and "UỶ BAN" are "uy ban". The length stays."""
    return "".join(map(_base, comparison_form(text)))
