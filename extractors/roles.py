"""Roles of parts by the words of their headings, else by the parent's; fields (lĩnh vực) as a second label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from extractors.toneless import bare

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Domain, Role

FIELD_WITHIN = 50
"""A heading names its field within so many characters; what comes later is what it acts on."""


@dataclass(frozen=True)
class _Words:
    roles: dict[str, str]
    weak: dict[str, str]
    alone: dict[str, str]
    every: dict[str, str]
    """Phrases of both `roles` and `alone`."""
    opener: re.Pattern[str]
    joint: re.Pattern[str]
    together: dict[frozenset[str], str]
    fields: tuple[tuple[str, str, re.Pattern[str]], ...]
    """Phrase, meaning, and the pattern that finds the phrase as words."""
    done: re.Pattern[str]
    """What tells of what was done speaks of no work ahead ("Những việc làm được")."""
    demanding: re.Pattern[str]
    """ "Yêu cầu" before a body demands of it, and names no part."""


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table, fields = lexicon.table("roles"), lexicon.table("fields")["fields"]
    openers = "|".join(re.escape(bare(word)) for word in sorted(table["grammar"]["openers"], key=len, reverse=True))
    bodies = "|".join(re.escape(bare(word)) for word in lexicon.table("headings")["bodies"])
    verbs = "|".join(re.escape(bare(word)) for word in table["grammar"]["demands"])
    joints = "|".join(re.escape(bare(word)) for word in table["grammar"]["joints"])
    return _Words(
        roles=_by_phrase(table["roles"]),
        weak=_by_phrase(table["weak"]),
        alone=_by_phrase(table["alone"]),
        every=dict(
            sorted((_by_phrase(table["alone"]) | _by_phrase(table["roles"])).items(), key=lambda pair: -len(pair[0]))
        ),
        opener=re.compile(rf"(?:{openers})\s+"),
        joint=re.compile(rf"(?:\s*(?:{joints}))+\s+|\s+"),
        together={frozenset(entry["names"]): entry["role"] for entry in table["together"]},
        fields=tuple(
            (phrase, meaning, re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)"))
            for phrase, meaning in _by_phrase(fields).items()
        ),
        done=re.compile(rf"(?<!\w)(?:{'|'.join(bare(word) for word in table['grammar']['done'])})(?!\w)"),
        demanding=re.compile(rf"(?:{verbs})\s+(?:{bodies})(?!\w)"),
    )


def _by_phrase(entries: dict[str, list[str]]) -> dict[str, str]:
    """Phrase (without marks) to what it means, longest phrase first."""
    pairs = [(bare(phrase), meaning) for meaning, phrases in entries.items() for phrase in phrases]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


OPEN: frozenset[Role | None] = frozenset({None, "other", "mixed"})
"""Roles of a parent that say nothing of its parts'."""


FIELDLESS: frozenset[Role] = frozenset({"organization", "budget", "appendix"})
"""Roles of parts that are of no field."""


CONTENT = frozenset({"targets", "tasks", "solutions"})
"""What a part over several roles holds."""


def role_of(heading: str, parent: Role | None, lexicon: Lexicon) -> Role:
    """Tell the role of a part: its heading's leading words, else the parent's role, else "other"."""
    return role_by_words(heading, parent, lexicon) or parent or "other"


def role_by_words(heading: str, parent: Role | None, lexicon: Lexicon) -> Role | None:
    """Tell the role that a heading's words name below a parent of that role, None where they name none.

    Under an organizing part a body's "nhiệm vụ" are still the organizing.
    """
    words = _words(lexicon)
    strong = _named_roles(heading, words.roles, words)
    named = strong or _named_roles(heading, words.weak, words)
    if "appendix" in named:
        return "appendix"
    if parent in OPEN and not named and words.done.search(bare(heading)):
        return "other"
    if parent in OPEN:
        # Where no part above speaks, these words do too: "Mục tiêu và các phần việc" names two roles.
        every = _named_roles(heading, words.every if strong else words.alone, words)
        named = every if (not named) or (strong < every and every <= CONTENT) else named
    if not named or (named <= {"tasks", "targets"} and parent == "organization"):
        return None
    return join_roles(named, lexicon)


def join_roles(roles: set[str], lexicon: Lexicon) -> Role:
    """Name the role of a part that holds several: their common name, else "mixed"."""
    if len(roles) == 1:
        return cast("Role", next(iter(roles)))
    return cast("Role", _words(lexicon).together.get(frozenset(roles), "mixed"))


def names_role(heading: str, lexicon: Lexicon) -> bool:
    """Whether a heading's own words tell its role."""
    words = _words(lexicon)
    return bool(_named_roles(heading, words.roles, words) or _named_roles(heading, words.weak, words))


def _named_roles(heading: str, phrases: dict[str, str], words: _Words) -> set[str]:
    """Collect the roles that the heading names: the first at its head, the others behind a joint."""
    text = " ".join(bare(heading).split())
    if words.demanding.match(text):
        return set()
    first = _phrase_behind(text, 0, phrases, words)
    if first is None:
        return set()
    found, offset = {first[0]}, first[1]
    while joint := words.joint.search(text, offset):
        offset = joint.end()
        plain = not joint.group().strip()
        following = _phrase_behind(text, offset, phrases, words)
        # Side by side without a joint only directly behind another role ("MỤC ĐÍCH YÊU CẦU").
        if following and (not plain or joint.start() == first[1]):
            found.add(following[0])
            first, offset = following, following[1]
    return found


def _phrase_behind(text: str, offset: int, phrases: dict[str, str], words: _Words) -> tuple[str, int] | None:
    """Read the phrase that stands at an offset or behind openers there ("các", "một số").

    "Phân công …" is no "phần": without marks they look alike, so the phrase itself is tried before each opener.
    """
    while (found := _phrase_at(text, offset, phrases)) is None:
        opener = words.opener.match(text, offset)
        if opener is None:
            return None
        offset = opener.end()
    return found


def _phrase_at(text: str, offset: int, phrases: dict[str, str]) -> tuple[str, int] | None:
    for phrase, meaning in phrases.items():
        end = offset + len(phrase)
        if text.startswith(phrase, offset) and not text[end : end + 1].isalnum():
            return meaning, end
    return None


def domain_of(heading: str, parent: Domain, lexicon: Lexicon) -> Domain:
    """Tell the field of administrative reform that a heading names first, else the parent's."""
    text = " ".join(bare(heading).split())
    places = [
        (match.start(), -len(phrase), meaning)
        for phrase, meaning, pattern in _words(lexicon).fields
        if phrase in text and (match := pattern.search(text)) and match.start() <= FIELD_WITHIN
    ]
    return cast("Domain", min(places)[2]) if places else parent
