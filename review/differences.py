"""Differences against golden that a person read from the paper, each tied to the fact that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.golden.diff import golden_target_key
from pipeline.golden.fact_matching import match_sections, match_targets, match_tasks
from pipeline.golden.fact_view import EDITABLE
from review.cards import Row, shown
from review.lines import card_address, fact_line, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.report import FactDiff
    from models.review import Family, ReviewedFact
    from review.desk import Opened
    from review.words import Words

FAMILIES: dict[str, Family] = {
    "targets": "target", "sections": "section", "tasks": "task", "legal_refs": "legal_ref", "document": "field",
    "commitments": "commitment",
}  # fmt: skip
"""Family of a difference -> family of facts."""
SIGNS = {"added": "+", "missing": "−", "changed": "≠"}


def diff_lines(opened: Opened, words: Words) -> list[dict[str, Any]]:
    """Every difference as a line of the list, a field a line."""
    facts = facts_of_diffs(opened)
    return [_line(opened, diff, facts.get(number), number, words) for number, diff in enumerate(opened.diffs)]


def diff_rows(opened: Opened, fact: ReviewedFact, words: Words) -> list[Row]:
    """Differences of one fact, for its card."""
    facts = facts_of_diffs(opened)
    return [
        Row(
            words.named("field", diff.field) if diff.field else words(f"diff.{diff.kind}"),
            shown(fact.family, diff.field, diff.actual, words),
            shown(fact.family, diff.field, diff.expected, words),
        )
        for number, diff in enumerate(opened.diffs)
        if facts.get(number) is fact
    ]


def golden_fields(opened: Opened, fact: ReviewedFact) -> dict[str, str]:
    """Fields as golden has them, for a fact that differs and may be corrected to it."""
    facts = facts_of_diffs(opened)
    held = {
        diff.field: diff.expected
        for number, diff in enumerate(opened.diffs)
        if facts.get(number) is fact and diff.kind != "added" and diff.field
    }
    if fact.family == "field" and held:
        return {"state": "stated", "value": next(iter(held.values()))}
    return {name: text for name, text in held.items() if name in EDITABLE[fact.family]}


def facts_of_diffs(opened: Opened) -> dict[int, ReviewedFact]:
    """The fact of each difference by the difference's number; what golden alone has is left out."""
    if not opened.diffs:
        return {}
    paired = dict(_pairs(opened))
    found = {}
    for number, diff in enumerate(opened.diffs):
        family = FAMILIES.get(diff.family)
        facts = [fact for fact in opened.reviewed.facts if fact.family == family]
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


def _pairs(opened: Opened) -> Iterator[tuple[tuple[str, str, int], ReviewedFact]]:
    """(family, key, page) of a difference that is possible, with the fact that golden's own is paired with."""
    plan, golden = opened.reviewed.plan, opened.golden
    if golden is None:
        return
    by_place = {(fact.family, fact.page, fact.fields.get("quote", "")): fact for fact in opened.reviewed.facts}

    def fact_at(family: Family, page: int, quote: str) -> ReviewedFact | None:
        return by_place.get((family, page, " ".join(quote.split())))

    resolve = opened.resolve
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


def _line(opened: Opened, diff: FactDiff, fact: ReviewedFact | None, number: int, words: Words) -> dict[str, Any]:
    family = FAMILIES.get(diff.family, "target")
    name = name_of(fact.family, fact.key) if fact else f"diff:{number}"
    return {
        "id": f"d{number}", "kind": diff.kind, "sign": SIGNS[diff.kind],
        "title": words.named("field", diff.key) if family == "field" else f"{words(f'family.{family}')} {diff.key}",
        "field": words.named("field", diff.field) if diff.field and family != "field" else words(f"diff.{diff.kind}"),
        "expected": shown(family, diff.field, diff.expected, words),
        "actual": shown(family, diff.field, diff.actual, words),
        "cause": words(f"cause.{diff.cause}"), "fact": name,
        "card": card_address(opened.doc_id, name) if fact else "",
        "page": diff.page or "",
        "box": fact_line(opened.doc_id, fact, words).box if fact else "",
    }  # fmt: skip
