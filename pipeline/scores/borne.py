"""A score of reading without truth: words that every sheet must bear, looked for page by page.

The motto stands on the first page of a document, "Nơi nhận" where it is signed, and laws are cited by titles that are
known. A title counts only where the page holds something near it: what is not cited cannot be misread.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from models.report import BorneText, Measure
from pipeline.scores.reading import bare, fold, stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAME_WORD = 0.5
"""Share of letters alike, marks aside, above which each word of a title is that word misread, not another."""
BORNE = 0.6
"""The same for what a sheet must bear in any case: less than this and it is missed."""
_OLD_STYLE = tuple((f"{first}{second}", new) for first, second, new in (
    ("o", "à", "òa"), ("o", "á", "óa"), ("o", "ả", "ỏa"), ("o", "ã", "õa"), ("o", "ạ", "ọa"), ("o", "è", "òe"),
    ("o", "é", "óe"), ("o", "ẻ", "ỏe"), ("o", "ẽ", "õe"), ("o", "ẹ", "ọe"), ("u", "ỳ", "ùy"), ("u", "ý", "úy"),
    ("u", "ỷ", "ủy"), ("u", "ỹ", "ũy"), ("u", "ỵ", "ụy"),
))  # fmt: skip


@cache
def _texts() -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    held = tomllib.loads(Path(__file__).with_name("borne.toml").read_text(encoding="utf-8"))
    return tuple((one["where"], one["text"]) for one in held["sheet"]), tuple(held["titles"]["texts"])


def _plain(text: str) -> str:
    """Fold a text; both ways of setting the tone are one, for either may be printed."""
    text = fold(text)
    for old, new in _OLD_STYLE:
        for one, other in ((old, new), (old.upper(), new.upper())):
            text = re.sub(rf"{one}(?!\w)", other, text)
    return text


def look_for_borne(pages: Sequence[str]) -> tuple[BorneText, ...]:
    """Look for what the pages of one document must bear.

    Args:
        pages: text as read, page by page.

    Returns:
        What was asked of each page: the motto of the first, "Nơi nhận" of the page nearest to it, titles where near.
    """
    sheets, titles = _texts()
    plain = [_plain(page) for page in pages]
    found: list[BorneText] = []
    for where, text in sheets:
        asked = plain[:1] if where == "first" else plain
        rated = [_read(number, _plain(text), page) for number, page in enumerate(asked, 1)]
        if rated:
            found.append(min(rated, key=lambda one: one.edits))
    for number, page in enumerate(plain, 1):
        for title in titles:
            one = _read(number, _plain(title).lower(), page.lower())
            if _is_cited(one):
                found.append(one)
    return tuple(found)


def _read(page: int, text: str, words: str) -> BorneText:
    reading = stretch(text, words)
    return BorneText(page=page, text=text, reading=reading, edits=Levenshtein.distance(text, reading))


def _is_cited(one: BorneText) -> bool:
    """Whether a page holds a title, read well or badly: word by word the same words."""
    words, read = bare(one.text).split(), bare(one.reading).split()
    return len(words) == len(read) and all(
        Levenshtein.normalized_similarity(word, other) > SAME_WORD for word, other in zip(words, read, strict=True)
    )


def _alike(one: BorneText) -> float:
    return float(Levenshtein.normalized_similarity(bare(one.text), bare(one.reading)))


def borne_measures(found: Iterable[BorneText]) -> tuple[Measure, ...]:
    """Letters wrong in what was found, and what must be borne and is not found or not exactly so."""
    held = list(found)
    borne = [one for one in held if _alike(one) >= BORNE]
    letters = sum(len(one.text) for one in borne)
    if not letters:
        return ()
    return (
        Measure(name="borne.cer", value=round(sum(one.edits for one in borne) / letters, 5), count=letters, low=True),
        Measure(
            name="borne.exact", value=round(sum(not one.edits for one in held) / len(held), 5), count=len(held)
        ),
    )  # fmt: skip
