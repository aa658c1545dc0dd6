"""A plan with a person's word in it: corrected values in their place, added facts among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.review import ReviewedPlan
from models.source import Doubt, Found
from pipeline.golden.fact_edit import added_fact, field_with, indicator_names, with_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.plan import PlanDocument
    from models.review import FactConflict, Family, ReviewedFact, ReviewState
    from models.source import Absent
    from models.table import Table

TUPLES: dict[Family, str] = {
    "target": "targets", "section": "sections", "task": "tasks", "commitment": "commitments",
    "legal_ref": "legal_refs", "number": "numbers",
}  # fmt: skip
"""Family -> field of the plan that holds its facts."""
CONFLICT = "review_conflict"
"""Doubt on a fact that now reads otherwise than what a person decided on, or that two people decided differently."""
DOUBTED = "person_doubts"


def corrected(plan: PlanDocument, facts: Sequence[ReviewedFact]) -> ReviewedPlan:
    """Put what stands into a reading: see `ReviewedPlan`."""
    decided = [fact for fact in facts if fact.decision is not None]
    if not decided:
        return _reviewed(plan, facts, {target.value.target_id: "unreviewed" for target in plan.targets})
    update: dict[str, Any] = {}
    states: dict[str, ReviewState] = {}
    names = indicator_names()
    for family, name in TUPLES.items():
        placed = _family([fact for fact in facts if fact.family == family], getattr(plan, name), names, plan.doc_id)
        update[name] = tuple(found for found, _ in placed)
        if family == "target":
            states = {found.value.target_id: state for found, state in placed}
    front: dict[str, Found[Any] | Absent] = {
        fact.key: field_with(getattr(plan.front, fact.key), fact.key, fact.fields)
        for fact in decided
        if fact.family == "field" and fact.changes
    }
    update["front"] = plan.front.model_copy(update=front)
    update["doubts"] = (*plan.doubts, *_front_doubts(decided))
    cells = {fact.index: fact.fields["text"] for fact in decided if fact.family == "cell" and fact.changes}
    if cells:
        update["tables"] = _tables(plan.tables, cells)
    return _reviewed(plan.model_copy(update=update), facts, states)


def _reviewed(plan: PlanDocument, facts: Sequence[ReviewedFact], states: dict[str, ReviewState]) -> ReviewedPlan:
    return ReviewedPlan.model_construct(plan=plan, facts=tuple(facts), states=states)  # parts are checked already


def _family(
    facts: Sequence[ReviewedFact], held: Sequence[Found[Any]], names: Mapping[str, str], doc_id: str
) -> list[tuple[Found[Any], ReviewState]]:
    """The facts of one family as they stand, with their states."""
    placed: list[tuple[Found[Any], ReviewState]] = []
    added = 0
    for fact in facts:
        if fact.state == "rejected" and fact.family != "target":
            continue
        if fact.index >= 0:
            found = held[fact.index]
            if fact.changes:
                found = with_fields(found, fact.family, fact.fields, names)
        else:
            place = fact.decision.place if fact.decision else None
            found = added_fact(fact.family, fact.fields, place, names)
            if fact.family == "target":  # p: by a person; t001 and on are those that were read
                added += 1
                number = f"{doc_id}.p{added:03d}"
                found = found.model_copy(update={"value": found.value.model_copy(update={"target_id": number})})
        if fact.state in ("accepted", "corrected") and not fact.conflicts:
            found = found.model_copy(update={"confidence": 1.0})
        doubts = _doubts(fact)
        placed.append((found.model_copy(update={"doubts": (*found.doubts, *doubts)}) if doubts else found, fact.state))
    return placed


def _doubts(fact: ReviewedFact) -> list[Doubt]:
    doubts = [Doubt(code=CONFLICT, detail=_told(conflict)) for conflict in fact.conflicts]
    if fact.doubtful:
        doubts.append(Doubt(code=DOUBTED, detail=fact.decision.note if fact.decision else ""))
    return doubts


def _front_doubts(decided: Sequence[ReviewedFact]) -> list[Doubt]:
    return [
        Doubt(code=doubt.code, detail=f"{fact.key}: {doubt.detail}")
        for fact in decided
        if fact.family == "field"
        for doubt in _doubts(fact)
    ]


def _told(conflict: FactConflict) -> str:
    differ = ", ".join(f"{name} {ours or '–'} / {theirs or '–'}" for name, (ours, theirs) in conflict.fields.items())
    return f"{conflict.kind}: {differ}" if differ else conflict.kind


def _tables(tables: tuple[Table, ...], texts: Mapping[int, str]) -> tuple[Table, ...]:
    """Tables with corrected cells; cells are counted through all tables."""
    made, at = [], 0
    for table in tables:
        cells = []
        for cell in table.cells:
            cells.append(cell.model_copy(update={"text": texts[at]}) if at in texts else cell)
            at += 1
        made.append(table.model_copy(update={"cells": tuple(cells)}))
    return tuple(made)
