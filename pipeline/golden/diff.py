"""What was read against what a person said: each difference as added, missing or changed, a field a line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from models.report import FactDiff
from pipeline.golden.as_read import match_as_read
from pipeline.golden.fact_fields import Field, document_fields, plain, section_fields, target_fields, task_fields
from pipeline.golden.fact_matching import (
    match_commitments,
    match_legal_refs,
    match_sections,
    match_targets,
    match_tasks,
    resolved,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.golden import Accepted, GoldenFact, GoldenPlan, GoldenTarget, GoldenTask
    from models.plan import PlanDocument, Target
    from models.report import Cause
    from models.source import Found
    from models.table import Task
    from pipeline.golden.fact_matching import Resolve

# Text that a person cuts and joins by hand is told only where it differs in more than that.
_SOFTLY = frozenset({"subject", "heading", "task", "lead", "support", "output", "deadline_text"})


def diff_plan(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> tuple[FactDiff, ...]:
    """Hold a plan against its golden.

    Facts are matched by what they say. Optional golden facts that were not read, and fields that golden does not
    judge, are no differences; families that nobody read are left out, and so is what is read besides the facts of a
    family of which only some were settled. Text differs only where it is less than nine tenths alike; numbers, dates
    and closed words where they are not equal.

    Args:
        plan: what was read.
        golden: what a person said.
        resolve: words of a reference into a text file, None where the file is not at hand.

    Returns:
        Differences by family, in the order of golden. Their cause is "correction" where a person corrected what is
        still read so, else "unknown": `causes.with_causes` finds it.
    """
    return tuple(
        diff
        for family in (_document, _sections, _targets, _tasks, _legal_refs, _commitments)
        for diff in family(plan, golden, resolve)
        if diff.kind != "added" or diff.family not in golden.partial
    )


def _document(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> Iterator[FactDiff]:
    for field in document_fields(plan.front, golden, resolve):
        if field.right or (field.soft and not any(char.isdigit() for char in field.expected + field.actual)):
            continue
        said = golden.document[field.name].accepted
        was = said.was.get("value") if said else None
        diff = FactDiff(
            doc_id=plan.doc_id,
            family="document",
            key=field.name,
            kind="changed" if field.expected and field.actual else ("missing" if field.expected else "added"),
            field=field.name,
            expected=field.expected,
            actual=field.actual,
            page=getattr(plan.front, field.name).page,
            cause="correction" if was == field.actual else "unknown",
            reading=said.reading if said else "",
            words=field.expected if was is None else was,
        )
        yield diff


def _changed(
    plan: PlanDocument,
    family: str,
    key: str,
    pair: tuple[Found[Any], GoldenFact],
    fields: Iterable[Field],
    words: str | None,
) -> Iterator[FactDiff]:
    found, other = pair
    for field in fields:
        if field.right or (field.soft and field.name in _SOFTLY):
            continue
        yield FactDiff(
            doc_id=plan.doc_id,
            family=family,
            key=key,
            kind="changed",
            field=field.name,
            expected=field.expected,
            actual=field.actual,
            page=found.page,
            cause=_corrected(other.accepted, field),
            reading=other.accepted.reading if other.accepted else "",
            words=words or "",
        )


def _differing(name: str, expected: str, actual: str) -> Field:
    return Field(name, expected, actual, right=False, soft=False, letters=False)


def _corrected(said: Accepted | None, field: Field) -> Cause:
    """Tell a difference that a person made from one that came since."""
    return "correction" if said is not None and said.was.get(field.name) == field.actual else "unknown"


def _added(plan: PlanDocument, family: str, key: str, found: Found[Any]) -> FactDiff:
    words = " ".join(found.quote.split())
    return FactDiff(
        doc_id=plan.doc_id, family=family, key=key, kind="added", actual=words, page=found.page, words=words
    )


def _missing(plan: PlanDocument, family: str, key: str, other: GoldenFact, expected: str | None) -> FactDiff:
    said = other.accepted
    return FactDiff(
        doc_id=plan.doc_id,
        family=family,
        key=key,
        kind="missing",
        expected=expected or "",
        cause="correction" if said is not None and said.added else "unknown",
        reading=said.reading if said else "",
        words=expected or "",
    )


def _sections(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> Iterator[FactDiff]:
    if golden.sections is None:
        return
    matched = match_as_read(partial(match_sections, resolve=resolve), plan.sections, golden.sections)
    for one, other in matched.pairs:
        fields = section_fields(one.value, other, resolve)
        yield from _changed(plan, "sections", other.path, (one, other), fields, resolved(other.heading, resolve))
    for other in matched.missing:
        yield _missing(plan, "sections", other.path, other, resolved(other.heading, resolve))
    for one in matched.added:
        yield _added(plan, "sections", one.value.path, one)


def golden_target_key(golden: GoldenTarget) -> str:
    """Name a target for a person: where it stands and what it promises ("II/5: >= 90 %")."""
    return f"{golden.section_path}: {golden.comparator} {plain(golden.value)} {golden.unit}"


def _target_key(target: Target) -> str:
    quantity = target.quantity
    return f"{target.section_path}: {quantity.comparator} {plain(quantity.value)} {quantity.unit}"


def _targets(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> Iterator[FactDiff]:
    if golden.targets is None:
        return
    matched = match_as_read(partial(match_targets, resolve=resolve), plan.targets, golden.targets)
    for one, other in matched.pairs:
        fields = target_fields(one.value, one.quote, other, resolve)
        words = resolved(other.quote, resolve)
        yield from _changed(plan, "targets", golden_target_key(other), (one, other), fields, words)
    for other in matched.missing:
        if not other.optional:
            yield _missing(plan, "targets", golden_target_key(other), other, resolved(other.quote, resolve))
    for one in matched.added:
        yield _added(plan, "targets", _target_key(one.value), one)


def _task_key(task: Task | GoldenTask) -> str:
    number = "/".join(part for part in (task.group_label, task.number) if part)
    return f"table {task.table} row {task.row}" + (f" ({number})" if number else "")


def _tasks(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> Iterator[FactDiff]:
    if golden.tasks is None:
        return
    matched = match_as_read(partial(match_tasks, resolve=resolve), plan.tasks, golden.tasks)
    for one, other in matched.pairs:
        fields = task_fields(one.value, other, resolve)
        yield from _changed(plan, "tasks", _task_key(other), (one, other), fields, resolved(other.task, resolve))
    for other in matched.missing:
        yield _missing(plan, "tasks", _task_key(other), other, resolved(other.task, resolve))
    for one in matched.added:
        yield _added(plan, "tasks", _task_key(one.value), one)


def _legal_refs(plan: PlanDocument, golden: GoldenPlan, _resolve: Resolve) -> Iterator[FactDiff]:
    if golden.legal_refs is None:
        return
    matched = match_as_read(match_legal_refs, plan.legal_refs, golden.legal_refs)
    for one, other in matched.pairs:
        names = [name for name in ("symbol", "issued") if getattr(one.value, name) != getattr(other, name)]
        if "symbol" in names and match_legal_refs([one], [other]).pairs:
            names.remove("symbol")  # the same but for spaces
        fields = [_differing(name, plain(getattr(other, name)), plain(getattr(one.value, name))) for name in names]
        yield from _changed(plan, "legal_refs", other.symbol, (one, other), fields, other.symbol)
    for other in matched.missing:
        if not other.optional:
            yield _missing(plan, "legal_refs", other.symbol, other, f"{other.symbol} {plain(other.issued)}".strip())
    for one in matched.added:
        yield _added(plan, "legal_refs", one.value.symbol, one)


def _commitments(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> Iterator[FactDiff]:
    if golden.commitments is None:
        return
    matched = match_as_read(partial(match_commitments, resolve=resolve), plan.commitments, golden.commitments)
    for one, other in matched.pairs:
        key, words = f"{other.section_path}: {other.kind}", resolved(other.quote, resolve)
        if one.value.section_path != other.section_path:
            path = _differing("section_path", other.section_path, one.value.section_path)
            yield from _changed(plan, "commitments", key, (one, other), [path], words)
    for other in matched.missing:
        if not other.optional:
            key = f"{other.section_path}: {other.kind}"
            yield _missing(plan, "commitments", key, other, resolved(other.quote, resolve))
    for one in matched.added:
        yield _added(plan, "commitments", f"{one.value.section_path}: {one.value.kind}", one)
