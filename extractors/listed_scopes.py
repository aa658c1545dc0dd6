"""Levels of lists of numbers: one for each, in their order, before the numbers or behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.clean import comparison_form
from extractors.scopes import find_levels, levels_of_names
from extractors.subjects import is_scope_alone

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.target_drafts import Draft
    from models.plan import Scope

LEVEL_OF: dict[str, Scope] = {"tỉnh": "cấp tỉnh", "huyện": "cấp huyện"}


def only(levels: tuple[Scope, ...]) -> Scope:
    """The one level that is named; empty where several are or none is."""
    return levels[0] if len(set(levels)) == 1 else ""


def scope_in_list(passage: Passage, draft: Draft, subject: str, lexicon: Lexicon) -> Scope | None:
    """Level of one of several: the words behind a colon, or the list's words in their order."""
    clause = draft.clause
    last = subject.rpartition(": ")[2]
    if last != subject and is_scope_alone(last, lexicon):
        return only(levels_of_names(comparison_form(last), lexicon))
    if clause.size > 1:
        named = find_levels(passage.form[draft.first.start : draft.first.quantity.start], lexicon)
        levels = tuple(level for i, level in enumerate(named) if not i or named[i - 1] != level)
        if len(levels) == clause.size and len(set(levels)) == clause.size:
            return levels[clause.position]
        if not levels and _IN_ORDER.search(passage.form, clause.start, draft.first.quantity.start):
            said = [match["level"] for match in _LEVEL_SHARE.finditer(passage.form, 0, clause.start)][-clause.size :]
            if len(set(said)) == clause.size:
                return LEVEL_OF.get(said[clause.position], "cấp xã")
    return None


_IN_ORDER = re.compile(r"(?<!\w)(?:tương ứng|lần lượt|theo thứ tự)(?!\w)")
_LEVEL_SHARE = re.compile(
    r"(?<!toàn )(?<!bàn )(?<!\w)(?P<level>huyện|xã|tỉnh)(?!\w)(?:\s+(?:đạt|là|từ|trên|tối thiểu|ít nhất))*"
    r"\s+\d[\d.,]*\s*%"
)
"""Shares with their levels, which a later step leaves out: "huyện 70%, xã 50%; năm 2025 tương ứng 90% và 75%"."""


def scope_again(clause: Clause, before: list[Scope]) -> Scope:
    """Scope of one of a list by the list before it: "60% với cấp huyện và 50% với cấp xã, tăng lên 75% và 65%".

    Args:
        clause: one of the list, which names no level.
        before: scopes of the numbers of its sentence so far.
    """
    first = len(before) - clause.position
    told = before[first - clause.size : first] if first >= clause.size > 1 else []
    return told[clause.position] if len(set(told)) == len(told) > 1 and "" not in told else ""


def levels_behind(passage: Passage, clause: Clause, lexicon: Lexicon) -> tuple[Scope, ...]:
    """Levels behind a list of shares, in its order: "lần lượt đạt 98% và 99% ở cấp huyện và cấp xã"; () for none."""
    behind = re.split(r";|\.\s", passage.form[clause.quantity.end : clause.stop])[0]
    levels = find_levels(behind, lexicon)
    alone = len(levels) == clause.size == len(set(levels))
    return levels if alone and clause.quantity.kind == "percent" else ()
