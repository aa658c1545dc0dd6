"""Every fact of a document on its own: right or wrong, with what confidence, and where it stands.

Tallies say how many; this says which. What a fact's confidence speaks of decides whether it is right: value, unit,
comparator and change of a target, path, heading and role of a section, number, cells and day of a task.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.report import JudgedFact
from models.source import Found
from pipeline.golden.diff import golden_target_key
from pipeline.golden.fact_fields import TASK_CELLS, document_fields, section_fields, target_fields, task_fields
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

    from models.golden import GoldenPlan
    from models.plan import PlanDocument
    from pipeline.golden.fact_fields import Field
    from pipeline.golden.fact_matching import Resolve

TARGET = ("value", "value_max", "unit", "comparator", "change")
SECTION = ("path", "heading", "role")
TASK = ("number", "group_label", *TASK_CELLS, "deadline_date")
SOFTLY = frozenset({"heading", *TASK_CELLS})


def judge_plan(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> tuple[JudgedFact, ...]:
    """Judge every fact of a plan, by family, in the order of golden; optional facts are left out.

    Args:
        plan: what was read.
        golden: what a person said, or the maker's truth.
        resolve: words of a reference into a text file, None where the file is not at hand.
    """
    judge = _Judge(plan, golden, resolve)
    families = (judge.document, judge.sections, judge.targets, judge.tasks, judge.legal_refs, judge.commitments)
    return tuple(fact for family in families for fact in family())


class _Judge:
    def __init__(self, plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> None:
        self.plan, self.golden, self.resolve = plan, golden, resolve
        self.stem = Path(plan.source.file_name).stem

    def _paired(
        self, family: Any, key: str, number: int, found: Found[Any], fields: Iterable[Field], needed: tuple[str, ...]
    ) -> JudgedFact:
        held = {field.name: field for field in fields}
        wrong = [name for name, field in held.items() if not (field.soft if name in SOFTLY else field.right)]
        decisive = [name for name in wrong if name in needed]
        return JudgedFact(
            stem=self.stem,
            family=family,
            key=key,
            state="paired",
            number=number,
            right=not decisive,
            wrong=tuple(wrong),
            expected=" · ".join(f"{name} {held[name].expected or '∅'}" for name in wrong),
            actual=" · ".join(f"{name} {held[name].actual or '∅'}" for name in wrong),
            **_placed(found),
        )

    def _missing(self, family: Any, key: str, number: int, expected: str | None) -> JudgedFact:
        return JudgedFact(
            stem=self.stem, family=family, key=key, state="missing", number=number, expected=expected or ""
        )

    def _added(self, family: Any, key: str, found: Found[Any]) -> JudgedFact:
        quote = " ".join(found.quote.split())
        return JudgedFact(stem=self.stem, family=family, key=key, state="added", actual=quote, **_placed(found))

    def document(self) -> Iterator[JudgedFact]:
        for number, field in enumerate(document_fields(self.plan.front, self.golden, self.resolve)):
            read = getattr(self.plan.front, field.name)
            if not field.expected and not field.actual:
                continue
            close = field.soft and not any(char.isdigit() for char in field.expected + field.actual)
            fact = JudgedFact(
                stem=self.stem,
                family="document",
                key=field.name,
                state="paired" if field.expected and field.actual else ("missing" if field.expected else "added"),
                number=number if field.expected else -1,
                right=field.right or close,
                expected=field.expected,
                actual=field.actual,
            )
            yield fact.model_copy(update=_placed(read)) if isinstance(read, Found) else fact

    def sections(self) -> Iterator[JudgedFact]:
        order = self.golden.sections or ()
        if self.golden.sections is None:
            return
        matched = match_sections(self.plan.sections, order, self.resolve)
        for one, other in matched.pairs:
            fields = section_fields(one.value, other, self.resolve)
            yield self._paired("sections", other.path, _place(order, other), one, fields, SECTION)
        for other in matched.missing:
            heading = resolved(other.heading, self.resolve)
            yield self._missing("sections", other.path, _place(order, other), heading)
        for one in matched.added:
            yield self._added("sections", one.value.path, one)

    def targets(self) -> Iterator[JudgedFact]:
        order = self.golden.targets or ()
        if self.golden.targets is None:
            return
        matched = match_targets(self.plan.targets, order, self.resolve)
        for one, other in matched.pairs:
            if not other.optional:
                fields = target_fields(one.value, one.quote, other, self.resolve)
                yield self._paired("targets", golden_target_key(other), _place(order, other), one, fields, TARGET)
        for other in matched.missing:
            if not other.optional:
                quote = resolved(other.quote, self.resolve)
                yield self._missing("targets", golden_target_key(other), _place(order, other), quote)
        for one in matched.added:
            yield self._added("targets", one.value.section_path, one)

    def tasks(self) -> Iterator[JudgedFact]:
        order = self.golden.tasks or ()
        if self.golden.tasks is None:
            return
        matched = match_tasks(self.plan.tasks, order, self.resolve)
        for one, other in matched.pairs:
            fields = task_fields(one.value, other, self.resolve)
            yield self._paired("tasks", f"{other.table}/{other.row}", _place(order, other), one, fields, TASK)
        for other in matched.missing:
            task = resolved(other.task, self.resolve)
            yield self._missing("tasks", f"{other.table}/{other.row}", _place(order, other), task)
        for one in matched.added:
            yield self._added("tasks", f"{one.value.table}/{one.value.row}", one)

    def legal_refs(self) -> Iterator[JudgedFact]:
        order = self.golden.legal_refs or ()
        if self.golden.legal_refs is None:
            return
        matched = match_legal_refs(self.plan.legal_refs, order)
        for one, other in matched.pairs:
            if other.optional:
                continue
            dated = one.value.issued == other.issued
            yield JudgedFact(
                stem=self.stem,
                family="legal_refs",
                key=other.symbol,
                state="paired",
                number=_place(order, other),
                right=dated,
                wrong=() if dated else ("issued",),
                expected="" if dated else str(other.issued or ""),
                actual="" if dated else str(one.value.issued or ""),
                **_placed(one),
            )
        for other in matched.missing:
            if not other.optional:
                yield self._missing("legal_refs", other.symbol, _place(order, other), other.symbol)
        for one in matched.added:
            yield self._added("legal_refs", one.value.symbol, one)

    def commitments(self) -> Iterator[JudgedFact]:
        order = self.golden.commitments or ()
        if self.golden.commitments is None:
            return
        matched = match_commitments(self.plan.commitments, order, self.resolve)
        for one, other in matched.pairs:
            if not other.optional:
                key = f"{other.section_path}: {other.kind}"
                yield self._paired("commitments", key, _place(order, other), one, (), ())
        for other in matched.missing:
            if not other.optional:
                quote = resolved(other.quote, self.resolve)
                yield self._missing("commitments", f"{other.section_path}: {other.kind}", _place(order, other), quote)
        for one in matched.added:
            yield self._added("commitments", f"{one.value.section_path}: {one.value.kind}", one)


def _place(order: Iterable[Any], one: Any) -> int:
    """Place of a golden fact among its own: equal ones are told apart by identity."""
    return next(place for place, other in enumerate(order) if other is one)


def _placed(found: Found[Any]) -> dict[str, Any]:
    return {
        "confidence": found.confidence,
        "doubted": bool(found.doubts),
        "page": found.page,
        "box": found.box,
    }
