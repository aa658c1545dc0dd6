"""Words by which a sheet's layout is known: loaded from layout.toml, compared without case and tone."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Word

ALIKE = 82.0
"""Share (percent) of letters that must agree: a poor scan misreads up to one letter in six of a letterhead."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_name("layout.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=64)
def phrases(table: str, key: str) -> tuple[str, ...]:
    """Phrases of layout.toml in their comparison form."""
    return tuple(bare(phrase) for phrase in _tables()[table][key])


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """Comparison form: lower case, no tones or marks, đ as d, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain.replace("đ", "d")).strip()


def is_kind(text: str) -> bool:
    """Whether a line is nothing but the kind of a document ("KẾ HOẠCH", "QUYẾT ĐỊNH:", "PHỤ LỤC II")."""
    line = re.sub(r"(?<=phu luc)\s+(?:so\s+)?(?:[ivx]+|\d+|[a-h])$", "", bare(text).strip(" .:;-_*"))
    return any(fuzz.ratio(line, kind) >= ALIKE + 6 for kind in phrases("titles", "kinds"))


TIMESTAMP = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4},?\s+\d{1,2}:\d{2}(?::\d{2})?")


def is_stamp(text: str) -> bool:
    """Whether a line is one of a digital signature's stamp ("Ký bởi: …", "Thời gian ký: …", a date with its clock)."""
    line = bare(text)
    return (
        any(line.startswith(phrase) for phrase in phrases("furniture", "stamps")) or TIMESTAMP.match(text) is not None
    )


def find_phrase(words: Sequence[Word], table: str, key: str) -> int | None:
    """Index of the word with which one of the phrases begins, None where none is on the line.

    A phrase of one or two short words ("TM.") must stand exactly; a longer one may be misread in part.
    """
    forms = [bare(word.text) for word in words]
    best, at = 0.0, None
    for phrase in phrases(table, key):
        size = len(phrase.split())
        for start in range(len(forms)):
            window = " ".join(forms[start : start + size])
            if not window:
                continue
            score = fuzz.ratio(window, phrase) if len(phrase) > 6 else 100.0 * window.startswith(phrase)
            if score >= ALIKE and score > best:
                best, at = score, start
    return at
