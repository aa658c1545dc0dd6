"""What a label may have been that a scan gave as letters of its shape: 7 for 1, A for 4, à for a, D for I.

Taken alone such a reading is as good as any. Only the labels that are open tell what was due: the next of a count, or
the first of a new one. What is due and looks alike is offered at a cost (`extractors.numbering`), and is doubted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.label_readings import ROMANS, Reading, Style
from extractors.labels import CAPITALS, LETTERS
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIKE, MORE = 1.25, 0.4
"""What a label costs that looks like the one that is due: more than an author's slip; and each further letter."""
OF_OTHER_KIND = 0.7
"""The same where a letter stands for a digit: it is no number at all."""
MARK_LOST = 0.8
"""What a list's letter or a numeral costs whose mark was lost."""
MOST_WORDS = 14
"""Words of a title behind a numeral or number without its mark ("VI Ứng dụng công nghệ thông tin")."""
SURE = 1.0
"""What it costs more that two readers saw the same and surely."""
SEEN_BY_OTHER = 0.5
"""What a label costs that was due and that one of two readers saw."""
_DIGITS = {
    "0": "oO6", "1": "lIi|!7T4t]DĐ0", "2": "7Zz", "3": "85B", "4": "1A", "5": "6S3s", "6": "5Gb8", "7": "1T2?",
    "8": "3B6", "9": "g0qo",
}  # fmt: skip
_LIST = {
    "a": "8@oä", "b": "6hđ", "c": "e(oG", "d": "đa", "đ": "dđ", "e": "cê", "g": "q9", "h": "bn", "i": "l1í", "k": "K",
    "l": "1iI", "m": "rn",
}  # fmt: skip
_NUMERALS = {"I": "DĐLTFPJ]", "V": "YUW", "X": "KZ"}
_CAPITALS = {"A": "4ÁÀẢ", "B": "8RH", "C": "GcO", "D": "OĐ", "Đ": "D", "E": "F", "G": "C6"}
_ALIKE: dict[Style, dict[str, str]] = {
    "arabic": _DIGITS, "bracket": _DIGITS, "dotted": {**_DIGITS, ".": ","}, "letter": _LIST, "roman": _NUMERALS,
    "capital": _CAPITALS,
}  # fmt: skip
_RANKED: tuple[Style, ...] = ("part", "chapter", "clause", "article", "capital", "roman", "arabic")
_TOKEN = re.compile(
    r"(?P<core>[IVX]{2,5}(?=\s)|[^\s.,:;)/–-]{1,2}(?:[.,][^\s.,:;)/–-]{1,2}){0,2})"
    r"(?P<mark>\s?(?:[.):/,]{1,2}\s?[-–]?|[-–])\s*|\s+)"
    r"(?=[“\"‘'«(]?(?P<title>[^\W\d_]|(?<=\s)\d))"
)


@dataclass(frozen=True)
class Token:
    """What stands where a label does: its letters as read, with its mark, and where the title begins.

    `seen` is what readers made of it, `sure` whether they agreed.
    """

    core: str
    printed: str
    end: int
    marked: bool
    seen: frozenset[str] = frozenset()
    sure: bool = False


def find_token(text: str, seen: frozenset[str] = frozenset(), sure: bool = False) -> Token | None:
    """Find one or two letters or digits with a mark before what may be a title; a list's letter may have lost it."""
    lead = len(text) - len(text.lstrip(" \f*_'`´‘’"))
    match = _TOKEN.match(text, lead)
    if match is None:
        return None
    core, marked = match["core"], bool(match["mark"].strip())
    titled = len(text.split()) <= MOST_WORDS and text.rstrip()[-1:].isalnum()
    numeral = titled and ((core in ROMANS and len(core) > 1) or core.isdigit())
    plain = len(core) > 1 and not any(char.isdigit() for char in core) and not numeral
    if plain or not (match["title"].isupper() or match["title"].isdigit() or core.islower()):
        return None
    if not marked and not ((core in LETTERS or numeral) and match["title"].isupper()):
        return None
    return Token(core, match.group().strip(), match.end(), marked, seen, sure)


def due_labels(stack: Sequence[Reading], token: Token) -> Iterator[tuple[int, Reading]]:
    """Yield the labels that are due after the open ones and look like the token, each with its depth."""
    due = list(_due(stack))
    if token.marked and any(text == token.core for _, _, _, text in due):
        return  # It is itself what is due.
    for depth, style, numbers, text in due:
        cost = _likeness(token.core, token.marked, style, text)
        if cost is None:
            continue
        cost = min(cost, SEEN_BY_OTHER) if text in token.seen else cost + SURE * token.sure
        kind: Style = "bracket" if style == "arabic" and ")" in token.printed else style
        yield depth, Reading(kind, numbers, text, token.end, token.printed, cost)


def _due(stack: Sequence[Reading]) -> Iterator[tuple[int, Style, tuple[int, ...], str]]:
    """Labels that may come next: the sisters of the open ones, and the first of each style that is not open."""
    for depth, label in enumerate(stack):
        text = _after(label)
        if text:
            yield depth, label.style, (*label.numbers[:-1], label.value + 1), text
    styles = {label.style for label in stack}
    above = _rank(stack[-1].style) if stack else -1
    firsts: tuple[tuple[Style, str], ...] = (("capital", "A"), ("roman", "I"), ("arabic", "1"))
    for style, text in firsts:
        if style not in styles and _rank(style) > above:
            yield len(stack), style, (1,), text
    if stack and "letter" not in styles:
        yield len(stack), "letter", (1,), "a"
    last = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].style in ("arabic", "dotted")), None)
    if last is not None:
        yield last + 1, "dotted", (*stack[last].numbers, 1), f"{stack[last].text}.1"


def _after(label: Reading) -> str:
    """Text of the label that follows one in its count; empty where none does."""
    if label.style == "roman":
        return ROMANS[label.value] if label.value < len(ROMANS) else ""
    if label.style in ("arabic", "bracket"):
        return str(label.value + 1)
    if label.style == "dotted":
        return f"{label.text.rpartition('.')[0]}.{label.value + 1}" if "." in label.text else ""
    order = {"letter": LETTERS, "capital": CAPITALS}.get(label.style, "")
    return order[label.value] if label.value < len(order) else ""


def _rank(style: Style) -> int:
    return _RANKED.index(style) if style in _RANKED else len(_RANKED)


@cache
def _likeness(core: str, marked: bool, style: Style, text: str) -> float | None:
    """What it costs to take letters for a label; None where they do not look alike, or are it."""
    if core == text:
        return None if marked or style not in ("letter", "roman", "arabic") else MARK_LOST
    if not marked or len(core) != len(text):
        return None
    alike = _ALIKE.get(style, {})
    pairs = [(seen, due) for seen, due in zip(core, text, strict=True) if seen != due]
    marks = style == "letter" and core.islower() and bare(core) == text
    if not marks and any(seen not in alike.get(due, "") for seen, due in pairs):
        return None
    number = style in ("arabic", "bracket", "dotted")
    other = number and not any(seen.isdigit() for seen, due in pairs)
    return (OF_OTHER_KIND if other or marks else ALIKE) + MORE * (len(pairs) - 1)
