"""Differences against golden that a person read from the paper, each tied to the fact that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.golden.fact_view import EDITABLE
from review.cards import Row
from review.lines import card_address, fact_line, name_of
from review.pairs import FAMILIES

if TYPE_CHECKING:
    from models.report import FactDiff
    from models.review import ReviewedFact
    from review.desk import Opened
    from review.words import Words

SIGNS = {"added": "+", "missing": "−", "changed": "≠"}


def diff_lines(opened: Opened, words: Words) -> list[dict[str, Any]]:
    """Every difference as a line of the list, a field a line."""
    facts = opened.facts_of_diffs
    return [_line(opened, diff, facts.get(number), number, words) for number, diff in enumerate(opened.diffs)]


def diff_rows(opened: Opened, fact: ReviewedFact, words: Words) -> list[Row]:
    """Differences of one fact, for its card."""
    facts = opened.facts_of_diffs
    return [
        Row(
            words.named("field", diff.field) if diff.field else words(f"difference.{diff.kind}"),
            words.value(fact.family, diff.field, diff.actual),
            words.value(fact.family, diff.field, diff.expected),
        )
        for number, diff in enumerate(opened.diffs)
        if facts.get(number) is fact
    ]


def golden_fields(opened: Opened, fact: ReviewedFact) -> dict[str, str]:
    """Fields as golden has them, for a fact that differs and may be corrected to it."""
    facts = opened.facts_of_diffs
    held = {
        diff.field: diff.expected
        for number, diff in enumerate(opened.diffs)
        if facts.get(number) is fact and diff.kind != "added" and diff.field
    }
    if fact.family == "field" and held:
        return {"state": "stated", "value": next(iter(held.values()))}
    return {name: text for name, text in held.items() if name in EDITABLE[fact.family]}


def _line(opened: Opened, diff: FactDiff, fact: ReviewedFact | None, number: int, words: Words) -> dict[str, Any]:
    family = FAMILIES.get(diff.family, "target")
    kind = words(f"difference.{diff.kind}")
    name = name_of(fact.family, fact.key) if fact else f"diff:{number}"
    return {
        "id": f"d{number}", "kind": diff.kind, "sign": SIGNS[diff.kind],
        "title": words.named("field", diff.key) if family == "field" else f"{words(f'family.{family}')} {diff.key}",
        "field": words.named("field", diff.field) if diff.field and family != "field" else kind,
        "expected": words.value(family, diff.field, diff.expected),
        "actual": words.value(family, diff.field, diff.actual),
        "cause": words(f"cause.{diff.cause}"), "fact": name,
        "card": card_address(opened.doc_id, name) if fact else "",
        "page": diff.page or "",
        "box": fact_line(opened.doc_id, fact, words).box if fact else "",
    }  # fmt: skip
