"""What the columns of a table hold: by the words of their headers, else by what stands in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, get_args

from rapidfuzz import fuzz

from extractors.column_contents import belied_columns, claim_plain, guess_columns, share_of_labels, words_of
from models.table import ColumnRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon

# Per cent of letters alike; OCR of a header cell that loses every sixth letter is still recognised.
_ALIKE = 84.0
_SHORT = 6
# A header names its column: what is longer is a row of the body.
_LONGEST_HEADER = 90
# In a header of more than a few words the name of the column is a good part of it; a task may hold any of the words.
_LEAST_SHARE, _SHORT_HEADER = 0.3, 24

_LONGEST_COUNT = 24
_MISREAD_COUNT = 3
_MOSTLY_LABELS = 0.6
_NUMBERS_ROW = re.compile(r"\(?\s?(?:\d{1,2}|[a-h])\s?\)?(?:\s?=.{1,20})?", re.IGNORECASE)


class _Words(NamedTuple):
    roles: tuple[tuple[ColumnRole, str], ...]
    """Each phrase with the role that it names."""
    alone: dict[str, ColumnRole]
    """Whole headers, without their spaces, that name a role."""
    measures: tuple[str, ...]
    keys: tuple[tuple[ColumnRole, tuple[str, ...]], ...]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    table = lexicon.table("columns")
    return _Words(
        roles=tuple((role, words_of(phrase)) for role in get_args(ColumnRole) for phrase in table["roles"][role]),
        alone={
            words_of(name).replace(" ", ""): role
            for role in get_args(ColumnRole)
            for name in table["alone"].get(role, ())
        },
        measures=tuple(map(words_of, table["measures"]["words"])),
        keys=tuple((role, tuple(map(words_of, words))) for role, words in table["keys"].items()),
    )


class RoleMatch(NamedTuple):
    """A column role and how much of the header speaks for it (letters matched, weighed by likeness)."""

    role: ColumnRole
    score: float


@lru_cache(maxsize=1024)
def match_header(text: str, lexicon: Lexicon) -> RoleMatch | None:
    """Find the role that a header cell names, or None where it names none that the lexicon knows."""
    header = words_of(text)
    if not header or len(header) > _LONGEST_HEADER:
        return None
    if (role := _words(lexicon).alone.get(header.replace(" ", ""))) is not None:
        return RoleMatch(role, float(len(header)))
    if header.startswith("cac "):
        # "Các cơ quan, đơn vị" is a body, not the name of a column; "Các nhiệm vụ" is one.
        own = {phrase for role, phrase in _words(lexicon).roles if role == "task"}
        return RoleMatch("task", float(len(header))) if {header, header.removeprefix("cac ")} & own else None
    least = _LEAST_SHARE * len(header) if len(header) > _SHORT_HEADER else 0.0
    phrases = [(role, phrase) for role, phrase in _words(lexicon).roles if len(phrase) >= least]
    spaced, joined = f" {header} ", header.replace(" ", "")
    exact = [
        RoleMatch(role, float(len(phrase)))
        for role, phrase in phrases
        if f" {phrase} " in spaced or phrase.replace(" ", "") == joined
    ]
    if exact:
        return max(exact, key=lambda match: match.score)
    # What the words say goes before what they look like ("Công việc phải thực hiện", "Bộ phận thực hiện").
    if (told := _by_key(spaced, lexicon)) is not None:
        return told
    alike = [RoleMatch(role, _likeness(phrase, header) * len(phrase) / 100) for role, phrase in phrases]
    best = max(alike, key=lambda match: match.score, default=None)
    return best if best and best.score else None


def heads_two_columns(header: str, lexicon: Lexicon) -> bool:
    """Whether the header of a column of numbers and another's stand in one cell ("TT Nhiệm vụ"): a rule was lost."""
    first, _, rest = words_of(header).partition(" ")
    numbers = {phrase for role, phrase in _words(lexicon).roles if role == "number"}
    return first in numbers and len(rest) > _SHORT and rest not in numbers


def _by_key(spaced: str, lexicon: Lexicon) -> RoleMatch | None:
    """The role that one word of a header tells ("Đơn vị đảm nhiệm": who bears it), the first that the lexicon lists."""
    for role, words in _words(lexicon).keys:
        for word in words:
            if f" {word} " in spaced:
                return RoleMatch(role, len(word) / 2)
    return None


def _likeness(phrase: str, header: str) -> float:
    """Per cent to which a header looks like a phrase, misread; 0 below the threshold."""
    if len(phrase) <= _SHORT or len(header) < len(phrase) - 2:
        return 0.0
    if len(header) > len(phrase) + 1:
        # Also for headers whose spaces were lost ("Noidungthuc hien"); "Chủ thể thực hiện" is no "Kỳ thực hiện".
        alike = fuzz.partial_ratio_alignment(phrase, header, score_cutoff=_ALIKE)
        return alike.score if alike and header[: alike.dest_start][-1:] in ("", " ") else 0.0
    return fuzz.ratio(phrase, header, score_cutoff=_ALIKE)


def is_numbers_row(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 1 2 3 …, (1) (2) (3), A B 1 2; two in five may be misread."""
    # Specks and what is left of rules are read as marks beside a number.
    shown = [text.strip(" -+•*.,:;'|_~") for text in texts]
    filled = [(n, text) for n, text in enumerate(shown) if text]
    if len(filled) < 2 or 2 * len(filled) < len(shown) or any(len(text) > _LONGEST_COUNT for _, text in filled):
        return False
    # "(7)=(5)+(6)" counts as 7; the first number says what the first column is called (A B 1 2).
    counts = {n: int(digits[1]) for n, text in filled if (digits := re.match(r"\W*(\d{1,2})\b", text))}
    offsets = [count - n for n, count in counts.items()]
    if not offsets or not all(_NUMBERS_ROW.fullmatch(text) for _, text in filled if len(text) > _MISREAD_COUNT):
        return False
    most = max(set(offsets), key=offsets.count)
    lettered = sum(n not in counts and n + most < 1 for n, _ in filled)
    return -2 <= most <= 1 and offsets.count(most) >= 2 and offsets.count(most) + lettered >= 0.6 * len(filled)


def is_header_row(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words of a row are those of a header: most of its cells name a column, and at least two roles.

    Columns of no role ("Đơn vị tính", "Ghi chú") count where a first "TT" stands with them.
    """
    filled = [text for text in texts if text.strip()]
    matches = [match for text in filled if (match := match_header(text, lexicon))]
    roles = {match.role for match in matches}
    numbered = "number" in roles and len(matches) >= 3
    return 2 * len(matches) > len(filled) and (len(roles - {"other"}) >= 2 or numbered)


def name_columns(
    headers: Sequence[Sequence[str]], body: Sequence[Sequence[str]], lexicon: Lexicon
) -> tuple[tuple[ColumnRole, ...], bool]:
    """Give each column a role.

    Args:
        headers: per column, its header cells from top to bottom (a cell over several columns stands in each).
        body: rows of cell texts.
        lexicon: the words.

    Returns:
        The roles, and whether any of them rests on the column's contents because its header names none.
    """
    matches: list[RoleMatch | None] = []
    for cells in headers:
        # The lowest cell says what the column is; those above say it only where it does not.
        found = (match_header(text, lexicon) for text in reversed(cells))
        matches.append(next((match for match in found if match), match_header(" ".join(cells), lexicon)))
    if len(headers) > 1 and headers[0] and headers[0] == headers[1] and share_of_labels(body) >= _MOSTLY_LABELS:
        # One header cell over numbers and what they number: the rule between was lost.
        matches[0] = RoleMatch("number", 1.0)
    for n in belied_columns([match.role if match else None for match in matches], body, lexicon):
        matches[n] = None
    if "number" not in {match.role for match in matches if match} and share_of_labels(body) >= _MOSTLY_LABELS:
        # A code that counts the rows is their number, whatever it is called.
        matches[0] = None if matches[0] and matches[0].role == "other" else matches[0]
    roles: list[ColumnRole] = ["other"] * len(headers)
    for role in get_args(ColumnRole):
        rivals = [(match.score, -n) for n, match in enumerate(matches) if match and match.role == role]
        if rivals and role != "other":
            chosen = -max(rivals)[1]
            roles[_last_under(chosen, headers, matches) if role == "deadline" else chosen] = role
    if "lead" not in roles and "support" in roles:
        alone = roles.index("support")
        if re.match(r"(?:co quan|don vi)?(?: don vi)? ?(?:chu tri|thuc hien)", words_of(" ".join(headers[alone]))):
            roles[alone] = "lead"
    named = {n for n, match in enumerate(matches) if match or _is_readable(" ".join(headers[n]))}
    guessed = guess_columns(roles, named, body, lexicon)
    if "task" not in guessed:
        # Words that nobody knows head columns that speak for themselves: a number, a body and a time in each row.
        told = {n for n, match in enumerate(matches) if match}
        bold_guess = guess_columns(roles, told, body, lexicon)
        guessed = bold_guess if {"number", "task", "lead", "deadline"} <= set(bold_guess) else guessed
    elif set(guessed) & {"lead", "output", "deadline"}:
        guessed = claim_plain(guessed, [n for n, match in enumerate(matches) if match is None], body, lexicon)
    # "TT" is the header that readers lose most, and a first column of numbers leaves no question.
    return tuple(guessed), guessed[1:] != roles[1:]


def _last_under(column: int, headers: Sequence[Sequence[str]], matches: Sequence[RoleMatch | None]) -> int:
    """The last column under the cell that names this one: of "Từ" and "Đến" under one "Thời gian" the end decides."""
    for after in range(column + 1, len(headers)):
        match = matches[after]
        if (
            match is None
            or match.role != "deadline"
            or len(headers[after]) < 2
            or headers[after][0] != headers[column][0]
        ):
            break
        column = after
    return column


def _is_readable(header: str) -> bool:
    """Whether a header says something, though nothing that the lexicon knows: then its column has no known role."""
    words = re.findall(r"[^\W\d_]+", header)
    letters = sum(map(len, words))
    return len(words) >= 2 and letters >= 3 * len(words) - 1 and letters >= 0.7 * len(header.replace(" ", ""))


def holds_tasks(roles: Sequence[ColumnRole], headers: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a table assigns tasks: a task, and who or until when; not a table of sums or scores."""
    present = set(roles)
    if "task" not in present or not present & {"lead", "support", "deadline"}:
        return False
    texts = [words_of(header) for header in headers]
    measured = any(re.search(rf"\b{re.escape(word)}\b", text) for word in _words(lexicon).measures for text in texts)
    return not measured or bool(present & {"deadline", "output"})
