"""By what its words are known: the header of a table, its numbers, its times and bodies; and the name of a group."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from extractors.lexicon import load_lexicon
from pipeline.transcript.layout import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 84.0
"""Per cent of letters that a header shares with the word that it is."""
LONGEST_HEADER = 60
_GROUP = re.compile(r"(?:phần\s+)?(?:[IVXLH1l|!]{1,5}|[A-HĐ]|\d{1,2})\s?[.)/:]?\s+[^\W\d_].*", re.DOTALL)
_COUNT = re.compile(r"\W?(\d{1,3})\W{0,2}")
_GROUPED = r"(?:(?:[IVXLHl]{1,6}|[A-HĐ])[.-]\s?)?"
_COUNTS = re.compile(rf"\W?{_GROUPED}(\d{{1,3}}(?:\.\d{{1,3}}){{0,2}})\W{{0,2}}")
_LABEL = re.compile(rf"\W?(?:{_GROUPED}\d{{1,3}}(?:\.\d{{1,3}}){{0,2}}|[IVXL]{{1,6}}|[a-hA-HĐđ])\W{{0,2}}")
_TIME = re.compile(
    r"\bquy (?:[ivxl1-4]{1,3})\b|\bthang \d|\d{1,2}[/.-]\d{1,2}[/.-]20\d\d|\bthuong xuyen\b|\bhang (?:nam|quy|thang)\b"
    r"|\bnam 20\d\d|\b\d{1,2}/20\d\d\b|\b[ivx]{1,3}/20\d\d\b"
)
_FIGURE = re.compile(r"[<>≤≥]?\s?\d[\d.,]*\s?%?")


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of headers, and how cells that name a body begin, in their comparison form."""
    table = load_lexicon().table("columns")
    heads = {plain(word) for words in table["roles"].values() for word in words}
    return tuple(sorted(heads, key=len, reverse=True)), tuple(plain(word) for word in table["contents"]["lead"])


def plain(text: str) -> str:
    """Comparison form: bare words, one space between."""
    return " ".join(re.findall(r"\w+", bare(text)))


def is_header_text(text: str) -> bool:
    """Whether a cell's text names a column ("Cơ quan chủ trì", "ĐVT", "Kế hoạch năm 2025")."""
    form = plain(text)
    if not form or len(form) > LONGEST_HEADER:
        return False
    for word in _words()[0]:
        if len(word) <= 4:
            if form == word:
                return True
        elif form.startswith(word) or (len(form) <= len(word) + 4 and fuzz.ratio(form, word) >= ALIKE):
            return True
    return False


@lru_cache(maxsize=10_000)
def is_group_text(text: str) -> bool:
    """Whether a line may name a group of rows: a numeral or number and words, or capitals alone."""
    return is_shouted(text) or _GROUP.fullmatch(text.strip()) is not None


def is_group_name(text: str) -> bool:
    """Whether a line plainly names a group: a Roman numeral or capital letter and words, or capitals alone."""
    return is_shouted(text) or (bool(text) and is_group_label(text.split()[0]))


@lru_cache(maxsize=10_000)
def is_shouted(text: str) -> bool:
    """Whether a text is set in capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 8 and sum(char.isupper() for char in letters) > 0.9 * len(letters)


def is_group_label(text: str) -> bool:
    """Whether a text is the label of a group, not of a row ("II", "B.")."""
    return re.fullmatch(r"(?:[IVXL]{1,6}|[A-HĐ])\W?", text.strip()) is not None


def read_count(text: str) -> int | None:
    """The number of a row ("7", "7.", "07"); None for any other text."""
    match = _COUNT.fullmatch(text.strip())
    return int(match[1]) if match else None


def read_counts(text: str) -> tuple[int, ...]:
    """The parts of a row's number ("2.1": 2 and 1; "II.7": 7 of its group); nothing for any other text."""
    match = _COUNTS.fullmatch(text.strip())
    return tuple(map(int, match[1].split("."))) if match else ()


def heads_rows(label: str, below: str) -> bool:
    """Whether a label is that of a group: a numeral or letter, or a number whose parts begin below it (2 above 2.1)."""
    own = read_counts(label)
    return is_group_label(label) or (bool(own) and read_counts(below) == (*own, 1))


def is_label(text: str) -> bool:
    """Whether a text can stand in a column of numbers ("7", "1.2", "II", "a)")."""
    return _LABEL.fullmatch(text.strip()) is not None


def states_kind(text: str) -> str:
    """What a cell plainly holds: "time", "body", "figure", or "" for words."""
    form = bare(text)
    if _FIGURE.fullmatch(form):
        return "figure"
    if len(form) < 80 and _TIME.search(form):
        return "time"
    return "body" if plain(text).startswith(_words()[1]) else ""


def counts_on(numbers: Sequence[tuple[int, ...]]) -> int:
    """How many of the numbers follow the one before them ("3.2" after "3.1"), or begin anew at 1."""
    return sum(b[-1] == 1 or (a[:-1] == b[:-1] and b[-1] - a[-1] in (0, 1)) for a, b in itertools.pairwise(numbers))
