"""Mended comparison forms: words of the grammar that a reader got wrong in their marks alone ("tối thiếu", "cắp xã").

Scans lose and change tone marks far more often than letters. A phrase of two syllables or more that spells a phrase of
the lexicon but for its marks is taken for it; words of one syllable only where a number or a year follows. Numbers are
never mended, and the text itself stays as it was read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractors.clean import comparison_form
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.lexicon import Lexicon

_TABLES = ("comparators", "changes", "clauses", "scopes", "units", "traps", "commitments", "indicators")
_SKIPPED = frozenset({"id", "name_en", "name_vi", "source", "legal", "field", "direction", "denominator", "neighbours"})


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _SKIPPED:
                yield from _strings(item)


@lru_cache(maxsize=8)
def _phrases(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Pattern over phrases without marks, what each means, and all phrases as they are right."""
    barred = {comparison_form(word) for word in lexicon.table("mending")["ambiguous"]}
    right: set[str] = set()
    meant: dict[str, set[str]] = {}
    for table in _TABLES:
        for text in _strings(lexicon.table(table)):
            form = comparison_form(text)
            if re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)+", form):
                right.add(form)
                meant.setdefault(bare(form), set()).add(form)
    table_of = {key: forms.pop() for key, forms in meant.items() if len(forms) == 1 and not forms & barred}
    keys = sorted(table_of, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(keys)})(?!\w)"), table_of, frozenset(right | barred)


@lru_cache(maxsize=8)
def _before_numbers(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    words = {bare(word): comparison_form(word) for word in lexicon.table("mending")["before_numbers"]}
    return re.compile(
        rf"(?<!\w)(?<!viet )(?:{'|'.join(words)})(?=\s+(?:toi thieu |it nhat |toi da |binh quan |tu |nam )?[\d])"
    ), words


@lru_cache(maxsize=2048)
def grammar_form(text: str, lexicon: Lexicon) -> str:
    """Comparison form of a text with the words of the grammar mended, one character for one."""
    form = comparison_form(text)
    plain = bare(form)
    if len(plain) != len(form):
        return form
    pattern, meant, right = _phrases(lexicon)
    near, words = _before_numbers(lexicon)
    mended = form
    for match in pattern.finditer(plain):
        seen = form[match.start() : match.end()]
        if seen not in right and seen != meant[match.group()]:
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
