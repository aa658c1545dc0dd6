"""Which facts of read plans are wrong, and which are missing, by the truth that the maker wrote."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from models.plan import FrontMatter
from pipeline.golden.fact_fields import document_fields, section_fields, target_fields, task_fields
from pipeline.golden.fact_matching import (
    match_commitments,
    match_legal_refs,
    match_sections,
    match_targets,
    match_tasks,
)
from pipeline.golden.files import read_golden
from pipeline.golden.regression import golden_of
from pipeline.store import Store

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from models.golden import GoldenPlan, TextRef
    from models.plan import PlanDocument
    from models.review import Family

TARGET_NEEDS = ("value", "value_max", "unit", "comparator", "change", "scope", "year")
TASK_SOFT = ("task", "lead", "support", "output", "deadline_text")


class Judged(NamedTuple):
    """A plan, the facts in it that are wrong (family and place in its tuple), and how many it lacks, by family.

    `invented` are those of the wrong that are no fact at all, `missing_values` the numbers of missing targets.
    """

    plan: PlanDocument
    wrong: frozenset[tuple[Family, int]]
    invented: frozenset[tuple[Family, int]]
    missing: dict[Family, int]
    missing_values: tuple[Decimal, ...]


def no_text(_ref: TextRef) -> str | None:
    """Truth holds its words plainly."""
    return None


def judge(plan: PlanDocument, truth: GoldenPlan) -> Judged:
    """Hold every fact of a plan against the truth: wrong if anything that an office would act on is."""
    wrong: set[tuple[Family, int]] = set()
    invented: set[tuple[Family, int]] = set()
    missing: dict[Family, int] = {}
    values: tuple[Decimal, ...] = ()
    names = list(FrontMatter.model_fields)
    for field in document_fields(plan.front, truth, no_text):
        if not (field.right or (field.soft and not any(char.isdigit() for char in field.expected))):
            wrong.add(("field", names.index(field.name)))
    for family, found, golden, match in _families(plan, truth):
        matched = match(found, golden or ())
        at = {id(one): index for index, one in enumerate(found)}
        invented |= {(family, at[id(one)]) for one in matched.added}
        lacking = [one for one in matched.missing if not getattr(one, "optional", False)]
        missing[family] = len(lacking)
        if family == "target":
            values = tuple(one.value for one in lacking)
        for one, other in matched.pairs:
            if not getattr(other, "optional", False) and not _right(family, one, other):
                wrong.add((family, at[id(one)]))
    return Judged(plan, frozenset(wrong | invented), frozenset(invented), missing, values)


def _families(plan: PlanDocument, truth: GoldenPlan) -> list[tuple[Family, Any, Any, Any]]:
    return [
        ("section", plan.sections, truth.sections, partial(match_sections, resolve=no_text)),
        ("target", plan.targets, truth.targets, partial(match_targets, resolve=no_text)),
        ("task", plan.tasks, truth.tasks, partial(match_tasks, resolve=no_text)),
        ("commitment", plan.commitments, truth.commitments, partial(match_commitments, resolve=no_text)),
        ("legal_ref", plan.legal_refs, truth.legal_refs, match_legal_refs),
    ]


def _right(family: Family, one: Any, other: Any) -> bool:
    if family == "target":
        fields = {field.name: field for field in target_fields(one.value, one.quote, other, no_text)}
        return all(fields[name].right for name in TARGET_NEEDS)
    if family == "section":
        return all(
            field.soft if field.name == "heading" else field.right
            for field in section_fields(one.value, other, no_text)
            if field.name != "level"
        )
    if family == "task":
        fields = {field.name: field for field in task_fields(one.value, other, no_text)}
        needs = [name for name in ("number", "deadline_kind", "deadline_date") if name in fields]
        return all(fields[name].right for name in needs) and all(
            fields[name].soft for name in TASK_SOFT if name in fields
        )
    if family == "legal_ref":
        return bool(one.value.issued == other.issued)
    return True


def judged_plans(data: Path, folder: Path) -> list[Judged]:
    """Judge every plan of a store whose files `kehoach sample` wrote into `folder`."""
    store, truth = Store(data), read_golden(folder / "truth")
    judged = []
    for record in store.records():
        said = golden_of(record, truth) if record.status in ("read", "partial") else None
        if said is not None:
            judged.append(judge(store.plan(record.doc_id), said))
    return judged
