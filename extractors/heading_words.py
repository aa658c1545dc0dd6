"""Words by which a title of a part is told from a sentence (lexicon/headings.toml), as readers compare them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import comparison_form, one_line
from extractors.toneless import bare

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

SHORT_BODY = 5
"""Letters up to which a body's name without marks may be another word."""


@dataclass(frozen=True)
class HeadingWords:
    """Patterns of words without marks."""

    bodies: re.Pattern[str]
    matters: re.Pattern[str]
    openers: re.Pattern[str]
    standing: re.Pattern[str]
    short_bodies: frozenset[str]
    measures: re.Pattern[str]
    """A figure behind a colon, or the words that lead to one."""


@lru_cache(maxsize=8)
def heading_words(lexicon: Lexicon) -> HeadingWords:
    """Wrap the lexicon's words of headings."""
    table = lexicon.table("headings")

    def either(name: str) -> str:
        return "|".join(re.escape(bare(word)) for word in sorted(table[name], key=len, reverse=True))

    return HeadingWords(
        bodies=re.compile(rf"(?:{either('bodies')})(?!\w)"),
        matters=re.compile(rf"(?:{either('matters')})(?!\w)"),
        openers=re.compile(rf"(?<!\w)(?:{either('openers')})$"),
        standing=re.compile(rf"(?:{either('standing')})(?=\s+\w)"),
        measures=re.compile(rf"(?:(?:{either('measures')})\s+)*\d+(?:[.,]\d+)*(?![\d/.)-])"),
        short_bodies=frozenset(comparison_form(word) for word in table["bodies"] if len(word) <= SHORT_BODY),
    )


def opens_body(text: str, words: HeadingWords) -> bool:
    """Whether a text opens with a body that acts; a short name of one counts with its marks ("Số hộ" is no "Sở").

    One of five letters counts without them before a name ("Phong Nội vụ" of a scan, not "Phong trào").
    """
    line = one_line(text)
    match = words.bodies.match(bare(line))
    if match is None:
        return False
    named = match.end() > SHORT_BODY or comparison_form(line[: match.end()]) in words.short_bodies
    return named or (match.end() == SHORT_BODY and line[match.end() :].lstrip()[:1].isupper())
