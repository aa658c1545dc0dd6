"""The loosest comparison form: without tones and marks, as long as the text (for the words of tables on scans).

OCR loses tones first (tinh/tỉnh, chi/chỉ), so column words and names of offices are compared without them. Where a
tone decides the meaning ("năm", "nam") the caller asks for digits beside the word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from extractors.clean import comparison_form


class _Bases(dict[int, int]):
    """For `str.translate`: the letter without marks of each code point, found when it is first met."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0]
        self[code] = ord({"đ": "d"}.get(base, base))
        return self[code]


_BASES = _Bases()


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Fold NFC text and drop all marks: "Ủy ban" and "UỶ BAN" are "uy ban". The length stays."""
    return comparison_form(text).translate(_BASES)
