"""What the columns of a table hold, told by what stands in them: for headers that are lost or that nobody knows."""

from __future__ import annotations

import re
from functools import lru_cache
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from extractors.deadlines import parse_deadlines, states_time
from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.lexicon import Lexicon
    from models.table import ColumnRole

# Cells, letters of the longest, and share that say one thing, from which a column speaks for itself.
_FEWEST_PLAIN, _LONGEST_PLAIN, _MOSTLY_PLAIN = 3, 120, 0.8
_HARDLY = 0.2
_CALENDAR = ("date", "quarter", "month", "year")
_LEAST_FILLED, _FEWEST_LETTERS = 0.6, 4.0
"""Share of rows that name a product, and letters of a cell in the mean that says something."""

_LABEL = re.compile(r"(?:\d{1,3}|[ivxl]{1,5}|[a-h])(?:[.-]\d{1,3})*[.)]?", re.IGNORECASE)
"""A number or numeral, and numbers of rows under it ("I.1", "A-2")."""


class _Openings(NamedTuple):
    lead: tuple[str, ...]
    acts: tuple[str, ...]
    """What begins like a body and is none."""
    output: tuple[str, ...]


def words_of(text: str) -> str:
    """Comparison form of a header or name: bare words, one space between."""
    return " ".join(re.findall(r"\w+", bare(text)))


@lru_cache(maxsize=4)
def _openings(lexicon: Lexicon) -> _Openings:
    contents = lexicon.table("columns")["contents"]
    whole = {name: tuple(f"{words_of(phrase)} " for phrase in contents[name]) for name in ("lead", "acts")}
    return _Openings(**whole, output=tuple(map(words_of, contents["output"])))


def belied_columns(
    named: Sequence[ColumnRole | None], body: Sequence[Sequence[str]], lexicon: Lexicon
) -> frozenset[int]:
    """Columns of a header that promises a time or a body, and whose cells hardly ever hold one, while another's do.

    "Phải hoàn thành" may stand over what comes out as well as over until when: the cells tell which.

    Args:
        named: what the headers say, None where they say nothing.
        body: rows of cell texts.
        lexicon: the words.
    """
    tests = {"deadline": states_time, "lead": _opens_body}
    belied: set[int] = set()
    for role, test in tests.items():
        shares = [_share(n, test, body, lexicon) for n in range(len(named))]
        rivals = [n for n, own in enumerate(named) if own in (role, None) and shares[n] >= _MOSTLY_PLAIN]
        belied |= {n for n, own in enumerate(named) if own == role and shares[n] <= _HARDLY and rivals}
    return frozenset(belied)


def _share(n: int, test: Callable[[str, Lexicon], bool], body: Sequence[Sequence[str]], lexicon: Lexicon) -> float:
    cells = [text for row in body if n < len(row) and (text := row[n].strip())]
    plain = [text for text in cells if len(text) <= _LONGEST_PLAIN]
    return sum(test(text, lexicon) for text in plain) / len(cells) if len(cells) >= _FEWEST_PLAIN else 0.5


def claim_plain(
    roles: list[ColumnRole], free: Sequence[int], body: Sequence[Sequence[str]], lexicon: Lexicon
) -> list[ColumnRole]:
    """Give roles to columns of a task table under words that nobody knows, where nearly all cells say so.

    Times are told by their form and half of them by the calendar: "theo quy định" stands in many a column. What is
    left beside the task, who and until when, if it is one column and filled, is what comes out.

    Args:
        roles: what headers tell, "other" where they tell nothing.
        free: columns whose header names nothing that the lexicon knows.
        body: rows of cell texts.
        lexicon: the words.
    """
    claimed = list(roles)
    left = []
    for n in free:
        cells = [text for row in body if n < len(row) and (text := row[n].strip())]
        if claimed[n] != "other" or len(cells) < _FEWEST_PLAIN:
            continue
        least = _MOSTLY_PLAIN * len(cells)
        read = [parse_deadlines(cell, lexicon) for cell in cells]
        dated = sum(any(one.kind in _CALENDAR for one in deadlines) for deadlines in read)
        short = max(map(len, cells)) <= _LONGEST_PLAIN
        if n == 0 and "number" not in claimed and sum(bool(_LABEL.fullmatch(cell)) for cell in cells) >= least:
            claimed[n] = "number"
        elif (
            short
            and "deadline" not in claimed
            and sum(states_time(cell, lexicon) for cell in cells) >= least <= 2 * dated
        ):
            claimed[n] = "deadline"
        elif short and sum(_opens_body(cell, lexicon) for cell in cells) >= least:
            claimed[n] = next((role for role in ("lead", "support") if role not in claimed), "other")
        else:
            left.append(n)
    if len(left) == 1 and {"task", "lead", "deadline"} <= set(claimed) and "output" not in claimed:
        claimed[left[0]] = "output" if _may_come_out(left[0], claimed.index("task"), body) else "other"
    return claimed


def _opens_body(cell: str, lexicon: Lexicon) -> bool:
    """Whether a cell begins with who acts: "Ban Dân vận", not "Ban hành"."""
    words = f"{words_of(cell)} "
    return words.startswith(_openings(lexicon).lead) and not words.startswith(_openings(lexicon).acts)


def _may_come_out(n: int, task: int, body: Sequence[Sequence[str]]) -> bool:
    """Whether a column behind the task's may name what comes out: words in most rows, no longer than the task's."""
    rows = [row for row in body if max(n, task) < len(row) and row[task].strip()]
    cells = [text for row in rows if (text := row[n].strip())]
    if n < task or len(cells) < max(_FEWEST_PLAIN, _LEAST_FILLED * len(rows)):
        return False
    letters = fmean(sum(map(str.isalpha, cell)) for cell in cells)
    return _FEWEST_LETTERS <= letters <= fmean(len(row[task]) for row in rows)


def share_of_labels(body: Sequence[Sequence[str]]) -> float:
    """Share of the filled cells of the first column that hold a number or a label."""
    first = [row[0].strip() for row in body if row and row[0].strip()]
    return sum(bool(_LABEL.fullmatch(text)) for text in first) / max(len(first), 1)


def guess_columns(
    roles: list[ColumnRole], named: set[int], body: Sequence[Sequence[str]], lexicon: Lexicon
) -> list[ColumnRole]:
    """Fill roles that no header names from the contents, where they are plain."""
    guessed = list(roles)
    columns = [[row[n].strip() for row in body if n < len(row) and row[n].strip()] for n in range(len(roles))]
    words = _openings(lexicon)

    def share(n: int, test: re.Pattern[str] | tuple[str, ...] | None) -> float:
        cells = columns[n]
        if len(cells) < 2:
            return 0.0
        if test is None:
            return sum(states_time(cell, lexicon) and len(cell) < 120 for cell in cells) / len(cells)
        if isinstance(test, re.Pattern):
            return sum(bool(test.fullmatch(cell)) for cell in cells) / len(cells)
        if test is words.lead:
            return sum(_opens_body(cell, lexicon) for cell in cells) / len(cells)
        return sum(words_of(cell).startswith(test) for cell in cells) / len(cells)

    def claim(role: ColumnRole, candidates: list[tuple[float, int]], least: float) -> None:
        free = [
            (score, n)
            for score, n in candidates
            if abs(n) not in named and guessed[abs(n)] == "other" and score >= least
        ]
        if role not in guessed and free:
            # Of equal ones the last, or, where columns are given as negative, the first.
            guessed[abs(max(free)[1])] = role

    every = range(len(roles))
    claim("number", [(share(0, _LABEL), 0)] if roles else [], 0.6)
    claim("deadline", [(share(n, None), n) for n in every], 0.7)
    claim("lead", [(share(n, words.lead), -n) for n in every], 0.6)
    claim("support", [(share(n, words.lead), n) for n in every], 0.6)
    claim("output", [(share(n, words.output), n) for n in every], 0.5)
    lengths = [(sum(map(len, columns[n])) / max(len(columns[n]), 1), n) for n in every]
    if {"lead", "deadline", "output"} & set(guessed):
        claim("task", lengths, 25.0)
    return guessed
