"""Mended comparison forms: words of the grammar that a reader got wrong in their marks alone ("tối thiếu", "cắp xã").

Scans lose and change tone marks far more often than letters. On pages read by OCR a phrase that spells one of the
grammar's but for its marks is taken for it; words of one syllable only where a number or a year follows. Numbers are
never mended, and the text itself stays as it was read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import comparison_form
from extractors.toneless import bare

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript


@lru_cache(maxsize=8)
def _phrases(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern over the phrases without marks, and what each means."""
    meant = {bare(phrase): comparison_form(phrase) for phrase in lexicon.table("mending")["phrases"]}
    keys = sorted(meant, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, keys))})(?!\w)"), meant


@lru_cache(maxsize=8)
def _before_numbers(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    words = {bare(word): comparison_form(word) for word in lexicon.table("mending")["before_numbers"]}
    return re.compile(
        rf"(?<!\w)(?<!viet )(?<!thong )(?:{'|'.join(words)})"
        r"(?=\s+(?:toi thieu |it nhat |toi da |binh quan |tu |nam )?\d)"
    ), words


@lru_cache(maxsize=2048)
def grammar_form(text: str, lexicon: Lexicon) -> str:
    """Comparison form of a text with the words of the grammar mended, one character for one."""
    form = comparison_form(text)
    plain = bare(form)
    if len(plain) != len(form):
        return form
    pattern, meant = _phrases(lexicon)
    near, words = _before_numbers(lexicon)
    mended = form
    for match in pattern.finditer(plain):
        mended = mended[: match.start()] + meant[match.group()] + mended[match.end() :]
    for match in near.finditer(plain):
        mended = mended[: match.start()] + words[match.group()] + mended[match.end() :]
    return mended


def mended_text(text: str, lexicon: Lexicon) -> str:
    """A text with its mended words, capitals kept: how a subject is written down."""
    form, mended = comparison_form(text), grammar_form(text, lexicon)
    if form == mended:
        return text
    return "".join(
        char if was == now else (now.upper() if char.isupper() else now)
        for char, was, now in zip(text, form, mended, strict=True)
    )


def scanned_pages(transcript: Transcript) -> frozenset[int]:
    """Pages whose marks may be misread."""
    return frozenset(page.number for page in transcript.pages if page.source == "ocr")
