"""Which fact a difference against golden speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.golden.diff import golden_target_key
from pipeline.golden.fact_matching import match_sections, match_targets, match_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.golden import GoldenPlan
    from models.report import FactDiff
    from models.review import Family, ReviewedFact, ReviewedPlan
    from pipeline.golden.fact_matching import Resolve

FAMILIES: dict[str, Family] = {
    "targets": "target", "sections": "section", "tasks": "task", "legal_refs": "legal_ref", "document": "field",
    "commitments": "commitment",
}  # fmt: skip
"""Family of a difference -> family of facts."""


def facts_of_diffs(
    reviewed: ReviewedPlan, golden: GoldenPlan | None, diffs: Sequence[FactDiff], resolve: Resolve
) -> dict[int, ReviewedFact]:
    """The fact of each difference by the difference's number; what golden alone has is left out."""
    if not diffs or golden is None:
        return {}
    paired = dict(_pairs(reviewed, golden, resolve))
    found = {}
    for number, diff in enumerate(diffs):
        family = FAMILIES.get(diff.family)
        facts = [fact for fact in reviewed.facts if fact.family == family]
        fact: ReviewedFact | None = None
        if family == "field":
            fact = next((one for one in facts if one.key == diff.key), None)
        elif diff.kind == "added":
            here = [one for one in facts if one.page == diff.page]
            fact = next((one for one in here if one.fields.get("quote") == diff.actual), None)
        elif diff.kind == "changed":
            fact = paired.get((diff.family, diff.key, diff.page))
            if fact is None and family == "legal_ref":
                fact = next((one for one in facts if one.fields["symbol"].replace(" ", "") == diff.key), None)
        if fact is not None:
            found[number] = fact
    return found


def _pairs(
    reviewed: ReviewedPlan, golden: GoldenPlan, resolve: Resolve
) -> Iterator[tuple[tuple[str, str, int], ReviewedFact]]:
    """(family, key, page) of a difference that is possible, with the fact that golden's own is paired with."""
    plan = reviewed.plan
    by_place = {(fact.family, fact.page, fact.fields.get("quote", "")): fact for fact in reviewed.facts}

    def fact_at(family: Family, page: int, quote: str) -> ReviewedFact | None:
        return by_place.get((family, page, " ".join(quote.split())))

    for target, said in match_targets(plan.targets, golden.targets or (), resolve).pairs:
        if (fact := fact_at("target", target.page, target.quote)) is not None:
            yield ("targets", golden_target_key(said), target.page), fact
    for section, headed in match_sections(plan.sections, golden.sections or (), resolve).pairs:
        if (fact := fact_at("section", section.page, section.quote)) is not None:
            yield ("sections", headed.path, section.page), fact
    for task, row in match_tasks(plan.tasks, golden.tasks or (), resolve).pairs:
        if (fact := fact_at("task", task.page, task.quote)) is not None:
            label = "/".join(part for part in (row.group_label, row.number) if part)
            yield ("tasks", f"table {row.table} row {row.row}" + (f" ({label})" if label else ""), task.page), fact
