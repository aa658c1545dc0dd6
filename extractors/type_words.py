"""The name of a document's type in capitals over its title, as print and scans give it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.sheet_words import is_capitals, sheet_words
from extractors.toneless import bare

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_SPACED_OUT = re.compile(r"(?:\w\s+){5,}\w\W*")
MOST_WORDS, WORN_LETTERS, LONG = 4, 2, 6
"""Words of a worn type at most, letters of it that may be off, and letters that it has at least."""


@lru_cache(maxsize=1024)
def type_at(text: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """Read a document type in capitals at the start of a text: its name and where it ends; None where none stands.

    "QUYẾT ĐỊNH:" is the enacting formula and no type. OCR may lose marks, or a letter of a type that stands alone.
    A type may be spaced out ("K Ế  H O Ạ C H").
    """
    folded = bare(text)
    words = sheet_words(lexicon)
    if _SPACED_OUT.fullmatch(folded):
        name = words.spaced.get(re.sub(r"\W", "", folded), "")
        return (name, len(text)) if name and is_capitals(text) else None
    best: tuple[str, int] | None = None
    for name, head in words.headed if words.any_type.match(folded) else ():
        match = head.match(folded)
        if match and is_capitals(text[: match.end()]) and (best is None or match.end() > best[1]):
            best = (name, match.end())
    if best is None and len(text.split()) <= 4 and is_capitals(text):
        name, ratio = max(
            ((name, fuzz.ratio(form, " ".join(folded.split()))) for form, name in words.types.items()),
            key=lambda pair: pair[1],
        )
        best = (name, len(text)) if ratio >= 85 and not text.rstrip().endswith(":") else None
    colon = re.match(r"\s*:\W*", text[best[1] :]) if best else None
    if best and colon:
        return None if best[0] in words.issuing else (best[0], best[1] + colon.end())
    return best


def worn_type(text: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """Read a type of which a scan misread more letters: only where nothing but a type can stand, alone on its line."""
    words = sheet_words(lexicon)
    line = text.rstrip(" .:_-")
    if not is_capitals(text) or len(line.split()) > MOST_WORDS:
        return None
    letters = [re.sub(r"\W", "", bare(one)) for one in (line, *words.types.values())]
    near = [(Levenshtein.distance(letters[0], form), form) for form in letters[1:]]
    off, _ = min(near)
    meant = [name for name, (distance, _) in zip(words.types.values(), near, strict=True) if distance == off]
    return (meant[0], len(line)) if off <= WORN_LETTERS and len(letters[0]) >= LONG and len(meant) == 1 else None
