"""What to look at in one document: the queue, each fact once, and where golden says otherwise than what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.golden.queue import CONFLICT, WEIGHTS, importance
from review.lines import name_of
from review.pairs import FAMILIES
from review.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.report import FactDiff
    from models.review import QueueItem, ReviewedFact, ReviewedPlan
    from models.source import Box

VI, EN = Words("vi"), Words("en")


class Look(NamedTuple):
    """One thing to look at. Without a fact it concerns a page: it can be looked at, there is nothing to settle."""

    name: str
    fact: ReviewedFact | None
    reason: str
    weight: float
    page: int
    box: Box | None
    vi: str
    en: str

    def told(self, words: Words) -> str:
        """Say why a look is asked for."""
        return self.vi if words.lang == "vi" else self.en


def looks_of(
    reviewed: ReviewedPlan,
    queue: Sequence[QueueItem],
    diffs: Sequence[FactDiff],
    facts_of_diffs: Mapping[int, ReviewedFact],
) -> tuple[Look, ...]:
    """List what to look at, heaviest first.

    Args:
        reviewed: the plan as it stands.
        queue: what the readings themselves ask for (`document_queue` without differences).
        diffs: differences of what stands from golden that was read from the paper.
        facts_of_diffs: the fact of each difference, by its number; golden alone has the others.
    """
    facts = {(fact.family, fact.key): fact for fact in reviewed.facts}
    looks: dict[str, Look] = {}
    for number, item in enumerate(queue):
        fact = facts.get((item.family, item.key)) if item.key else None
        name = name_of(item.family, item.key) if fact else f"page:{item.page}:{number}"
        _add(looks, Look(name, fact, item.reason, item.weight, item.page, item.box, item.message_vi, item.message_en))
    unlike: dict[str, list[str]] = {}
    for number, diff in enumerate(diffs):
        fact = facts_of_diffs.get(number)
        if fact is None:
            _add(looks, _missing_look(diff, number))
        elif fact.state == "unreviewed":
            unlike.setdefault(name_of(fact.family, fact.key), []).append(_field(diff))
    for name, fields in unlike.items():
        _add(looks, _unlike_look(name, fields, next(fact for fact in facts_of_diffs.values() if _is(fact, name))))
    return tuple(sorted(looks.values(), key=lambda look: (-look.weight, look.page, look.name)))


def _add(looks: dict[str, Look], look: Look) -> None:
    """Put a look among the others; a fact that is asked for twice is one look with both reasons."""
    known = looks.get(look.name)
    if known is not None:
        first, second = (known, look) if known.weight >= look.weight else (look, known)
        look = first._replace(vi=_joined(first.vi, second.vi), en=_joined(first.en, second.en))
    looks[look.name] = look


def _joined(first: str, second: str) -> str:
    return first if second in first else f"{first} {second}"


def _is(fact: ReviewedFact, name: str) -> bool:
    return name_of(fact.family, fact.key) == name


def _field(diff: FactDiff) -> str:
    """Field in which golden says otherwise; empty where it does not have the fact at all."""
    if diff.kind == "added":
        return ""
    return diff.key if diff.family == "document" else diff.field


def _unlike_look(name: str, fields: Sequence[str], fact: ReviewedFact) -> Look:
    vi, en = (_unlike_told(fields, words) for words in (VI, EN))
    return Look(name, fact, "golden_differs", CONFLICT * importance(fact), fact.page, fact.box, vi, en)


def _unlike_told(fields: Sequence[str], words: Words) -> str:
    named = ", ".join(words.named("field", field).lower() for field in fields if field)
    return words("golden.changed", field=named) if named else words("golden.added")


def _missing_look(diff: FactDiff, number: int) -> Look:
    vi, en = (words("golden.missing", what=diff.expected or diff.key) for words in (VI, EN))
    weight = CONFLICT * WEIGHTS[FAMILIES[diff.family]]
    return Look(f"page:{diff.page}:golden{number}", None, "golden_differs", weight, diff.page, None, vi, en)
