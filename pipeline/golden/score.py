"""Scores of a plan against golden: what was right, found and expected, by family of facts.

Numbers and dates are exact; text is scored strictly and, beside it, by its letters alone and softly (nine tenths of
the letters alike). An optional golden fact neither helps nor hurts, read or not. A family that nobody read is not
scored.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from models.report import Tally
from pipeline.golden.fact_fields import TASK_CELLS, document_fields, section_fields, target_fields, task_fields
from pipeline.golden.fact_matching import (
    match_commitments,
    match_legal_refs,
    match_sections,
    match_targets,
    match_tasks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.golden import GoldenPlan
    from models.plan import PlanDocument
    from pipeline.golden.fact_fields import Field
    from pipeline.golden.fact_matching import Resolve

TARGET_SCORES: dict[str, tuple[str, ...]] = {
    "targets.value_unit": ("value", "value_max", "unit"),
    "targets.comparator": ("value", "value_max", "unit", "comparator", "change"),
    "targets.scope_year": ("value", "value_max", "unit", "comparator", "change", "scope", "year"),
    "targets.all": (
        "value", "value_max", "unit", "comparator", "change", "scope", "year", "recurring", "section_path", "source",
        "baseline", "domain", "indicator_id",
    ),
}  # fmt: skip
"""Score name -> fields that must all be right."""
WHOLE = ("fields", "sections.path_heading", "targets.all", "tasks.cells", "legal_refs", "commitments")
"""Scores that together are the document's: every fact of it, strictly."""


def score_plan(
    plan: PlanDocument, golden: GoldenPlan, resolve: Resolve, page_texts: Mapping[int, str] | None = None
) -> tuple[Tally, ...]:
    """Score one plan.

    Args:
        plan: what was read.
        golden: what a person said.
        resolve: words of a reference into a text file, None where the file is not at hand (then texts that stand by
            reference are not scored).
        page_texts: text by page, for golden's printed numbers (scans without other truth); None leaves them out.

    Returns:
        Tallies in a fixed order: fields one by one and together, sections, targets (each score asks for more fields
        right than the one before), tasks, citations, promises, printed numbers.
    """
    golden = golden.whole()
    scores: list[Tally] = [*_score_fields(plan, golden, resolve)]
    if golden.sections is not None:
        scores += _score_sections(plan, golden, resolve)
    if golden.targets is not None:
        scores += _score_targets(plan, golden, resolve)
    if golden.tasks is not None:
        scores += _score_tasks(plan, golden, resolve)
    if golden.legal_refs is not None:
        scores += _score_legal_refs(plan, golden)
    if golden.commitments is not None:
        scores.append(_score_commitments(plan, golden, resolve))
    if golden.numbers is not None and page_texts is not None:
        scores.append(_score_numbers(golden.numbers, page_texts))
    return (*scores, *_score_whole(scores))


def _score_whole(scores: Sequence[Tally]) -> list[Tally]:
    """Score the document as a whole: all its facts strictly, and whether its targets are right without exception."""
    named = {one.name: one for one in scores}
    parts = [named[name] for name in WHOLE if name in named]
    if not parts:
        return []
    counts = {key: sum(getattr(part, key) for part in parts) for key in ("right", "found", "expected")}
    tallies = [Tally(name="document.facts", **counts)]
    targets = named.get("targets.comparator")
    if targets:
        faultless = int(targets.right == targets.found == targets.expected)
        tallies.append(Tally(name="document.faultless_targets", right=faultless, found=1, expected=1))
    return tallies


def add_tallies(scores: Iterable[Sequence[Tally]]) -> tuple[Tally, ...]:
    """Add up tallies of one name over documents (micro average), in the order in which names first come."""
    sums: dict[str, Tally] = {}
    for tallies in scores:
        for one in tallies:
            have = sums.get(one.name, Tally(name=one.name, right=0, found=0, expected=0))
            sums[one.name] = Tally(
                name=one.name,
                right=have.right + one.right,
                found=have.found + one.found,
                expected=have.expected + one.expected,
            )
    return tuple(sums.values())


def _score_fields(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> list[Tally]:
    """Score the front matter: a wrong value counts against precision and recall, an absent one against recall."""
    fields = list(document_fields(plan.front, golden, resolve))
    each = [_field_tally(f"fields.{field.name}", [field]) for field in fields]
    soft = [field._replace(right=field.soft) for field in fields]
    letters = [field._replace(right=field.letters) for field in fields]
    together = (("fields", fields), ("fields.letters", letters), ("fields.soft", soft))
    return [*each, *(_field_tally(name, held) for name, held in together)] if fields else []


def _field_tally(name: str, fields: Sequence[Field]) -> Tally:
    return Tally(
        name=name,
        right=sum(field.right and bool(field.expected) for field in fields),
        found=sum(bool(field.actual) for field in fields),
        expected=sum(bool(field.expected) for field in fields),
    )


def _score_sections(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> list[Tally]:
    assert golden.sections is not None
    pairs = match_sections(plan.sections, golden.sections, resolve).pairs
    verdicts = [{field.name: field for field in section_fields(one.value, other, resolve)} for one, other in pairs]
    found, expected = len(plan.sections), len(golden.sections)

    def tally(name: str, *needed: str, verdict: str = "right") -> Tally:
        right = sum(all(getattr(one[key], verdict) for key in needed if key in one) for one in verdicts)
        return Tally(name=name, right=right, found=found, expected=expected)

    return [
        tally("sections.path", "path"),
        tally("sections.path_heading", "path", "heading"),
        tally("sections.path_heading_letters", "path", "heading", verdict="letters"),
        tally("sections.path_heading_soft", "path", "heading", verdict="soft"),
        tally("sections.role", "path", "role"),
    ]


def _score_targets(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> list[Tally]:
    assert golden.targets is not None
    matched = match_targets(plan.targets, golden.targets, resolve)
    judged = [(one, other) for one, other in matched.pairs if not other.optional]
    verdicts = [
        {field.name: field for field in target_fields(one.value, one.quote, other, resolve)} for one, other in judged
    ]
    found = len(judged) + len(matched.added)
    expected = sum(not other.optional for other in golden.targets)
    tallies = [
        Tally(
            name=name,
            right=sum(all(one[key].right for key in needed if key in one) for one in verdicts),
            found=found,
            expected=expected,
        )
        for name, needed in TARGET_SCORES.items()
    ]
    worded = [one["subject"] for one in verdicts if "subject" in one]
    return [*tallies, *_text_tallies("targets.subject", worded)]


def _text_tallies(name: str, fields: Sequence[Field]) -> list[Tally]:
    """Score texts of matched facts: strict, by their letters alone, and nine tenths alike."""
    count = len(fields)
    return [
        Tally(name=name + end, right=sum(getattr(field, verdict) for field in fields), found=count, expected=count)
        for end, verdict in (("", "right"), ("_letters", "letters"), ("_soft", "soft"))
    ]


def _score_tasks(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> list[Tally]:
    """Score rows, cells and deadlines; cells of lost rows are lost, those of invented rows are wrong."""
    assert golden.tasks is not None
    matched = match_tasks(plan.tasks, golden.tasks, resolve)
    verdicts = [{field.name: field for field in task_fields(one.value, other, resolve)} for one, other in matched.pairs]
    cells = [one[name] for one in verdicts for name in TASK_CELLS if name in one]
    per_row = len(TASK_CELLS)
    lost, invented = per_row * len(matched.missing), per_row * len(matched.added)
    dated = [one for one in verdicts if "deadline_kind" in one]
    rows = Tally(name="tasks.rows", right=len(matched.pairs), found=len(plan.tasks), expected=len(golden.tasks))
    scores = [rows]
    for end, verdict in (("", "right"), ("_letters", "letters"), ("_soft", "soft")):
        right = sum(getattr(cell, verdict) for cell in cells)
        scores.append(
            Tally(name=f"tasks.cells{end}", right=right, found=len(cells) + invented, expected=len(cells) + lost)
        )
    for name, needed in (
        ("tasks.number", ("group_label", "number")),
        ("tasks.deadline", ("deadline_kind", "deadline_date")),
    ):
        judged = dated if name == "tasks.deadline" else verdicts
        right = sum(all(one[key].right for key in needed) for one in judged)
        scores.append(Tally(name=name, right=right, found=len(judged), expected=len(judged)))
    if golden.groups is not None:
        groups = _count_groups(plan)
        scores.append(
            Tally(name="tasks.groups", right=min(groups, golden.groups), found=groups, expected=golden.groups)
        )
    return scores


def _count_groups(plan: PlanDocument) -> int:
    """Count the group rows of tables that hold tasks."""
    with_tasks = {task.value.table for task in plan.tasks}
    rows = {
        (table.number, cell.row)
        for table in plan.tables
        if table.number in with_tasks
        for cell in table.cells
        if cell.kind == "group"
    }
    return len(rows)


def _score_legal_refs(plan: PlanDocument, golden: GoldenPlan) -> list[Tally]:
    assert golden.legal_refs is not None
    matched = match_legal_refs(plan.legal_refs, golden.legal_refs)
    judged = [(one, other) for one, other in matched.pairs if not other.optional]
    found, expected = len(judged) + len(matched.added), sum(not other.optional for other in golden.legal_refs)
    dated = sum(one.value.issued == other.issued for one, other in judged)
    return [
        Tally(name="legal_refs.symbol", right=len(judged), found=found, expected=expected),
        Tally(name="legal_refs", right=dated, found=found, expected=expected),
    ]


def _score_commitments(plan: PlanDocument, golden: GoldenPlan, resolve: Resolve) -> Tally:
    assert golden.commitments is not None
    matched = match_commitments(plan.commitments, golden.commitments, resolve)
    judged = [other for _, other in matched.pairs if not other.optional]
    return Tally(
        name="commitments",
        right=len(judged),
        found=len(judged) + len(matched.added),
        expected=sum(not other.optional for other in golden.commitments),
    )


def _score_numbers(numbers: Sequence[tuple[int, str]], page_texts: Mapping[int, str]) -> Tally:
    """Score printed numbers: a token is read where it stands in its page's text with no digit touching it."""
    right = 0
    for (page, token), times in Counter(numbers).items():
        shape = re.compile(rf"(?<!\d){re.escape(token)}(?!\d)")
        right += min(times, len(shape.findall(page_texts.get(page, ""))))
    return Tally(name="numbers", right=right, found=right, expected=len(numbers))
