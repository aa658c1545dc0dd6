"""The random sample that keeps the promise honest: a few facts of each family of each document that nobody doubts.

Drawn by a hash of what the fact is, so that it stays the same while people work and nobody can choose it. A fact found
wrong widens the sample of its family in its document fourfold: errors come in clusters (a table cut wrong, a lost
year), and a cluster is soon looked at whole.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.golden.fact_pairing import POSITION
from pipeline.golden.fact_view import EDITABLE
from pipeline.golden.overlay import same_value

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.review import Family, ReviewedFact, ReviewedPlan
    from pipeline.golden.signals import Key

SAMPLE: dict[Family, int] = {"target": 2, "task": 2, "field": 2, "section": 2, "commitment": 1, "legal_ref": 1}
"""Facts of a family that are drawn from a document at first."""
WIDER = 4


class Drawn(NamedTuple):
    """The sample of one family in one document: its first draw, and all of it once wrong ones had widened it."""

    family: Family
    first: tuple[ReviewedFact, ...]
    all: tuple[ReviewedFact, ...]


def audit_sample(reviewed: ReviewedPlan, asked: Collection[Key]) -> tuple[Key, ...]:
    """Keys of the facts that the sample asks for, settled ones included."""
    return tuple((fact.family, fact.key) for drawn in draw(reviewed, asked) for fact in drawn.all)


def draw(reviewed: ReviewedPlan, asked: Collection[Key]) -> tuple[Drawn, ...]:
    """Draw the sample among the facts that nothing speaks against.

    Args:
        reviewed: the plan as it stands.
        asked: facts that are asked for anyway: no part of what the sample stands for.
    """
    families: dict[Family, list[ReviewedFact]] = defaultdict(list)
    for fact in reviewed.facts:
        if fact.family in SAMPLE and (fact.family, fact.key) not in asked and fact.index >= 0 and _stated(fact):
            families[fact.family].append(fact)
    drawn = []
    for family, facts in families.items():
        facts.sort(key=lambda fact: _lot(reviewed.plan.doc_id, fact))
        first = facts[: SAMPLE[family]]
        size = len(first)
        while size < len(facts) and size < SAMPLE[family] * WIDER ** sum(map(was_wrong, facts[:size])):
            size += 1
        drawn.append(Drawn(family, tuple(first), tuple(facts[:size])))
    return tuple(drawn)


def was_wrong(fact: ReviewedFact) -> bool:
    """Whether this reading of a fact is wrong by a person's word (said of this scan of the plan or of another)."""
    if fact.state not in ("accepted", "corrected"):
        return fact.state == "rejected"
    names = [name for name in EDITABLE[fact.family] if name not in POSITION]
    return any(not same_value(name, fact.read.get(name, ""), fact.fields.get(name, "")) for name in names)


def _stated(fact: ReviewedFact) -> bool:
    return fact.family != "field" or fact.read.get("state") == "stated"


def _lot(doc_id: str, fact: ReviewedFact) -> str:
    """A draw that neither the order of the facts nor anyone's wish decides."""
    said = "|".join((doc_id, fact.family, *(f"{name}={text}" for name, text in sorted(fact.read.items()))))
    return hashlib.sha256(said.encode()).hexdigest()
