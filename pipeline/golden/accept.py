"""Accepted facts as a golden file: what persons said yes to, in canonical form, with who, when and from which bytes.

The file follows from the journal of decisions alone and is written anew after each. Golden that a person read from the
paper outranks it and is never touched.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from models.golden import (
    Accepted,
    GoldenCommitment,
    GoldenField,
    GoldenLegalRef,
    GoldenPlan,
    GoldenReading,
    GoldenSection,
    GoldenTarget,
    GoldenTask,
)
from pipeline.golden.decisions import DecisionLog, standing
from pipeline.golden.fact_view import content_of
from pipeline.golden.files import read_golden_file, write_golden
from pipeline.golden.overlay import apply

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.plan import PlanDocument
    from models.review import Decision, Family, Fields, ReviewedPlan

GOLDEN_FAMILIES: dict[Family, str] = {
    "section": "sections", "target": "targets", "task": "tasks", "legal_ref": "legal_refs", "commitment": "commitments",
}  # fmt: skip
"""Family -> field of `GoldenPlan`. What was said of numbers and cells stays in the journal."""
_YES = frozenset(["accepted", "corrected", "added"])


class ReadGoldenStands(Exception):
    """A person read this plan from the paper: that golden is not replaced by accepted facts."""


class Written(NamedTuple):
    """The golden file of accepted facts (None where nothing is accepted any more) and how many facts it holds."""

    path: Path | None
    facts: int


def accepted_golden(
    plan: PlanDocument, decisions: Sequence[Decision], file_stem: str = "", reviewed: ReviewedPlan | None = None
) -> GoldenPlan:
    """Make the golden of what persons said yes to.

    Args:
        plan: a reading of the plan; a family is whole when every fact of it is settled.
        decisions: the plan's journal.
        file_stem: name of the dropped file without its ending.
        reviewed: the journal laid over that reading, where somebody did so already.
    """
    held = [one.decision for one in standing(decisions).values() if one.decision.verdict in _YES]
    reviewed = reviewed or apply(plan, decisions)
    families: dict[str, Any] = {}
    partial = []
    for family, name in GOLDEN_FAMILIES.items():
        facts = [golden_fact(one) for one in held if one.family == family]
        open_ones = any(fact.state == "unreviewed" for fact in reviewed.of(family))
        if facts:
            families[name] = tuple(sorted(facts, key=_order))
            partial += [name] if open_ones else []
    return GoldenPlan(
        plan_id=plan.plan_id,
        title=_title(plan, held),
        origin="accepted",
        read_from=plan.source.sha256,
        applies_to=(file_stem,) if file_stem else (),
        readings={_reading_name(one): _reading(one) for one in held},
        partial=tuple(sorted(partial)),
        document={one.key: _field(one) for one in held if one.family == "field"},
        **families,
    )


def write_accepted(plan: PlanDocument, golden: Path, reviewed: ReviewedPlan | None = None) -> Written:
    """Write `<golden>/<plan_id>.json` from the plan's journal; remove it when nothing is accepted any more.

    `reviewed` is the journal laid over `plan`, where somebody did so already.

    Raises:
        ReadGoldenStands: a golden of that plan_id was read from the paper.
        BrokenFile: the golden file or the journal that is there cannot be read.
        OSError: it could not be written; the old one then stands.
    """
    path = golden / f"{plan.plan_id}.json"
    if path.exists() and read_golden_file(path).origin != "accepted":
        raise ReadGoldenStands(plan.plan_id)
    made = accepted_golden(plan, DecisionLog(golden).load(plan.plan_id), reviewed=reviewed)
    count = len(made.document) + sum(len(getattr(made, name) or ()) for name in GOLDEN_FAMILIES.values())
    if not count:
        path.unlink(missing_ok=True)
        return Written(None, 0)
    return Written(write_golden(made, golden), count)


def golden_fact(decision: Decision) -> Any:
    """Return a decision's fact in its golden type."""
    fields, stamp = content_of(decision), _stamp(decision)
    if decision.family == "target":
        return _target(fields, stamp)
    if decision.family == "section":
        given = {name: fields[name] for name in ("path", "heading", "level", "role")}
        return GoldenSection.model_validate({**given, "accepted": stamp})
    if decision.family == "task":
        return _task(fields, stamp)
    if decision.family == "legal_ref":
        return GoldenLegalRef.model_validate(
            {"symbol": fields["symbol"], "issued": fields["issued"] or None, "accepted": stamp}
        )
    given = {name: fields.get(name, "") for name in ("kind", "section_path")}
    return GoldenCommitment.model_validate(
        {**given, "quote": fields.get("quote") or fields["subject"], "accepted": stamp}
    )


def _target(fields: Fields, stamp: Accepted) -> GoldenTarget:
    names = (
        "value", "unit", "comparator", "change", "subject", "scope", "baseline", "section_path", "domain",
        "indicator_id", "source",
    )  # fmt: skip
    given: dict[str, Any] = {name: fields[name] for name in names}
    given |= {"value_max": fields["value_max"] or None, "year": fields["year"] or None}
    given |= {"recurring": fields["recurring"] == "true", "quote": fields.get("quote", ""), "accepted": stamp}
    return GoldenTarget.model_validate(given)


def _task(fields: Fields, stamp: Accepted) -> GoldenTask:
    names = ("table", "row", "group_label", "number", "task", "lead", "support", "output", "deadline_kind")
    given: dict[str, Any] = {name: fields[name] for name in names}
    given |= {"deadline": fields["deadline_text"], "deadline_date": fields["deadline_date"] or None, "accepted": stamp}
    return GoldenTask.model_validate(given)


def _field(decision: Decision) -> GoldenField:
    fields = decision.fields
    state = fields["state"] if fields["state"] in ("stated", "unreadable") else "not_stated"
    return GoldenField.model_validate({"state": state, "value": fields["value"], "accepted": _stamp(decision)})


def _stamp(decision: Decision) -> Accepted:
    added = not decision.said
    was = {} if added else {name: read for name, (read, _) in decision.changes.items()}
    return Accepted(who=decision.who, when=decision.when, reading=_reading_name(decision), was=was, added=added)


def _reading_name(decision: Decision) -> str:
    """Name a reading by its bytes and its readers, eight digits and four."""
    versions = hashlib.sha256(decision.versions.model_dump_json().encode()).hexdigest()
    return f"{decision.read_from[:8]}-{versions[:4]}"


def _reading(decision: Decision) -> GoldenReading:
    return GoldenReading(doc_id=decision.doc_id, read_from=decision.read_from, versions=decision.versions)


def _title(plan: PlanDocument, held: Sequence[Decision]) -> str:
    said = next((one.fields["value"] for one in held if (one.family, one.key) == ("field", "title")), "")
    return said or str(getattr(plan.front.title, "value", "")) or PurePath(plan.source.file_name).stem


def _order(fact: Any) -> tuple[str, ...]:
    """Sort facts by what they say, so that the order of the clicks leaves no trace; tasks as their table has them."""
    if isinstance(fact, GoldenTask):
        return (f"{fact.table:04d}", f"{fact.row:04d}", fact.number, str(fact.task))
    if isinstance(fact, GoldenSection):
        return (fact.path, str(fact.heading))
    if isinstance(fact, GoldenTarget):
        return (fact.section_path, str(fact.subject), f"{fact.value:020f}", str(fact.quote))
    if isinstance(fact, GoldenLegalRef):
        return (fact.symbol, str(fact.issued or ""))
    return (fact.section_path, fact.kind, str(fact.quote))
