"""A reviewer who knows the truth and settles what the queue asks for: so promises can be held against what is left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from extractors.numbers import parse_number
from pipeline.golden.audit import audit_sample
from pipeline.golden.overlay import apply
from pipeline.golden.promise import COUNTED
from pipeline.golden.queue import asked_of
from pipeline.golden.signals import page_signals, signals_of, unclaimed_numbers

if TYPE_CHECKING:
    from models.review import Family, ReviewedFact, ReviewedPlan
    from pipeline.golden.error_rates import ErrorRates
    from training.judged_facts import Judged


class Left(NamedTuple):
    """A plan after the review: as it stands then, wrong facts that nobody saw, facts still missing, by family."""

    reviewed: ReviewedPlan
    wrong: Counter[Family]
    missing: Counter[Family]
    rest: Counter[Family]
    looked: int


def review(judged: Judged, rates: ErrorRates, name: str = "") -> Left:
    """Settle everything that the queue of a plan asks for, the sample and what it widens to included.

    Args:
        judged: a plan with what is wrong in it.
        rates: how often facts are wrong.
        name: doc_id to draw the sample by; the plan's own where nothing is said.
    """
    plan = judged.plan.model_copy(update={"doc_id": name or judged.plan.doc_id})
    reviewed = apply(plan, ())
    asked = asked_of(reviewed, rates)
    seen: frozenset[tuple[Family, str]] = frozenset()
    while True:
        due = asked | frozenset(audit_sample(reviewed, asked))
        if due == seen:
            break
        seen = due
        facts = tuple(_settled(fact, judged) if (fact.family, fact.key) in due else fact for fact in reviewed.facts)
        reviewed = reviewed.model_copy(update={"facts": facts})
    return _left(reviewed, judged, len(seen))


def _settled(fact: ReviewedFact, judged: Judged) -> ReviewedFact:
    wrong = (fact.family, fact.index) in judged.wrong
    return fact.model_copy(update={"state": "rejected" if wrong else "accepted"})


def _left(reviewed: ReviewedPlan, judged: Judged, looked: int) -> Left:
    wrong: Counter[Family] = Counter()
    rest: Counter[Family] = Counter()
    missing: Counter[Family] = Counter(judged.missing)
    for fact in reviewed.facts:
        if fact.family not in COUNTED:
            continue
        is_wrong = (fact.family, fact.index) in judged.wrong
        stated = fact.family != "field" or fact.read.get("state") == "stated"
        if fact.state == "unreviewed":
            if stated:
                rest[fact.family] += 1
                wrong[fact.family] += is_wrong
            else:
                missing["field"] += is_wrong
        elif is_wrong and (fact.family, fact.index) in judged.invented:
            missing[fact.family] -= 1  # whoever mends an invented row reads what stands there
    missing["task"] -= sum(signal.code == "row_gap" for found in signals_of(reviewed).values() for signal in found)
    for place in page_signals(reviewed.plan):
        if place.family in ("task", "section"):
            missing[place.family] = 0  # whoever is sent to a table without tasks, to lost headings, enters them
    missing["target"] -= _pointed_at(reviewed, judged)
    return Left(reviewed, wrong, Counter({name: max(0, count) for name, count in missing.items()}), rest, looked)


def _pointed_at(reviewed: ReviewedPlan, judged: Judged) -> int:
    """Missing targets whose number is asked for."""
    asked = []
    for fact, _ in unclaimed_numbers(reviewed):
        number = parse_number(fact.read["text"])
        asked += [number.value] if number else []
    return sum((Counter(asked) & Counter(judged.missing_values)).values())
