"""What a share is taken of: named behind its number, it belongs to the subject ("… chiếm 35% tổng số hồ sơ")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives, comparison_form

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_NOTHING_NAMED = re.compile(r"tổng(?: số)?(?: (?:này|đó))?")
_TOTAL = re.compile(r"(?:tổng(?: số)?\s+(?!này|đó)\w|grdp|gdp)")
_OWN_PREPOSITION = re.compile(r"(?:trên|trong|so với)\s+(?=tổng|số|toàn bộ|dự toán|kế hoạch)")


@lru_cache(maxsize=8)
def _whole(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(lexicon.table('clauses')['wholes'])})(?!\w)")


def is_whole(text: str, lexicon: Lexicon) -> bool:
    """Whether words behind a share say what it is taken of ("tổng số hồ sơ tiếp nhận", "kế hoạch vốn")."""
    return bool(_whole(lexicon).match(comparison_form(text)))


def is_total(text: str) -> bool:
    """Whether words behind a share name a total, which no act has for its things ("5% tổng thu", "15% GRDP")."""
    return bool(_TOTAL.match(comparison_form(text)))


def with_whole(things: str, whole: str, lexicon: Lexicon) -> str:
    """A subject with what its share is taken of, by "trên" where the paper prints no preposition."""
    form = comparison_form(whole)
    if not form or _NOTHING_NAMED.fullmatch(form):
        return things
    if _OWN_PREPOSITION.match(form):
        return f"{things} {whole}"
    return f"{things} trên {whole}" if is_whole(whole, lexicon) else things
