"""A person's word laid over a reading: it survives new programs, new words and other scans of the plan.

What a person said stands, whatever is read now. Where the document reads otherwise than what they saw, or no longer
shows it, that is told (`FactConflict`) and not resolved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.review import FactConflict, ReviewedFact
from pipeline.golden.corrected_plan import corrected
from pipeline.golden.decisions import standing
from pipeline.golden.fact_matching import SOFT, fold_text, likeness
from pipeline.golden.fact_pairing import POSITION, pair_facts
from pipeline.golden.fact_view import EDITABLE, PROSE, content_of, facts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.plan import PlanDocument
    from models.review import Decision, Fields, ReviewedPlan, ReviewState
    from pipeline.golden.decisions import Standing
    from pipeline.golden.fact_view import Fact

_STATES: dict[str, ReviewState] = {
    "accepted": "accepted", "corrected": "corrected", "rejected": "rejected", "added": "corrected",
    "doubtful": "unreviewed",
}  # fmt: skip
_DIGITS = re.compile(r"\d+")


def apply(plan: PlanDocument, decisions: Sequence[Decision]) -> ReviewedPlan:
    """Lay every decision on a plan over one reading of it.

    Args:
        plan: any reading of the plan: of a new program, of another scan.
        decisions: the plan's journal (`DecisionLog.load`), of all its scans.

    Returns:
        Every fact with its state, and the plan with corrected values. A fact that this reading does not show but a
        person settled stands too, as an added one with its conflict `not_read`; rejected ones need no such care.
    """
    facts = facts_of(plan)
    threads = list(standing(decisions).values())
    pairs = pair_facts(facts, [one.decision for one in threads])
    on_fact = {i: threads[j] for j, i in pairs.items()}
    taken = {(one.decision.family, one.decision.key) for one in threads}
    revisions = {(line.family, line.key): line.id for line in decisions}
    reviewed = []
    for i, fact in enumerate(facts):
        if i in on_fact:
            reviewed.append(_decided(fact, on_fact[i]))
        else:
            while (fact.family, fact.key) in taken:  # the key of a fact that is not read now
                fact = fact._replace(key=f"{fact.key}~")
            reviewed.append(_fact(fact, fact.key, fact.fields, revisions.get((fact.family, fact.key), "")))
    for j, one in enumerate(threads):
        verdict = one.decision.verdict
        if j not in pairs and verdict != "rejected" and not (verdict == "doubtful" and one.decision.said):
            _insert(reviewed, _unread(one))
    return corrected(plan, reviewed)


def _decided(fact: Fact, found: Standing) -> ReviewedFact:
    decision = found.decision
    fields = {**fact.fields, **{name: right for name, (_, right) in decision.changes.items()}}
    if decision.verdict in ("accepted", "corrected"):
        now = {name: fact.fields[name] for name in ("quote", *POSITION) if name in fact.fields}
        fields = {
            **fact.fields,
            **decision.fields,
            **now,
            **{name: right for name, (_, right) in decision.changes.items()},
        }
    return _fact(fact, decision.key, fields, found.revision).model_copy(
        update={
            "state": _STATES[decision.verdict],
            "doubtful": decision.verdict == "doubtful",
            "added": decision.verdict == "added",
            "decision": decision,
            "conflicts": (*_otherwise(fact, decision), *found.contested),
        }
    )


def _fact(fact: Fact, key: str, fields: Fields, revision: str) -> ReviewedFact:
    return ReviewedFact.model_construct(
        family=fact.family, key=key, index=fact.at, read=fact.fields, fields=fields, page=fact.page, box=fact.box,
        spans=fact.spans, confidence=fact.confidence, doubts=fact.doubts, state="unreviewed", doubtful=False,
        added=False, revision=revision, decision=None, conflicts=(),
    )  # fmt: skip


def _otherwise(fact: Fact, decision: Decision) -> tuple[FactConflict, ...]:
    """Tell fields that this reading reads neither as the person saw them nor as they left them."""
    if decision.verdict not in ("accepted", "corrected", "added"):
        return ()
    stands = content_of(decision)
    differ = {}
    for name in EDITABLE[fact.family]:
        now, then, right = fact.fields.get(name, ""), decision.said.get(name, ""), stands.get(name, "")
        if name in POSITION or same_value(name, now, right) or (decision.said and same_value(name, now, then)):
            continue
        differ[name] = (right, now)
    if not differ:
        return ()
    return (FactConflict(kind="reads_otherwise", fields=differ, who=decision.who, when=decision.when),)


def same_value(name: str, one: str, other: str) -> bool:
    """Whether two readings of a field agree: prose in nine letters of ten and every digit, all else exactly."""
    if one == other or fold_text(one) == fold_text(other):
        return True
    figures = _DIGITS.findall(one)
    if name not in PROSE or figures != _DIGITS.findall(other) or (name == "value" and figures):
        return False
    return likeness(one, other) >= SOFT


def _unread(found: Standing) -> ReviewedFact:
    """A fact that stands by a person's word alone."""
    decision = found.decision
    place = decision.place
    gone = FactConflict(kind="not_read", who=decision.who, when=decision.when)
    return ReviewedFact(
        family=decision.family,
        key=decision.key,
        index=-1,
        read={},
        fields=content_of(decision),
        page=place.page if place else 0,
        box=place.box if place else None,
        spans=(place.span,) if place and place.span else (),
        state=_STATES[decision.verdict],
        doubtful=decision.verdict == "doubtful",
        added=not decision.said,
        revision=found.revision,
        decision=decision,
        conflicts=(gone, *found.contested) if decision.said else found.contested,
    )


def _insert(facts: list[ReviewedFact], one: ReviewedFact) -> None:
    """Put a fact where it stands on the paper among those of its family."""
    after = [i for i, fact in enumerate(facts) if fact.family == one.family and _height(fact) <= _height(one)]
    first = next((i for i, fact in enumerate(facts) if fact.family == one.family), len(facts))
    facts.insert(after[-1] + 1 if after else first, one)


def _height(fact: ReviewedFact) -> tuple[int, float]:
    return (fact.page, fact.box.y0 if fact.box else 0.0)
