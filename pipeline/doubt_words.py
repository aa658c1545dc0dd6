"""Doubts as people read them: what is doubted, where, and what the detail holds (doubts.toml).

Files keep a doubt as a code and an English detail; here both become a sentence. What no form fits is shown as it is:
a detail is never lost.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.plan import FrontMatter
from models.source import Doubt
from pipeline.phrasebook import SIGNS

if TYPE_CHECKING:
    from pipeline.code_words import CodeWords

DOUBTS = Path(__file__).with_name("doubts.toml")
ROOMS = frozenset(["role", "column", "reason", "disagreement"])
"""Groups of a form that hold codes, by commas: each has its word."""
_PLACE = re.compile(
    r"(?:(?P<cited>citation, )?page (?P<page>\d+)|section (?P<section>[^:]+)|(?P<field>[a-z_]+)): ?(?P<rest>.*)",
    re.DOTALL,
)
_FIELD = re.compile(r"(?:(?<=, )|^)[a-z_]+(?= )")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")


class DoubtTold(NamedTuple):
    """A doubt in one language; `place` and `detail` are empty where there is nothing to say."""

    name: str
    place: str = ""
    detail: str = ""

    def __str__(self) -> str:
        """One line: "Two readings differ (page 3): 12 / 17"; a field that the name speaks of is not named again."""
        place = "" if self.place.lower() in self.name.lower() else f" ({self.place[:1].lower()}{self.place[1:]})"
        return f"{self.name}{place}" + (f": {self.detail}" if self.detail else "")


class _Wording(NamedTuple):
    name: tuple[str, str]
    details: tuple[tuple[re.Pattern[str], tuple[str, str]], ...]


@cache
def wordings() -> dict[str, _Wording]:
    """Return how each doubt is told, by its code."""
    held = tomllib.loads(DOUBTS.read_text(encoding="utf-8"))
    return {
        code: _Wording(
            tuple(entry["name"]),
            tuple((re.compile(one["form"], re.DOTALL), tuple(one["told"])) for one in entry.get("detail", ())),
        )
        for code, entry in held.items()
    }


def tell_doubt(doubt: Doubt, words: CodeWords) -> DoubtTold:
    """Say a doubt in the words' language; a code that has no wording (of a newer program) by its own letters."""
    place, detail = _parted(doubt.detail.strip(), words)
    wording = wordings().get(doubt.code)
    if wording is None:
        return DoubtTold(doubt.code.replace("_", " "), place, detail)
    at = 0 if words.lang == "vi" else 1
    for form, told in wording.details:
        if match := form.fullmatch(detail):
            held = {group: _word(group, text, words) for group, text in match.groupdict("").items()}
            return DoubtTold(wording.name[at], place, told[at].format(**held))
    return DoubtTold(wording.name[at], place, words.days(detail))


def tell_cell(cell: str, words: CodeWords) -> list[DoubtTold]:
    """Say the doubts that a cell of the tables holds (see `pipeline.export.rows.doubts_text`)."""
    parts = [part.partition(": ") for part in cell.split("; ") if part]
    return [tell_doubt(Doubt(code=code.rstrip(":"), detail=detail), words) for code, _, detail in parts]


def _parted(detail: str, words: CodeWords) -> tuple[str, str]:
    """Part a detail from the page or the field that stands before it."""
    match = _PLACE.fullmatch(detail)
    if match is None:
        return "", detail
    if match["page"]:
        return words("place.cited" if match["cited"] else "place.page", page=match["page"]), match["rest"]
    if match["section"]:
        return words("place.section", path=match["section"]), match["rest"]
    if match["field"] in FrontMatter.model_fields:
        return words.named("field", match["field"]), match["rest"]
    return "", detail


def _word(group: str, text: str, words: CodeWords) -> str:
    """Say what a group of a form holds."""
    if group in ROOMS:
        return ", ".join(words.named(group, code) for code in text.split(", "))
    if group.startswith("amount"):
        return _amount(text, words)
    if group == "days":
        return words.days(text).replace(" / ", ", ")
    if group == "fields":
        return _FIELD.sub(lambda name: words.named("field", name.group()), text)
    return text


def _amount(text: str, words: CodeWords) -> str:
    for sign, shown in SIGNS.items():
        if text.startswith(f"{sign} "):
            text = f"{shown.strip()} {text[len(sign) + 1 :]}"
            break
    return _DECIMAL.sub(",", text) if words.lang == "vi" else text
