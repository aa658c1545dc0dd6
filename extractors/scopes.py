"""Scope: the level of government whose things a number counts (golden/GUIDELINES.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.quantities import alternatives

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Scope, UnitLevel

LEVELS: tuple[Scope, ...] = ("cấp tỉnh", "cấp huyện", "cấp xã")


@dataclass(frozen=True)
class ScopeWords:
    """Patterns over the lexicon's scope words: mentions with their level, alone, places, ends of a head."""

    mention: re.Pattern[str]
    level_of: dict[str, Scope]
    alone: re.Pattern[str]
    place: re.Pattern[str]
    head_end: re.Pattern[str]


@lru_cache(maxsize=8)
def scope_words(lexicon: Lexicon) -> ScopeWords:
    """Compile the scope words once for a lexicon."""
    table = lexicon.table("scopes")
    groups = {f"level{i}": level for i, level in enumerate(LEVELS)}
    parts = []
    for name, level in groups.items():
        short = alternatives(table[level]["short"])
        parts.append(
            rf"(?P<{name}>(?:{alternatives(table[level]['words'])})|(?<=[,/] )(?:{short})"
            rf"|(?<=[,/])(?:{short})|(?<=và )(?:{short}))(?!\w)"
        )
    mention = "|".join(parts)
    anyone = "|".join(alternatives([*table[level]["words"], *table[level]["short"]]) for level in LEVELS)
    return ScopeWords(
        mention=re.compile(rf"(?<!\w)(?:{mention})"),
        level_of=dict(groups),
        alone=re.compile(
            rf"[\s,:(+*•-]*(?:(?:của|ở|tại|đối với|cho|các|từ|với|do|là|riêng)\s+)*"
            rf"(?:(?:các\s+)?(?:cơ quan|đơn vị|phòng)\s+)?"
            rf"(?:{anyone})(?:\s*(?:,|và|đến|/)\s*(?:cấp\s+)?(?:{anyone}))*[\s,:.)]*"
        ),
        place=re.compile(rf"(?<!\w)(?:{alternatives(table['places']['words'])})(?!\w)"),
        head_end=re.compile(
            rf"(?<!\w)(?:{alternatives(table['heads']['ends'])})(?!\w)"
        ),
    )  # fmt: skip


def find_levels(form: str, lexicon: Lexicon) -> tuple[Scope, ...]:
    """Levels named in a text, in order, each as often as it is named."""
    words = scope_words(lexicon)
    clear = words.place.sub(lambda m: "·" * len(m.group()), form)
    found = []
    for match in words.mention.finditer(clear):
        found.append(words.level_of[match.lastgroup or ""])
    return tuple(found)


def head_of(form: str, lexicon: Lexicon) -> str:
    """The part of a subject that names the things, before what happens to them."""
    words = scope_words(lexicon)
    match = words.head_end.search(form, 4)
    return form[: match.start()] if match else form


_AGENCY = re.compile(r"(?<!\w)(?:cơ quan|đơn vị|phòng|ban|ngành|địa phương)(?!\w)")


def _mixed(head: str, lexicon: Lexicon) -> bool:
    """Whether bodies of any level stand beside the one named: "các cơ quan, đơn vị, UBND các xã"."""
    mention = next(iter(scope_words(lexicon).mention.finditer(head)), None)
    if mention is None or not re.match(r"ubnd|ủy ban|các xã|xã,", mention.group()):
        return False
    before = head[: mention.start()].rstrip()
    return before.endswith((",", "và", ";", "/")) and bool(_AGENCY.search(before))


def find_scope(subject: str, level: UnitLevel, lexicon: Lexicon) -> Scope:
    """Scope of a subject in comparison form: the one level that its head names.

    Args:
        subject: the words that the number measures, in comparison form.
        level: level of the body whose plan it is: a commune's own things have no scope.
        lexicon: table `scopes`.
    """
    head = head_of(subject, lexicon)
    levels = set(find_levels(head, lexicon))
    if len(levels) != 1 or _mixed(head, lexicon):
        return ""
    scope = levels.pop()
    return "" if level == "xã" and scope == "cấp xã" else scope
